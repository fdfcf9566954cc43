"""Each person gets each digest once, whoever runs, however late, and however badly it goes for others."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from email.policy import SMTP
from threading import Barrier
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connections
from django.test import Client

from digests import services
from digests.models import Digest
from digests.timing import Rhythm
from habits.schedules import Schedule, ScheduleKind
from tests.app.conftest import NOON, person

SITE = "https://habits.example.com"
MONDAY = datetime(2026, 3, 16, 12, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def subscribe(make_habit):
    """Lets someone with a habit ask for digests."""

    def choose(user, rhythm=Rhythm.DAILY, hour=8, **habit):
        make_habit(user, **habit)
        return services.choose(user=user, rhythm=rhythm, hour=hour, site=SITE)

    return choose


def run(now=NOON):
    return services.send_due(now=now, time_is_up=lambda: False)


def receivers():
    return sorted(address for message in mail.outbox for address in message.to)


def test_it_tells_of_yesterday_and_of_today(alice, subscribe, make_habit, record):
    subscribe(alice, name="Read")
    for name, state in (("Run", "done"), ("Write", "missed"), ("Swim", "skipped")):
        record(make_habit(alice, name=name), date(2026, 3, 17), state)
    record(make_habit(alice, name="Sing"), date(2026, 3, 18))

    assert run() == 1

    (message,) = mail.outbox
    assert (message.subject, message.to) == ("Wednesday: 4 habits to do", ["alice@example.com"])
    assert message.body.split("\n\n") == [
        "Yesterday\n- Read: not recorded\n- Run: done\n- Write: missed\n- Swim: skipped\n"
        "- Sing: not recorded",
        "Due today\n- Read\n- Run\n- Write\n- Swim",
        f"Check in: {SITE}/",
        f"You asked for this daily mail. Change or stop it: {SITE}/settings\n",
    ]


def test_a_weekly_one_counts_the_days_of_last_week(alice, subscribe, record, make_habit):
    habit = make_habit(alice, name="Run")
    subscribe(alice, Rhythm.WEEKLY, name="Read")
    for day in (8, 9, 15, 16):
        record(habit, date(2026, 3, day))

    assert run(MONDAY) == 1
    assert "Last week\n- Run: done on 2 days\n- Read: done on 0 days\n" in mail.outbox[0].body
    assert run(MONDAY + timedelta(days=1)) == 0


def test_running_twice_and_late_sends_once_a_day(alice, subscribe):
    subscribe(alice)
    hours = [run(NOON + timedelta(hours=hour)) for hour in (-5, -4, -3, 0, 0, 11)]

    assert hours == [0, 1, 0, 0, 0, 0]
    assert run(NOON + timedelta(days=1)) == 1
    assert run(NOON + timedelta(days=4)) == 1
    assert len(mail.outbox) == 3


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_each_digest_once(alice, bob, subscribe, monkeypatch):
    for user in (alice, bob):
        subscribe(user)
    claim, both = services.claim, Barrier(2, timeout=10)

    def claim_together(digest, day):
        both.wait()
        return claim(digest, day)

    monkeypatch.setattr(services, "claim", claim_together)

    def one_run(_number):
        try:
            return run()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        sent = list(threads.map(one_run, range(2)))

    assert sum(sent) == 2
    assert receivers() == ["alice@example.com", "bob@example.com"]


@pytest.mark.parametrize(
    ("zone", "sent"),
    [("Asia/Tokyo", 0), ("Asia/Kolkata", 1), ("America/New_York", 1), ("America/Los_Angeles", 0)],
)
def test_the_hour_is_that_of_the_persons_own_clock(alice, subscribe, zone, sent):
    alice.time_zone = zone
    alice.save()
    subscribe(alice)

    assert run() == sent


def test_who_travels_west_is_not_written_to_twice_for_a_day(alice, subscribe):
    alice.time_zone = "Pacific/Kiritimati"
    alice.save()
    subscribe(alice)
    assert run() == 0
    assert run(NOON + timedelta(hours=6)) == 1
    alice.time_zone = "UTC"
    alice.save()

    assert [run(NOON + timedelta(hours=hour)) for hour in (7, 20, 21, 44)] == [0, 0, 0, 1]


def test_only_those_who_asked_are_written_to(alice, bob, subscribe, make_habit):
    make_habit(alice)
    subscribe(bob, Rhythm.NONE)

    assert run() == 0


def test_nothing_to_tell_is_not_told(alice, subscribe):
    subscribe(alice, archived=True)

    assert run() == 0
    assert Digest.objects.get().last_day == NOON.date()


def test_a_day_without_tasks_is_told_after_one_with_some(alice, subscribe):
    subscribe(alice, schedule=Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({1})))

    assert run() == 1
    assert "Due today\nNothing.\n" in mail.outbox[0].body
    assert mail.outbox[0].subject == "Wednesday: 0 habits to do"


def test_one_persons_failure_is_not_anothers_and_names_nobody(alice, bob, subscribe, monkeypatch, caplog):
    for user in (alice, bob):
        subscribe(user)
    send = mail.EmailMessage.send

    def refuse_alice(message, **options):
        if message.to == [alice.email]:
            raise ConnectionError(f"no mailbox {alice.email}")
        return send(message, **options)

    monkeypatch.setattr(mail.EmailMessage, "send", refuse_alice)
    with caplog.at_level(logging.ERROR, logger="digests"):
        assert [run(), run()] == [1, 0]

    assert receivers() == [bob.email]
    (record,) = caplog.records
    assert (record.message, record.owner, record.error) == (
        "digest not sent",
        str(alice.pk),
        "ConnectionError",
    )
    assert alice.email not in str(vars(record))


def test_a_person_whose_data_is_broken_holds_up_nobody(alice, bob, subscribe):
    for user in (alice, bob):
        subscribe(user)
    type(alice).objects.filter(pk=alice.pk).update(time_zone="Mars/Olympus")

    assert run() == 1
    assert receivers() == [bob.email]


def test_it_ends_when_time_is_up_and_goes_on_in_the_next_run(db, subscribe, caplog):
    for number in range(3):
        subscribe(person(f"p{number}"))
    answers = iter([False, False, True])

    with caplog.at_level(logging.WARNING, logger="digests"):
        assert services.send_due(now=NOON, time_is_up=lambda: next(answers)) == 2
    assert [record.message for record in caplog.records] == ["digests are left for the next run"]
    assert run() == 1


def test_an_installation_without_mail_keeps_the_day_for_later(alice, subscribe, settings):
    subscribe(alice)
    settings.MAILERS = {}

    assert run() == 0
    assert Digest.objects.get().last_day is None


def test_thirty_people_cost_each_as_many_queries_as_one(db, subscribe, django_assert_num_queries):
    subscribe(person("p"))
    subscribe(person("q"))
    # One to find them; for each: habits, two kinds of versions, entries, pauses and the claim.
    with django_assert_num_queries(1 + 2 * 6):
        run()


def stop_link():
    sent = mail.outbox[-1].message(policy=SMTP).as_bytes().decode()
    assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in sent
    assert "\r\nAuto-Submitted: auto-generated\r\n" in sent
    # Mail programs look for the address itself, and take none that is encoded or broken into lines.
    (url,) = re.search(r"\r\nList-Unsubscribe: <(.+)>\r\n", sent).groups()
    assert url.startswith(SITE)
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def test_one_click_in_a_mail_program_stops_it(alice, bob, subscribe):
    for user in (alice, bob):
        subscribe(user)
    run()
    mail.outbox = [message for message in mail.outbox if message.to == [alice.email]]
    link = stop_link()
    client = Client(enforce_csrf_checks=True)

    for _ in range(2):
        answer = client.post(link, {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.content) == (204, b"")

    mail.outbox.clear()
    run(NOON + timedelta(days=1))
    assert receivers() == [bob.email]


def test_looking_at_the_link_stops_nothing(alice, subscribe):
    subscribe(alice)
    run()

    assert Client().get(stop_link()).status_code == 405
    assert run(NOON + timedelta(days=1)) == 1


def test_a_link_that_nobody_made_stops_nothing(alice, subscribe):
    subscribe(alice)
    run()
    link = stop_link()

    for made_up in (
        link + "x",
        link[:-1],
        link.replace(":", "x"),
        services.STOP_PATH,
        services.STOP_PATH + "?key=x",
    ):
        assert Client().post(made_up).status_code == 404
    assert Digest.objects.get().rhythm == Rhythm.DAILY


def test_a_link_of_an_account_that_is_gone_leads_nowhere(alice, subscribe):
    subscribe(alice)
    run()
    link = stop_link()
    alice.delete()

    assert Client().post(link).status_code == 404
