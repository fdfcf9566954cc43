"""Reading what was recorded: tasks of a day, entries of a habit, streaks. Queries do not grow with habits."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, CharField, F, Min, QuerySet, Value, When

from accounts.models import User
from habits.measures import HabitKind, meets
from habits.models import Habit
from habits.selectors import habits_of
from habits.versions import Versions, valid_on
from tracking.day_streaks import day_streaks
from tracking.models import Entry, Pause, State
from tracking.occurrence import Plan, days, is_due
from tracking.periods import Mark
from tracking.streaks import Span, Streak, best, current_streak, streak_spans


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """What was recorded of one habit on one day."""

    state: str
    amount: Decimal | None
    note: str
    mark: Mark


@dataclass(frozen=True, kw_only=True)
class Log:
    """What was recorded of one habit, and the days of its pauses."""

    cells: Mapping[date, Cell]
    rests: frozenset[date]
    before: date | None = None
    """The day of its first entry, if that is earlier than the cells that were read."""

    @property
    def first_entry(self) -> date | None:
        return self.before or min(self.cells, default=None)

    @property
    def marks(self) -> dict[date, Mark]:
        return {day: cell.mark for day, cell in self.cells.items()}

    @property
    def done(self) -> set[date]:
        """The days that met their target."""
        return {day for day, cell in self.cells.items() if cell.mark is Mark.DONE}


@dataclass(frozen=True, kw_only=True)
class Task:
    """A habit on a day on which it is due or rests, or on which something was recorded all the same."""

    habit: Habit
    due: bool
    paused: bool
    cell: Cell | None


@dataclass(frozen=True, kw_only=True)
class Day:
    """The tasks of a day, with the streak of each of their habits as of today."""

    date: date
    tasks: list[Task]
    streaks: Mapping[UUID, Streak]


@dataclass(frozen=True, kw_only=True)
class StreakList:
    """The current streak, if there is one, and the longest, newest first."""

    current: Span | None
    best: list[Span]


def day_of(owner: User, day: date, *, today: date) -> Day:
    """The owner's tasks on `day`."""
    habits = list(habits_of(owner, archived=False))
    logs = read_logs(habits, noted_on=day)
    (tasks,) = tasks_on([day], owner, habits, logs)
    shown = [task for task in tasks if task.due or task.cell]
    return Day(
        date=day,
        tasks=shown,
        streaks={task.habit.id: streak_of(owner, task.habit, logs[task.habit.id], today) for task in shown},
    )


def days_of(owner: User, first: date, last: date) -> dict[date, list[Task]]:
    """The owner's tasks on each day from `first` to `last`, as far as is known now what was done before."""
    habits = list(habits_of(owner, archived=False))
    wanted = days(first, last)
    return dict(zip(wanted, tasks_on(wanted, owner, habits, read_logs(habits)), strict=True))


def streaks(owner: User, habits: Sequence[Habit], *, today: date) -> dict[UUID, Streak]:
    """The current streak of each of the owner's `habits`, by id."""
    logs = read_logs(habits)
    return {habit.id: streak_of(owner, habit, logs[habit.id], today) for habit in habits}


def streak_lists(owner: User, habit: Habit, number: int, *, today: date) -> dict[str, StreakList]:
    """The habit's current and its `number` best streaks, in days that follow one another and in periods."""
    log = read_logs([habit])[habit.id]
    plan = plan_of(owner, habit, log)
    lists = {
        "days": day_streaks(habit.measure, plan, log.marks, today),
        "periods": streak_spans(plan, log.marks, today, silence_keeps=habit.measure.is_limit),
    }
    return {
        name: StreakList(current=current, best=best(spans, number))
        for name, (current, spans) in lists.items()
    }


def entries_between(habit: Habit, first: date, last: date) -> QuerySet[Entry]:
    """The habit's entries from `first` to `last`, both included, in order."""
    return Entry.objects.filter(habit=habit, date__range=(first, last)).order_by("date")


def mark_of(
    kind: HabitKind, targets: Versions[Decimal], day: date, state: str, amount: Decimal | None
) -> Mark:
    """What an entry is worth by the target that was valid on its day."""
    if state != State.DONE:
        return Mark.SKIPPED if state == State.SKIPPED else Mark.MISSED
    if meets(kind, amount, valid_on(targets, day)[1] if targets else None):
        return Mark.DONE
    return Mark.MISSED if kind.is_limit else Mark.BEGUN


def read_logs(
    habits: Sequence[Habit], *, noted_on: date | None = None, since: date = date.min
) -> dict[UUID, Log]:
    """The log of each habit of one owner by its id, from `since` on. Notes are read for `noted_on` only."""
    by_id = {habit.id: (habit.measure, habit.targets) for habit in habits}
    note = Case(When(date=noted_on, then=F("note")), default=Value(""), output_field=CharField())
    rows = Entry.objects.filter(habit__in=list(by_id)).values_list(
        "habit_id", "date", "state", "amount", note
    )
    before: dict[UUID, date] = {}
    if since > date.min:
        rows = rows.filter(date__gte=since)
        earlier = Entry.objects.filter(habit__in=list(by_id), date__lt=since).order_by()
        before = dict(earlier.values_list("habit_id").annotate(Min("date")))
    logs: dict[UUID, dict[date, Cell]] = defaultdict(dict)
    for habit_id, day, state, amount, text in rows.order_by():
        mark = mark_of(*by_id[habit_id], day, state, amount)
        logs[habit_id][day] = Cell(state=state, amount=amount, note=text, mark=mark)
    rests = read_rests(habits)
    return {
        habit_id: Log(cells=logs[habit_id], rests=rests[habit_id], before=before.get(habit_id))
        for habit_id in by_id
    }


def read_rests(habits: Sequence[Habit]) -> dict[UUID, frozenset[date]]:
    """The days on which each habit of one owner rests, by its id: alone, with those of a tag, or with all."""
    rests: dict[UUID | str, set[date]] = defaultdict(set)
    pauses = Pause.objects.filter(owner__in={habit.owner_id for habit in habits})
    for habit_id, tag, first, last in pauses.order_by().values_list("habit_id", "tag", "first", "last"):
        rests[habit_id or tag].update(days(first, last))
    # A pause without a tag is one of all habits.
    of_all = frozenset(rests[""])
    own = {habit.id: [rests[key] for key in (habit.id, *habit.tags) if key in rests] for habit in habits}
    return {habit_id: of_all.union(*sets) if sets else of_all for habit_id, sets in own.items()}


def plan_of(owner: User, habit: Habit, log: Log) -> Plan:
    return Plan(
        schedules=habit.schedules,
        first_weekday=owner.first_weekday,
        first_entry=log.first_entry,
        paused=log.rests - log.done,
    )


def tasks_on(
    wanted: Sequence[date], owner: User, habits: Sequence[Habit], logs: Mapping[UUID, Log]
) -> list[list[Task]]:
    """The tasks of each day of `wanted`, in the order of the habits, those that rest among them."""
    tasks: list[list[Task]] = [[] for _ in wanted]
    for habit in habits:
        log = logs[habit.id]
        plan = plan_of(owner, habit, log)
        done = log.done
        for day, of_day in zip(wanted, tasks, strict=True):
            paused = day in plan.paused and day >= plan.start
            task = Task(habit=habit, due=is_due(plan, day, done), paused=paused, cell=log.cells.get(day))
            if task.due or task.paused or task.cell:
                of_day.append(task)
    return tasks


def streak_of(owner: User, habit: Habit, log: Log, today: date) -> Streak:
    """The current streak; only a limit is kept by silence."""
    return current_streak(plan_of(owner, habit, log), log.marks, today, silence_keeps=habit.measure.is_limit)
