"""A recorded program as the JSON of a Terraform plan, which is what scanners of other makers read."""

import re
from collections.abc import Mapping
from typing import Any, Final

from blueprint.graph import Recording, Resource

# Where Terraform's name of a type does not follow from Pulumi's module and class.
_RENAMED: Final = {
    "aws:rds/proxy:Proxy": "aws_db_proxy",
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": "aws_db_proxy_default_target_group",
    "aws:rds/proxyTarget:ProxyTarget": "aws_db_proxy_target",
    "aws:rds/subnetGroup:SubnetGroup": "aws_db_subnet_group",
    "aws:s3/bucketObjectv2:BucketObjectv2": "aws_s3_object",
}
# Modules whose types Terraform names without the module, or with another word for it.
_MODULES: Final = {"apigateway": "api_gateway", "ec2": ""}
# The keys of these are the program's own; every other object is a block in Terraform's words.
_MAPS: Final = {"tags", "variables", "input", "responseParameters", "requestParameters"}


def terraform_plan(recording: Recording) -> dict[str, Any]:
    """Every AWS resource as one that the plan would create.

    What a property took from other resources stands in the plan's configuration as references, so that a
    scanner can follow from resource to resource.
    """
    resources = {r.urn: r for r in recording.resources if r.type.startswith("aws:")}
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {"root_module": {"resources": [_planned(r) for r in resources.values()]}},
        "resource_changes": [_change(r) for r in resources.values()],
        "configuration": {
            "root_module": {"resources": [_configured(r, resources) for r in resources.values()]}
        },
    }


def terraform_type(token: str) -> str:
    """`aws:rds/clusterInstance:ClusterInstance` to `aws_rds_cluster_instance`."""
    if renamed := _RENAMED.get(token):
        return renamed
    _, module, kind = token.split(":")
    family = module.partition("/")[0]
    return "_".join(filter(None, ("aws", _MODULES.get(family, family), _snake(kind))))


def _address(resource: Resource) -> str:
    return f"{terraform_type(resource.type)}.{resource.name}"


def _planned(resource: Resource) -> dict[str, Any]:
    return {
        "address": _address(resource),
        "mode": "managed",
        "type": terraform_type(resource.type),
        "name": resource.name,
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "values": _attributes(resource.inputs) | {"id": resource.id},
    }


def _change(resource: Resource) -> dict[str, Any]:
    after = _attributes(resource.inputs)
    return {
        "address": _address(resource),
        "type": terraform_type(resource.type),
        "name": resource.name,
        "change": {"actions": ["create"], "before": None, "after": after, "after_unknown": {}},
    }


def _configured(resource: Resource, resources: Mapping[str, Resource]) -> dict[str, Any]:
    expressions = {
        _attribute(name, resource.inputs.get(name)): {
            "references": [
                text
                for urn in sorted(urns)
                if (target := resources.get(urn))
                for text in (f"{_address(target)}.id", _address(target))
            ]
        }
        for name, urns in resource.property_dependencies.items()
        if any(urn in resources for urn in urns)
    }
    return {
        "address": _address(resource),
        "mode": "managed",
        "type": terraform_type(resource.type),
        "name": resource.name,
        "expressions": expressions,
    }


def _attributes(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {_attribute(name, value): _value(name, value) for name, value in inputs.items()}


def _attribute(name: str, value: object) -> str:
    """Terraform writes a block once for each item, hence in the singular."""
    is_blocks = isinstance(value, list) and any(isinstance(item, Mapping) for item in value)
    return _singular(_snake(name)) if is_blocks else _snake(name)


def _value(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value) if name in _MAPS else [_attributes(value)]
    if isinstance(value, list):
        return [_attributes(item) if isinstance(item, Mapping) else item for item in value]
    return value


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _singular(name: str) -> str:
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name.removesuffix("s") if not name.endswith("ss") else name
