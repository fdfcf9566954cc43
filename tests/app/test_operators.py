"""The admin exists only where it is switched on, and only for those who were made operators.

The switch is read at the start, so a process of its own is started with it, on a database of its own.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.app.test_start import BACKEND

PROGRAM = """
import json, re
from io import StringIO
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from accounts.models import ApiToken, TokenScope, User
from accounts import services, tokens
from habits.models import Habit

call_command("migrate", verbosity=0)
call_command("check", fail_level="WARNING", stdout=StringIO())
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
people = {name: services.create_user(email=f"{name}@example.com", password="walk-the-dog-41")
          for name in ("alice", "bob", "carol", "olga")}
Habit.objects.create(owner=people["bob"], name="private-habit", kind="yes_no")
services.set_operator(email="olga@example.com", is_operator=True)

def logged_in(name):
    client = Client()
    client.post("/api/auth/login", {"email": f"{name}@example.com", "password": "walk-the-dog-41"},
                content_type="application/json")
    return client

def told(response):
    return {"status": response.status_code, "location": response.headers.get("Location"),
            "policy": response.headers.get("Content-Security-Policy")}

PEOPLE = "/api/admin/accounts/user/"
found = {"anonymous": told(Client().get("/api/admin/"))}
found["anonymous login"] = told(Client().get("/api/admin/login/"))
alice, olga, bob = (logged_in(name) for name in ("alice", "olga", "bob"))
found["alice"] = told(alice.get(PEOPLE, follow=True))
found["index"] = told(olga.get("/api/admin/"))
pages = {"list": PEOPLE + "?q=example",
         "bob": f"{PEOPLE}{people['bob'].pk}/change/",
         "olga": f"{PEOPLE}{people['olga'].pk}/change/",
         "confirm": f"{PEOPLE}{people['bob'].pk}/delete/"}
for name, url in pages.items():
    response = olga.get(url)
    found[name] = told(response) | {"text": response.content.decode()}
found["refused"] = [olga.get(url).status_code for url in
    (PEOPLE + "add/", f"{PEOPLE}{people['olga'].pk}/delete/")]
found["forms"] = re.findall(r'<input[^>]+name="([a-z_]+)"', found["bob"]["text"])
found["password"] = told(olga.get("/api/admin/password_change/"))
css = re.search(r'href="([^"]+base.css)"', found["list"]["text"])[1]
style = olga.get(css)
outside = olga.get(css + "/../../../../__init__.py")
found["css"] = [style.status_code, style.headers["Content-Type"], outside.status_code]

tokens.issue(user=people["bob"], name="Watch", scope=TokenScope.READ)
olga.post(PEOPLE, {"action": "end_sessions", "_selected_action": [str(people["bob"].pk)]})
again = logged_in("bob").get("/api/profile")
found["ended"] = [bob.get("/api/profile").status_code, ApiToken.objects.count(), again.status_code]
olga.post(f"{PEOPLE}{people['bob'].pk}/delete/", {"post": "yes"})
found["left"] = sorted(User.objects.values_list("email", flat=True))
carol = str(people["carol"].pk)
olga.post(PEOPLE, {"action": "delete_selected", "_selected_action": [carol], "post": "yes"})
found["still left"] = User.objects.count()
services.set_operator(email="olga@example.com", is_operator=False)
found["unmade"] = told(olga.get("/api/admin/", follow=True))
print(json.dumps(found))
"""
LOOK = """
import sys
import config.wsgi
from django.apps import apps
from django.test import Client
from django.urls import get_resolver
print(Client().get("/api/admin/").status_code)
print(any("admin" in str(route.pattern) for route in get_resolver().url_patterns))
# The admin's classes are loaded all the same, by the tool that writes the contract.
print(apps.is_installed("django.contrib.admin"))
print(*(name for name in sys.modules if name.startswith("operators")))
"""


def run(program, **environment):
    result = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(BACKEND)} | environment,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def seen(services, tmp_path_factory):
    """What an operator and others got to see."""
    name = f"operators_{uuid4().hex[:8]}"
    with psycopg.connect(services.database_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    url = services.database_url.replace("/postgres?", f"/{name}?")
    folder: Path = tmp_path_factory.mktemp("media")
    return json.loads(
        run(PROGRAM, ADMIN_ENABLED="true", DATABASE_URL=url, MEDIA_ROOT=str(folder), LOG_LEVEL="ERROR")
    )


@pytest.mark.parametrize("switch", [{}, {"ADMIN_ENABLED": "false"}])
def test_it_is_off_unless_it_is_switched_on_and_then_nothing_of_it_is_loaded(switch):
    assert run(LOOK, **switch).split() == ["404", "False", "False"]


def test_there_is_no_second_way_to_log_in(seen):
    assert (seen["anonymous"]["status"], seen["anonymous"]["location"]) == (
        302,
        "/api/admin/login/?next=/api/admin/",
    )
    assert (seen["anonymous login"]["status"], seen["anonymous login"]["location"]) == (302, "/login")
    assert seen["password"]["location"] == "/settings/account"


def test_who_is_no_operator_finds_nothing(seen):
    assert seen["alice"]["status"] == seen["unmade"]["status"] == 404


def test_an_operator_sees_people_without_their_passwords_and_habits(seen):
    assert {seen[page]["status"] for page in ("index", "list", "bob", "confirm")} == {200}
    assert "bob@example.com" in seen["list"]["text"]
    for page in ("list", "bob", "confirm"):
        assert "md5$" not in seen[page]["text"]
        assert "argon2" not in seen[page]["text"]
        assert "private-habit" not in seen[page]["text"]
    assert "password" not in seen["forms"]


def test_nobody_is_made_or_changed_there_and_no_operator_deleted(seen):
    assert seen["refused"] == [403, 403]
    assert "is_operator" not in seen["forms"]


def test_its_pages_load_their_own_files_only(seen):
    assert seen["index"]["policy"].startswith("default-src 'self'")
    assert seen["css"][:2] == [200, "text/css"]
    assert seen["css"][2] in (400, 404)


def test_an_operator_ends_sessions_and_tokens_and_deletes_accounts(seen):
    assert seen["ended"] == [401, 0, 200]
    assert seen["left"] == ["alice@example.com", "carol@example.com", "olga@example.com"]
    assert seen["still left"] == 3


def test_a_command_makes_and_unmakes_operators(alice):
    call_command("operator", "ALICE@example.com")
    assert User.objects.get(pk=alice.pk).is_operator
    call_command("operator", alice.email, "--revoke")
    assert not User.objects.get(pk=alice.pk).is_operator

    with pytest.raises(CommandError, match="no account"):
        call_command("operator", "nobody@example.com")
