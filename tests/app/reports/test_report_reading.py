"""A report reads no more than its range needs, and judges as if it had read everything."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.reading import kept_in, stories_of, story_of
from habits.models import Habit
from habits.schedules import Schedule, ScheduleKind
from tests.app.reports.case import OF_A_HABIT, OF_ALL, TODAY, ago
from tracking.models import Entry, Pause


@pytest.mark.parametrize("name", OF_A_HABIT)
def test_thirty_entries_cost_as_many_queries_as_one(as_alice, alice, make_habit, record, name):
    habit = make_habit(alice)
    make_habit(alice)
    record(habit, TODAY)
    counts = [queries(as_alice, f"/api/habits/{habit.id}/{name}")]
    for back in range(1, 30):
        record(habit, ago(back))
    counts.append(queries(as_alice, f"/api/habits/{habit.id}/{name}"))

    assert counts[0] == counts[1] <= 13


@pytest.mark.parametrize("url", [*(f"/api/analytics/{name}" for name in OF_ALL), "comparisons"])
def test_thirty_habits_cost_as_many_queries_as_one(as_alice, alice, make_habit, record, url):
    habit = make_habit(alice)
    if url == "comparisons":
        url = f"/api/habits/{habit.id}/comparisons"
    counts = []
    for number in (1, 29):
        for _ in range(number):
            record(make_habit(alice), TODAY)
        counts.append(queries(as_alice, url))

    assert counts[0] == counts[1] <= 13


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "url",
    [
        *(f"/api/analytics/{name}" for name in OF_ALL if name not in ("hours", "rolling-rates")),
        *(f"/api/habits/{{}}/{name}" for name in ("heat-map", "rates", "totals", "weekdays", "comparisons")),
    ],
)
def test_a_report_does_not_read_what_lies_long_before(as_alice, alice, make_habit, record, url):
    habit = make_habit(alice, start=date(2020, 1, 1))
    record(habit, date(2020, 1, 1))

    with CaptureQueriesContext(connection) as captured:
        as_alice.get(url.format(habit.id))

    (read,) = [q["sql"] for q in captured if 'FROM "tracking_entry"' in q["sql"] and "MIN(" not in q["sql"]]
    assert "'2025-01-16'::date" in read


SCHEDULES = [
    Schedule(kind=ScheduleKind.DAILY),
    Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=2),
    Schedule(kind=ScheduleKind.TIMES_PER_MONTH, times=5),
    Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=3, days=10),
    Schedule(kind=ScheduleKind.DAYS_AFTER_DONE, interval=20),
    Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=3),
]


@given(
    st.sampled_from(SCHEDULES),
    st.dictionaries(st.integers(0, 400), st.sampled_from(["done", "missed", "skipped"]), max_size=80),
    st.integers(0, 40),
    st.integers(0, 60),
    st.integers(1, 300),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_reading_only_what_is_needed_judges_a_range_as_reading_everything_does(
    alice, make_habit, record, schedule, states, back, rest, length
):
    Habit.objects.all().delete()
    Pause.objects.all().delete()
    habit = make_habit(alice, start=ago(400), schedule=schedule)
    Pause.objects.create(owner=alice, first=ago(rest + length), last=ago(rest))
    Entry.objects.bulk_create(
        Entry(habit=habit, date=ago(number), state=state, recorded_at="2026-03-18T12:00Z", zone="UTC")
        for number, state in states.items()
    )
    first = ago(back)
    (habit,) = Habit.objects.prefetch_related("schedule_versions", "target_versions")
    (some,) = stories_of(alice, first, today=TODAY)

    def judged(story):
        kept = kept_in(alice, story, first, TODAY, today=TODAY)
        return kept.periods, sorted(kept.done)

    assert judged(some) == judged(story_of(alice, habit, today=TODAY))


def test_a_range_after_a_long_pause_knows_what_was_done_before_it(alice, make_habit, record):
    rolling = Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=3, days=10)
    habit = make_habit(alice, start=ago(400), schedule=rolling)
    Pause.objects.create(owner=alice, first=ago(201), last=ago(2))
    for back in (204, 203, 202):
        record(habit, ago(back))
    (some,) = stories_of(alice, ago(1), today=TODAY)

    # The three checks cover ten days that are not paused, yesterday among them.
    assert kept_in(alice, some, ago(1), TODAY, today=TODAY).periods == []
