"""Lives of habits, drawn at random: schedules that change, targets, a log, pauses."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from habits.measures import HabitKind
from habits.schedules import NTHS, Schedule, ScheduleKind

DAY = timedelta(days=1)
START = date(2025, 3, 3)
DAYS = 260
KINDS = ScheduleKind


def of(kind, **details):
    return Schedule(kind=kind, **details)


weekdays = st.frozensets(st.integers(0, 6), min_size=1)
day_schedules = st.one_of(
    st.just(of(KINDS.DAILY)),
    weekdays.map(lambda chosen: of(KINDS.WEEKDAYS, weekdays=chosen)),
    st.integers(1, 9).map(lambda number: of(KINDS.EVERY_N_DAYS, interval=number)),
    st.frozensets(st.sampled_from([-1, 1, 15, 31]), min_size=1).map(
        lambda chosen: of(KINDS.MONTH_DAYS, month_days=chosen)
    ),
    st.frozensets(st.tuples(st.sampled_from(NTHS), st.integers(0, 6)), min_size=1, max_size=3).map(
        lambda chosen: of(KINDS.NTH_WEEKDAYS, nth_weekdays=chosen)
    ),
    st.sampled_from(["FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=2TU"]).map(
        lambda rule: of(KINDS.RRULE, rrule=rule)
    ),
)
quotas = st.one_of(
    st.integers(1, 9).map(lambda number: of(KINDS.DAYS_AFTER_DONE, interval=number)),
    st.integers(1, 7).map(lambda times: of(KINDS.TIMES_PER_WEEK, times=times)),
    st.integers(1, 6).map(lambda times: of(KINDS.TIMES_PER_MONTH, times=times)),
    st.integers(2, 9).map(lambda span: of(KINDS.TIMES_IN_DAYS, times=span // 2, days=span)),
)


@st.composite
def lives(draw):
    """A habit, its owner and everything recorded of it; days count from the one on which it was made."""
    from accounts.models import User
    from habits.models import Habit, ScheduleVersion, TargetVersion
    from tracking.selectors import Cell, Log, mark_of

    kind = draw(st.sampled_from(HabitKind))
    habit = Habit(kind=kind)
    schedules = day_schedules if kind.is_limit else day_schedules | quotas
    changes = sorted(draw(st.sets(st.integers(1, DAYS), max_size=2)))
    versions = [ScheduleVersion.of(habit, draw(schedules), START + DAY * day) for day in [0, *changes]]
    targets = [
        TargetVersion(habit=habit, valid_from=START + DAY * day, target=Decimal(draw(st.integers(1, 4))))
        for day in ([0, *changes] if kind.is_measured else [])
    ]
    habit._prefetched_objects_cache = {"schedule_versions": versions, "target_versions": targets}
    states = draw(
        st.lists(
            st.sampled_from(["done"] * draw(st.integers(1, 12)) + ["missed", "skipped", None]), max_size=7
        )
    )
    exceptions = draw(
        st.dictionaries(st.integers(-20, DAYS), st.sampled_from(["done", "missed", "skipped", None]))
    )
    said = {day: states[day % len(states)] for day in range(DAYS) if states} | exceptions
    cells = {}
    for number, state in said.items():
        if state is not None:
            day = START + DAY * number
            amount = Decimal(number % 4) if kind.is_measured and state == "done" else None
            mark = mark_of(kind, habit.targets, day, state, amount)
            cells[day] = Cell(state=state, amount=amount, note="", mark=mark)
    rests = draw(st.sets(st.tuples(st.integers(0, DAYS), st.integers(1, 40)), max_size=2))
    paused = frozenset(START + DAY * day for first, length in rests for day in range(first, first + length))
    owner = User(first_weekday=draw(st.integers(0, 6)))
    return owner, habit, Log(cells=cells, rests=paused)
