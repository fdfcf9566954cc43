"""`python -m policy.controls.convert EVENTS.json`: reports of a run in Pulumi's engine, for other tools."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .engine_events import EventsError, read_events
from .registry import DECLARATIONS
from .reports import files
from .reports.text import text


def main(arguments: Sequence[str]) -> int:
    """Exit code 0 clean, 1 a mandatory finding, 2 refused with one line on standard error."""
    parser = argparse.ArgumentParser(prog="python -m policy.controls.convert", description=__doc__)
    parser.add_argument(
        "events",
        type=Path,
        metavar="EVENTS.json",
        help="what `pulumi policy analyze --json` printed, or the --event-log of a preview",
    )
    files.add_options(parser)
    options = parser.parse_args(arguments)
    try:
        evaluation = read_events(options.events, DECLARATIONS)
        files.write(options, evaluation, DECLARATIONS, {}, name=options.events.stem)
    except (EventsError, files.UnwritableError) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(text(evaluation))
    return 1 if evaluation.mandatory_failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
