"""Roles, and what they may do."""

import re
from typing import Final

from ..access import everybody, is_wild, restricted
from ..control import Frameworks, Problem, Problems, Setting, control, every
from ..documents import Statement, covers, statements
from ..graph import Subject
from ..identity_documents import (
    IDENTITY_POLICY_TYPES,
    RESOURCE_POLICIES,
    SENSITIVE_ACTIONS,
    SENSITIVE_SERVICES,
    allowing_statements,
    is_everything,
    is_unbounded,
)
from ..model import Severity
from ..resource_types import EXCLUSIVE_ATTACHMENTS, POLICY_ATTACHMENTS, ROLE, USERS
from ..values import as_text, chained


@control(
    id="IAM-01",
    title="Nobody may do everything",
    severity=Severity.CRITICAL,
    types=IDENTITY_POLICY_TYPES,
    frameworks=Frameworks(
        fsbp=("IAM.1",), cis=("1.16",), checkov=("CKV_AWS_62", "CKV_AWS_63", "CKV2_AWS_40")
    ),
    why="An identity that may do everything makes every other permission in the account meaningless: "
    "whoever holds it can grant itself the rest.",
    fix="List the actions the workload calls.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
)
def not_everything(identity: Subject) -> Problems:
    def problems(statement: Statement) -> Problems:
        for action in statement.actions():
            if is_everything(action):
                yield Problem(f"{statement.path} allows every action", action)

    yield from every(map(problems, allowing_statements(identity)))


@control(
    id="IAM-02",
    title="Permissions name their actions",
    severity=Severity.HIGH,
    types=IDENTITY_POLICY_TYPES,
    frameworks=Frameworks(fsbp=("IAM.21",)),
    settings={
        "allowedPatterns": Setting(
            default=("kms:GenerateDataKey*", "kms:ReEncrypt*"),
            description="Action patterns that may be used: families AWS itself documents as one",
        )
    },
    why="A pattern also grants what the service will invent next year. A list shows what the workload does, "
    "and a reviewer sees when it grows.",
    fix="Replace the pattern by the actions the workload calls, or allow exactly this pattern in the "
    "setting allowedPatterns.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21",
)
def actions_are_named(identity: Subject) -> Problems:
    allowed = {pattern.lower() for pattern in identity.settings["allowedPatterns"]}

    def problems(statement: Statement) -> Problems:
        for action in statement.actions():
            if is_wild(action) and action not in allowed and _is_too_broad(action):
                yield Problem(f"{statement.path} allows the pattern {action}", action)

    yield from every(map(problems, allowing_statements(identity)))


def _is_too_broad(action: str) -> bool:
    service, _, verb = action.partition(":")
    whole_service = bool(verb) and not verb.strip("*?")
    return not is_everything(action) and (whole_service or is_wild(service) or service in SENSITIVE_SERVICES)


@control(
    id="IAM-03",
    title="Sensitive actions are granted on named resources",
    severity=Severity.HIGH,
    types=IDENTITY_POLICY_TYPES,
    frameworks=Frameworks(
        fsbp=("KMS.1", "KMS.2"),
        checkov=("CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_288", "CKV_AWS_289", "CKV_AWS_290", "CKV_AWS_355"),
    ),
    why="GetSecretValue or PassRole on every resource reaches the secrets and roles of all other workloads "
    "in the account, today's and tomorrow's.",
    fix="Name the resources by ARN. Actions that AWS only offers on * (network interfaces, tracing) may "
    "stay.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-1",
)
def resources_are_named(identity: Subject) -> Problems:
    def problems(statement: Statement) -> Problems:
        sensitive = sorted(
            {action for action in statement.actions() if any(covers(action, s) for s in SENSITIVE_ACTIONS)}
        )
        if sensitive and any(is_unbounded(resource) for resource in statement.resources()):
            yield Problem(f"{statement.path} allows {', '.join(sensitive)} on every resource", sensitive[0])

    yield from every(map(problems, allowing_statements(identity)))


@control(
    id="IAM-04",
    title="Roles trust only whom they name",
    severity=Severity.CRITICAL,
    types=(ROLE,),
    frameworks=Frameworks(checkov=("CKV_AWS_60", "CKV_AWS_61", "CKV_AWS_358", "CKV_AWS_393")),
    settings={
        "trustedAccounts": Setting(
            default=(), description="Account numbers whose roles may be trusted as a whole"
        )
    },
    why="The trust policy is the front door of a role. Open to everybody, to a whole account, or to every "
    "repository of a hosting service, all the care in its permissions is in vain.",
    fix="Trust a service, a single role, or a federated identity whose audience and subject are pinned.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
)
def trust_is_narrow(role: Subject) -> Problems:
    def problems(statement: Statement) -> Problems:
        if not statement.allows:
            return
        if everybody(statement):
            yield Problem(f"{statement.path} trusts everybody", statement.path)
            return
        for kind, principal in statement.principals():
            if kind == "federated" and not _pins_federated_identity(statement, principal):
                yield Problem(f"{statement.path} does not pin audience and subject of {principal}", principal)
            account = _whole_account(principal) if kind == "aws" else ""
            if account and account not in role.settings["trustedAccounts"] and not _asks_more(statement):
                yield Problem(f"{statement.path} trusts every identity of account {account}", principal)

    yield from every(map(problems, statements(role, "assumeRolePolicy")))


def _whole_account(principal: str) -> str:
    """The account number if the principal stands for a whole account, in either spelling."""
    number = re.fullmatch(r"(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?", principal)
    return number.group(1) if number else ""


def _asks_more(statement: Statement) -> bool:
    """Whether a condition narrows the account down: to a caller, or by a shared external id."""
    return restricted(statement) or any(
        condition.key == "sts:externalid"
        and condition.is_positive
        and not condition.holds_when_key_is_missing
        for condition in statement.conditions()
    )


def _pins_federated_identity(statement: Statement, provider: str) -> bool:
    conditions = [c for c in statement.conditions() if c.is_positive and not c.holds_when_key_is_missing]
    if ":saml-provider/" in provider:
        return any(condition.key == "saml:aud" for condition in conditions)
    audience = any(
        condition.key.endswith(":aud") and not any(map(is_wild, condition.values)) for condition in conditions
    )
    if provider == "cognito-identity.amazonaws.com":
        return audience and any(
            condition.key == f"{provider}:amr" and condition.values == ("authenticated",)
            for condition in conditions
        )
    subjects = [
        value for condition in conditions if condition.key.endswith(":sub") for value in condition.values
    ]
    return audience and bool(subjects) and all(map(_is_pinned_subject, subjects))


def _is_pinned_subject(subject: str) -> bool:
    """A subject such as `repo:owner/name:ref:refs/heads/main`.

    Owner and repository stand without wildcards; of subjects of other kinds, all but the last part.
    """
    kind, *parts = subject.split(":")
    certain = [kind, *(parts[:1] if kind in _REPOSITORY_KINDS or len(parts) < 2 else parts[:-1])]
    return all(part and not is_wild(part) for part in certain)


_REPOSITORY_KINDS: Final = ("repo", "project_path")


_TOO_MUCH: Final = re.compile(
    r"^arn:[\w-]+:iam::aws:policy/(.*/)?(AdministratorAccess.*|PowerUserAccess|\w+FullAccess(_?v\d)?|\w+Administrator)$",
    re.IGNORECASE,
)


@control(
    id="IAM-05",
    title="No role carries an administrator's policy",
    severity=Severity.HIGH,
    types=(ROLE, *POLICY_ATTACHMENTS, *EXCLUSIVE_ATTACHMENTS),
    frameworks=Frameworks(cis=("1.22",), checkov=("CKV_AWS_274", "CKV2_AWS_56")),
    why="AWS's FullAccess policies are made for people who explore. A workload that carries one can delete "
    "what it should only read.",
    fix="Write a policy that lists what the workload needs.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
)
def no_managed_administrator(resource: Subject) -> Problems:
    for arn in chained(resource.texts(path) for path in ("managedPolicyArns", "policyArn", "policyArns")):
        if _TOO_MUCH.match(as_text(arn, "policyArn")):
            yield Problem(f"attaches {arn.rpartition('/')[2]}", arn)


@control(
    id="IAM-06",
    title="There are no IAM users",
    severity=Severity.HIGH,
    types=USERS,
    frameworks=Frameworks(fsbp=("IAM.2",), cis=("1.15",), checkov=("CKV_AWS_273", "CKV_AWS_40")),
    why="A user means a password or a key that lives for years and leaks once. Roles give out credentials "
    "that expire within hours.",
    fix="Use roles for workloads, OIDC federation for pipelines, and IAM Identity Center for people.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#lock-away-credentials",
)
def no_users(resource: Subject) -> Problems:
    yield Problem(
        f"creates {resource.view.type.rpartition(':')[2]}: a permanent identity with credentials of its own"
    )


@control(
    id="IAM-07",
    title="Permissions say what is allowed, not what is left out",
    severity=Severity.HIGH,
    types=(*IDENTITY_POLICY_TYPES, *RESOURCE_POLICIES),
    why="Allow with NotAction, NotResource or NotPrincipal grants all the rest: every service AWS adds, "
    "every bucket made later, everybody but one.",
    fix="List the actions, resources and principals that are meant; keep the inverted elements for Deny "
    "statements.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
)
def no_inversion(resource: Subject) -> Problems:
    def problems(statement: Statement) -> Problems:
        for element in ("NotAction", "NotResource", "NotPrincipal"):
            if statement.present(element):
                yield Problem(f"{statement.path} allows by {element}", element)

    yield from every(map(problems, allowing_statements(resource)))
