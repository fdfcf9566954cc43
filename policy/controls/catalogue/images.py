"""Image repositories."""

from ..access import open_to_everybody, restricted
from ..control import ENCRYPTION, Frameworks, Problem, Problems, control, every
from ..documents import Statement, covers, statements
from ..encryption import customer_key
from ..graph import Subject
from ..model import Severity
from ..resource_types import (
    PUBLIC_REPOSITORY,
    REGISTRY_POLICY,
    REGISTRY_SCANNING,
    REPOSITORY,
    REPOSITORY_POLICY,
    REPOSITORY_TEMPLATE,
)


@control(
    id="ECR-01",
    title="Image tags cannot be moved",
    severity=Severity.MEDIUM,
    types=(REPOSITORY, REPOSITORY_TEMPLATE),
    frameworks=Frameworks(fsbp=("ECR.2",), checkov=("CKV_AWS_51",)),
    why="A tag that can be pushed again stands for another program tomorrow: what was tested is not what "
    "runs.",
    fix="Set imageTagMutability to IMMUTABLE, or to IMMUTABLE_WITH_EXCLUSION with filters for cache tags.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-2",
)
def tags_immutable(repository: Subject) -> Problems:
    if not repository.text("imageTagMutability", default="MUTABLE").startswith("IMMUTABLE"):
        yield Problem("imageTagMutability is not IMMUTABLE")
    for excluded in repository.blocks("imageTagMutabilityExclusionFilters"):
        if not excluded.text("filter").strip("*"):
            yield Problem("imageTagMutabilityExclusionFilters excludes every tag")


@control(
    id="ECR-02",
    title="Images are scanned when they are pushed",
    severity=Severity.HIGH,
    types=(REPOSITORY,),
    frameworks=Frameworks(fsbp=("ECR.1",), checkov=("CKV_AWS_163",)),
    reads_stack=True,
    why="Known holes in the packages of an image are found by a scan or by an attacker.",
    fix="Set imageScanningConfiguration.scanOnPush to true, or enhanced scanning for the registry.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-1",
)
def images_scanned(repository: Subject) -> Problems:
    if any(_scans(registry, repository) for registry in repository.stack.of_type(REGISTRY_SCANNING)):
        return
    if not repository.flag("imageScanningConfiguration.scanOnPush"):
        yield Problem("imageScanningConfiguration.scanOnPush is not true")


def _scans(registry: Subject, repository: Subject) -> bool:
    """Whether the registry's own rules have the repository scanned; enhanced scanning needs none."""
    rules = list(registry.blocks("rules"))
    if not rules:
        return registry.text("scanType") == "ENHANCED"
    return any(
        rule.text("scanFrequency") in ("SCAN_ON_PUSH", "CONTINUOUS_SCAN")
        and covers(chosen.text("filter"), repository.text("name"))
        for rule in rules
        for chosen in rule.blocks("repositoryFilters")
    )


@control(
    id="ECR-03",
    title="Image repositories are encrypted with a key of the account",
    severity=Severity.MEDIUM,
    types=(REPOSITORY,),
    families=(ENCRYPTION,),
    frameworks=Frameworks(checkov=("CKV_AWS_136",)),
    why="An image holds the program and whatever was copied into it by mistake. Encryption cannot be "
    "changed after the repository exists.",
    fix="Set encryptionConfigurations to one entry with encryptionType KMS and kmsKey.",
    url="https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
)
def repository_encrypted(repository: Subject) -> Problems:
    configurations = list(repository.blocks("encryptionConfigurations"))
    if not configurations:
        yield Problem("encryptionConfigurations is not set: only S3's own key protects the images")
    for configuration in configurations:
        if not configuration.text("encryptionType", default="AES256").startswith("KMS"):
            yield Problem("encryptionType is not KMS")
        else:
            yield from customer_key(configuration, "kmsKey")


@control(
    id="ECR-04",
    title="Repositories are open to nobody unnamed",
    severity=Severity.CRITICAL,
    types=(REPOSITORY_POLICY, REGISTRY_POLICY, PUBLIC_REPOSITORY),
    frameworks=Frameworks(checkov=("CKV_AWS_32",)),
    why="Whoever may pull the image has the program; whoever may push it runs code in the account. A service "
    "named without a source acts for every account that asks it to.",
    fix="Name accounts or roles as principals, and tie a service to aws:SourceArn or aws:SourceAccount.",
    url="https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
)
def repository_names_its_callers(policy: Subject) -> Problems:
    def problems(statement: Statement) -> Problems:
        by_service = any(kind == "service" for kind, _ in statement.principals())
        if statement.allows and by_service and not restricted(statement):
            yield Problem(f"{statement.path} lets a service in, whoever it acts for", statement.path)

    if policy.view.type == PUBLIC_REPOSITORY:
        yield Problem("is a repository of the public gallery, which everybody may pull from")
        return
    yield from every(
        [
            open_to_everybody(policy, "policy"),
            *(problems(statement) for statement in statements(policy, "policy")),
        ]
    )
