"""The options of a command that writes reports, and the writing."""

import argparse
import contextlib
from pathlib import Path

from ..control import Declaration
from ..model import Evaluation
from .junit import junit
from .markdown import markdown
from .places import Places
from .sarif import sarif


class UnwritableError(Exception):
    """A report cannot be written. One line, names the file."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """`--sarif`, `--junit` and `--markdown`, each with a file."""
    parser.add_argument("--sarif", type=Path, metavar="FILE", help="the findings for a code host")
    parser.add_argument("--junit", type=Path, metavar="FILE", help="the controls as test cases")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="a summary for a pull request")


def write(
    options: argparse.Namespace,
    evaluation: Evaluation,
    declarations: tuple[Declaration, ...],
    places: Places,
    *,
    name: str,
) -> None:
    """The files that were asked for. Raises UnwritableError."""
    texts = {
        options.sarif: lambda: sarif(evaluation, declarations, places),
        options.junit: lambda: junit(evaluation, declarations, places, name=name),
        options.markdown: lambda: markdown(evaluation, places, name=name),
    }
    for path, text in texts.items():
        if path is not None:
            save(path, text())


def save(path: Path, text: str) -> None:
    """Whole or not at all: the text goes to a neighbour first, which then takes the name.

    Raises UnwritableError.
    """
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise unwritable(path, error) from None


def unwritable(path: Path, error: OSError) -> UnwritableError:
    return UnwritableError(f"{path}: cannot be written: {error.strerror}")
