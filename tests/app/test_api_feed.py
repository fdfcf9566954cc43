"""A calendar program reads what is due under an address that is a secret, and that its owner can end."""

import json
import logging
from datetime import date, timedelta
from uuid import uuid4

import pytest
from icalendar import Calendar

from feeds import calendars
from feeds.models import Feed
from habits.schedules import Schedule, ScheduleKind

MONDAYS = Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0}))


@pytest.fixture
def subscribe(visitor):
    """Opens a feed and gives its path."""

    def open_feed(client):
        response = client.post("/api/feed")
        assert response.status_code == 201
        origin, _, path = response.json()["url"].partition("/api/")
        assert origin == "http://testserver"
        return "/api/" + path

    return open_feed


def events(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def days(response):
    return [event.decoded("dtstart") for event in events(response)]


def test_it_has_the_due_days_of_a_month_to_come(as_alice, alice, visitor, make_habit, subscribe):
    make_habit(alice, schedule=MONDAYS, name="Läsa, mycket; bra", question="Did you\nread?")
    found = visitor.get(subscribe(as_alice))

    assert days(found) == [date(2026, 3, 23), date(2026, 3, 30), date(2026, 4, 6), date(2026, 4, 13)]
    event = events(found)[0]
    assert (event["summary"], event["description"]) == ("Läsa, mycket; bra", "Did you\nread?")
    assert event.decoded("dtend") == date(2026, 3, 24)
    assert event["transp"] == "TRANSPARENT"


def test_it_begins_with_the_owners_own_day(as_alice, alice, visitor, make_habit, subscribe):
    alice.time_zone = "Pacific/Kiritimati"
    alice.save()
    make_habit(alice)

    assert days(visitor.get(subscribe(as_alice)))[0] == date(2026, 3, 19)


def test_what_rests_or_is_archived_is_not_in_it(as_alice, alice, visitor, make_habit, subscribe):
    make_habit(alice, archived=True)
    habit = make_habit(alice, schedule=MONDAYS)
    as_alice.post("/api/pauses", {"habit_id": str(habit.id), "first": "2026-03-20", "last": "2026-04-08"})

    assert days(visitor.get(subscribe(as_alice))) == [date(2026, 4, 13)]


def test_it_has_nothing_of_anyone_else(as_alice, bob, visitor, make_habit, subscribe):
    make_habit(bob)

    assert events(visitor.get(subscribe(as_alice))) == []


def test_events_keep_their_names_for_ever(as_alice, alice, visitor, make_habit, subscribe, noon):
    make_habit(alice, schedule=MONDAYS)
    path = subscribe(as_alice)
    before = {event["uid"]: event.decoded("dtstart") for event in events(visitor.get(path))}
    noon.shift(timedelta(days=1))
    after = {event["uid"]: event.decoded("dtstart") for event in events(visitor.get(path))}

    assert before.items() <= after.items()
    assert len(before) == 4


def test_lines_are_escaped_and_folded(as_alice, alice, visitor, make_habit, subscribe):
    make_habit(alice, schedule=MONDAYS, name="ä" * 100, question="x\r\nEND:VEVENT\nBEGIN:VALARM, ; \\")
    content = visitor.get(subscribe(as_alice)).content

    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\r\nEND:VEVENT\r\n" in content
    assert b"BEGIN:VALARM" in content
    assert not any(line.startswith(b"BEGIN:VALARM") for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_so_many_events_are_in_it_the_next_days_first(
    as_alice, alice, visitor, make_habit, subscribe, monkeypatch
):
    monkeypatch.setattr(calendars, "MAX_EVENTS", 5)
    for _ in range(2):
        make_habit(alice)

    found = days(visitor.get(subscribe(as_alice)))
    assert found == [date(2026, 3, 18)] * 2 + [date(2026, 3, 19)] * 2 + [date(2026, 3, 20)]


def test_a_calendar_that_has_not_changed_is_not_sent_again(
    as_alice, alice, visitor, make_habit, subscribe, noon
):
    habit = make_habit(alice)
    path = subscribe(as_alice)
    first = visitor.get(path)
    assert first["Cache-Control"] == "private, max-age=900"
    noon.shift(timedelta(hours=3))

    same = visitor.get(path, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    as_alice.patch(f"/api/habits/{habit.id}", {"name": "Write"})
    other = visitor.get(path, headers={"If-None-Match": first["ETag"]})
    assert (other.status_code, other["ETag"] != first["ETag"]) == (200, True)


@pytest.mark.parametrize("accept", ["text/calendar", "text/html", "*/*", "", "application/pdf"])
def test_whatever_a_program_would_like_it_gets_the_calendar(as_alice, visitor, subscribe, accept):
    assert events(visitor.get(subscribe(as_alice), headers={"Accept": accept})) == []


def test_a_new_address_ends_the_old_one_and_closing_ends_it_all(as_alice, visitor, subscribe):
    old, new = subscribe(as_alice), subscribe(as_alice)
    assert visitor.get(old).status_code == 404
    assert visitor.get(new).status_code == 200

    for _ in range(2):
        assert as_alice.delete("/api/feed").status_code == 204
    assert visitor.get(new).status_code == 404


def test_a_wrong_address_is_told_nothing(as_alice, visitor, subscribe):
    path = subscribe(as_alice)
    wrong = [
        path[:-1],
        path.partition("?")[0],
        "/api/feed.ics?key=",
        "/api/feed.ics?key=%00",
        f"/api/feed.ics?key={uuid4()}",
        f"/api/feed.ics?key={Feed.objects.get().digest}",
    ]

    answers = [visitor.get(one) for one in wrong]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_only_a_hash_of_the_secret_is_kept(as_alice, subscribe):
    secret = subscribe(as_alice).partition("=")[2]

    assert len(secret) == 43
    assert secret not in str(list(Feed.objects.values()))
    assert secret not in json.dumps(as_alice.get("/api/feed").json())


def test_the_owner_sees_when_it_was_read_to_the_hour(as_alice, visitor, subscribe, noon):
    assert as_alice.get("/api/feed").json() == {"feed": None}
    path = subscribe(as_alice)
    created = {"created_at": "2026-03-18T12:00:00Z"}
    assert as_alice.get("/api/feed").json() == {"feed": created | {"last_read_at": None}}
    for minutes in (10, 49, 1):
        noon.shift(timedelta(minutes=minutes))
        visitor.get(path)

    assert as_alice.get("/api/feed").json()["feed"]["last_read_at"] == "2026-03-18T12:10:00Z"
    noon.shift(timedelta(minutes=10))
    visitor.get(path)
    assert as_alice.get("/api/feed").json()["feed"]["last_read_at"] == "2026-03-18T13:10:00Z"


def test_one_calendar_is_read_so_often_and_others_go_on(as_alice, as_bob, visitor, subscribe):
    path, other = subscribe(as_alice), subscribe(as_bob)
    answers = [visitor.get(path, REMOTE_ADDR=f"203.0.113.{number}").status_code for number in range(61)]

    assert answers == [200] * 60 + [429]
    assert visitor.get(other).status_code == 200


def test_one_address_asks_so_often(visitor, settings, monkeypatch):
    monkeypatch.setattr("feeds.api.throttles.FeedAddressThrottle.rate", "3/hour", raising=False)
    answers = [visitor.get(f"/api/feed.ics?key={uuid4()}").status_code for _ in range(4)]

    assert answers == [404] * 3 + [429]


def test_no_line_of_the_log_has_the_secret(as_alice, visitor, subscribe, caplog):
    path = subscribe(as_alice)
    with caplog.at_level(logging.DEBUG):
        visitor.get(path)
        visitor.get(path + "x")

    lines = [str(vars(record)) for record in caplog.records if record.name in ("access", "django.request")]
    assert len([line for line in lines if "api/feed.ics" in line]) == 2
    assert path.partition("=")[2] not in "".join(lines)


def test_a_program_with_a_token_does_not_reach_the_address(alice, visitor):
    from accounts import tokens
    from accounts.models import TokenScope

    _, secret = tokens.issue(user=alice, name="Watch", scope=TokenScope.WRITE)
    response = visitor.post("/api/feed", headers={"Authorization": f"Bearer {secret}"})

    assert response.status_code == 401
