"""The report on a terminal: tiers, verdict and dollars, in colour where colour is wanted."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from blueprint.blueprint import Blueprint, make_blueprint
from blueprint.gate import LocatedFinding
from blueprint.graph import Resource
from blueprint.templating import money
from blueprint.tiers import Tier

BOLD, QUIET, RED, GREEN, YELLOW, BLUE = "1", "2", "31", "32", "33", "36"


class Paint:
    """Colours a text, or leaves it alone: without a terminal, and wherever NO_COLOR is set (no-color.org)."""

    def __init__(self, stream: TextIO) -> None:
        self._on = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def __call__(self, text: str, *codes: str) -> str:
        return f"\033[{';'.join(codes)}m{text}\033[0m" if self._on else text


def table(blueprint: Blueprint, stream: TextIO) -> str:
    """Every tier with its types, every finding, every line of the cost; coloured as the stream likes."""
    paint = Paint(stream)
    sections = (_heading, _resources, _findings, _cost, _nat, _proxy, _total)
    return "\n".join(line for section in sections for line in section(blueprint, paint))


def summary(stack: str) -> str:
    """A few lines about a stack, for standard output: resources by tier, policy verdict, US dollars a month.

    Raises what `make_blueprint` raises.
    """
    blueprint, paint = make_blueprint(stack), Paint(sys.stdout)
    sections = (_heading, _tiers, _mandatory, _total)
    return "\n".join(line for section in sections for line in section(blueprint, paint))


def _heading(blueprint: Blueprint, paint: Paint) -> Iterator[str]:
    recording = blueprint.recording
    yield paint(f"{recording.project} · {recording.stack}", BOLD) + paint(f"  {recording.region}", QUIET)


def _resources(blueprint: Blueprint, paint: Paint) -> Iterator[str]:
    for tier, resources in blueprint.tiers.items():
        yield ""
        yield _tier_title(tier, resources, blueprint, paint)
        for kind, count in sorted(Counter(_short_type(resource) for resource in resources).items()):
            yield f"  {count:>4}  {kind}"


def _tiers(blueprint: Blueprint, paint: Paint) -> Iterator[str]:
    for tier, resources in blueprint.tiers.items():
        yield f"  {_tier_title(tier, resources, blueprint, paint)}"


def _tier_title(tier: Tier, resources: list[Resource], blueprint: Blueprint, paint: Paint) -> str:
    amount = money(blueprint.cost.of_tier(tier))
    return paint(f"{tier:<18}", BOLD, BLUE) + f"{len(resources):>4} resources {amount:>12}"


def _short_type(resource: Resource) -> str:
    """`rds.ClusterInstance` for `aws:rds/clusterInstance:ClusterInstance`, `docker.Image` for Docker's."""
    provider, module, kind = resource.type.split(":")
    return f"{module.partition('/')[0] if provider == 'aws' else provider}.{kind}"


def _findings(blueprint: Blueprint, paint: Paint) -> Iterator[str]:
    yield ""
    yield paint("Policy", BOLD, BLUE) + f"  {blueprint.gate.evaluation.completeness}"
    for located in blueprint.gate.findings:
        yield from _finding(located, paint)


def _mandatory(blueprint: Blueprint, paint: Paint) -> Iterator[str]:
    yield f"  Policy: {blueprint.gate.evaluation.completeness}"
    for located in blueprint.gate.findings:
        if located.mandatory:
            yield from _finding(located, paint)


def _finding(located: LocatedFinding, paint: Paint) -> Iterator[str]:
    finding = located.finding
    head = f"{finding.control_id} {finding.title}"
    yield (
        "  "
        + paint(f"{finding.verdict} ({finding.level})", RED if located.mandatory else YELLOW)
        + f"  {head}"
    )
    yield f"      {located.subject}: {finding.message}"
    if finding.exemption:
        yield f"      {finding.exemption}"
    if located.sources:
        yield "      " + paint(f"at {located.location}", BOLD)
    if finding.fix:
        yield "      " + paint(f"fix: {finding.fix}", QUIET)


def _cost(blueprint: Blueprint, paint: Paint) -> Iterator[str]:
    yield ""
    assumption = f"  ~ grows with usage, here {blueprint.cost.usage}"
    yield paint("Cost per month", BOLD, BLUE) + paint(assumption, QUIET)
    for line in (line for line in blueprint.cost.lines if line.quantity):
        mark = "~" if line.usage_driven else " "
        yield f"  {money(line.amount):>10} {mark} {line.label:<32}" + paint(line.arithmetic, QUIET)
    dearest = (f"{line.label} {money(line.amount)}" for line in blueprint.cost.dearest())
    yield f"  most of it: {', '.join(dearest)}"
    if blueprint.cost.unpriced:
        yield paint(f"  not priced: {', '.join(blueprint.cost.unpriced)}", YELLOW)


def _nat(blueprint: Blueprint, paint: Paint) -> Iterator[str]:
    if blueprint.cost.nat:
        yield ""
        yield paint("Ways out", BOLD, BLUE) + paint("   NAT + endpoints   addresses      total", QUIET)
    for choice in blueprint.cost.nat:
        row = (
            f"{choice.strategy:<8}{money(choice.hours):>11} + {money(choice.endpoints):<10}"
            f"{money(choice.addresses):>6}{money(choice.total):>12}"
        )
        yield (paint(f"  > {row}", BOLD) if choice.chosen else f"    {row}") + paint(
            f"  {choice.note}", QUIET
        )


def _proxy(blueprint: Blueprint, paint: Paint) -> Iterator[str]:
    if blueprint.cost.proxy:
        yield ""
        yield paint("Connections to the database", BOLD, BLUE)
    for choice in blueprint.cost.proxy:
        row = f"{choice.name:<11}{money(choice.amount):>10}"
        yield (paint(f"  > {row}", BOLD) if choice.chosen else f"    {row}") + paint(
            f"  {choice.note}", QUIET
        )


def _total(blueprint: Blueprint, paint: Paint) -> Iterator[str]:
    cost, gate = blueprint.cost, blueprint.gate
    failed = len(gate.evaluation.mandatory_failures)
    verdict = (
        paint("policy clean", BOLD, GREEN) if gate.clean else paint(f"{failed} mandatory findings", BOLD, RED)
    )
    yield ""
    yield (
        f"  {blueprint.resource_count} resources · {verdict} · "
        + paint(f"{money(cost.total)} a month", BOLD)
        + f", {money(cost.fixed)} of it while idle"
    )
