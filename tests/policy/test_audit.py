"""What is deployed is judged like what is planned, from the exported state alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from blueprint.gate import to_views
from policy.controls.audit import main, read_state
from policy.controls.model import UNKNOWN, ResourceView
from tests.policy.test_stacks import failures, judge, recording

SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}


def exported(folder: Path, resources: list[dict[str, Any]]) -> Path:
    path = folder / "state.json"
    path.write_text(json.dumps({"version": 3, "deployment": {"resources": resources}}), encoding="utf-8")
    return path


def production(**changed: object) -> list[dict[str, Any]]:
    """Our own stack as the engine would keep it; the cluster's inputs may be changed."""
    return [
        {
            "urn": view.urn,
            "type": view.type,
            "id": view.outputs.get("id", "0"),
            "inputs": {**view.props, **(changed if view.name == "database-cluster" else {})},
            "outputs": dict(view.outputs),
            "parent": view.parent,
            "protect": view.protect,
            "provider": f"{view.provider}::0" if view.provider else "",
            "dependencies": sorted(view.dependencies),
            "propertyDependencies": {k: sorted(v) for k, v in view.property_dependencies.items()},
        }
        for view in to_views(recording("prod", preview=False))
    ]


def test_the_audit_of_a_deployed_stack_finds_what_the_recorded_run_finds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([str(exported(tmp_path, production())), "--stack", "prod"])

    evaluation = judge(recording("prod", preview=False))
    assert failures(evaluation) == set()
    assert code == 0
    assert capsys.readouterr().out.splitlines()[-1] == evaluation.completeness


def test_a_deployed_weakness_ends_with_1_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = exported(tmp_path, production(storageEncrypted=False))

    assert main([str(state), "--stack", "prod"]) == 1
    output = capsys.readouterr().out
    assert "failed (mandatory)  RDS-01" in output
    assert "database-cluster: storageEncrypted is not true" in output


def test_the_audit_writes_the_reports_that_are_asked_for(tmp_path: Path) -> None:
    state, table = exported(tmp_path, production(storageEncrypted=False)), tmp_path / "audit.md"

    assert main([str(state), "--stack", "prod", "--markdown", str(table)]) == 1
    assert "### `prod`: 1 mandatory finding\n" in table.read_text(encoding="utf-8")


def test_a_secret_is_read_where_it_is_plain_and_unknown_where_it_is_encrypted(tmp_path: Path) -> None:
    inputs = {"open": {**SECRET, "plaintext": '"x"'}, "shut": [{**SECRET, "ciphertext": "v1:abc"}]}
    resource = {"urn": "urn:pulumi:a::b::aws:sns/topic:Topic::t", "type": "aws:sns/topic:Topic"}

    (view,) = read_state(exported(tmp_path, [{**resource, "inputs": inputs}]))

    assert isinstance(view, ResourceView)
    assert view.name == "t"
    assert view.props == {"open": "x", "shut": [UNKNOWN]}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"deployment": {"resources": [{"type": "x"}]}}'])
def test_what_is_no_state_is_refused_in_one_line(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "state.json"
    path.write_text(text, encoding="utf-8")

    assert main([str(path)]) == 2
    assert capsys.readouterr().err == f"{path}: is not what `pulumi stack export` writes\n"


def test_a_missing_file_or_stack_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none.json")]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert main([str(exported(tmp_path, [])), "--stack", "nowhere"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
