"""Speed as a ratio of two things measured side by side in one run: a slow machine slows both."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 9


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """How often the baseline's CPU time fits into the subject's, and how often it may."""

    subject: str
    baseline: str
    value: float
    bound: float
    source: str = ""
    """Where the bound comes from, if it is not our own."""

    @property
    def held(self) -> bool:
        return self.value <= self.bound

    def __str__(self) -> str:
        mark = " " if self.held else "!"
        text = f"{mark} {self.value:7.2f} of {self.bound:<6.2f} {self.subject}, to {self.baseline}"
        return f"{text} ({self.source})" if self.source else text


def measured(
    subject: str,
    run_subject: Callable[[], object],
    baseline: str,
    run_baseline: Callable[[], object],
    *,
    bound: float,
    times: int = 1,
    source: str = "",
) -> Ratio:
    """The ratio of the medians of ROUNDS interleaved rounds, each of `times` calls, in CPU time.

    The time of child processes counts; both are run once before, unmeasured.
    """
    run_subject(), run_baseline()
    rounds = [(_cpu(run_subject, times), _cpu(run_baseline, times)) for _ in range(ROUNDS)]
    value = statistics.median(s for s, _ in rounds) / statistics.median(b for _, b in rounds)
    return Ratio(subject=subject, baseline=baseline, value=value, bound=bound, source=source)


def _cpu(run: Callable[[], object], times: int) -> float:
    before = _seconds()
    for _ in range(times):
        run()
    return max(_seconds() - before, 1e-9)


def _seconds() -> float:
    children = os.times()
    return time.process_time() + children.children_user + children.children_system
