"""The control about what no control is about."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

from . import resource_types
from .control import Problem, Problems, Setting, control
from .documents import covers
from .graph import Subject
from .model import Level, Severity
from .resource_types import EVERY_TYPE

# Types that hold and open nothing by themselves, or only what the resource they belong to allows.
_HARMLESS: Final = frozenset({
    "aws:acm/certificateValidation:CertificateValidation", "aws:apigateway/account:Account",
    "aws:apigateway/apiKey:ApiKey", "aws:apigateway/deployment:Deployment",
    "aws:apigateway/usagePlanKey:UsagePlanKey", "aws:backup/plan:Plan", "aws:backup/selection:Selection",
    "aws:backup/vault:Vault", "aws:budgets/budget:Budget",
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    "aws:cloudfront/cachePolicy:CachePolicy", "aws:cloudfront/function:Function",
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy", "aws:cloudwatch/dashboard:Dashboard",
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
    "aws:cloudwatch/logMetricFilter:LogMetricFilter", "aws:ec2/eip:Eip",
    "aws:ecr/replicationConfiguration:ReplicationConfiguration", "aws:kms/alias:Alias",
    "aws:lambda/alias:Alias", "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    "aws:lambda/invocation:Invocation",
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup", "aws:rds/proxyTarget:ProxyTarget",
    "aws:route53/record:Record", "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig", "aws:scheduler/schedule:Schedule",
    "aws:scheduler/scheduleGroup:ScheduleGroup", "aws:secretsmanager/secretVersion:SecretVersion",
    "aws:sesv2/emailIdentity:EmailIdentity", "aws:sns/topicSubscription:TopicSubscription",
})  # fmt: skip


def _tokens(value: object) -> Iterator[str]:
    if isinstance(value, str) and value.startswith("aws:") and value != EVERY_TYPE:
        yield value
    elif isinstance(value, tuple | Mapping):
        for item in cast("Iterable[object]", value):
            yield from _tokens(item)


KNOWN: Final = (
    frozenset(token for value in vars(resource_types).values() for token in _tokens(value)) | _HARMLESS
)
"""What the controls speak of, and what they may leave out."""


@control(
    id="META-05",
    title="Every type of resource is one the pack knows",
    severity=Severity.LOW,
    level=Level.DISABLED,
    types=(EVERY_TYPE,),
    settings={"alsoKnown": Setting(default=(), description="Type tokens (with * and ?) that were looked at")},
    why="Where there is no rule there is no finding: a service the pack does not know passes everything.",
    fix="Write a control for the type, or list it in alsoKnown once you have looked at what it can open.",
    url="https://www.pulumi.com/docs/insights/policy/",
)
def type_is_known(resource: Subject) -> Problems:
    token = resource.view.type
    if token not in KNOWN and not any(covers(pattern, token) for pattern in resource.settings["alsoKnown"]):
        yield Problem(f"no control is about {token}")
