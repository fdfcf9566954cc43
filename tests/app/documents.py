"""Strategies for everything that a person can have."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from habits.measures import MINUTES, HabitKind
from habits.schedules import Schedule, ScheduleKind
from transfer.document import Document, EntryRecord, HabitRecord, PauseRecord, ProfileRecord

TODAY = date(2026, 3, 18)
FIRST = date(2025, 12, 1)
DAYS = [FIRST + timedelta(days=number) for number in range((TODAY - FIRST).days + 1)]
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
WORD = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=12)
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2026, 3, 18), timezones=st.just(UTC))
AMOUNTS = st.integers(0, 10**9).map(lambda value: Decimal(value) / 1000)
TARGETS = st.integers(1, 10**6).map(lambda value: Decimal(value) / 1000)
PLAIN = [
    Schedule(kind=ScheduleKind.DAILY),
    Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0, 4})),
    Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=3),
    Schedule(kind=ScheduleKind.MONTH_DAYS, month_days=frozenset({-1, 15})),
    Schedule(kind=ScheduleKind.NTH_WEEKDAYS, nth_weekdays=frozenset({(-1, 0), (2, 3)})),
    Schedule(kind=ScheduleKind.RRULE, rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,SU;WKST=SU"),
]
QUOTAS = [
    Schedule(kind=ScheduleKind.DAYS_AFTER_DONE, interval=4),
    Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=3),
    Schedule(kind=ScheduleKind.TIMES_PER_MONTH, times=5),
    Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=2, days=9),
]


@st.composite
def entries(draw, kind):
    days = sorted(draw(st.sets(st.sampled_from(DAYS), max_size=8)))
    found = []
    for day in days:
        state = draw(st.sampled_from(["done", "missed", "skipped"]))
        amount = draw(st.none() | AMOUNTS) if kind.is_measured and state != "skipped" else None
        found.append(
            EntryRecord(
                day=day,
                state=state,
                amount=amount,
                note=draw(TEXT),
                recorded_at=draw(INSTANTS),
                zone=draw(st.sampled_from(["UTC", "Europe/Berlin"])),
            )
        )
    return tuple(found)


@st.composite
def versions(draw, values):
    days = sorted(draw(st.sets(st.sampled_from(DAYS), min_size=1, max_size=3)))
    return tuple((day, draw(values)) for day in days)


@st.composite
def habits(draw, position):
    kind = draw(st.sampled_from(HabitKind))
    archived_at = draw(st.none() | INSTANTS)
    return HabitRecord(
        id=draw(st.uuids(version=4)),
        name=draw(WORD),
        kind=kind,
        question=draw(TEXT),
        notes=draw(TEXT),
        unit=MINUTES if kind is HabitKind.TIMED else draw(WORD) if kind.is_measured else "",
        color=draw(st.sampled_from(["red", "teal", "gray"])),
        icon=draw(st.sampled_from(["", "run"])),
        tags=tuple(draw(st.lists(WORD, max_size=2, unique=True))),
        position=position,
        archived=archived_at is not None,
        archived_at=archived_at,
        created_at=draw(INSTANTS),
        schedules=draw(versions(st.sampled_from(PLAIN if kind.is_limit else [*PLAIN, *QUOTAS]))),
        targets=draw(versions(TARGETS)) if kind.is_measured else (),
        entries=draw(entries(kind)),
    )


@st.composite
def documents(draw, pauses=True):
    """Up to three habits with their days, and pauses."""
    kept = tuple(draw(habits(place)) for place in range(draw(st.integers(0, 3))))
    rests = []
    for place, habit in enumerate(kept if pauses else ()):
        first, last = sorted(draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))))
        rests.append(PauseRecord(first=first, last=last, habit=place, reason=draw(WORD)))
        if habit.tags:
            rests.append(PauseRecord(first=first, last=last, tag=habit.tags[0]))
    profile = ProfileRecord(time_zone="Europe/Berlin", day_starts_at=180, first_weekday=6, language="de")
    return Document(habits=kept, pauses=tuple(rests), profile=profile)
