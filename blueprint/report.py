"""The report as one HTML page, as Markdown for a pull request, and in the formats of other tools."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from blueprint.blueprint import Blueprint
from blueprint.comparison import Baseline, compare
from blueprint.cost import Line, NatChoice, ProxyChoice
from blueprint.gate import LocatedFinding
from blueprint.graph import Resource
from blueprint.picture import draw
from blueprint.templating import render
from blueprint.tiers import tier_of
from policy.controls.registry import DECLARATIONS
from policy.controls.reports.junit import junit
from policy.controls.reports.places import Places
from policy.controls.reports.sarif import sarif


def html(blueprint: Blueprint) -> str:
    """Everything on one page that loads nothing from anywhere."""
    picture = draw(blueprint.recording, blueprint.cost, blueprint.gate)
    return render("report.html.j2", picture=Markup(picture), **_facts(blueprint))  # noqa: S704 escaped when drawn


def markdown(blueprint: Blueprint, baseline: Baseline | None = None) -> str:
    """Short enough for a comment under a pull request; with a baseline, what the change costs and finds."""
    comparison = compare(blueprint, baseline) if baseline else None
    return render("report.md.j2", comparison=comparison, **_facts(blueprint))


def svg(blueprint: Blueprint) -> str:
    """The picture alone."""
    return draw(blueprint.recording, blueprint.cost, blueprint.gate)


def to_json(blueprint: Blueprint) -> str:
    """For machines. Carries no values of inputs, so nothing secret."""
    cost = blueprint.cost
    document: dict[str, Any] = {
        "stack": blueprint.recording.stack,
        "region": blueprint.recording.region,
        "policy": {
            "clean": blueprint.gate.clean,
            "passed": blueprint.gate.evaluation.passed,
            "failed": blueprint.gate.evaluation.failed,
            "undetermined": blueprint.gate.evaluation.undetermined,
            "exempt": blueprint.gate.evaluation.exempt,
            "findings": [_finding(located) for located in blueprint.gate.findings],
        },
        "cost": {
            "currency": "USD",
            "period": "month",
            "total": _number(cost.total),
            "fixed": _number(cost.fixed),
            "usage": _number(cost.usage_driven),
            "assumption": str(cost.usage),
            "lines": [_line(line) for line in cost.lines],
            "dearest": [line.label for line in cost.dearest()],
            "nat": [_choice(choice) for choice in cost.nat],
            "proxy": [_proxy(choice) for choice in cost.proxy],
            "unpriced": list(cost.unpriced),
        },
        "resources": [
            _resource(resource) for resources in blueprint.tiers.values() for resource in resources
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def to_sarif(blueprint: Blueprint) -> str:
    """The policy findings with the lines of the program, as code hosts annotate them."""
    return sarif(blueprint.gate.evaluation, DECLARATIONS, _places(blueprint))


def to_junit(blueprint: Blueprint) -> str:
    """The controls as the test cases of a build."""
    stack = blueprint.recording.stack
    return junit(blueprint.gate.evaluation, DECLARATIONS, _places(blueprint), name=stack)


def _places(blueprint: Blueprint) -> Places:
    return {resource.urn: resource.sources for resource in blueprint.recording.resources}


def _facts(blueprint: Blueprint) -> Mapping[str, Any]:
    cost = blueprint.cost
    return {
        "blueprint": blueprint,
        "recording": blueprint.recording,
        "gate": blueprint.gate,
        "cost": cost,
        "tiers": blueprint.tiers,
        "tier_costs": [(tier, cost.of_tier(tier)) for tier in blueprint.tiers],
        "dearest_line": max((line.amount for line in cost.lines), default=Decimal(1)) or Decimal(1),
    }


def _finding(located: LocatedFinding) -> dict[str, Any]:
    finding = located.finding
    return {
        "control": finding.control_id,
        "title": finding.title,
        "level": finding.level.value,
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "resource": finding.urn,
        "message": finding.message,
        "exemption": finding.exemption,
        "fix": finding.fix,
        "url": finding.url,
        "sources": [{"file": source.file, "line": source.line} for source in located.sources],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "tier": line.tier.value,
        "label": line.label,
        "quantity": _number(line.quantity),
        "unit": line.price.unit,
        "unitPrice": _number(line.price.amount),
        "amount": _number(line.amount),
        "usageDriven": line.usage_driven,
        "note": line.note,
        "resources": line.names,
        "source": {"page": line.price.page, "read": line.price.read},
    }


def _choice(choice: NatChoice) -> dict[str, Any]:
    return {
        "natStrategy": choice.strategy,
        "gateways": choice.gateways,
        "hours": _number(choice.hours),
        "endpoints": _number(choice.endpoints),
        "addresses": _number(choice.addresses),
        "total": _number(choice.total),
        "chosen": choice.chosen,
    }


def _proxy(choice: ProxyChoice) -> dict[str, Any]:
    return {"databaseProxy": choice.proxy, "amount": _number(choice.amount), "chosen": choice.chosen}


def _resource(resource: Resource) -> dict[str, Any]:
    return {
        "tier": tier_of(resource.type).value,
        "type": resource.type,
        "name": resource.name,
        "urn": resource.urn,
        "source": str(resource.sources[0]) if resource.sources else None,
        "protected": resource.protect,
    }


def _number(amount: Decimal) -> float:
    return float(amount)
