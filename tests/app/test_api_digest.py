"""Everyone chooses for themselves whether, how often and when they are written to."""

import pytest

from digests.models import Digest

URL = "/api/digest"


def test_nobody_is_written_to_unasked(as_alice):
    assert as_alice.get(URL).json() == {"rhythm": "none", "hour": 8}
    assert not Digest.objects.exists()


def test_a_choice_is_kept_with_the_address_of_the_site_it_was_made_on(as_alice, as_bob):
    chosen = {"rhythm": "weekly", "hour": 19}

    assert as_alice.put(URL, chosen).json() == chosen
    assert as_alice.get(URL).json() == chosen
    assert as_bob.get(URL).json()["rhythm"] == "none"
    assert Digest.objects.get().site == "http://testserver"


def test_the_hour_is_eight_unless_it_is_said(as_alice):
    assert as_alice.put(URL, {"rhythm": "daily"}).json() == {"rhythm": "daily", "hour": 8}


def test_starting_again_on_the_same_day_keeps_the_day(as_alice, alice):
    as_alice.put(URL, {"rhythm": "daily"})
    Digest.objects.update(last_day="2026-03-18")
    for rhythm in ("none", "daily"):
        as_alice.put(URL, {"rhythm": rhythm})

    assert str(Digest.objects.get().last_day) == "2026-03-18"


@pytest.mark.parametrize(
    ("field", "value"), [("rhythm", "hourly"), ("rhythm", None), ("hour", 24), ("hour", -1), ("hour", "late")]
)
def test_what_cannot_be_chosen_is_refused_by_its_field(as_alice, field, value):
    response = as_alice.put(URL, {"rhythm": "daily", "hour": 8} | {field: value})

    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]
    assert not Digest.objects.exists()


def test_an_installation_without_mail_says_so(as_alice, settings):
    settings.MAILERS = {}

    assert as_alice.put(URL, {"rhythm": "daily"}).status_code == 503
    assert as_alice.put(URL, {"rhythm": "none"}).status_code == 200
