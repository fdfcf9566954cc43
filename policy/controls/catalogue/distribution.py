"""CloudFront."""

import re
from typing import Final

from ..access import is_wild
from ..control import ENCRYPTION, Frameworks, Problem, Problems, Setting, control, every, expect
from ..documents import Statement, statements
from ..graph import Subject
from ..model import UNKNOWN, Severity
from ..resource_types import (
    BUCKET_POLICY,
    BUCKET_WEBSITE,
    BUCKETS,
    DISTRIBUTION,
    LOG_DELIVERY,
    LOG_DELIVERY_SOURCE,
    ORIGIN_ACCESS_CONTROL,
)
from ..values import Block, UndeterminedError

_MODERN_TLS: Final = frozenset({"TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"})


def _behaviours(distribution: Subject) -> list[Block]:
    return [distribution.block("defaultCacheBehavior"), *distribution.blocks("orderedCacheBehaviors")]


@control(
    id="CF-02",
    title="Viewers are served over HTTPS only",
    severity=Severity.MEDIUM,
    types=(DISTRIBUTION,),
    families=(ENCRYPTION,),
    frameworks=Frameworks(fsbp=("CloudFront.3",), checkov=("CKV_AWS_34",)),
    why="One behaviour that allows plain HTTP is enough to send a session cookie in clear.",
    fix="Set viewerProtocolPolicy to redirect-to-https or https-only in the default and in every ordered "
    "behaviour.",
    url="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
)
def viewers_use_https(distribution: Subject) -> Problems:
    def problems(behaviour: Block) -> Problems:
        if behaviour.text("viewerProtocolPolicy") not in ("redirect-to-https", "https-only"):
            yield Problem(f"{behaviour.path} answers plain HTTP", behaviour.path)

    yield from every(map(problems, _behaviours(distribution)))


@control(
    id="CF-03",
    title="Distributions speak TLS 1.2 or newer, with a certificate of their own",
    severity=Severity.MEDIUM,
    types=(DISTRIBUTION,),
    families=(ENCRYPTION,),
    frameworks=Frameworks(
        fsbp=("CloudFront.7", "CloudFront.8", "CloudFront.15"), checkov=("CKV_AWS_174", "CKV2_AWS_42")
    ),
    settings={
        "defaultCertificateAllowed": Setting(
            default=False,
            description="Whether a distribution without a domain may use CloudFront's certificate",
        )
    },
    why="With CloudFront's own certificate the oldest protocol accepted is TLS 1.0, whatever is set.",
    fix="Set viewerCertificate to an ACM certificate with sslSupportMethod sni-only and "
    "minimumProtocolVersion TLSv1.2_2021 or newer.",
    url="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
)
def viewers_use_modern_tls(distribution: Subject) -> Problems:
    certificate = distribution.block("viewerCertificate")
    own = certificate.present("acmCertificateArn") or certificate.present("iamCertificateId")
    if not own:
        if distribution.present("aliases"):
            yield Problem("has aliases but no certificate for them")
        elif not distribution.settings["defaultCertificateAllowed"]:
            yield Problem("uses CloudFront's default certificate, which accepts TLS 1.0")
        return
    yield from every(
        [
            expect(
                lambda: certificate.text("minimumProtocolVersion", default="TLSv1") in _MODERN_TLS,
                "minimumProtocolVersion is older than TLSv1.2_2021",
            ),
            expect(
                lambda: certificate.text("sslSupportMethod") == "sni-only", "sslSupportMethod is not sni-only"
            ),
        ]
    )


@control(
    id="CF-01",
    title="Distributions stand behind a firewall",
    severity=Severity.HIGH,
    types=(DISTRIBUTION,),
    frameworks=Frameworks(fsbp=("CloudFront.6",), checkov=("CKV_AWS_68",)),
    why="The edge is the one door strangers use. Without a firewall every scan and every flood reaches the "
    "application.",
    fix="Set webAclId to the ARN of a web ACL with scope CLOUDFRONT.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-6",
)
def firewall_attached(distribution: Subject) -> Problems:
    if not distribution.present("webAclId"):
        yield Problem("webAclId is not set")


@control(
    id="CF-05",
    title="CloudFront speaks TLS 1.2 to its origins",
    severity=Severity.MEDIUM,
    types=(DISTRIBUTION,),
    families=(ENCRYPTION,),
    frameworks=Frameworks(fsbp=("CloudFront.9", "CloudFront.10"), checkov=("CKV2_AWS_72", "CKV2_AWS_54")),
    why="Between edge and origin the request holds the same session cookie as before it, and crosses "
    "networks nobody here runs.",
    fix="Set originProtocolPolicy to https-only and originSslProtocols to [TLSv1.2] in each "
    "customOriginConfig.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-9",
)
def origins_use_tls(distribution: Subject) -> Problems:
    def problems(origin: Block) -> Problems:
        if not origin.present("customOriginConfig"):
            return
        custom = origin.block("customOriginConfig")
        yield from every(
            [
                expect(
                    lambda: custom.text("originProtocolPolicy") == "https-only",
                    f"{custom.path}.originProtocolPolicy is not https-only",
                    origin.path,
                ),
                expect(
                    lambda: {*custom.texts("originSslProtocols")} <= {"TLSv1.2"},
                    f"{custom.path}.originSslProtocols allows more than TLSv1.2",
                    origin.path,
                ),
            ]
        )

    yield from every(map(problems, distribution.blocks("origins")))


@control(
    id="CF-04",
    title="Bucket origins open for their distribution alone",
    severity=Severity.HIGH,
    types=(DISTRIBUTION,),
    frameworks=Frameworks(fsbp=("CloudFront.12", "CloudFront.13"), checkov=("CKV2_AWS_46",)),
    reads_stack=True,
    why="A bucket that answers anybody, or any distribution of any account, is reached around the firewall. "
    "Origin access control lets CloudFront sign its requests; the bucket's policy must then accept "
    "those of this distribution only.",
    fix="Give each S3 origin an originAccessControlId (signingBehavior always, sigv4) and let the bucket "
    "policy admit cloudfront.amazonaws.com only with AWS:SourceArn equal to the distribution's ARN.",
    url="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
)
def bucket_origins_closed(distribution: Subject) -> Problems:
    yield from every(_origin_problems(distribution, origin) for origin in distribution.blocks("origins"))


def _origin_problems(distribution: Subject, origin: Block) -> Problems:
    stack = distribution.stack
    if origin.present("customOriginConfig"):
        yield from _custom_origin_problems(distribution, origin)
        return
    if origin.present("s3OriginConfig.originAccessIdentity"):
        yield Problem(
            f"{origin.path} uses an origin access identity, which cannot read KMS-encrypted objects",
            origin.path,
        )
    elif not origin.present("originAccessControlId"):
        yield Problem(f"{origin.path} has no origin access control", origin.path)
    controls = stack.named(origin, "originAccessControlId", ORIGIN_ACCESS_CONTROL)
    policies = (
        policy
        for bucket in stack.named(origin, "domainName", *BUCKETS)
        for policy in stack.sources(bucket, "bucket", BUCKET_POLICY)
    )
    yield from every(
        [
            every(map(_signing_problems, controls)),
            every(_admission_problems(distribution, policy) for policy in policies),
        ]
    )


def _custom_origin_problems(distribution: Subject, origin: Block) -> Problems:
    domain = origin.read("domainName")
    if domain is UNKNOWN:
        # Dependencies are those of all origins together: whether this one is the bucket shows later.
        for _ in distribution.stack.named(origin, "domainName", *BUCKETS, *BUCKET_WEBSITE):
            raise UndeterminedError(f"{origin.path}.domainName")
    elif ".s3-website" in str(domain):
        yield Problem(f"{origin.path} is a bucket's website, which anybody can read over HTTP", origin.path)
    elif _BUCKET_HOST.search(str(domain)):
        yield Problem(f"{origin.path} reads a bucket without signing, so that anybody can", origin.path)


_BUCKET_HOST: Final = re.compile(r"(^|\.)s3[.-]([\w-]+\.)*amazonaws\.com", re.IGNORECASE)


def _signing_problems(access: Subject) -> Problems:
    for path, wanted in (
        ("originAccessControlOriginType", "s3"),
        ("signingBehavior", "always"),
        ("signingProtocol", "sigv4"),
    ):
        if access.text(path) != wanted:
            yield Problem(f"{path} of '{access.view.name}' is not {wanted}", path)


def _admission_problems(distribution: Subject, policy: Subject) -> Problems:
    def problems(statement: Statement) -> Problems:
        admits = statement.allows and ("service", "cloudfront.amazonaws.com") in statement.principals()
        if admits and not _bound_to(statement, distribution):
            yield Problem(
                f"'{policy.view.name}' admits every distribution of every account", policy.view.name
            )

    yield from every(map(problems, statements(policy, "policy")))


def _bound_to(statement: Statement, distribution: Subject) -> bool:
    """Whether conditions name distributions, this one among them; a value not known yet is a resource's."""
    arns = [
        value
        for condition in statement.conditions()
        if condition.key == "aws:sourcearn" and condition.is_positive
        if not condition.holds_when_key_is_missing
        for value in condition.values
    ]
    own = distribution.identity("arn")
    if not arns or any(":distribution/" not in arn or is_wild(arn) for arn in arns if arn not in ("", own)):
        return False
    if not own and "" not in arns:
        raise UndeterminedError("arn", f"of '{distribution.view.name}' is not known before the deployment")
    return own in arns or "" in arns


@control(
    id="CF-06",
    title="Distributions log every request",
    severity=Severity.MEDIUM,
    types=(DISTRIBUTION,),
    frameworks=Frameworks(fsbp=("CloudFront.5",), checkov=("CKV_AWS_86",)),
    reads_stack=True,
    why="What the edge answers from its cache or refuses never reaches the origin: its log is the only "
    "trace.",
    fix="Add a LogDeliverySource with the distribution's ARN and a LogDelivery for it, or set loggingConfig.",
    url="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html",
)
def requests_logged(distribution: Subject) -> Problems:
    if distribution.present("loggingConfig"):
        return
    stack = distribution.stack
    sources = list(stack.sources(distribution, "resourceArn", LOG_DELIVERY_SOURCE))
    if not any(any(stack.sources(source, "deliverySourceName", LOG_DELIVERY)) for source in sources):
        yield Problem("has neither loggingConfig nor a log delivery")
