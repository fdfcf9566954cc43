"""`python -m tests.bench`: how fast things are, as ratios; ends with 1 if one is over its bound."""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from app.local.__main__ import configure, make_database
from app.local.services import running_services
from tests.bench.ratios import Ratio


def main() -> int:
    """Measures everything on this machine's own PostgreSQL and Valkey, in a folder that goes away."""
    ratios = []
    with TemporaryDirectory(prefix="bench") as folder, running_services(Path(folder)) as services:
        make_database(services)
        configure(services, Path(folder), port=0)
        for ratio in _everything():
            print(ratio, flush=True)
            ratios.append(ratio)
    over = [ratio for ratio in ratios if not ratio.held]
    print(
        f"\n{len(ratios) - len(over)} of {len(ratios)} within their bounds (CPU time, medians side by side)"
    )
    return 1 if over else 0


def _everything() -> Iterator[Ratio]:
    import django
    from django.core.management import call_command

    from tests.bench import adapter, app, stacks, start

    yield from start.measure({"PYTHONPATH": "app/backend", "PYTHONDONTWRITEBYTECODE": ""})
    django.setup()
    call_command("migrate", verbosity=0)
    yield from adapter.measure()
    yield from app.measure()
    yield from stacks.measure()


if __name__ == "__main__":
    sys.exit(main())
