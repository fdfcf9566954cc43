"""Reading what was recorded: tasks of a day, entries of a habit, streaks. Queries do not grow with habits."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, CharField, F, Min, Q, QuerySet, Value, When

from accounts.models import User
from habits.measures import HabitKind, meets
from habits.models import Habit
from habits.schedules import MAX_INTERVAL
from habits.selectors import habits_of
from habits.versions import Versions, valid_on
from tracking.checkpoint import Checkpoint, basis_of, read_from
from tracking.checkpoint_rows import checkpoint_of, with_checkpoints
from tracking.day_streaks import day_streaks
from tracking.models import Entry, Pause, State
from tracking.occurrence import Plan, days, is_due
from tracking.periods import Mark
from tracking.streaks import Span, Streak, best, runs_back, streak_spans
from tracking.tallies import NOTHING, Tally, streak_in, tally_of


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
    since: date = date.min
    """All cells were read from this day on."""
    checkpoint: Checkpoint | None = None
    """What is known of the days before."""

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
class StreakList:
    """The current streak, if there is one, and the longest, newest first."""

    current: Span | None
    best: list[Span]


def days_of(owner: User, first: date, last: date) -> dict[date, list[Task]]:
    """The owner's tasks on each day from `first` to `last`, as far as is known now what was done before."""
    habits = list(with_checkpoints(habits_of(owner, archived=False)))
    wanted = days(first, last)
    logs = read_recent(owner, habits, shown=(first, last))
    return dict(zip(wanted, tasks_on(wanted, owner, habits, logs), strict=True))


def streaks(owner: User, habits: Sequence[Habit], *, today: date) -> dict[UUID, Streak]:
    """The current streak of each of the owner's `habits`, which come with their checkpoints, by id."""
    logs = read_recent(owner, habits)
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


def read_logs(habits: Sequence[Habit], *, since: date = date.min) -> dict[UUID, Log]:
    """The log of each habit of one owner by its id, from `since` on, without notes."""
    by_id = {habit.id: habit for habit in habits}
    before: dict[UUID, date] = {}
    if since > date.min:
        earlier = Entry.objects.filter(habit__in=by_id, date__lt=since).order_by()
        before = dict(earlier.values_list("habit_id").annotate(Min("date")))
    cells = read_cells(habits, Q(habit__in=by_id, date__gte=since))
    rests = read_rests(habits)
    return {
        habit_id: Log(cells=cells[habit_id], rests=rests[habit_id], before=before.get(habit_id))
        for habit_id in by_id
    }


def read_recent(
    owner: User,
    habits: Sequence[Habit],
    *,
    shown: tuple[date, date] | None = None,
    noted_on: date | None = None,
) -> dict[UUID, Log]:
    """The log of each of the owner's `habits`, which come with their checkpoints, as far as today needs it.

    Also what the days `shown`, first and last, need. Notes are read for the day `noted_on` only.
    """
    rests = read_rests(habits)
    usable = {habit.id: usable_checkpoint(owner, habit, rests[habit.id]) for habit in habits}
    since: dict[date, list[Habit]] = defaultdict(list)
    for habit in habits:
        checkpoint = usable[habit.id]
        first = read_from(habit.schedules, habit.measure, rests[habit.id], checkpoint) if checkpoint else None
        since[first or date.min].append(habit)
    wanted = Q(pk__in=[])
    for first, group in since.items():
        wanted |= Q(habit__in=group, date__gte=first)
        if shown is not None and shown[0] < first:
            earliest = date.fromordinal(max(shown[0].toordinal() - MAX_INTERVAL, 1))
            wanted |= Q(habit__in=group, date__range=(earliest, shown[1]))
    cells = read_cells(habits, wanted, noted_on)
    return {
        habit.id: log_of(cells[habit.id], rests[habit.id], usable[habit.id], first)
        for first, group in since.items()
        for habit in group
    }


def log_of(
    cells: Mapping[date, Cell], rests: frozenset[date], checkpoint: Checkpoint | None, since: date
) -> Log:
    before = checkpoint.first_entry if checkpoint else None
    return Log(cells=cells, rests=rests, before=before, since=since, checkpoint=checkpoint)


def log_after(owner: User, habit: Habit, day: date) -> Log:
    """The habit's log, whole unless its checkpoint is before `day`."""
    checkpoint = checkpoint_of(habit)
    if checkpoint is not None and checkpoint.day < day:
        return read_recent(owner, [habit])[habit.id]
    return read_logs([habit])[habit.id]


def read_cells(
    habits: Sequence[Habit], wanted: Q, noted_on: date | None = None
) -> dict[UUID, dict[date, Cell]]:
    """The `wanted` cells of `habits` by habit and day, in one query."""
    by_id = {habit.id: (habit.measure, habit.targets) for habit in habits}
    note = Case(When(date=noted_on, then=F("note")), default=Value(""), output_field=CharField())
    rows = Entry.objects.filter(wanted).values_list("habit_id", "date", "state", "amount", note)
    cells: dict[UUID, dict[date, Cell]] = defaultdict(dict)
    for habit_id, day, state, amount, text in rows.order_by():
        mark = mark_of(*by_id[habit_id], day, state, amount)
        cells[habit_id][day] = Cell(state=state, amount=amount, note=text, mark=mark)
    return cells


def usable_checkpoint(owner: User, habit: Habit, rests: frozenset[date]) -> Checkpoint | None:
    """The habit's checkpoint, unless something it rests on has changed."""
    checkpoint = checkpoint_of(habit)
    if checkpoint is None:
        return None
    basis = basis_of(
        habit.measure, habit.schedules, habit.targets, owner.first_weekday, rests, checkpoint.day
    )
    return checkpoint if checkpoint.basis == basis else None


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


def tally_until(owner: User, habit: Habit, log: Log, today: date, last: date | None = None) -> Tally:
    """What the current streak holds, or held at the end of `last`, which must be the end of a period.

    Only a limit is kept by silence.
    """
    plan = plan_of(owner, habit, log)
    checkpoint = log.checkpoint if log.since > date.min else None
    after = checkpoint.day if checkpoint else date.min
    silence_keeps = habit.measure.is_limit
    run = next(runs_back(plan, log.marks, today, silence_keeps=silence_keeps, last=last, after=after))
    return tally_of(plan, run, (checkpoint and checkpoint.tally) or NOTHING)


def streak_of(owner: User, habit: Habit, log: Log, today: date) -> Streak:
    """The current streak."""
    return streak_in(tally_until(owner, habit, log, today), plan_of(owner, habit, log), today)
