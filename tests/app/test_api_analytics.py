"""`/api/analytics/…` and the reports of a habit: what they say, what they refuse, and as CSV."""

import csv
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.reading import kept_in, stories_of, story_of
from habits.measures import HabitKind
from habits.models import Habit
from habits.schedules import Schedule, ScheduleKind
from habits.services import change_habit
from tests.app.test_contract import contract
from tracking.models import Entry, Pause

TODAY = date(2026, 3, 18)
DAY = timedelta(days=1)
OF_A_HABIT = (
    "heat-map",
    "rates",
    "weekdays",
    "hours",
    "totals",
    "overview",
    "comparisons",
    "score/lens",
    "turning-points",
)
OF_ALL = ("heat-map", "rates", "weekdays", "hours", "rolling-rates", "overview")
RANGED = [name for name in OF_A_HABIT if name != "overview"]


def ago(number):
    return TODAY - DAY * number


@pytest.fixture
def habit(alice, make_habit, record):
    """Alice's: at least 20 pages a day, for ten days; one has too few, one is missed, one skipped."""
    habit = make_habit(alice, kind=HabitKind.AT_LEAST, target=Decimal(20), unit="pages", start=ago(10))
    for back in range(1, 11):
        if back == 3:
            record(habit, ago(back), "missed")
        elif back == 4:
            record(habit, ago(back), "skipped")
        else:
            record(habit, ago(back), amount=Decimal(10 if back == 2 else 20 + back))
    return habit


@pytest.fixture
def of(as_alice, habit):
    """A report of Alice's habit."""

    def ask(name, **query):
        return as_alice.get(f"/api/habits/{habit.id}/{name}", query)

    return ask


def refused(response):
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    return error["field"], error["message"]


def test_a_heat_map_has_every_day_and_says_which_is_today(of):
    cells = {cell["date"]: cell for cell in of("heat-map").json()["cells"]}

    assert len(cells) == 365
    assert [day for day, cell in cells.items() if cell["is_today"]] == [str(TODAY)]
    assert cells[str(ago(10))] == {
        "date": str(ago(10)),
        "is_today": False,
        "due": True,
        "state": "done",
        "amount": 30,
        "share": 1,
    }
    assert [cells[str(ago(back))]["share"] for back in (0, 1, 2, 3, 4, 11)] == [None, 1, 0.5, 0, None, None]
    assert [cells[str(ago(back))]["state"] for back in (0, 3, 4)] == ["unknown", "missed", "skipped"]


def test_today_in_a_heat_map_is_the_persons_own(as_alice, alice, habit, noon):
    alice.time_zone, alice.day_starts_at = "America/New_York", 180
    alice.save()
    noon.move_to(datetime.fromisoformat("2026-03-18T06:30:00+00:00"))

    for url in (f"/api/habits/{habit.id}/heat-map", "/api/analytics/heat-map"):
        cells = as_alice.get(url).json()["cells"]
        assert [cell["date"] for cell in cells if cell["is_today"]] == ["2026-03-17"]
        assert cells[-1]["date"] == "2026-03-17"


def test_a_heat_map_knows_pauses_limits_and_days_to_come(as_alice, alice, make_habit, record):
    limit = make_habit(alice, kind=HabitKind.AT_MOST, target=Decimal(2), start=ago(5))
    record(limit, ago(2), amount=Decimal(3))
    Pause.objects.create(owner=alice, first=ago(4), last=ago(4))

    cells = as_alice.get(f"/api/habits/{limit.id}/heat-map?from={ago(5)}&to={ago(-1)}").json()["cells"]

    assert [cell["share"] for cell in cells] == [1, None, 1, 0, 1, None, None]
    assert [cell["state"] for cell in cells] == [
        "unknown",
        "paused",
        "unknown",
        "done",
        "unknown",
        "unknown",
        "unknown",
    ]


def test_a_day_that_a_quota_left_free_is_not_shown_as_missed(as_alice, alice, make_habit, record):
    weekly = make_habit(
        alice, schedule=Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=1), start=date(2026, 3, 9)
    )
    record(weekly, date(2026, 3, 10))

    cells = as_alice.get(f"/api/habits/{weekly.id}/heat-map?from=2026-03-09&to=2026-03-15").json()["cells"]

    assert [cell["share"] for cell in cells] == [None, 1, None, None, None, None, None]


def test_rates_are_kept_of_asked_in_each_span(of):
    weeks = of("rates").json()["rates"]

    assert weeks == [
        {"first": "2026-03-02", "last": "2026-03-08", "asked": 1, "kept": 1, "share": 1, "check_ins": 1},
        {"first": "2026-03-09", "last": "2026-03-15", "asked": 6, "kept": 5, "share": 5 / 6, "check_ins": 5},
        {"first": "2026-03-16", "last": "2026-03-22", "asked": 2, "kept": 1, "share": 0.5, "check_ins": 1},
    ]
    for by in ("month", "quarter", "year"):
        (span,) = of("rates", by=by).json()["rates"]
        assert (span["asked"], span["kept"]) == (9, 7)


def test_weekdays_begin_with_the_persons_first(as_alice, alice, of):
    assert [row["weekday"] for row in of("weekdays").json()["weekdays"]] == [0, 1, 2, 3, 4, 5, 6]
    alice.first_weekday = 6
    alice.save()
    rows = of("weekdays").json()["weekdays"]

    assert [row["weekday"] for row in rows] == [6, 0, 1, 2, 3, 4, 5]
    assert {row["weekday"]: (row["asked"], row["kept"]) for row in rows} == {
        0: (2, 1),
        1: (2, 2),
        2: (1, 1),
        3: (1, 1),
        4: (1, 1),
        5: (0, 0),
        6: (2, 1),
    }


def test_hours_tell_when_it_was_done_if_that_is_known(of, habit, record):
    record(habit, TODAY, amount=Decimal(20))

    found = of("hours").json()

    assert found["unknown"] == 8
    assert [row["hour"] for row in found["hours"]] == list(range(24))
    assert found["hours"][12] == {"hour": 12, "check_ins": 1, "share": 1}


def test_totals_stand_beside_what_was_asked(of):
    (month,) = of("totals", by="month").json()["totals"]

    amounts = 21 + 10 + 25 + 26 + 27 + 28 + 29 + 30
    assert month == {
        "first": "2026-03-01",
        "last": "2026-03-31",
        "total": amounts,
        "target": 180,
        "share": pytest.approx(amounts / 180),
    }


def test_a_target_of_the_past_stays_what_it_was(of, habit):
    change_habit(habit=habit, today=TODAY, changes={"target": Decimal(1000)})

    (month,) = of("totals", by="month").json()["totals"]

    assert month["target"] == 180


def test_a_habit_without_amounts_adds_up_its_days(as_alice, alice, make_habit, record):
    plain = make_habit(alice, start=ago(2))
    record(plain, ago(2))
    record(plain, ago(1), "skipped")

    (week,) = as_alice.get(f"/api/habits/{plain.id}/totals").json()["totals"]

    assert (week["total"], week["target"]) == (1, 1)


def test_what_is_to_be_quit_adds_up_its_lapses_beside_none_that_are_asked_for(
    as_alice, alice, make_habit, record
):
    habit = make_habit(alice, kind=HabitKind.QUIT, start=ago(2))
    record(habit, ago(2), "missed")
    record(habit, ago(1))

    (week,) = as_alice.get(f"/api/habits/{habit.id}/totals").json()["totals"]
    cells = as_alice.get(f"/api/habits/{habit.id}/heat-map?from={ago(2)}").json()["cells"]

    assert (week["total"], week["target"], week["share"]) == (1, 0, None)
    assert [cell["share"] for cell in cells] == [0, 1, None]


def test_an_overview_of_a_habit_has_its_best(of):
    found = of("overview").json()

    assert found["first_day"] == str(ago(10))
    assert found["check_ins"] == 7
    assert found["total"] == 196
    assert found["rate"] == pytest.approx(7 / 9)
    assert (found["best_day"], found["best_day_total"]) == (str(ago(10)), 30)
    assert (found["best_week"], found["best_week_total"]) == ("2026-03-09", 135)
    assert (found["best_month"], found["best_month_total"]) == ("2026-03-01", 196)
    assert found["best_weekday"] is None


def test_reports_on_all_habits_add_them_up(as_alice, alice, habit, make_habit, record):
    other = make_habit(alice, start=ago(1))
    record(other, ago(1))

    cells = {cell["date"]: cell for cell in as_alice.get("/api/analytics/heat-map").json()["cells"]}
    (month,) = as_alice.get("/api/analytics/rates?by=month").json()["rates"]
    rolling = as_alice.get("/api/analytics/rolling-rates").json()["rates"]
    overview = as_alice.get("/api/analytics/overview").json()

    assert cells[str(ago(1))] == {
        "date": str(ago(1)),
        "is_today": False,
        "asked": 2,
        "kept": 2,
        "share": 1,
        "check_ins": 2,
    }
    assert (month["asked"], month["kept"], month["check_ins"]) == (10, 8, 8)
    assert rolling[-1] == {"date": str(TODAY), "asked": 10, "kept": 8, "share": 0.8, "check_ins": 8}
    assert overview == {
        "habits": 2,
        "check_ins": 8,
        "active_days": 7,
        "rate": 0.8,
        "best_weekday": None,
        "best_day": str(ago(1)),
        "best_day_check_ins": 2,
    }


def test_an_archived_habit_counts_until_it_was_archived(as_alice, habit, noon):
    as_alice.patch(f"/api/habits/{habit.id}", {"archived": True})
    noon.shift(timedelta(days=5))

    (month,) = as_alice.get("/api/analytics/rates?by=month").json()["rates"]
    cells = as_alice.get(f"/api/habits/{habit.id}/heat-map?from={ago(1)}").json()["cells"]

    assert (month["asked"], month["kept"]) == (9, 7)
    assert [cell["due"] for cell in cells] == [True, True, False, False, False, False, False]


def test_without_habits_reports_are_empty(as_alice):
    assert as_alice.get("/api/analytics/rates").json() == {"rates": []}
    assert as_alice.get("/api/analytics/overview").json()["check_ins"] == 0
    assert len(as_alice.get("/api/analytics/rolling-rates").json()["rates"]) == 365
    assert {cell["share"] for cell in as_alice.get("/api/analytics/heat-map").json()["cells"]} == {None}


@pytest.fixture
def pair(alice, make_habit, record):
    """Two habits of sixty days: the second is done whenever the first was, one day later."""
    first, second = (make_habit(alice, name=name, start=ago(60)) for name in ("Run", "=Sleep"))
    for back in range(1, 61):
        if back * back % 11 in (1, 3, 4):
            record(first, ago(back))
            record(second, ago(back - 1))
    return first, second


def test_a_comparison_measures_what_goes_together(as_alice, pair):
    first, second = pair
    url = f"/api/habits/{first.id}/comparisons"

    (same_day,) = as_alice.get(url).json()["comparisons"]
    later = as_alice.get(url, {"lag": 1}).json()

    assert later["lag"] == 1
    assert later["comparisons"] == [
        {
            "habit_id": str(second.id),
            "name": "=Sleep",
            "verdict": "measured",
            "days": 60,
            "missing_days": 0,
            "method": "phi",
            "coefficient": pytest.approx(1),
            "strength": "large",
            "p_value": pytest.approx(0.001, abs=0.02),
            "corrected_p_value": later["comparisons"][0]["p_value"],
        }
    ]
    assert abs(same_day["coefficient"]) < 0.9


def test_too_little_data_is_said_and_not_measured(as_alice, alice, habit, make_habit):
    make_habit(alice, start=ago(3))

    (found,) = as_alice.get(f"/api/habits/{habit.id}/comparisons").json()["comparisons"]

    assert (found["verdict"], found["days"], found["missing_days"]) == ("not_enough_data", 3, 39)
    assert (found["coefficient"], found["p_value"], found["strength"]) == (None, None, None)
    assert found["method"] == "pearson"


def test_one_habit_can_be_asked_for_and_must_be_ones_own(as_alice, as_bob, alice, bob, pair, make_habit):
    first, second = pair
    make_habit(alice, name="Third")
    url = f"/api/habits/{first.id}/comparisons"

    assert len(as_alice.get(url).json()["comparisons"]) == 2
    assert len(as_alice.get(url, {"other": str(second.id)}).json()["comparisons"]) == 1
    theirs = make_habit(bob)
    for other in (theirs.id, first.id):
        assert refused(as_alice.get(url, {"other": str(other)})) == ("other", "There is no such other habit.")


def test_a_turning_point_is_told_with_what_was_before_and_after(as_alice, alice, make_habit, record):
    habit = make_habit(alice, start=ago(100))
    for back in range(1, 46):
        record(habit, ago(back))

    found = as_alice.get(f"/api/habits/{habit.id}/turning-points").json()

    assert (found["asked"], found["missing"]) == (100, 0)
    (turn,) = found["turning_points"]
    assert (turn["date"], turn["before"], turn["after"]) == (str(ago(45)), 0, 1)
    assert turn["p_value"] <= 0.01


def test_a_young_habit_has_no_turning_points_yet(of):
    assert of("turning-points").json() == {"asked": 9, "missing": 61, "turning_points": []}


def test_another_schedule_alone_is_no_turning_point(as_alice, alice, make_habit, record):
    weekly = Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=1)
    habit = make_habit(alice, start=ago(700), schedule=weekly)
    change_habit(habit=habit, today=ago(100), changes={"schedule": Schedule(kind=ScheduleKind.DAILY)})
    for back in range(701):
        if back <= 100 or back % 7 == 0:
            record(habit, ago(back))

    found = as_alice.get(f"/api/habits/{habit.id}/turning-points?from={ago(700)}").json()

    assert found["turning_points"] == []
    assert found["asked"] > 150


def test_a_lens_shows_the_score_of_the_habits_life(as_alice, habit, of):
    for lens in ("loop", "sigmoid", "moving_average", "percentage", "rolling_month"):
        scores = of("score/lens", lens=lens).json()["scores"]
        assert [score["date"] for score in scores] == [str(ago(back)) for back in range(10, -1, -1)]
        assert all(score["score"] is None or 0 <= score["score"] <= 1 for score in scores)


def test_the_lens_loop_is_the_score_that_is_shown_everywhere(as_alice, habit, of):
    shown = as_alice.get(f"/api/habits/{habit.id}/score?from={ago(20)}").json()["scores"]

    assert of("score/lens", lens="loop").json()["scores"] == [
        {"date": one["date"], "score": one["score"]} for one in shown
    ]


def test_a_line_of_csv_begins_with_what_it_is_about(of):
    assert of("rates", format="csv").content.decode().startswith("first,last,asked,kept,share,check_ins\r\n")


@pytest.mark.parametrize("name", OF_A_HABIT)
def test_every_report_on_a_habit_can_be_had_as_csv(of, name):
    check_csv(of(name), of(name, format="csv"))


@pytest.mark.parametrize("name", OF_ALL)
def test_every_report_on_all_habits_can_be_had_as_csv(as_alice, habit, name):
    url = f"/api/analytics/{name}"

    check_csv(as_alice.get(url), as_alice.get(url, {"format": "csv"}))


def check_csv(as_json, as_csv):
    assert as_csv.status_code == 200
    assert as_csv["Content-Type"] == "text/csv; charset=utf-8"
    assert as_csv["Content-Disposition"].startswith('attachment; filename="')
    assert as_csv["Content-Disposition"].endswith('.csv"')
    assert "Content-Disposition" not in as_json
    lists = [value for value in as_json.json().values() if isinstance(value, list)]
    rows = lists[0] if lists else [as_json.json()]
    lines = list(csv.DictReader(StringIO(as_csv.content.decode(), newline="")))
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        assert line.keys() == row.keys()
        for name, value in row.items():
            assert same(line[name], value)


def same(text, value):
    match value:
        case None:
            return text == ""
        case bool():
            return text == str(value).lower()
        case int() | float():
            return float(text) == value
        case _:
            return text == value


def test_a_name_that_looks_like_a_formula_is_only_a_word_in_csv(as_alice, pair):
    text = as_alice.get(f"/api/habits/{pair[0].id}/comparisons?format=csv").content.decode()

    assert ",'=Sleep," in text


def test_csv_can_be_asked_for_by_the_header(of, as_alice, habit):
    response = as_alice.get(f"/api/habits/{habit.id}/rates", headers={"Accept": "text/csv"})

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content == of("rates", format="csv").content


def test_a_mistake_is_a_problem_document_also_when_csv_was_asked_for(of, as_bob, habit):
    response = of("rates", format="csv", by="decade")

    assert response["Content-Type"] == "application/problem+json"
    assert refused(response)[0] == "by"
    assert as_bob.get(f"/api/habits/{habit.id}/rates?format=csv").json()["status"] == 404


def test_a_format_that_does_not_exist_is_named(of):
    assert refused(of("rates", format="xml")) == ("format", "'xml' is not json or csv.")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "yesterday"}, "from"),
        ({"from": "2026-03-18", "to": "2026-03-17"}, "from"),
        ({"from": "1969-12-31", "to": "1970-01-02"}, "from"),
        ({"from": "0001-01-01", "to": "0001-01-01"}, "to"),
        ({"to": "9999-12-31"}, "to"),
        ({"from": "1971-01-01"}, "from"),
    ],
)
@pytest.mark.parametrize("name", RANGED)
def test_a_range_that_cannot_be_is_refused(of, name, query, field):
    assert refused(of(name, **query))[0] == field


@pytest.mark.parametrize("name", OF_ALL)
def test_all_habits_together_are_bounded_more_closely(as_alice, name):
    field, message = refused(as_alice.get(f"/api/analytics/{name}", {"from": "2023-01-01"}))

    assert field == "from"
    assert "more than" in message


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("rates", {"by": "day"}),
        ("totals", {"by": "decade"}),
        ("comparisons", {"lag": 31}),
        ("comparisons", {"lag": -1}),
        ("comparisons", {"other": "x"}),
        ("score/lens", {"lens": "rose"}),
        ("score/lens", {"target_days": 0}),
        ("score/lens", {"target_days": 367}),
    ],
)
def test_what_does_not_exist_is_refused_by_name(of, name, query):
    assert refused(of(name, **query))[0] == next(iter(query))


ODD = st.text(max_size=12) | st.dates().map(str) | st.integers().map(str)
QUERIES = st.dictionaries(
    st.sampled_from(["from", "to", "by", "lag", "other", "lens", "target_days", "format"]), ODD, max_size=4
)


@given(st.sampled_from(OF_A_HABIT), QUERIES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_asked_gets_a_report_or_a_reason(of, name, query):
    response = of(name, **query)

    assert response.status_code in (200, 400)
    assert (
        response.status_code == 200 or {error["field"] for error in response.json()["errors"]} <= query.keys()
    )


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


def test_every_report_is_in_the_contract_in_both_formats():
    paths = [f"/api/analytics/{name}" for name in OF_ALL]
    paths += [f"/api/habits/{{habit_id}}/{name}" for name in OF_A_HABIT]

    for path in paths:
        content = contract["paths"][path]["get"]["responses"]["200"]["content"]
        assert content.keys() == {"application/json", "text/csv"}
        assert content["text/csv"]["schema"] == {"type": "string"}
