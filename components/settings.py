"""The whole configuration of a stack, typed. `Pulumi.yaml` describes every key and holds its default."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Self, get_type_hints

import pulumi
from pulumi.runtime import config as runtime_config

from components.cache import CacheEngine
from components.endpoints import InterfaceService, ZoneSpread
from components.function import Architecture, LogLevel, WarmStart
from components.network import FlowLogTraffic, NatStrategy
from components.setting_values import Between, Matching, OneOf, SettingsError, parse, refusal
from components.subnets import MAX_ZONES
from components.web_firewall import FirewallMode

__all__ = ["SettingsError", "StackSettings"]

RETENTION_DAYS = (
    1,
    3,
    5,
    7,
    14,
    30,
    60,
    90,
    120,
    150,
    180,
    365,
    400,
    545,
    731,
    1096,
    1827,
    2192,
    2557,
    2922,
    3288,
    3653,
)
"""What CloudWatch Logs accepts, without 'for ever'."""

HOST_NAME = Matching(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", "a lower-case host name"
)
EMAIL = Matching(r"[^@\s,]+@[^@\s,]+\.[^@\s,]+", "an e-mail address")
SLACK_WORKSPACE = Matching(r"T[0-9A-Z]{8,20}", "the id of a Slack workspace, such as T07EA123LEP")
SLACK_CHANNEL = Matching(r"[CG][0-9A-Z]{8,20}", "the id of a Slack channel, such as C07EZ1ABC23")
SENDER = Matching(
    r"[a-z0-9._+-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}",
    "a lower-case e-mail address such as habits@example.com",
)
IMAGE_DIGEST = Matching(
    r"\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com/[a-z0-9._/-]+@sha256:[0-9a-f]{64}",
    "an ECR image by digest (<account>.dkr.ecr.<region>.amazonaws.com/<repository>@sha256:<64 hex digits>)",
)
REPOSITORY_NAME = Matching(
    r"(?=.{2,256}$)[a-z0-9]+([._/-][a-z0-9]+)*", "the name of an ECR repository, such as habits/app"
)
IMAGE_REFERENCE = Matching(r"[a-z0-9][a-zA-Z0-9._/:@-]*", "an image reference")
POLICY_NAME = Matching(
    r"[A-Za-z0-9_+=,.@-]+(/[A-Za-z0-9_+=,.@-]+)*",
    "the path and name of an IAM policy, without a leading slash",
)
ZONE_NAME = Matching(r"[a-z]{2}(-[a-z]+)+-\d[a-z]", "an availability zone such as us-east-1a")
REGION_NAME = Matching(r"[a-z]{2}(-[a-z]+)+-\d", "a region of AWS such as eu-west-1")
ENVIRONMENT_NAME = Matching(
    r"[a-z][a-z0-9-]{0,16}[a-z0-9]", "a stack name of 2 to 18 lower-case letters, digits and dashes"
)
"""The longest name made of it, the cache user's `habits-<stack>-redis-default`, may have 40 characters."""


@dataclass(frozen=True, kw_only=True)
class StackSettings:
    """One field per configuration key (`natStrategy` is `nat_strategy`), and the stack's name.

    Raises SettingsError for values that cannot stand together.
    """

    environment: Annotated[str, ENVIRONMENT_NAME]

    nat_strategy: NatStrategy
    interface_endpoints: tuple[InterfaceService, ...]
    interface_endpoint_zones: ZoneSpread
    availability_zones: tuple[Annotated[str, ZONE_NAME], ...]
    flow_log_traffic: FlowLogTraffic

    database_min_acu: Annotated[float, Between(0, 256, "0.5")]
    database_max_acu: Annotated[float, Between(1, 256, "0.5")]
    database_pause_after_seconds: Annotated[int, Between(300, 86400)]
    database_readers: Annotated[int, Between(0, 15)]
    database_proxy: bool
    database_backup_days: Annotated[int, Between(1, 35)]
    database_insights: bool

    cache_engine: CacheEngine
    cache_max_gb: Annotated[int, Between(1, 5000)]
    cache_max_ecpu: Annotated[int, Between(1000, 15_000_000)]
    cache_backup_days: Annotated[int, Between(0, 35)]

    function_memory: Annotated[int, Between(128, 10240)]
    function_timeout: Annotated[int, Between(3, 29)]
    architecture: Architecture
    warm_start: WarmStart
    warm_capacity: Annotated[int, Between(0, 1000)]
    log_level: LogLevel

    image_uri: Annotated[str, IMAGE_DIGEST] | None
    image_repository: Annotated[str, REPOSITORY_NAME] | None
    image_base: Annotated[str, IMAGE_REFERENCE]

    edge_enabled: bool
    domain: Annotated[str, HOST_NAME] | None
    hosted_zone: Annotated[str, HOST_NAME] | None
    waf_mode: FirewallMode
    waf_rate_limit: Annotated[int, Between(10, 2_000_000)]
    throttle_rate: Annotated[int, Between(1, 10_000)]
    throttle_burst: Annotated[int, Between(1, 5000)]
    site_directory: str

    mail_sender: Annotated[str, SENDER] | None

    permissions_boundary: Annotated[str, POLICY_NAME] | None
    alert_email: Annotated[str, EMAIL] | None
    slack_workspace_id: Annotated[str, SLACK_WORKSPACE] | None
    slack_channel_id: Annotated[str, SLACK_CHANNEL] | None
    monthly_budget: Annotated[int, Between(0, 1_000_000)]
    replica_region: Annotated[str, REGION_NAME] | None
    log_retention_days: Annotated[int, OneOf(RETENTION_DAYS)]
    deletion_protection: bool

    def __post_init__(self) -> None:
        self._check_network()
        self._check_database()
        self._check_warmth()
        self._check_domain()
        self._check_alerts()

    def _check_alerts(self) -> None:
        if self.monthly_budget and not self.alert_email:
            wanted = "of use without alertEmail: nobody would be told"
            raise refusal("monthlyBudget", self.monthly_budget, wanted)
        if self.slack_workspace_id and not self.slack_channel_id:
            raise refusal("slackWorkspaceId", self.slack_workspace_id, "of use without slackChannelId")
        if self.slack_channel_id and not self.slack_workspace_id:
            raise refusal("slackChannelId", self.slack_channel_id, "of use without slackWorkspaceId")

    def _check_network(self) -> None:
        secrets_have_a_door = InterfaceService.SECRETSMANAGER in self.interface_endpoints
        if self.nat_strategy is NatStrategy.NONE and not secrets_have_a_door:
            wanted = "possible without secretsmanager in interfaceEndpoints: functions read their secrets"
            raise refusal("natStrategy", self.nat_strategy, wanted)
        mail_has_a_door = InterfaceService.EMAIL in self.interface_endpoints
        if self.mail_sender and self.nat_strategy is NatStrategy.NONE and not mail_has_a_door:
            wanted = "of use with natStrategy 'none' and without email in interfaceEndpoints"
            raise refusal("mailSender", self.mail_sender, wanted)
        if len(self.availability_zones) not in (0, *range(2, MAX_ZONES + 1)):
            zones = ",".join(self.availability_zones)
            raise refusal("availabilityZones", zones, f"2 to {MAX_ZONES} zones (or empty: AWS chooses two)")

    def _check_database(self) -> None:
        least, most = f"{self.database_min_acu:g}", f"{self.database_max_acu:g}"
        if self.database_min_acu > self.database_max_acu:
            raise refusal("databaseMinAcu", least, f"at most databaseMaxAcu ({most})")
        if self.database_min_acu == 0 and self.database_proxy:
            wanted = "possible with databaseProxy: the proxy keeps the database from pausing"
            raise refusal("databaseMinAcu", least, wanted)

    def _check_warmth(self) -> None:
        provisioned = self.warm_start is WarmStart.PROVISIONED
        if provisioned and not self.warm_capacity:
            wanted = "of use without a warmCapacity: it says how many instances stand ready"
            raise refusal("warmStart", self.warm_start, wanted)
        if self.warm_capacity and not provisioned:
            wanted = f"possible with warmStart '{self.warm_start}', only with provisioned"
            raise refusal("warmCapacity", self.warm_capacity, wanted)
        if provisioned and self.database_min_acu == 0:
            wanted = "of use before a database that pauses (databaseMinAcu 0)"
            raise refusal("warmStart", self.warm_start, wanted)

    def _check_domain(self) -> None:
        if self.domain and not self.hosted_zone:
            wanted = "possible without hostedZone, the Route 53 zone it belongs to"
            raise refusal("domain", self.domain, wanted)
        if self.hosted_zone and not self.domain:
            raise refusal("hostedZone", self.hosted_zone, "of use without domain")
        if self.domain and self.hosted_zone and not f".{self.domain}".endswith(f".{self.hosted_zone}"):
            raise refusal("domain", self.domain, f"inside hostedZone '{self.hosted_zone}'")

    @property
    def app_environment(self) -> str:
        """What the application believes it is: a stack of any other name is a rehearsal, as staging is."""
        return "prod" if self.environment == "prod" else "staging"

    @classmethod
    def load(cls) -> Self:
        """Reads the configuration of the running stack. Raises SettingsError."""
        prefix = f"{pulumi.get_project()}:"
        given: Mapping[str, str] = runtime_config.get_config_env() | runtime_config.CONFIG.get()
        values = {key.removeprefix(prefix): value for key, value in given.items() if key.startswith(prefix)}
        return cls.parse(pulumi.get_stack(), values)

    @classmethod
    def parse(cls, environment: str, values: Mapping[str, str]) -> Self:
        """Types the values of all keys, given as text under their bare names. Raises SettingsError."""
        known = cls.keys()
        for key in values:
            if key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                hint = f"; did you mean {close[0]}?" if close else "; Pulumi.yaml lists the keys"
                raise SettingsError(f"{key}: is not a configuration key{hint}")
        hints = get_type_hints(cls, include_extras=True)
        typed = {"environment": parse("stack", environment, hints["environment"])}
        for key, field_name in known.items():
            if key not in values:
                raise SettingsError(f"{key}: is not set; Pulumi.yaml declares no default for it")
            typed[field_name] = parse(key, values[key], hints[field_name])
        return cls(**typed)

    @classmethod
    def keys(cls) -> dict[str, str]:
        """Every configuration key and the field it fills."""
        names = [field.name for field in fields(cls) if field.name != "environment"]
        return {re.sub(r"_([a-z])", lambda match: match[1].upper(), name): name for name in names}
