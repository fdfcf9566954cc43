"""The image holds what a function needs and nothing else, and works as Lambda runs it."""

from typing import Any

import pytest

from tests.image.conftest import Python, StartContainer
from tests.support.gateway_events import Browser
from tests.support.stack import Stack

MAXIMUM_MEGABYTES = 300


def test_a_person_keeps_a_habit_in_it(stack: Stack, start_container: StartContainer) -> None:
    with start_container("manage", stack.manage_environment) as manage:
        assert manage.invoke({"command": "migrate"})["check"] == "passed"
    with start_container("api", stack.environment) as api:
        browser = Browser(api)
        assert browser.call("GET", "/health")[1] == {
            "status": "ok",
            "version": "0123456789ab",
            "database": "up",
            "cache": "up",
        }
        browser.call("GET", "/api/session")
        person = {"email": "asa@example.org", "password": "a good long phrase"}
        assert browser.call("POST", "/api/auth/signup", person)[0] == 201
        wanted = {"name": "Läsa 📚", "kind": "yes_no", "schedule": {"kind": "daily"}}
        status, habit = browser.call("POST", "/api/habits", wanted)
        assert status == 201
        _, today = browser.call("GET", "/api/tasks")
        path = f"/api/habits/{habit['id']}/entries/{today['date']}"
        status, entry = browser.call("PUT", path, {"state": "done"})
        assert (status, entry["current_streak"]["length"]) == (200, 1)
    with start_container("tasks", stack.environment) as tasks:
        assert tasks.invoke({"task": "housekeeping"})["state"] == "done"


def test_its_user_is_not_root_and_its_command_is_the_api(inspected: dict[str, Any]) -> None:
    config = inspected["Config"]
    assert config["User"].partition(":")[0] not in ("", "0", "root")
    assert config["Entrypoint"] == ["python", "-m", "awslambdaric"]
    assert config["Cmd"] == ["handlers.api.handler"]
    assert config["WorkingDir"] == "/var/task"


def test_lambda_may_take_snapshots_of_it(inspected: dict[str, Any]) -> None:
    assert inspected["Config"]["Labels"]["com.amazonaws.lambda.feature.snapstart"] == "Allow"


def test_its_size_is_bounded(inspected: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    megabytes = inspected["Size"] / 1_000_000
    with capsys.disabled():
        print(f"\nimage: {megabytes:.0f} MB, {len(inspected['RootFS']['Layers'])} layers")
    assert megabytes < MAXIMUM_MEGABYTES


def test_it_holds_no_tool_that_only_a_build_needs(python: Python) -> None:
    tools = ("gcc", "cc", "g++", "make", "ld", "cargo", "git", "curl", "uv", "docker")
    assert python(f"import shutil, json; print(json.dumps([t for t in {tools} if shutil.which(t)]))") == []


def test_it_holds_no_cache_no_tests_and_none_of_the_builds_own_files(python: Python) -> None:
    places = ["/root/.cache", "/build", "/var/cache/pip"]
    places += [f"/var/task/{name}" for name in ("Dockerfile", ".dockerignore", "tests")]
    assert python(f"import json, os; print(json.dumps([p for p in {places} if os.path.exists(p)]))") == []


def test_loading_brings_only_what_answers_a_request(python: Python) -> None:
    loaded = python("import json, sys, handlers.api; print(json.dumps(sorted(sys.modules)))")
    packages = {name.partition(".")[0] for name in loaded}
    assert {"django", "rest_framework", "psycopg_binary"} <= packages
    unwanted = {
        "boto3",
        "botocore",
        "requests",
        "urllib3",
        "pygments",
        "jinja2",
        "moto",
        "pytest",
        "hypothesis",
    }
    assert not packages & unwanted


def test_nothing_is_compiled_at_the_start(python: Python) -> None:
    """Each module that loading brings has bytecode that is believed without a look at its source."""
    lacking = python(
        "import json, os, sys, handlers.api, handlers.manage, handlers.tasks, awslambdaric.bootstrap\n"
        "def believed(path):\n"
        "    return os.path.exists(path) and open(path, 'rb').read(8)[4:] == bytes([1, 0, 0, 0])\n"
        "specs = [getattr(module, '__spec__', None) for module in list(sys.modules.values())]\n"
        "sources = [spec for spec in specs if spec and (spec.origin or '').endswith('.py')]\n"
        "assert len(sources) > 500\n"
        "print(json.dumps([spec.origin for spec in sources if not believed(spec.cached)]))"
    )
    assert lacking == []


def test_every_source_of_ours_and_of_our_dependencies_is_compiled(python: Python) -> None:
    lacking = python(
        "import importlib.util, json, pathlib\n"
        "sources = [p for top in ('/var/task', '/opt/python') for p in pathlib.Path(top).rglob('*.py')]\n"
        "assert len(sources) > 1000\n"
        "print(json.dumps([str(p) for p in sources"
        " if not pathlib.Path(importlib.util.cache_from_source(str(p))).exists()]))"
    )
    assert lacking == []


def test_anyone_may_read_everything(python: Python) -> None:
    unreadable = python(
        "import json, os, pathlib\n"
        "paths = [p for top in ('/var/task', '/opt/python') for p in pathlib.Path(top).rglob('*')]\n"
        "print(json.dumps([str(p) for p in paths if not os.access(p, os.R_OK)]))"
    )
    assert unreadable == []
