"""Runs the Pulumi program under a monitor that keeps every registration, without a cloud or the command line.

This is the one seam between the infrastructure code and everything that looks at it: tests, policy gate, cost
and picture.
"""

import asyncio
import contextlib
import gc
import runpy
import sys
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pulumi
from pulumi.runtime import settings
from pulumi.runtime.stack import Stack, run_pulumi_func

from blueprint.graph import Invoke, Recording, Resource, Source
from blueprint.monitor import DuplicateResourceError, RecordingMonitor
from blueprint.stackfile import StackConfig, StackFileError, load_stack
from blueprint.wire import UNKNOWN

__all__ = [
    "ROOT",
    "UNKNOWN",
    "DuplicateResourceError",
    "Invoke",
    "Recording",
    "Resource",
    "Source",
    "StackFileError",
    "record",
    "record_program",
]

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDER_SITE = Path(__file__).resolve().parent / "placeholder_site"
DEFAULT_REGION = "us-east-1"


def record_program(
    stack: str, *, root: Path = ROOT, unknown: bool = False, config: Mapping[str, str] | None = None
) -> Recording:
    """Runs `__main__.py` of the project in `root` with the real configuration of a stack.

    `config` overrides single keys, with or without the project's namespace. `unknown` runs it as the first
    preview of a new stack does: identifiers and everything computed from them are unknown. The built site, if
    the project has one, is replaced by a placeholder, so that a recording needs no built web app.

    Raises StackFileError, and unchanged whatever the program raises (`pulumi.RunError` for refused settings).
    """
    overrides = dict(config or {})
    stack_config = load_stack(stack, root=root, overrides=overrides)
    if f"{stack_config.project}:siteDirectory" in stack_config.values:
        placeholder = {"siteDirectory": str(PLACEHOLDER_SITE)}
        stack_config = load_stack(stack, root=root, overrides=placeholder | overrides)
    with _running_in(root):
        return _run(
            lambda: runpy.run_path(str(root / "__main__.py"), run_name="__main__"),
            stack=stack,
            config=stack_config,
            unknown=unknown,
            root=root,
        )


def record(
    build: Callable[[], object],
    *,
    stack: str = "staging",
    unknown: bool = False,
    config: Mapping[str, str] | None = None,
) -> Recording:
    """Runs a function that creates resources, as the program of a stack would."""
    values = {key if ":" in key else f"habits:{key}": value for key, value in (config or {}).items()}
    return _run(
        build,
        stack=stack,
        config=StackConfig(project="habits", values=values, secret_keys=frozenset()),
        unknown=unknown,
        root=ROOT,
    )


def _run(
    program: Callable[[], object], *, stack: str, config: StackConfig, unknown: bool, root: Path
) -> Recording:
    region = config.values.get("aws:region", DEFAULT_REGION)
    monitor = RecordingMonitor(stack=stack, project=config.project, region=region, unknown=unknown, root=root)

    async def run() -> None:
        # The SDK keeps its state in context variables. Set inside this task, none of it outlives the run.
        asyncio.get_running_loop().set_exception_handler(_ignore)
        settings.reset_options(project=config.project, stack=stack, root_directory=str(root), preview=unknown)
        pulumi.runtime.set_all_config(dict(config.values), secret_keys=sorted(config.secret_keys))
        pulumi.runtime.set_mocks(
            monitor.mocks, project=config.project, stack=stack, preview=unknown, monitor=monitor
        )

        def with_exports() -> None:
            program()
            root_stack = settings.get_root_resource()
            assert isinstance(root_stack, Stack)  # noqa: S101 set_mocks made it
            root_stack.register_outputs(root_stack.outputs)

        await run_pulumi_func(with_exports)

    with _without_collecting():
        asyncio.run(run())
    return replace(monitor.recording(), default_provider={"region": region, **_of_provider(config)})


def _of_provider(config: StackConfig) -> dict[str, str]:
    """The settings of the provider; as the engine does, an encrypted one is handed on like the others."""
    return {key.removeprefix("aws:"): value for key, value in config.values.items() if key.startswith("aws:")}


def _ignore(_loop: asyncio.AbstractEventLoop, _failure: dict[str, Any]) -> None:
    """A failed task is raised to the caller; the loop need not also print it."""


@contextlib.contextmanager
def _without_collecting() -> Generator[None]:
    """A program loads thousands of classes of its provider. Looking for garbage among them takes a fifth."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextlib.contextmanager
def _running_in(root: Path) -> Generator[None]:
    """The working directory and module path Pulumi gives a program.

    A program in another folder must not meet the components this process has already imported.
    """
    foreign = root != ROOT
    ours = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "components"}
    sys.path.insert(0, str(root))
    if foreign:
        _forget(ours)
    try:
        with contextlib.chdir(root):
            yield
    finally:
        sys.path.remove(str(root))
        if foreign:
            _forget([name for name in sys.modules if name.partition(".")[0] == "components"])
            sys.modules.update(ours)


def _forget(module_names: Iterable[str]) -> None:
    for name in module_names:
        del sys.modules[name]
