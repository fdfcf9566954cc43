"""What copies in a second region cost: the way there, and lying there."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from blueprint.cost import prices
from blueprint.cost.line import Line, driven
from blueprint.cost.usage import DAYS, Usage
from blueprint.graph import Resource

HOURS_OF_A_DAY = Decimal(24)


def backup_plans(plans: Sequence[Resource], usage: Usage) -> Iterator[Line]:
    """Every snapshot is counted whole, in both vaults: AWS promises no more for Aurora."""
    for plan in plans:
        for rule in plan.inputs["rules"]:
            a_day = HOURS_OF_A_DAY / _hours_between(rule["schedule"])
            kept = a_day * rule["lifecycle"]["deleteAfter"] * usage.database_gb
            vaults = 1 + len(rule.get("copyActions", []))
            note = f"{a_day:g} a day, {rule['lifecycle']['deleteAfter']} days"
            yield driven([plan], "Snapshots in both regions", kept * vaults, prices.SNAPSHOT_GB, note)
            sent = a_day * DAYS * usage.database_gb * (vaults - 1)
            yield driven([plan], "Snapshots sent", sent, prices.BETWEEN_REGIONS_GB)


def _hours_between(schedule: str) -> Decimal:
    """Of `cron(30 1/6 * * ? *)`, the 6; a schedule without a slash is one a day."""
    _, slash, every = schedule.split()[1].partition("/")
    return Decimal(every) if slash else HOURS_OF_A_DAY


def media_copies(found: Sequence[Resource], usage: Usage) -> Iterator[Line]:
    yield driven(found, "Copies of the media", usage.stored_gb, prices.S3_GB)
    yield driven(
        found, "Media sent", usage.stored_gb, prices.BETWEEN_REGIONS_GB, "as if all came new each month"
    )


def image_copies(found: Sequence[Resource], usage: Usage) -> Iterator[Line]:
    yield driven(found, "Copies of the images", usage.image_gb, prices.REGISTRY_GB)
    yield driven(
        found, "Images sent", usage.image_gb, prices.BETWEEN_REGIONS_GB, "as if all came new each month"
    )
