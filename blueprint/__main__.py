"""`python -m blueprint STACK`: a preview without a cloud."""

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from blueprint import report
from blueprint.blueprint import REFUSALS, Blueprint, make_blueprint
from blueprint.comparison import Baseline, BaselineError, read_baseline
from blueprint.cost import Usage
from blueprint.recording import ROOT
from blueprint.terminal import table
from policy.controls.reports.files import UnwritableError, save, unwritable

CLEAN, FINDINGS, REFUSED = 0, 1, 2
DEFAULT_FOLDER = Path(".local") / "blueprint"


class Parser(argparse.ArgumentParser):
    """Refuses in one line, without repeating the usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(REFUSED, f"{message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code: 0 clean, 1 a mandatory finding, 2 refused with one line on standard error."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.compare and not options.markdown:
        parser.error("--compare tells the difference in the file of --markdown, which is not given")
    try:
        baseline = read_baseline(options.compare, options.stack) if options.compare else None
        blueprint = make_blueprint(
            options.stack,
            root=options.project.resolve(),
            config=dict(options.config),
            usage=Usage(daily_users=options.daily_users),
        )
        written = [_write(path, make(blueprint)) for path, make in _outputs(options, baseline)]
    except (*REFUSALS, BaselineError, UnwritableError) as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    if not options.quiet:
        print(table(blueprint, sys.stdout), *(f"  {path}" for path in ["", *written]), sep="\n")
    return CLEAN if blueprint.gate.clean else FINDINGS


def _outputs(
    options: argparse.Namespace, baseline: Baseline | None
) -> list[tuple[Path, Callable[[Blueprint], str]]]:
    """The files asked for; without any, the HTML report in the local folder."""
    kinds: dict[str, Callable[[Blueprint], str]] = {
        "html": report.html,
        "json": report.to_json,
        "markdown": partial(report.markdown, baseline=baseline),
        "svg": report.svg,
        "sarif": report.to_sarif,
        "junit": report.to_junit,
    }
    asked = [
        (getattr(options, kind), make) for kind, make in kinds.items() if getattr(options, kind) is not None
    ]
    return asked or [(options.project / DEFAULT_FOLDER / f"{options.stack}.html", report.html)]


def _write(path: Path, text: str) -> Path:
    """In a folder that need not be there yet. Raises UnwritableError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path, error) from None
    save(path, text)
    return path


def _parser() -> Parser:
    parser = Parser(
        prog="python -m blueprint",
        description="Record a stack without a cloud, judge it by the policy pack, price it and draw it.",
        epilog="Exit code: 0 clean, 1 a mandatory policy finding, 2 bad stack file, setting or argument.",
    )
    parser.add_argument("stack", metavar="STACK", help="staging, prod, or any other Pulumi.<stack>.yaml")
    parser.add_argument(
        "--project",
        type=Path,
        default=ROOT,
        metavar="FOLDER",
        help="another Pulumi project in Python to look at",
    )
    parser.add_argument("--html", type=Path, metavar="FILE", help="the whole report, one self-contained page")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the same for machines")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="a summary for a pull request")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="the architecture picture alone")
    parser.add_argument(
        "--compare", type=Path, metavar="FILE", help="an earlier --json report, to tell the difference from"
    )
    parser.add_argument("--sarif", type=Path, metavar="FILE", help="the findings for a code host, by line")
    parser.add_argument(
        "--junit", type=Path, metavar="FILE", help="the controls as test cases of a build server"
    )
    parser.add_argument("--quiet", action="store_true", help="print nothing but refusals")
    parser.add_argument(
        "--config",
        action="append",
        default=[],
        type=_setting,
        metavar="KEY=VALUE",
        help="override one setting of the stack, as `pulumi config set` would; may be repeated",
    )
    parser.add_argument(
        "--daily-users",
        type=_people,
        default=Usage.daily_users,
        metavar="NUMBER",
        help=f"people a day that the usage-driven costs assume (default {Usage.daily_users})",
    )
    return parser


def _setting(text: str) -> tuple[str, str]:
    key, separator, value = text.partition("=")
    if not separator or not key:
        raise argparse.ArgumentTypeError(f"{text!r} is not KEY=VALUE")
    return key, value


def _people(text: str) -> int:
    if not text.isdecimal() or not text.isascii():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of people, 0 or more")
    return int(text)


if __name__ == "__main__":
    code = main()
    gc.freeze()  # or Python would look through everything once more before it ends, which takes a second
    sys.exit(code)
