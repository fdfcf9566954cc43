"""What holds for every component: its shape, its name, its place in the tree, what it may know."""

import ast
import dataclasses
import importlib
import inspect
from pathlib import Path
from typing import Any

import pulumi
import pytest

from blueprint.recording import ROOT, Recording, Resource, record_program
from tests.delivery.recorded_bootstrap import bootstrap

FOLDER = ROOT / "components"
EVERY_PART = {
    "replicaRegion": "us-west-2",
    "slackWorkspaceId": "T07EA123LEP",
    "slackChannelId": "C07EZ1ABC23",
}
"""Parts that no stack file asks for."""


def component_modules() -> dict[str, type[pulumi.ComponentResource]]:
    """By module name; a module holds one component at most."""
    found: dict[str, type[pulumi.ComponentResource]] = {}
    for path in sorted(FOLDER.glob("*.py")):
        module = importlib.import_module(f"components.{path.stem}")
        classes = [
            value
            for value in vars(module).values()
            if inspect.isclass(value)
            and issubclass(value, pulumi.ComponentResource)
            and value.__module__ == module.__name__
        ]
        assert len(classes) <= 1, f"{path.name} holds {len(classes)} components: one concept a file"
        for component in classes:
            found[path.stem] = component
    return found


COMPONENTS = component_modules()
every_component = pytest.mark.parametrize("module", COMPONENTS)


def args_class(module: str) -> type[Any]:
    return getattr(importlib.import_module(f"components.{module}"), f"{COMPONENTS[module].__name__}Args")


def source_tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def programs() -> dict[str, Recording]:
    """The stack's program and the account's, between which the components are shared."""
    return {
        "stack": record_program("prod", config=EVERY_PART),
        "account": bootstrap(delivery="codepipeline"),
    }


@pytest.fixture(scope="module", params=["stack", "account"])
def recording(request: pytest.FixtureRequest, programs: dict[str, Recording]) -> Recording:
    return programs[request.param]


def instances(recording: Recording, module: str) -> list[Resource]:
    return recording.of_type(f"habits:{module}:{COMPONENTS[module].__name__}")


@every_component
def test_arguments_are_a_frozen_keyword_only_dataclass_named_after_the_component(module: str) -> None:
    cls = args_class(module)
    assert dataclasses.is_dataclass(cls)
    assert cls.__dataclass_params__.frozen
    assert all(field.kw_only for field in dataclasses.fields(cls))


@every_component
def test_no_argument_is_of_any_type(module: str) -> None:
    assert not [field.name for field in dataclasses.fields(args_class(module)) if field.type is Any]


@every_component
def test_the_constructor_takes_name_arguments_and_options(module: str) -> None:
    parameters = inspect.signature(COMPONENTS[module].__init__).parameters
    assert list(parameters) == ["self", "name", "args", "opts"]
    assert parameters["args"].annotation is args_class(module)
    assert parameters["opts"].default is None


@every_component
def test_a_program_uses_the_component_under_the_token_of_its_module_and_class(
    module: str, programs: dict[str, Recording]
) -> None:
    assert any(instances(recording, module) for recording in programs.values())


@every_component
def test_registered_outputs_are_the_annotated_ones(module: str, recording: Recording) -> None:
    annotated = set(inspect.get_annotations(COMPONENTS[module]))
    for component in instances(recording, module):
        assert set(recording.registered_outputs[component.urn]) == annotated, component.name


def test_every_resource_made_in_a_component_is_its_child(recording: Recording) -> None:
    tokens = {
        f"habits:{module}:{cls.__name__}": f"components/{module}.py" for module, cls in COMPONENTS.items()
    }
    for resource in recording.resources:
        if not resource.custom or resource.sources[0].file not in tokens.values():
            continue
        assert resource.parent is not None, resource.urn
        parent = recording.by_urn(resource.parent)
        assert tokens[parent.type] == resource.sources[0].file, resource.urn


def test_the_name_of_every_child_begins_with_the_name_of_its_component(recording: Recording) -> None:
    for resource in recording.resources:
        parent = recording.by_urn(resource.parent) if resource.parent is not None else None
        if parent is not None and parent.type.startswith("habits:"):
            assert resource.name.startswith(f"{parent.name}-"), resource.urn


@every_component
def test_a_component_imports_no_other_component(module: str) -> None:
    imported = {
        node.module
        for node in ast.walk(source_tree(FOLDER / f"{module}.py"))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert not {name for name in imported if name.removeprefix("components.") in COMPONENTS}
    assert not {name for name in imported if name.startswith("components.tiers")}
    assert "components.settings" not in imported


@every_component
def test_a_component_reads_no_configuration(module: str) -> None:
    attributes = {
        node.attr
        for node in ast.walk(source_tree(FOLDER / f"{module}.py"))
        if isinstance(node, ast.Attribute)
    }
    assert not attributes & {"Config", "get_stack", "get_project"}
