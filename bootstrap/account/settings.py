"""The configuration of the bootstrap, typed. `Pulumi.yaml` describes every key and holds its default."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import pulumi
from pulumi.runtime import config as runtime_config

# GitHub's own rules: an owner of letters, digits and single dashes, a name that may hold dots and more.
REPOSITORY = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}/[A-Za-z0-9._-]{1,100}")
EMAIL = re.compile(r"[^@\s,]+@[^@\s,]+\.[^@\s,]+")
PROVIDER_ARN = re.compile(r"arn:aws:iam::\d{12}:oidc-provider/token\.actions\.githubusercontent\.com")

REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")

KEYS = (
    "delivery",
    "githubRepository",
    "notificationEmail",
    "githubProviderArn",
    "replicaRegion",
    "apiGatewayLogRole",
)


class Delivery(StrEnum):
    """What brings a commit to production."""

    GITHUB = "github"
    CODEPIPELINE = "codepipeline"


class SettingsError(pulumi.RunError):
    """A configuration key is missing or wrong. One line: key, value, what was wanted."""


@dataclass(frozen=True, kw_only=True)
class BootstrapSettings:
    """One field per configuration key."""

    delivery: Delivery
    github_repository: str
    """`owner/name`"""
    notification_email: str | None
    github_provider_arn: str | None
    replica_region: str | None
    api_gateway_log_role: bool

    @classmethod
    def load(cls) -> Self:
        """Reads the configuration of the running stack. Raises SettingsError."""
        prefix = f"{pulumi.get_project()}:"
        given: Mapping[str, str] = runtime_config.get_config_env() | runtime_config.CONFIG.get()
        values = {key.removeprefix(prefix): value for key, value in given.items() if key.startswith(prefix)}
        return cls.parse(values)

    @classmethod
    def parse(cls, values: Mapping[str, str]) -> Self:
        """Types the values, given as text under their bare names. Raises SettingsError."""
        for key in values:
            if key not in KEYS:
                raise SettingsError(f"{key}: is not a configuration key; the keys are {', '.join(KEYS)}")
        values = dict.fromkeys(KEYS, "") | dict(values)
        if not values["githubRepository"]:
            raise SettingsError("githubRepository: is not set; pulumi config set githubRepository owner/name")
        return cls(
            delivery=_delivery(values),
            github_repository=_matching(values, "githubRepository", REPOSITORY, "a repository as owner/name"),
            notification_email=_matching(values, "notificationEmail", EMAIL, "an e-mail address") or None,
            github_provider_arn=_matching(
                values,
                "githubProviderArn",
                PROVIDER_ARN,
                "an ARN like arn:aws:iam::<account>:oidc-provider/token.actions.githubusercontent.com",
            )
            or None,
            replica_region=_matching(values, "replicaRegion", REGION, "a region of AWS such as eu-west-1")
            or None,
            api_gateway_log_role=_boolean(values, "apiGatewayLogRole"),
        )


def _matching(values: Mapping[str, str], key: str, pattern: re.Pattern[str], wanted: str) -> str:
    value = values[key]
    if value and not pattern.fullmatch(value):
        raise SettingsError(f"{key}: '{value}' is not {wanted}")
    return value


def _delivery(values: Mapping[str, str]) -> Delivery:
    value = values["delivery"]
    if value not in list(Delivery):
        raise SettingsError(f"delivery: '{value}' is not one of {', '.join(Delivery)}")
    return Delivery(value)


def _boolean(values: Mapping[str, str], key: str) -> bool:
    value = values[key]
    if value not in {"true", "false"}:
        raise SettingsError(f"{key}: '{value}' is not one of true, false")
    return value == "true"
