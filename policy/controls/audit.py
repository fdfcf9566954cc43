"""`python -m policy.controls.audit STATE.json`: judges what is deployed, from `pulumi stack export`."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

from .config import ConfigError, PackConfig
from .evaluate import evaluate
from .exemptions import Exemptions
from .model import UNKNOWN, ResourceView
from .registry import CONTROLS, DECLARATIONS
from .reports import files
from .reports.text import text

_FOLDER: Final = Path(__file__).resolve().parents[1]
# The engine's mark of a special value, and of a secret among these.
_MARK: Final = "4dabf18193072939515e22adb298388d"
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a published constant, not a secret
_UNKNOWN_TEXT: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


class StateError(Exception):
    """The file is no exported state. One line, names the file."""


def read_state(path: Path) -> list[ResourceView]:
    """The resources of an exported state; a secret that is only there encrypted is unknown.

    Raises `StateError`. A state does not keep what the program ignores: META-04 passes.
    """
    try:
        document: Any = json.loads(path.read_text(encoding="utf-8"))
        resources: list[Any] = document["deployment"].get("resources") or []
        return [_view(cast("Mapping[str, Any]", resource)) for resource in resources]
    except OSError as error:
        raise StateError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StateError(f"{path}: is not what `pulumi stack export` writes") from None


def _view(resource: Mapping[str, Any]) -> ResourceView:
    urn: str = resource["urn"]
    identity = {"id": resource["id"]} if resource.get("id") else {}
    named: Mapping[str, Sequence[str] | None] = resource.get("propertyDependencies") or {}
    return ResourceView(
        urn=urn, type=resource["type"], name=urn.rpartition("::")[2],
        props=_plain(resource.get("inputs") or {}),
        outputs=_plain({**(resource.get("outputs") or {}), **identity}),
        parent=resource.get("parent"),
        dependencies=frozenset(resource.get("dependencies") or ()),
        property_dependencies={key: frozenset(urns or ()) for key, urns in named.items()},
        protect=bool(resource.get("protect")), provider=_provider(resource),
    )  # fmt: skip


def _provider(resource: Mapping[str, Any]) -> str:
    """A state refers to a provider by URN and id."""
    return str(resource.get("provider") or "").rpartition("::")[0]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        if fields.get(_MARK) == _SECRET:
            return _plain(json.loads(fields["plaintext"])) if "plaintext" in fields else UNKNOWN
        return {key: _plain(item) for key, item in fields.items()}
    if isinstance(value, list):
        return [_plain(item) for item in cast("list[Any]", value)]
    return UNKNOWN if value == _UNKNOWN_TEXT else value


def main(arguments: Sequence[str]) -> int:
    """Exit code 0 clean, 1 a mandatory finding, 2 refused with one line on standard error."""
    parser = argparse.ArgumentParser(prog="python -m policy.controls.audit", description=__doc__)
    parser.add_argument("state", type=Path, metavar="STATE.json", help="what `pulumi stack export` wrote")
    parser.add_argument("--stack", metavar="NAME", help="judge by policy/config/NAME.json")
    files.add_options(parser)
    options = parser.parse_args(arguments)
    try:
        config = PackConfig()
        if options.stack:
            config = PackConfig.load(_FOLDER / "config" / f"{options.stack}.json", DECLARATIONS)
        exemptions = Exemptions.load(_FOLDER / "exemptions.yaml", CONTROLS, today=date.today())
        evaluation = evaluate(read_state(options.state), config=config, exemptions=exemptions)
        files.write(options, evaluation, DECLARATIONS, {}, name=options.stack or options.state.stem)
    except (StateError, ConfigError, files.UnwritableError) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(text(evaluation))
    return 1 if evaluation.mandatory_failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
