"""Sign up, log in, log out, profile; and what a browser's session must withstand."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from accounts.models import User

PASSWORD = "walk-the-dog-41"
ALICE = {"email": "alice@example.com", "password": PASSWORD}
WRONG = "E-mail address or password is wrong."


def fields(response):
    return {error["field"] for error in response.json()["errors"]}


def post(client, url, body=None):
    """What a browser does: take the CSRF cookie, send its value back in a header."""
    client.get("/api/session")
    token = client.cookies["csrftoken"].value
    return client.post(url, {} if body is None else body, headers={"X-CSRFToken": token})


pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def alice(quick_hashes, alice):
    alice.set_password(PASSWORD)
    alice.save()
    return alice


def test_a_visitor_has_no_user_and_gets_a_csrf_cookie(visitor):
    response = visitor.get("/api/session")

    assert response.json() == {"user": None}
    assert "csrftoken" in response.cookies


def test_signing_up_logs_in(visitor):
    response = post(visitor, "/api/auth/signup", ALICE | {"time_zone": "Europe/Berlin"})

    assert response.status_code == 201
    assert response.json() == {
        "id": str(User.objects.get().id),
        "email": "alice@example.com",
        "time_zone": "Europe/Berlin",
        "day_starts_at": 0,
        "first_weekday": 0,
        "language": "en",
    }
    assert visitor.get("/api/session").json() == {"user": response.json()}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "alice"}, "email"),
        ({"email": "a\x00@example.com"}, "email"),
        ({"email": ["alice@example.com"]}, "email"),
        ({"email": "a" * 250 + "@example.com"}, "email"),
        ({"password": ""}, "password"),
        ({"password": "short-1"}, "password"),
        ({"password": "1234567890123"}, "password"),
        ({"password": "password1234"}, "password"),
        ({"password": "alice@example.com"}, "password"),
        ({"password": "x7" * 65}, "password"),
        ({"password": "walk\x00the-dog-41"}, "password"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"time_zone": "localtime"}, "time_zone"),
        ({"time_zone": ""}, "time_zone"),
    ],
)
def test_an_account_that_cannot_be_is_refused(visitor, change, field):
    response = post(visitor, "/api/auth/signup", ALICE | change)

    assert response.status_code == 400
    assert fields(response) == {field}
    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["alice@example.com", "Alice@Example.COM"])
def test_an_address_has_one_account_however_it_is_written(alice, visitor, email):
    response = post(visitor, "/api/auth/signup", {"email": email, "password": PASSWORD})

    assert response.status_code == 400
    assert fields(response) == {"email"}
    assert User.objects.count() == 1


@pytest.mark.parametrize("email", ["alice@example.com", "ALICE@example.com"])
def test_logging_in_with_address_and_password(alice, visitor, email):
    response = post(visitor, "/api/auth/login", {"email": email, "password": PASSWORD})

    assert response.status_code == 200
    assert response.json()["id"] == str(alice.id)
    assert visitor.get("/api/profile").status_code == 200


def test_a_wrong_address_and_a_wrong_password_get_the_same_answer(alice, visitor):
    wrong_password = post(visitor, "/api/auth/login", ALICE | {"password": "walk-the-cat-41"})
    wrong_address = post(visitor, "/api/auth/login", ALICE | {"email": "carol@example.com"})

    assert wrong_password.status_code == wrong_address.status_code == 400
    assert wrong_password.json() == wrong_address.json()
    assert wrong_password.json()["errors"] == [{"field": "", "message": WRONG}]
    assert visitor.get("/api/session").json() == {"user": None}


def test_logging_in_changes_the_key_of_the_session_and_the_csrf_token(alice, visitor):
    session = visitor.session
    session["planted"] = True
    session.save()
    planted = visitor.cookies["sessionid"].value
    visitor.get("/api/session")
    token = visitor.cookies["csrftoken"].value

    post(visitor, "/api/auth/login", ALICE)

    assert visitor.cookies["sessionid"].value != planted
    assert not Session.objects.filter(pk=planted).exists()
    assert visitor.cookies["csrftoken"].value != token


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(alice, visitor):
    cookie = post(visitor, "/api/auth/login", ALICE).cookies["sessionid"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_logging_out_ends_the_session_for_every_copy_of_the_cookie(alice, visitor):
    post(visitor, "/api/auth/login", ALICE)
    copied = visitor.cookies["sessionid"].value

    assert post(visitor, "/api/auth/logout").status_code == 204
    visitor.cookies["sessionid"] = copied
    assert visitor.get("/api/profile").status_code == 401


def test_logging_out_twice_is_fine(visitor):
    assert post(visitor, "/api/auth/logout").status_code == 204


@pytest.mark.parametrize("url", ["/api/auth/signup", "/api/auth/login", "/api/auth/logout"])
def test_a_visitor_needs_the_csrf_token_too(alice, visitor, url):
    missing = visitor.post(url, ALICE)
    visitor.get("/api/session")
    wrong = visitor.post(url, ALICE, headers={"X-CSRFToken": "0" * 32})

    assert missing.status_code == wrong.status_code == 403
    assert missing.json()["status"] == 403
    assert User.objects.count() == 1


def test_who_is_logged_in_needs_the_csrf_token_to_change_something(alice, visitor):
    post(visitor, "/api/auth/login", ALICE)

    assert visitor.patch("/api/profile", {"language": "de"}).status_code == 403


def test_guessing_from_one_address_is_slowed_down(alice, visitor):
    answers = [post(visitor, "/api/auth/login", ALICE | {"password": "wrong"}) for _ in range(11)]

    assert [answer.status_code for answer in answers] == [400] * 10 + [429]
    assert int(answers[-1]["Retry-After"]) <= 60
    assert post(visitor, "/api/auth/login", ALICE).status_code == 429


def test_a_forwarded_header_is_no_other_address(alice, visitor):
    visitor.get("/api/session")
    token = visitor.cookies["csrftoken"].value
    answers = [
        visitor.post(
            "/api/auth/login",
            ALICE | {"password": "wrong"},
            headers={"X-CSRFToken": token, "X-Forwarded-For": f"203.0.113.{number}"},
        )
        for number in range(11)
    ]

    assert answers[-1].status_code == 429


def test_one_address_makes_no_more_than_twenty_accounts_an_hour(visitor, noon):
    def sign_up(number):
        return post(visitor, "/api/auth/signup", ALICE | {"email": f"{number}@example.com"}).status_code

    assert [sign_up(number) for number in range(21)] == [201] * 20 + [429]
    noon.shift(timedelta(hours=1))
    assert sign_up(21) == 201


def test_another_address_is_not_slowed_down(alice, visitor):
    for _ in range(11):
        post(visitor, "/api/auth/login", ALICE | {"password": "wrong"})
    visitor.defaults["REMOTE_ADDR"] = "203.0.113.9"

    assert post(visitor, "/api/auth/login", ALICE).status_code == 200


def test_guessing_one_account_from_many_addresses_is_slowed_down(alice, visitor, noon):
    for number in range(60):
        visitor.defaults["REMOTE_ADDR"] = f"203.0.113.{number}"
        post(visitor, "/api/auth/login", {"email": "ALICE@example.com ", "password": "w"})
    visitor.defaults["REMOTE_ADDR"] = "203.0.113.200"

    assert post(visitor, "/api/auth/login", ALICE).status_code == 429
    noon.shift(timedelta(hours=1))
    assert post(visitor, "/api/auth/login", ALICE).status_code == 200


@pytest.mark.parametrize(
    "body", [{}, {"email": 1, "password": []}, {"email": {"a": 1}, "password": "x"}, {"email": None}]
)
def test_a_login_without_address_and_password_is_refused(visitor, body):
    assert post(visitor, "/api/auth/login", body).status_code == 400


def test_a_profile_can_be_changed_in_part(as_alice, alice):
    response = as_alice.patch("/api/profile", {"day_starts_at": 240, "first_weekday": 6})

    assert response.status_code == 200
    assert response.json() == as_alice.get("/api/profile").json()
    alice.refresh_from_db()
    assert (alice.day_starts_at, alice.first_weekday, alice.time_zone) == (240, 6, "UTC")


def test_an_address_cannot_be_changed_by_the_profile(as_alice, alice):
    as_alice.patch("/api/profile", {"email": "bob@example.com", "id": "0", "password": "x"})

    alice.refresh_from_db()
    assert alice.email == "alice@example.com"
    assert alice.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"time_zone": "+02:00"}, "time_zone"),
        ({"time_zone": None}, "time_zone"),
        ({"day_starts_at": 1440}, "day_starts_at"),
        ({"day_starts_at": -1}, "day_starts_at"),
        ({"day_starts_at": "noon"}, "day_starts_at"),
        ({"day_starts_at": True}, "day_starts_at"),
        ({"first_weekday": 7}, "first_weekday"),
        ({"language": "english"}, "language"),
        ({"language": "en_US"}, "language"),
        ({"language": "x" * 40}, "language"),
    ],
)
def test_a_profile_that_cannot_be_is_refused(as_alice, change, field):
    response = as_alice.patch("/api/profile", change)

    assert response.status_code == 400
    assert fields(response) == {field}


@pytest.mark.parametrize("cookie", ['"\\000aaaaaaaaaaaa"', "x", "ä" * 32, "a" * 5000, "'; DROP TABLE--"])
def test_a_session_cookie_that_nobody_made_is_a_visitors(visitor, cookie):
    visitor.cookies.load({"sessionid": "a" * 32})
    response = visitor.get("/api/profile", headers={"Cookie": f"sessionid={cookie}"})

    assert response.status_code == 401
