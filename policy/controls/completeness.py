"""How much of the pack was really decided: the control about the controls."""

from collections import Counter
from collections.abc import Mapping
from threading import Lock

from .control import Declaration, Judgement
from .model import Level, Severity, Verdict

COMPLETENESS = Declaration(
    id="META-07",
    title="Every control could be decided",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    why="A control that meets an unknown value says nothing. Unsaid, that silence reads like a pass.",
    fix="Give resources explicit names, so that the texts built from them are known before the deployment. "
    "What stays open is decided by the recorded run, and again by the update.",
    url="https://www.pulumi.com/docs/iac/concepts/inputs-outputs/",
)


class Tally:
    """What each control said of each resource. A resource judged again replaces its earlier judgement."""

    def __init__(self) -> None:
        self._judgements: dict[tuple[str, str], Judgement] = {}
        self._lock = Lock()

    def record(self, control_id: str, urn: str, judgement: Judgement) -> None:
        with self._lock:
            self._judgements[control_id, urn] = judgement

    @property
    def judgements(self) -> Mapping[tuple[str, str], Judgement]:
        """By control and URN."""
        with self._lock:
            return dict(self._judgements)

    @property
    def counts(self) -> Mapping[Verdict, int]:
        return Counter(judgement.verdict for judgement in self.judgements.values())

    def open_questions(self) -> list[str]:
        """One line for each open question of each control, with the resources it concerns."""
        places: dict[tuple[str, str], list[str]] = {}
        for (control_id, urn), judgement in sorted(self.judgements.items(), key=lambda item: item[0]):
            if judgement.verdict is Verdict.UNDETERMINED:
                question = (control_id, judgement.open_question)
                places.setdefault(question, []).append(urn.rpartition("::")[2])
        return [
            f"{control}: {question} ({', '.join(names)})" for (control, question), names in places.items()
        ]

    def exempt(self) -> list[str]:
        """One line for each accepted problem: control, resource, what is wrong, and why it may stay."""
        return [
            f"{control} {urn.rpartition('::')[2]}: {problem.message}; {problem.exemption}"
            for (control, urn), judgement in sorted(self.judgements.items(), key=lambda item: item[0])
            for problem in judgement.problems
            if problem.exemption
        ]
