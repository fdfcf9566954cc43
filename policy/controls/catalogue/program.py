"""What only the program says of a resource, not the cloud: protection."""

from ..control import NO_FRAMEWORK, Problem, Problems, Setting, control
from ..documents import covers
from ..graph import Subject
from ..model import Severity
from ..resource_types import BUCKETS, CLUSTER, DB_INSTANCE, HOSTED_ZONE, KEY


@control(
    id="META-02",
    title="What cannot be made again is protected from the program itself",
    severity=Severity.HIGH,
    types=(CLUSTER, DB_INSTANCE, *BUCKETS, KEY, HOSTED_ZONE),
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
    if not resource.view.protect:
        yield Problem("is not protected")
    if resource.flag("forceDestroy"):
        yield Problem("forceDestroy is true: it is deleted with everything in it")
