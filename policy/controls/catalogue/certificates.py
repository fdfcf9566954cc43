"""Certificates, and where the edge looks for them."""

from typing import Final

from ..control import Frameworks, Problem, Problems, Setting, control, every, expect
from ..graph import Subject
from ..model import Severity
from ..providers import region_of
from ..resource_types import CERTIFICATE, CERTIFICATE_VALIDATION, DISTRIBUTION, WEB_ACL
from ..values import UndeterminedError, chained


@control(
    id="TLS-01",
    title="Certificates renew themselves, are strong and name their hosts",
    severity=Severity.MEDIUM,
    types=(CERTIFICATE,),
    frameworks=Frameworks(fsbp=("ACM.2",), checkov=("CKV_AWS_234", "CKV2_AWS_71")),
    settings={
        "wildcardsAllowed": Setting(
            default=False, description="Whether a certificate may be for *.example.com"
        )
    },
    why="A certificate validated by e-mail expires when nobody reads the mail. One for a wildcard vouches "
    "for every host of the domain, also one an attacker sets up.",
    fix="Set validationMethod to DNS, keyAlgorithm to RSA_2048 or better (or leave it out), name each host "
    "in subjectAlternativeNames, and leave certificate transparency logging on.",
    url="https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
)
def certificate_is_sound(certificate: Subject) -> Problems:
    def issued_elsewhere() -> bool:
        return any(certificate.present(p) for p in ("certificateBody", "certificateAuthorityArn"))

    def names_a_wildcard() -> bool:
        names = chained(certificate.texts(path) for path in ("domainName", "subjectAlternativeNames"))
        return any(name.startswith("*") for name in names)

    transparency = "options.certificateTransparencyLoggingPreference"
    yield from every(
        [
            expect(
                lambda: issued_elsewhere() or certificate.text("validationMethod") == "DNS",
                "validationMethod is not DNS",
            ),
            expect(lambda: certificate.text("keyAlgorithm") != "RSA_1024", "keyAlgorithm is RSA_1024"),
            expect(
                lambda: certificate.settings["wildcardsAllowed"] or not names_a_wildcard(),
                "is for a wildcard",
            ),
            expect(lambda: certificate.text(transparency) != "DISABLED", f"{transparency} is DISABLED"),
        ]
    )


_EDGE_REGION: Final = "us-east-1"


@control(
    id="TLS-02",
    title="What a distribution uses lives in us-east-1",
    severity=Severity.MEDIUM,
    types=(DISTRIBUTION,),
    reads_stack=True,
    why="CloudFront reads certificates and firewalls from us-east-1 only, and says so after ten minutes of "
    "deployment, when everything else already stands.",
    fix="Create certificate and web ACL with region us-east-1, whatever the stack's own region is.",
    url="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
)
def edge_resources_in_edge_region(distribution: Subject) -> Problems:
    yield from every(
        _elsewhere(distribution, path, kinds)
        for path, kinds in (
            ("viewerCertificate.acmCertificateArn", (CERTIFICATE, CERTIFICATE_VALIDATION)),
            ("webAclId", (WEB_ACL,)),
        )
    )


def _elsewhere(distribution: Subject, path: str, kinds: tuple[str, ...]) -> Problems:
    """By the ARN where it is known, else by the region of the resource."""
    arn = distribution.read(path)
    if isinstance(arn, str) and arn.startswith("arn:"):
        if [*arn.split(":"), "", "", ""][3] != _EDGE_REGION:
            yield Problem(f"{path} is not in {_EDGE_REGION}", path)
        return
    for used in distribution.stack.named(distribution, path, *kinds):
        region = region_of(used)
        if not region:
            raise UndeterminedError(path, "names a resource whose region this run does not tell")
        if region != _EDGE_REGION:
            yield Problem(f"{path} names {used.label} in {region}", path)
