"""What only the program says of a resource: protection, and what its provider adds to it."""

from typing import Final

from ..control import NO_FRAMEWORK, Problem, Problems, Setting, control, every, expect
from ..documents import covers
from ..graph import Subject
from ..model import Level, Severity
from ..providers import default_tags, listed
from ..resource_types import BUCKETS, CLUSTER, DB_INSTANCE, EVERY_TYPE, HOSTED_ZONE, KEY, PROVIDER, REPOSITORY
from ..taggable import TAGGABLE
from ..values import UndeterminedError, chained


@control(
    id="META-02",
    title="What cannot be made again is protected from the program itself",
    severity=Severity.HIGH,
    types=(CLUSTER, DB_INSTANCE, *BUCKETS, KEY, HOSTED_ZONE, REPOSITORY),
    frameworks=NO_FRAMEWORK,
    settings={
        "disposable": Setting(
            default=(), description="Names (with * and ?) of resources whose content can be made again"
        )
    },
    why="A renamed component or a careless destroy replaces a resource like any other. Data, and the key "
    "that opens it, do not come back.",
    fix="Give the resource ResourceOptions(protect=True) and leave forceDestroy out, or list it as "
    "disposable.",
    url="https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
)
def kept_from_the_program(resource: Subject) -> Problems:
    if any(covers(pattern, resource.view.name) for pattern in resource.settings["disposable"]):
        return
    # Images can be built again: a repository need only not be emptied by accident.
    if not resource.view.protect and resource.view.type != REPOSITORY:
        yield Problem("is not protected")
    yield from every(
        expect(
            lambda switch=switch: not resource.flag(switch),
            f"{switch} is true: it is deleted with everything in it",
        )
        for switch in ("forceDestroy", "forceDelete")
    )


@control(
    id="META-01",
    title="Resources carry tags that say whose they are",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    types=TAGGABLE,
    frameworks=NO_FRAMEWORK,
    reads_stack=True,
    settings={
        "requiredTags": Setting(
            default=(),
            description="Keys of the tags each resource must carry; none named: any one tag will do",
        )
    },
    why="An untagged resource is nobody's: no bill names it, no clean-up dares to touch it, no access rule "
    "by tag covers it.",
    fix="Set the tags once, as aws:defaultTags of the stack or defaultTags of the provider.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/standards-tagging.html",
)
def tagged(resource: Subject) -> Problems:
    carried: set[str] = set()
    unknown: UndeterminedError | None = None
    try:
        for key in chained([resource.block("tags").names(), default_tags(resource)]):
            carried.add(key)
    except UndeterminedError as open_question:
        unknown = open_question
    required = resource.settings["requiredTags"]
    missing = [key for key in required if key not in carried] or ([] if required or carried else [""])
    if missing and unknown:
        raise unknown
    for key in missing:
        yield Problem(f"carries no tag {key}" if key else "carries no tags", key)


_EDGE_REGION: Final = "us-east-1"


@control(
    id="META-03",
    title="Everything stands in the region and account it is meant for",
    severity=Severity.MEDIUM,
    types=(PROVIDER, EVERY_TYPE),
    frameworks=NO_FRAMEWORK,
    reads_stack=True,
    settings={
        "regions": Setting(
            default=(),
            description="Regions anything may stand in; none named: that of its provider, and us-east-1 for "
            "the edge",
        ),
        "accountPinned": Setting(
            default=False, description="Whether a provider must name the accounts it may deploy to"
        ),
    },
    why="Another region is another law for the data in it, and a place where nobody looks: no alarm, no "
    "trail, no budget covers it. With the wrong credentials a program without an account list builds the "
    "whole stack where it does not belong.",
    fix="Leave region out of the resource, or list it in the setting regions; set aws:allowedAccountIds in "
    "the stack file.",
    url="https://www.pulumi.com/registry/packages/aws/installation-configuration/",
)
def stands_where_it_should(resource: Subject) -> Problems:
    if resource.view.type == PROVIDER:
        yield from _provider_problems(resource)
        return
    own, regions = resource.text("region"), resource.settings["regions"]
    if not own or (own == _EDGE_REGION and not regions):
        return
    allowed = regions or (_region_of_provider(resource),)
    if own not in allowed:
        yield Problem(f"stands in {own}, not in {' or '.join(allowed)}")


def _region_of_provider(resource: Subject) -> str:
    provider = resource.stack.provider_of(resource)
    region = provider.text("region") if provider else ""
    if not region:
        raise UndeterminedError("region", "of the provider is not told by this run")
    return region


def _provider_problems(provider: Subject) -> Problems:
    regions = provider.settings["regions"]
    region = provider.text("region")
    if regions and region and region not in regions:
        yield Problem(f"builds in {region}, not in {' or '.join(regions)}")
    if provider.settings["accountPinned"] and not listed(provider, "allowedAccountIds"):
        yield Problem("names no account it may deploy to: allowedAccountIds is not set")
