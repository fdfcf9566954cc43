"""What every lens looks at. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracking.occurrence import Plan
from tracking.periods import Mark, Period
from tracking.score import Terms

type Scores = Iterator[tuple[date, float | None]]
"""Each day with how strong the habit was after it, from 0 to 1; None while nothing can be said."""

type Lens = Callable[["Life", date], Scores]
"""A way to look at a life: its scores from the first day to the one that is given, which is not to come."""


@dataclass(frozen=True, kw_only=True)
class Life:
    """A habit from its beginning to today."""

    plan: Plan
    marks: Mapping[date, Mark]
    shares: Mapping[date, float]
    """What was done of the day's target, also more than all of it; of a limit 1 when it was kept, else 0."""
    is_limit: bool
    """Whether days that are over are kept by silence."""
    periods: Sequence[Period]
    """Oldest first."""
    today: date
    target_days: int
    """How long it takes until the habit counts as built, for lenses that ask."""
    loop_terms: Callable[[date], Iterable[Terms]]
    """The terms of Loop's score up to a day."""
