"""What a cold start loads, and that the migrations are what the models say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

BACKEND = Path(__file__).resolve().parents[2] / "app/backend"
UNWANTED = ["boto3", "botocore", "sqlite3", "PIL", "icalendar", "config.secret_store", "core.contract"]
PROGRAM = f"""
import sys
import config.wsgi
from django.test import Client
Client().get("/api/session")
print(*(name for name in {UNWANTED!r} if name in sys.modules))
"""


def test_a_cold_start_loads_nothing_heavy_that_requests_do_not_need():
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"PYTHONPATH": str(BACKEND)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.split() == []


@pytest.mark.django_db
def test_the_models_need_no_migration_that_is_not_written():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_the_migrations_can_be_taken_back():
    for app in ("digests", "feeds", "uploads", "tracking", "habits", "accounts"):
        call_command("migrate", app, "zero", verbosity=0)
    call_command("migrate", verbosity=0)
