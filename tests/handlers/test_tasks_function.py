"""The scheduled function does its task, any number of times, and refuses what it does not know."""

import uuid
from datetime import timedelta

import pytest
from moto.backends import get_backend

from tests.handlers.conftest import StartFunction
from tests.support.runtime_api import FunctionError
from tests.support.stack import MEDIA_BUCKET, Stack, Surroundings


def test_housekeeping_deletes_expired_sessions_and_no_other(
    deployed: Stack, start_function: StartFunction
) -> None:
    with deployed.superuser() as database, start_function("tasks", deployed.environment) as tasks:
        for key, age in (("old", "-1 minute"), ("new", "1 day")):
            database.execute(
                "INSERT INTO django_session (session_key, session_data, expire_date)"
                " VALUES (%s, '', now() + %s::interval)",
                [key, age],
            )
        for _ in range(2):
            assert tasks.invoke({"task": "housekeeping"}) == {"task": "housekeeping", "state": "done"}
            assert database.execute("SELECT session_key FROM django_session").fetchall() == [("new",)]


def test_housekeeping_deletes_files_that_became_no_photo(
    surroundings: Surroundings, deployed: Stack, start_function: StartFunction
) -> None:
    """Of two hours ago at the latest: the clock of the store cannot be set here, so this one is too young."""
    store = surroundings.secrets.client_of("s3")
    key = f"uploads/{uuid.uuid4()}/{uuid.uuid4()}"
    store.put_object(Bucket=MEDIA_BUCKET, Key=key, Body=b"1")
    with start_function("tasks", deployed.environment) as tasks:
        tasks.invoke({"task": "housekeeping"})
        assert store.head_object(Bucket=MEDIA_BUCKET, Key=key)
        backend = get_backend("s3")["123456789012"]["aws"]
        backend.buckets[MEDIA_BUCKET].keys[key].last_modified -= timedelta(hours=3)
        tasks.invoke({"task": "housekeeping"})
    assert store.list_objects_v2(Bucket=MEDIA_BUCKET)["KeyCount"] == 0


def test_a_day_is_settled_any_number_of_times(deployed: Stack, start_function: StartFunction) -> None:
    with start_function("tasks", deployed.environment) as tasks:
        for _ in range(2):
            assert tasks.invoke({"task": "daily"}) == {"task": "daily", "state": "done"}


def test_years_of_a_habit_become_a_checkpoint_and_old_check_ins_go(
    deployed: Stack, start_function: StartFunction
) -> None:
    with deployed.superuser() as database, start_function("tasks", deployed.environment) as tasks:
        person, habit = uuid.uuid4(), uuid.uuid4()
        database.execute(
            "INSERT INTO accounts_user (id, email, password, time_zone, day_starts_at, first_weekday,"
            " language, created_at) VALUES (%s, 'a@example.com', '!', 'UTC', 0, 0, 'en', now())",
            [person],
        )
        database.execute(
            "INSERT INTO habits_habit (id, owner_id, name, question, notes, kind, unit, color, icon,"
            " position, created_at) VALUES (%s, %s, 'Read', '', '', 'yes_no', '', 'red', '', 0, now())",
            [habit, person],
        )
        database.execute(
            "INSERT INTO habits_scheduleversion (habit_id, valid_from, kind)"
            " VALUES (%s, current_date - 400, 'daily')",
            [habit],
        )
        for age in ("91 days", "89 days"):
            database.execute(
                "INSERT INTO tracking_checkin (habit_id, date, key, deed, state, note, said_at, zone, turn,"
                " undone) VALUES (%s, current_date, gen_random_uuid(), 'erase', '', '', now() - %s::interval,"
                " 'UTC', 0, false)",
                [habit, age],
            )
        tasks.invoke({"task": "daily"})
        tasks.invoke({"task": "housekeeping"})
        kept = database.execute("SELECT habit_id FROM tracking_storedcheckpoint").fetchall()
        said = database.execute("SELECT count(*) FROM tracking_checkin").fetchone()
        database.execute("DELETE FROM tracking_storedcheckpoint")
        assert (kept, said) == ([(habit,)], (1,))


def test_a_store_that_is_away_fails_the_task_so_that_the_schedule_tries_again(
    deployed: Stack, start_function: StartFunction
) -> None:
    away = {"AWS_ENDPOINT_URL_S3": "http://127.0.0.1:1"}
    with (
        start_function("tasks", deployed.environment | away) as tasks,
        pytest.raises(FunctionError) as raised,
    ):
        tasks.invoke({"task": "housekeeping"})
    assert raised.value.kind == "StorageError"


def test_a_connection_that_died_meanwhile_is_replaced(deployed: Stack, start_function: StartFunction) -> None:
    with start_function("tasks", deployed.environment) as tasks:
        tasks.invoke({"task": "housekeeping"})
        assert deployed.hang_up() == 1
        assert tasks.invoke({"task": "housekeeping"})["state"] == "done"


def test_any_other_task_is_refused_with_what_is_known(stack: Stack, start_function: StartFunction) -> None:
    with start_function("tasks", stack.environment) as tasks:
        for event in (
            {},
            {"task": "flush"},
            {"task": ["housekeeping"]},
            {"command": "housekeeping"},
            [],
            None,
        ):
            with pytest.raises(FunctionError, match="is not one of daily, housekeeping") as raised:
                tasks.invoke(event)
            assert raised.value.kind == "UnknownTaskError"


def test_a_database_that_is_away_fails_the_task_so_that_the_schedule_tries_again(
    stack: Stack, start_function: StartFunction
) -> None:
    with (
        start_function("tasks", stack.environment | {"DATABASE_PORT": "1"}) as tasks,
        pytest.raises(FunctionError) as raised,
    ):
        tasks.invoke({"task": "housekeeping"})
    assert raised.value.kind == "OperationalError"
