"""`python -m policy.controls.handbook FILE`: writes the documentation of the controls, from the controls."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

from .config import PackConfig
from .control import Control, Declaration
from .registry import DECLARATIONS

CONFIG_FOLDER: Final = Path(__file__).resolve().parents[1] / "config"
_INTRODUCTION: Final = """\
# The controls

{count} controls of the pack in `policy/`, written from their declarations by `make controls`.

A **mandatory** control stops a preview, an **advisory** one speaks. The level here is the one a production
stack needs; where a file in `policy/config/` says something else for a stack, its name stands beside it. Each
control answers *passed*, *failed* or *undetermined* for each resource of its types; what
`policy/exemptions.yaml` accepts is *exempt* and stays in every report. FSBP is AWS Foundational Security Best
Practices, CIS the AWS Foundations Benchmark 3.0.

The pack judges a program on paper (`make blueprint`), a preview (`make preview`), and what is deployed: `make
audit` reads the exported state, and the engine does the same with

    pulumi stack export --file state.json
    pulumi policy analyze --file state.json --policy-pack policy --policy-pack-config policy/config/prod.json

A control that is *disabled* is an opinion about programs in general; the stacks named beside it share it.
"""


def handbook(declarations: Sequence[Declaration], stacks: Mapping[str, PackConfig]) -> str:
    """The page as Markdown: a table of all controls, then a section for each. `stacks` by their names."""
    parts = [
        _INTRODUCTION.format(count=len(declarations)),
        "| Control | What it demands | Severity | Level | Families |",
        "|---|---|---|---|---|",
        *(_row(declared, stacks) for declared in declarations),
        "",
        *(line for declared in declarations for line in _section(declared, stacks)),
    ]
    return "\n".join(parts)


def stack_configurations(folder: Path = CONFIG_FOLDER) -> dict[str, PackConfig]:
    """The configuration of each stack that has one. Raises `ConfigError`."""
    return {path.stem: PackConfig.load(path, DECLARATIONS) for path in sorted(folder.glob("*.json"))}


def _row(declared: Declaration, stacks: Mapping[str, PackConfig]) -> str:
    cells = (
        f"[{declared.id}](#{declared.id.lower()})",
        declared.title.replace("|", "\\|"),
        declared.severity,
        _level(declared, stacks),
        ", ".join(declared.families),
    )
    return f"| {' | '.join(cells)} |"


def _level(declared: Declaration, stacks: Mapping[str, PackConfig]) -> str:
    changed = [
        f"{stack}: {config.level_of(declared)}"
        for stack, config in stacks.items()
        if config.level_of(declared) is not declared.level
    ]
    return "; ".join([declared.level.value, *changed])


def _section(declared: Declaration, stacks: Mapping[str, PackConfig]) -> Iterator[str]:
    yield f"## {declared.id}"
    yield f"\n**{declared.title}** ({declared.severity}, {_level(declared, stacks)})"
    yield f"\n{declared.why}"
    yield f"\n*Fix.* {declared.fix}"
    if isinstance(declared, Control):
        judged = "once the whole stack is declared" if declared.reads_stack else "before the resource exists"
        yield f"\n*Judges*, {judged}: {', '.join(f'`{kind}`' for kind in declared.types)}."
    for name, setting in declared.settings.items():
        yield f"\n*Setting* `{name}` (default {_value(setting.default)}): {setting.description}."
        for stack, config in stacks.items():
            if name in config.settings.get(declared.id, {}):
                yield f"In {stack}: {_value(config.settings[declared.id][name])}."
    frameworks = declared.frameworks
    named = (("FSBP", frameworks.fsbp), ("CIS 3.0", frameworks.cis), ("checkov", frameworks.checkov))
    if mapped := "; ".join(f"{name} {', '.join(numbers)}" for name, numbers in named if numbers):
        yield f"\n*Also asked by* {mapped}."
    yield f"\n<{declared.url}>\n"


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"`{item}`" for item in cast("tuple[str, ...]", value)) or "none"
    return f"`{str(value).lower()}`"


def main(arguments: Sequence[str]) -> int:
    """Exit code 0, or 2 with one line on standard error."""
    if len(arguments) != 1:
        print("usage: python -m policy.controls.handbook FILE", file=sys.stderr)
        return 2
    try:
        Path(arguments[0]).write_text(handbook(DECLARATIONS, stack_configurations()), encoding="utf-8")
    except OSError as error:
        print(f"{arguments[0]}: cannot be written: {error.strerror}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
