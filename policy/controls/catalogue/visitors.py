"""What browsers and resolvers are told: headers that keep a page to itself, names that are signed."""

from typing import Final

from ..control import Frameworks, Problem, Problems, control, every, expect
from ..graph import Subject
from ..model import Level, Severity
from ..resource_types import DISTRIBUTION, HEADERS_POLICY, HOSTED_ZONE, QUERY_LOG, ZONE_SIGNING
from ..values import Block

_YEAR: Final = 31_536_000
_HEADERS: Final = ("contentTypeOptions", "frameOptions", "referrerPolicy")


@control(
    id="CF-07",
    title="Browsers are told to keep the site's pages to themselves",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    types=(DISTRIBUTION,),
    frameworks=Frameworks(checkov=("CKV2_AWS_32", "CKV_AWS_259")),
    reads_stack=True,
    why="Without these headers a browser loads the site over plain HTTP the first time, guesses types, and "
    "shows it within other people's pages.",
    fix="Give each behaviour a responseHeadersPolicyId with HSTS of a year, nosniff, frame and referrer.",
    url="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html",
)
def browsers_are_told(distribution: Subject) -> Problems:
    def missing(behaviour: Block) -> Problems:
        if not behaviour.present("responseHeadersPolicyId"):
            yield Problem(f"{behaviour.path} has no responseHeadersPolicyId", behaviour.path)

    behaviours = [distribution.block("defaultCacheBehavior"), *distribution.blocks("orderedCacheBehaviors")]
    named = {
        policy.view.urn: policy
        for behaviour in behaviours
        if behaviour.present("responseHeadersPolicyId")
        for policy in distribution.stack.named(behaviour, "responseHeadersPolicyId", HEADERS_POLICY)
    }
    pages = distribution.block("defaultCacheBehavior")
    of_pages = (
        policy
        for policy in distribution.stack.named(pages, "responseHeadersPolicyId", HEADERS_POLICY)
        if pages.present("responseHeadersPolicyId")
    )
    yield from every(
        [*map(missing, behaviours), *map(_header_problems, named.values()), *map(_content_problems, of_pages)]
    )


def _content_problems(policy: Subject) -> Problems:
    """Answers of an API are no pages: only what serves those must say where their parts come from."""
    if not policy.present("securityHeadersConfig.contentSecurityPolicy"):
        yield Problem(f"'{policy.view.name}' sends no contentSecurityPolicy with the pages")


def _header_problems(policy: Subject) -> Problems:
    headers = policy.block("securityHeadersConfig")
    yield from every(
        [
            expect(
                lambda: headers.number("strictTransportSecurity.accessControlMaxAgeSec", default=0) >= _YEAR,
                f"'{policy.view.name}' demands HTTPS for less than a year",
            ),
            *(
                expect(
                    lambda header=header: headers.present(header), f"'{policy.view.name}' sends no {header}"
                )
                for header in _HEADERS
            ),
        ]
    )


@control(
    id="DNS-01",
    title="Public zones are signed, and their questions logged",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    types=(HOSTED_ZONE,),
    frameworks=Frameworks(fsbp=("Route53.2",), checkov=("CKV2_AWS_38", "CKV2_AWS_39")),
    reads_stack=True,
    why="An unsigned answer can be forged on its way, and only the log of questions shows who asks for names "
    "that should not be known.",
    fix="Add a HostedZoneDnsSec and a QueryLog for the zone.",
    url="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html",
)
def zone_is_signed(zone: Subject) -> Problems:
    if zone.present("vpcs"):
        return  # a private zone answers its own network only
    stack = zone.stack
    yield from every(
        [
            expect(lambda: any(stack.sources(zone, "zoneId", QUERY_LOG)), "its questions are not logged"),
            expect(lambda: any(stack.sources(zone, "hostedZoneId", ZONE_SIGNING)), "is not signed"),
        ]
    )
