"""The terms of a score in sentences that a person can check with a pencil. Pure."""

from habits.measures import HabitKind
from tracking.score import ONE, Terms


def sentences(kind: HabitKind, unit: str, terms: Terms) -> list[str]:
    """Where the score was, what the window was worth, and what became of it."""
    before = f"The score was {percent(terms.previous)} the day before."
    if terms.completion is None:
        return [before, "This day was skipped or paused, so the score stays as it was."]
    kept = terms.previous * terms.multiplier
    return [
        before,
        window_sentence(kind, unit, terms),
        f"That is worth {percent(terms.completion)}.",
        f"A day keeps {percent(terms.multiplier)} of the score, here {percent(kept)}, and adds "
        f"{percent(1 - terms.multiplier)} of what the window is worth, here {percent(terms.contribution)}.",
        f"Together the score is {percent(terms.score)}.",
    ]


def window_sentence(kind: HabitKind, unit: str, terms: Terms) -> str:
    window = terms.window
    number = (window.last - window.first).days + 1
    when = f"From {window.first} to {window.last}" if number > 1 else f"On {window.last}"
    total, asked = amount(window.total), amount(window.asked)
    if not kind.is_measured:
        times = "time" if window.total == ONE else "times"
        return f"{when} you {'lapsed' if kind.is_limit else 'did it'} {total} {times} of {asked}."
    most = "at most " if kind.is_limit else ""
    return f"{when} you have {total} of {most}{asked} {unit}".rstrip() + "."


def percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def amount(thousandths: int) -> str:
    return f"{thousandths / ONE:.3f}".rstrip("0").rstrip(".")
