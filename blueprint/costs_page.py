"""`python -m blueprint.costs_page FILE`: the page of the documentation that says what the stacks cost."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from blueprint.blueprint import make_blueprint
from blueprint.cost import Usage, price_stack
from blueprint.graph import Recording
from blueprint.templating import render
from blueprint.tiers import Tier

STACKS = ("staging", "prod")
PEOPLE = (1_000, 10_000, 100_000)
"""Numbers of daily users for the table of growth."""


def costs_page(recordings: Mapping[str, Recording]) -> str:
    """Markdown, with one column for each recorded stack."""
    costs = [price_stack(recording) for recording in recordings.values()]
    growth = [
        (
            people,
            [price_stack(recording, Usage(daily_users=people)).total for recording in recordings.values()],
        )
        for people in PEOPLE
    ]
    return render(
        "costs.md.j2",
        stacks=list(recordings),
        costs=costs,
        by_stack=list(zip(recordings, costs, strict=True)),
        tiers=[tier for tier in Tier if any(cost.of_tier(tier) for cost in costs)],
        usage=costs[0].usage,
        growth=growth,
    )


def main(arguments: Sequence[str]) -> int:
    """Exit code 0, or 2 with one line on standard error."""
    if len(arguments) != 1:
        print("usage: python -m blueprint.costs_page FILE", file=sys.stderr)
        return 2
    page = costs_page({stack: make_blueprint(stack).recording for stack in STACKS})
    try:
        Path(arguments[0]).write_text(page, encoding="utf-8")
    except OSError as error:
        print(f"{arguments[0]}: cannot be written: {error.strerror}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
