"""Certificates."""

from ..control import Frameworks, Problems, Setting, control, every, expect
from ..graph import Subject
from ..model import Severity
from ..resource_types import CERTIFICATE
from ..values import chained


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
