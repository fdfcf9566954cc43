"""Reports as JSON and as CSV, and what they refuse."""

import csv
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.app.reports.case import OF_A_HABIT, OF_ALL, RANGED, refused
from tests.app.test_contract import contract


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


def test_every_report_is_in_the_contract_in_both_formats():
    paths = [f"/api/analytics/{name}" for name in OF_ALL]
    paths += [f"/api/habits/{{habit_id}}/{name}" for name in OF_A_HABIT]

    for path in paths:
        content = contract["paths"][path]["get"]["responses"]["200"]["content"]
        assert content.keys() == {"application/json", "text/csv"}
        assert content["text/csv"]["schema"] == {"type": "string"}
