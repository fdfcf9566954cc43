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
