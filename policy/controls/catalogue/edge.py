"""CloudFront."""

from typing import Final

from ..control import ENCRYPTION, Frameworks, Problem, Problems, Setting, control, every, expect
from ..graph import Subject
from ..model import Severity
from ..resource_types import DISTRIBUTION
from ..values import Block

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
