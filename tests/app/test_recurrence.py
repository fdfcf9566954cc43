"""Recurrence rules: which are taken, on which days they come up, and that none runs away."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from habits.api.serializers import ScheduleSerializer
from habits.recurrence import RuleError, at_midnight, check_rule, comes_up, days_of_year, times_in_days
from habits.schedules import Schedule, ScheduleError, ScheduleKind
from tracking.occurrence import Plan, days, due_days

VECTORS = json.loads((Path(__file__).parent / "vectors/recurrence.json").read_text())["cases"]
DAY = timedelta(days=1)
START = date(2026, 1, 5)


def rule(text):
    return Schedule(kind=ScheduleKind.RRULE, rrule=text)


def plan(schedule, start=START):
    return Plan(schedules=[(start, schedule)], first_weekday=0)


def schedules_of(vector):
    given = [{"kind": "rrule", "rrule": vector["rrule"]}, *([vector["equal"]] if "equal" in vector else [])]
    return [ScheduleSerializer().run_validation(one) for one in given]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["rrule"])
def test_the_next_six_days_are_those_of_their_source(vector):
    start = date.fromisoformat(vector["start"])
    expected = [date.fromisoformat(day) for day in vector["next"]]

    for schedule in schedules_of(vector):
        assert due_days(plan(schedule, start), start + DAY, expected[-1], ()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FREQ=WEEKLY;COUNT=3", [START, START + DAY * 7, START + DAY * 14]),
        ("FREQ=DAILY;UNTIL=20260107", [START, START + DAY, START + DAY * 2]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", [date(2026, 1, 30), date(2026, 2, 27)]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", [date(2026, 1, 31), date(2026, 2, 28)]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=14", [date(2026, 2, 14)]),
    ],
)
def test_rules_end_and_choose(text, expected):
    assert due_days(plan(rule(text)), START, date(2026, 3, 1), ()) == expected


def test_29_february_comes_up_in_leap_years_only():
    leap = plan(rule("FREQ=YEARLY"), date(2024, 2, 29))

    assert due_days(leap, date(2024, 1, 1), date(2032, 12, 31), ()) == [
        date(2024, 2, 29),
        date(2028, 2, 29),
        date(2032, 2, 29),
    ]


def test_a_rule_has_no_days_before_it_begins():
    early = Plan(schedules=[(START, rule("FREQ=DAILY"))], first_weekday=0, first_entry=START - DAY * 400)

    assert due_days(early, START - DAY * 400, START, ()) == [START]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=",
        "FREQ=HOURLY",
        "FREQ=SECONDLY;COUNT=1",
        "freq=daily",
        "INTERVAL=2",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=367",
        "FREQ=WEEKLY;INTERVAL=521",
        "FREQ=MONTHLY;INTERVAL=121",
        "FREQ=YEARLY;INTERVAL=11",
        "FREQ=DAILY;INTERVAL=99999999999999",
        "FREQ=DAILY;INTERVAL=²",
        "FREQ=DAILY;INTERVAL=2;BYDAY=MO",
        "FREQ=WEEKLY;INTERVAL=2;BYMONTH=1",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYSETPOS=0",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=YEARLY;BYEASTER=1",
        "FREQ=YEARLY;BYYEARDAY=1",
        "FREQ=DAILY;BYHOUR=1,2,3",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=2;UNTIL=20260101",
        "FREQ=DAILY;UNTIL=20260230",
        "FREQ=DAILY;UNTIL=20260101T000000Z",
        "RRULE:FREQ=DAILY",
        "FREQ=DAILY\nRRULE:FREQ=DAILY",
        "DTSTART:20260101\nRRULE:FREQ=DAILY",
        "FREQ=YEARLY;BYMONTH=" + ",".join(["1"] * 100),
    ],
)
def test_what_is_no_rule_for_whole_days_is_refused(text):
    with pytest.raises(RuleError):
        check_rule(text)
    with pytest.raises(ScheduleError) as caught:
        rule(text)
    assert caught.value.field == "rrule"


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;BYMONTH=3",
        "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=20270101",
    ],
)
def test_a_rule_without_days_is_noticed(text):
    check_rule(text)

    assert not comes_up(text, START)


starts = st.dates(date(1970, 1, 1), date(2090, 12, 31))
weekdays = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, unique=True)
nths = st.sampled_from(["", "1", "2", "4", "5", "-1", "+3"])
parts = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])},
    optional={
        "INTERVAL": st.integers(1, 13).map(str),
        "BYDAY": st.builds(lambda nth, days: ",".join(nth + day for day in days), nths, weekdays),
        "BYMONTH": st.lists(st.integers(1, 12).map(str), min_size=1, max_size=3).map(",".join),
        "BYMONTHDAY": st.lists(st.sampled_from(["1", "15", "29", "31", "-1"]), min_size=1).map(",".join),
        "BYSETPOS": st.sampled_from(["1", "-1", "3"]),
        "WKST": st.sampled_from(["MO", "SU"]),
    },
)


@given(parts, starts)
def test_a_rule_that_is_taken_has_the_days_that_the_standard_gives_it(parts, start):
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        check_rule(text)
    except RuleError:
        reject()
    assume(comes_up(text, start))
    last = start + DAY * 800
    expected = rrulestr(text, dtstart=at_midnight(start)).between(
        at_midnight(start), at_midnight(last), inc=True
    )

    assert due_days(plan(rule(text), start), start, last, ()) == [one.date() for one in expected]


@pytest.mark.parametrize(
    ("text", "times", "period"),
    [
        ("FREQ=DAILY", 1, 1),
        ("FREQ=DAILY;INTERVAL=4", 1, 4),
        ("FREQ=DAILY;BYDAY=MO,TH", 2, 7),
        ("FREQ=DAILY;BYMONTHDAY=1,2", 2, 30),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", 3, 7),
        ("FREQ=WEEKLY;INTERVAL=2", 1, 14),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", 2, 30),
        ("FREQ=YEARLY", 1, 365),
        ("FREQ=DAILY;COUNT=3", 1, 1),
    ],
)
def test_a_rule_is_about_so_often(text, times, period):
    assert times_in_days(text, START) == (times, period)


@given(starts)
def test_the_days_of_a_year_are_in_that_year(start):
    assert days_of_year("FREQ=DAILY", start, start.year) == set(days(start, date(start.year, 12, 31)))
