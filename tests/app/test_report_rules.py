"""Spans, sums, tallies, hours and CSV: the arithmetic below every report."""

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.buckets import By, spans_by
from analytics.csv_rows import csv_text
from analytics.sums import Sum, best_day, sums
from analytics.tallies import Kept, Recorded, Tally, hours, of_days, tallied
from habits.schedules import Schedule, ScheduleKind
from tracking.occurrence import Plan, days
from tracking.periods import Mark, periods_back

TODAY = date(2026, 3, 18)
DAY = timedelta(days=1)
DAILY = Schedule(kind=ScheduleKind.DAILY)
DATES = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def kept(marks, *, schedule=DAILY, start=None):
    plan = Plan(schedules=[(start or min(marks), schedule)], first_weekday=0)
    periods = list(periods_back(plan, marks, TODAY))
    return Kept(plan=plan, periods=periods, done=[day for day, mark in marks.items() if mark is Mark.DONE])


@pytest.mark.parametrize(
    ("by", "first", "last"),
    [
        (By.WEEK, "2026-03-16", "2026-03-22"),
        (By.MONTH, "2026-03-01", "2026-03-31"),
        (By.QUARTER, "2026-01-01", "2026-03-31"),
        (By.YEAR, "2026-01-01", "2026-12-31"),
    ],
)
def test_a_day_belongs_to_a_span(by, first, last):
    assert spans_by(by, 0)(TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


def test_the_first_weekday_matters_to_weeks_only():
    assert spans_by(By.WEEK, 6)(TODAY) == (date(2026, 3, 15), date(2026, 3, 21))
    for by in (By.MONTH, By.QUARTER, By.YEAR):
        assert spans_by(by, 6)(TODAY) == spans_by(by, 0)(TODAY)


@given(DATES, st.sampled_from(By), st.integers(0, 6))
def test_spans_cover_every_day_once(day, by, first_weekday):
    span_of = spans_by(by, first_weekday)
    first, last = span_of(day)

    assert first <= day <= last
    assert span_of(first) == span_of(last) == (first, last)
    assert span_of(last + DAY)[0] == last + DAY


def test_sums_are_by_span_and_spans_without_entries_are_absent():
    amounts = {date(2026, 1, 31): Decimal("1.5"), date(2026, 3, 1): Decimal(2), date(2026, 3, 2): Decimal(0)}

    found = sums(amounts, (), lambda _: Decimal(1), spans_by(By.MONTH, 0), TODAY)

    assert [(one.first, one.total, one.target) for one in found] == [
        (date(2026, 1, 1), Decimal("1.5"), None),
        (date(2026, 3, 1), Decimal(2), None),
    ]


def test_a_sum_stands_beside_what_was_asked_and_is_over():
    marks = dict.fromkeys(days(date(2026, 3, 9), date(2026, 3, 15)), Mark.DONE) | {
        date(2026, 3, 16): Mark.MISSED
    }
    habit = kept(marks)
    amounts = {day: Decimal(10) for day in habit.done} | {date(2026, 3, 16): Decimal(5)}

    found = sums(amounts, habit.periods, lambda _: Decimal(20), spans_by(By.WEEK, 0), TODAY)

    # Of the second week Monday and Tuesday are over.
    assert [(one.total, one.target, one.share) for one in found] == [(70, 140, 0.5), (5, 40, 0.125)]


def test_a_sum_without_a_target_has_no_share():
    one = Sum(first=TODAY, last=TODAY, total=Decimal(3), target=None)

    assert one.share is None
    assert Sum(first=TODAY, last=TODAY, total=Decimal(3), target=Decimal(2)).share == 1.5


@given(st.dictionaries(DATES, st.integers(0, 10**6).map(Decimal), max_size=30), st.integers(0, 6))
def test_every_grouping_adds_up_to_the_same(amounts, first_weekday):
    totals = [
        sum(one.total for one in sums(amounts, (), lambda _: Decimal(1), spans_by(by, first_weekday), TODAY))
        for by in By
    ]

    assert set(totals) == {sum(amounts.values())}


def test_the_best_day_is_the_one_with_most_and_of_equals_the_newest():
    amounts = {TODAY - DAY * 2: Decimal(5), TODAY - DAY: Decimal(7), TODAY: Decimal(7)}

    assert best_day(amounts) == (TODAY, 7)
    assert best_day({TODAY: Decimal(0)}) is None
    assert best_day({}) is None


def test_what_is_open_or_skipped_is_not_asked_and_what_is_done_counts_anyway():
    marks = {
        TODAY - DAY * 4: Mark.DONE,
        TODAY - DAY * 3: Mark.MISSED,
        TODAY - DAY * 2: Mark.SKIPPED,
        TODAY - DAY: Mark.DONE,
    }

    assert tallied([kept(marks)], lambda _: None, TODAY)[None] == Tally(kept=2, asked=3, check_ins=2)
    rest_day = kept(
        {date(2026, 3, 17): Mark.DONE},
        schedule=Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0})),
        start=date(2026, 3, 17),
    )
    assert tallied([rest_day], lambda _: None, TODAY)[None] == Tally(check_ins=1)


def test_a_quota_is_asked_in_its_week_and_of_no_day():
    weekly = kept(
        {date(2026, 3, 10): Mark.DONE},
        schedule=Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=2),
        start=date(2026, 3, 9),
    )

    assert tallied([weekly], spans_by(By.WEEK, 0), TODAY) == {
        (date(2026, 3, 9), date(2026, 3, 15)): Tally(kept=1, asked=2, check_ins=1)
    }
    more = kept(
        dict.fromkeys(days(date(2026, 3, 9), date(2026, 3, 11)), Mark.DONE),
        schedule=Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=2),
    )
    assert tallied([more], lambda _: None, TODAY)[None] == Tally(kept=2, asked=2, check_ins=3)
    (week,) = sums(
        {date(2026, 3, 9): Decimal(7)}, more.periods, lambda _: Decimal(5), spans_by(By.WEEK, 0), TODAY
    )
    assert week.target == 10
    assert tallied([of_days(weekly)], date.weekday, TODAY) == {1: Tally(check_ins=1)}


def test_hours_are_of_the_wall_clock_and_only_of_the_day_itself():
    def at(text, zone):
        return Recorded(day=TODAY, recorded_at=datetime.fromisoformat(text).replace(tzinfo=UTC), zone=zone)

    counts, unknown = hours(
        [
            at("2026-03-18T07:30", "UTC"),
            at("2026-03-18T06:30", "Europe/Berlin"),
            at("2026-03-17T22:30", "Asia/Tokyo"),
            at("2026-03-19T07:30", "UTC"),
        ]
    )

    assert counts[7] == 3
    assert sum(counts) == 3
    assert unknown == 1


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "  =1", "＝1"])
def test_words_that_look_like_a_formula_are_only_words(text):
    (_, row) = csv.reader(StringIO(csv_text(["name"], [{"name": text}]), newline=""))

    assert row == [f"'{text}"]


def test_values_of_a_row_are_such_as_a_program_reads_back():
    row = {"day": TODAY.isoformat(), "share": -0.25, "due": True, "amount": None, "name": 'a "b", c\nd'}

    (names, values) = csv.reader(StringIO(csv_text(list(row), [row]), newline=""))

    assert names == list(row)
    assert values == ["2026-03-18", "-0.25", "true", "", 'a "b", c\nd']


def test_without_rows_there_is_the_line_of_names():
    assert csv_text(["first", "last"], []) == "first,last\r\n"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1, max_size=5))
def test_no_cell_begins_a_formula_and_every_word_survives(words):
    (_, row) = csv.reader(
        StringIO(
            csv_text(
                [str(n) for n in range(len(words))],
                [dict(zip(map(str, range(len(words))), words, strict=True))],
            ),
            newline="",
        )
    )

    for word, cell in zip(words, row, strict=True):
        assert cell.removeprefix("'").replace("\r\n", "\n") == word.removeprefix("'").replace("\r\n", "\n")
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))
