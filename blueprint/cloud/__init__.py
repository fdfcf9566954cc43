"""What AWS, Docker and the random provider would compute for a resource: identifiers, ARNs, names of hosts.

The answers are believable and depend on the resource alone, so two recordings of one stack are equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blueprint.cloud.arns import arn
from blueprint.cloud.facts import EC2_PREFIXES, Facts
from blueprint.cloud.outputs import ID_FROM, OUTPUTS


@dataclass(frozen=True, kw_only=True)
class Computed:
    """The provider's answer: the identifier, and the outputs beyond the inputs."""

    id: str
    outputs: Mapping[str, Any]


def compute(token: str, name: str, inputs: Mapping[str, Any], *, region: str) -> Computed:
    """`inputs` are the resource's known inputs; its own `region` wins over the stack's."""
    own_region = inputs.get("region")
    facts = Facts(
        type=token, name=name, inputs=inputs, region=own_region if isinstance(own_region, str) else region
    )
    outputs: dict[str, Any] = {"name": facts.physical_name}
    if token.startswith("aws:"):
        outputs |= {"arn": arn(facts), "region": facts.region}
    if token in OUTPUTS:
        outputs |= OUTPUTS[token](facts)
    identifier = _identifier(facts, {**inputs, **outputs})
    return Computed(
        id=identifier,
        outputs={key: value for key, value in outputs.items() if key not in inputs},
    )


def _identifier(facts: Facts, values: Mapping[str, Any]) -> str:
    if facts.type in EC2_PREFIXES:
        return facts.ec2_id
    if facts.type in ID_FROM:
        return str(values[ID_FROM[facts.type]])
    return facts.physical_name
