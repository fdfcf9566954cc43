"""What a digest says: what was done since the last one, and what is due today."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from digests.models import Digest
from digests.timing import Rhythm
from tracking.periods import Mark
from tracking.selectors import Task, days_of

DAYS_TOLD = {Rhythm.DAILY: 1, Rhythm.WEEKLY: 7}


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail without its sender and its headers."""

    subject: str
    text: str


def letter_of(digest: Digest, today: date) -> Letter | None:
    """The digest as of `today`. None when there is nothing to tell: nothing was done and nothing is due."""
    owner: User = digest.user
    rhythm = Rhythm(digest.rhythm)
    first = today - timedelta(days=DAYS_TOLD[rhythm])
    *told, due = days_of(owner, first, today).values()
    past = [task for tasks in told for task in tasks]
    open_today = [task for task in due if task.due and not is_answered(task)]
    if not past and not open_today:
        return None
    return Letter(
        subject=f"{today:%A}: {counted(len(open_today), 'habit')} to do",
        text="\n".join(
            [
                "Yesterday" if rhythm is Rhythm.DAILY else "Last week",
                *(lines_of_yesterday(past) if rhythm is Rhythm.DAILY else lines_of_a_week(past)),
                "",
                "Due today",
                *(f"- {task.habit.name}" for task in open_today),
                *(["Nothing."] if not open_today else []),
                "",
                f"Check in: {digest.site}/",
                "",
                f"You asked for this {rhythm} mail. Change or stop it: {digest.site}/settings",
                "",
            ]
        ),
    )


def lines_of_yesterday(tasks: Sequence[Task]) -> list[str]:
    """Each habit of a day with what became of it."""
    return [f"- {task.habit.name}: {fate(task)}" for task in tasks] or ["Nothing was due."]


def lines_of_a_week(tasks: Sequence[Task]) -> list[str]:
    """Each habit with the number of days on which it was done."""
    done = Counter(task.habit.id for task in tasks if is_done(task))
    names = {task.habit.id: task.habit.name for task in tasks}
    return [f"- {name}: done on {counted(done[habit], 'day')}" for habit, name in names.items()] or [
        "Nothing was due."
    ]


def fate(task: Task) -> str:
    """What became of a task, in a word or two."""
    if task.cell is None:
        return "paused" if task.paused else "not recorded"
    return {
        Mark.DONE: "done",
        Mark.BEGUN: "begun",
        Mark.MISSED: "missed",
        Mark.SKIPPED: "skipped",
    }[task.cell.mark]


def is_done(task: Task) -> bool:
    return task.cell is not None and task.cell.mark is Mark.DONE


def is_answered(task: Task) -> bool:
    """Whether the person has said already what became of it."""
    return task.cell is not None and task.cell.mark is not Mark.BEGUN


def counted(number: int, noun: str) -> str:
    """`1 day`, `2 days`"""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
