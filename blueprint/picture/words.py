"""The words on the boxes: short facts, each read from what was recorded."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from blueprint.graph import Resource

type Words = Callable[[Sequence[Resource]], list[str]]
"""Given the resources of a box, the one it is named for first."""


def first(resources: Sequence[Resource], path: str, default: Any = "") -> Any:
    """The value at a dotted path of the first resource's inputs."""
    value: Any = resources[0].inputs
    for part in path.split("."):
        value = cast("Mapping[str, Any]", value).get(part) if isinstance(value, Mapping) else None
    return default if value is None else value


def of_type(resources: Sequence[Resource], kind: str) -> list[Resource]:
    """Those whose type ends with a class name, such as `BucketVersioning`."""
    return [resource for resource in resources if resource.type.endswith(f":{kind}")]


def counted(number: int, singular: str, plural: str = "") -> str:
    """`1 alarm`, `16 alarms`."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def count(kind: str, singular: str) -> Words:
    """How many there are of a class."""
    return lambda resources: [counted(len(of_type(resources, kind)), singular)]


def says(*words: str) -> Words:
    """What a box is for, where its inputs tell nothing more."""
    return lambda _: list(words)


def value(path: str) -> Words:
    """One input as it is."""
    return lambda resources: [str(first(resources, path))]


def dns(resources: Sequence[Resource]) -> list[str]:
    aliases = [record for record in resources if record.inputs.get("aliases")]
    kinds = " and ".join(sorted({str(record.inputs.get("type")) for record in aliases}))
    return [
        *sorted({str(record.inputs.get("name")) for record in aliases}),
        f"{kinds} alias" if kinds else "",
    ]


def distribution(resources: Sequence[Resource]) -> list[str]:
    behaviours: list[Any] = first(resources, "orderedCacheBehaviors", [])
    paths = [str(behaviour["pathPattern"]) for behaviour in behaviours]
    newest = "HTTP/3" if "http3" in str(first(resources, "httpVersion")).replace("2and3", "3") else "HTTP/2"
    oldest = str(first(resources, "viewerCertificate.minimumProtocolVersion", "TLSv1")).partition("_")[0]
    return [" · ".join([*paths, "*"]), f"{newest}, {oldest.replace('v', ' ')} or newer"]


def web_acl(resources: Sequence[Resource]) -> list[str]:
    rules: list[Any] = first(resources, "rules", [])
    counting = sum("count" in {**rule.get("overrideAction", {}), **rule.get("action", {})} for rule in rules)
    return [counted(len(rules), "rule"), f"{counting} only counting" if counting else "all in force"]


def rest_api(resources: Sequence[Resource]) -> list[str]:
    body = str(first(resources, "body"))
    paths: dict[str, Any] = json.loads(body)["paths"] if body.startswith("{") else {}
    checked = ", checked" if "x-amazon-apigateway-request-validator" in body else ""
    return [
        counted(len(paths), "path") + checked,
        "key required" if of_type(resources, "UsagePlanKey") else "",
    ]


def function(resources: Sequence[Resource]) -> list[str]:
    architecture = first(resources, "architectures", ["x86_64"])[0]
    return [f"{first(resources, 'memorySize')} MB · {architecture}", f"up to {first(resources, 'timeout')} s"]


def cluster(resources: Sequence[Resource]) -> list[str]:
    scaling = first(resources, "serverlessv2ScalingConfiguration", {})
    capacity = f" · {scaling.get('minCapacity')}–{scaling.get('maxCapacity')} ACU" if scaling else ""
    days = first(resources, "backupRetentionPeriod", 1)
    return [f"PostgreSQL {first(resources, 'engineVersion')}{capacity}", f"backups {counted(days, 'day')}"]


def cache(resources: Sequence[Resource]) -> list[str]:
    engine = str(first(resources, "engine")).capitalize()
    limit = first(resources, "cacheUsageLimits.dataStorage.maximum")
    version = first(resources, "majorEngineVersion")
    return [f"{engine} {version} · serverless", f"at most {limit} GB" if limit else ""]


def proxy(resources: Sequence[Resource]) -> list[str]:
    return ["pooled connections", "TLS required" if first(resources, "requireTls") else "TLS optional"]


def endpoints(resources: Sequence[Resource]) -> list[str]:
    return [" · ".join(str(endpoint.inputs.get("serviceName")).split(".", 3)[-1] for endpoint in resources)]


def schedules(resources: Sequence[Resource]) -> list[str]:
    return [str(schedule.inputs.get("scheduleExpression")) for schedule in resources[:2]]


def bucket(resources: Sequence[Resource]) -> list[str]:
    blocks = of_type(resources, "BucketPublicAccessBlock")
    switches = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    private = bool(blocks) and all(first(blocks, switch, default=False) for switch in switches)
    versions = of_type(resources, "BucketVersioning")
    versioned = bool(versions) and first(versions, "versioningConfiguration.status") == "Enabled"
    lifecycles = of_type(resources, "BucketLifecycleConfiguration")
    rules: list[Mapping[str, Any]] = first(lifecycles, "rules", []) if lifecycles else []
    expiring = any(rule.get("expiration") for rule in rules)  # of the files themselves, not of older versions
    traits = {"private": private, "versioned": versioned, "expiring": expiring}
    return [", ".join(trait for trait, holds in traits.items() if holds)]


def keys(resources: Sequence[Resource]) -> list[str]:
    rotating = sum(bool(key.inputs.get("enableKeyRotation")) for key in resources)
    return [f"{counted(len(resources), 'key')}, {rotating} rotating"]


def registry(resources: Sequence[Resource]) -> list[str]:
    mutability = str(first(resources, "imageTagMutability", "MUTABLE")).lower().partition("_")[0]
    scanned = ", scanned" if first(resources, "imageScanningConfiguration.scanOnPush", default=False) else ""
    return [f"{mutability} tags{scanned}"]


def migration(resources: Sequence[Resource]) -> list[str]:
    return ["once for every image" if "image" in first(resources, "triggers", {}) else "once"]


def log_groups(resources: Sequence[Resource]) -> list[str]:
    days = sorted({int(group.inputs.get("retentionInDays", 0)) for group in resources})
    return [counted(len(resources), "group"), f"kept {'/'.join(map(str, days))} days"]


def topic(resources: Sequence[Resource]) -> list[str]:
    return [f"tells {counted(len(of_type(resources, 'TopicSubscription')), 'address', 'addresses')}"]


def budget(resources: Sequence[Resource]) -> list[str]:
    return [f"${first(resources, 'limitAmount')} a month"]
