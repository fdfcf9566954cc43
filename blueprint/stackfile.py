"""The configuration of one stack, merged from `Pulumi.yaml` and `Pulumi.<stack>.yaml`.

Pulumi's command line merges the two before it starts a program; a recording runs without it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

REGION = r"[a-z]{2}(-[a-z]+)+-\d"
CONCEALED = "concealed-by-the-stack-file"
"""Stands for an encrypted value: only the command line holds the key."""


class StackFileError(Exception):
    """A stack or project file is missing or cannot be read. One line, names the file."""


@dataclass(frozen=True, kw_only=True)
class StackConfig:
    """`values` as a program gets them: full keys (`habits:natStrategy`), everything as text."""

    project: str
    values: Mapping[str, str]
    secret_keys: frozenset[str]


def load_stack(stack: str, *, root: Path, overrides: Mapping[str, str] | None = None) -> StackConfig:
    """Defaults of the project, then the stack file, then the overrides.

    Raises StackFileError for a missing, unreadable or malformed file.
    """
    project_file = root / "Pulumi.yaml"
    project = _read(project_file, f"no {project_file.name} in the project folder")
    name = project.get("name")
    if not isinstance(name, str):
        raise StackFileError(f"{project_file.name}: name: {name!r} is not a project name")
    stack_file = root / f"Pulumi.{stack}.yaml"
    known = sorted(path.name.split(".")[1] for path in root.glob("Pulumi.*.yaml"))
    settings = _read(
        stack_file, f"stack {stack!r} has no Pulumi.{stack}.yaml; stacks here: {', '.join(known)}"
    )

    values: dict[str, str] = {}
    secret_keys: set[str] = set()
    for key, declared in _section(project, project_file.name).items():
        default = _default(declared)
        if default is not None:
            values[_full_key(name, key)] = _text(default)
    for key, value in _section(settings, stack_file.name).items():
        full_key = _full_key(name, key)
        if isinstance(value, dict) and "secure" in value:
            secret_keys.add(full_key)
            value = CONCEALED
        values[full_key] = _text(value)
    values |= {_full_key(name, key): value for key, value in (overrides or {}).items()}
    region = values.get("aws:region")
    if region is not None and not re.fullmatch(REGION, region):
        raise StackFileError(f"aws:region: {region!r} is not a region of AWS, such as us-east-1")
    return StackConfig(project=name, values=values, secret_keys=frozenset(secret_keys))


def _read(path: Path, missing: str) -> dict[str, Any]:
    try:
        document: object = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StackFileError(missing) from None
    except (OSError, UnicodeDecodeError) as error:
        raise StackFileError(f"{path.name}: cannot be read: {error}") from None
    except yaml.YAMLError as error:
        raise StackFileError(f"{path.name}: not YAML: {' '.join(str(error).split())}") from None
    return _mapping({} if document is None else document, path.name)


def _section(document: Mapping[str, Any], file_name: str) -> dict[str, Any]:
    return _mapping(document.get("config") or {}, f"{file_name}: config")


def _mapping(value: object, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise StackFileError(f"{place}: {value!r} is not a table of keys and values")
    return {str(key): item for key, item in cast("dict[object, Any]", value).items()}


def _default(declared: Any) -> Any:
    """A project declares a key by a schema with a default, by a fixed value, or by the value itself."""
    if isinstance(declared, dict):
        schema = cast("dict[str, Any]", declared)
        return schema.get("value", schema.get("default"))
    return declared


def _full_key(project: str, key: str) -> str:
    return key if ":" in key else f"{project}:{key}"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
