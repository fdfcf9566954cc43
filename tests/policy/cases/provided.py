"""What a provider adds to its resources: tags, region, account; good and bad."""

from policy.controls.model import UNKNOWN
from tests.policy.case import bad, good, unknown
from tests.policy.cases.services import distribution
from tests.policy.program import Json, Resource

TOPIC = "aws:sns/topic:Topic"
CERTIFICATE = "aws:acm/certificate:Certificate"
OURS = {"requiredTags": ["Project", "Environment"]}
EUROPE = {"regions": ["eu-central-1", "eu-west-1"]}


def provider(**settings: object) -> Resource:
    return Resource("pulumi:providers:aws", "default_7", {"region": "us-east-1", **settings})


def with_tags(*keys: str) -> Resource:
    return provider(defaultTags=Json({"tags": dict.fromkeys(keys, "x")}))


def made_by(maker: Resource, kind: str = TOPIC, **props: object) -> Resource:
    return Resource(kind, "made", props, {"provider": maker.urn})


def topic(**props: object) -> Resource:
    return Resource(TOPIC, "alone", props)


PLAIN, TAGGING, HALF = provider(), with_tags("Project", "Environment"), with_tags("Project")
BROKEN, HIDDEN = provider(defaultTags="{tags"), provider(defaultTags=UNKNOWN)
AS_OBJECT = provider(defaultTags={"tags": {"Project": "x", "Environment": "y"}})
ABROAD, NOWHERE = provider(region="eu-west-1"), provider(region=UNKNOWN)
PINNED = provider(allowedAccountIds='["123456789012"]')
SITE = made_by(PLAIN, CERTIFICATE, domainName="example.com")
SITE_ABROAD = made_by(ABROAD, CERTIFICATE, arn="arn:aws:acm:eu-west-1:123456789012:certificate/1")

CASES = [
    good("META-01", "the provider's tags", TAGGING, made_by(TAGGING), settings=OURS),
    good("META-01", "tags of both", HALF, made_by(HALF, tags={"Environment": UNKNOWN}), settings=OURS),
    good("META-01", "tags of its own", topic(tags={"Environment": "lab", "Project": "x"}), settings=OURS),
    good("META-01", "any tag where none is named", topic(tags={"Name": "x"})),
    good("META-01", "the provider's tags as an object", AS_OBJECT, made_by(AS_OBJECT), settings=OURS),
    bad("META-01", "no tag", topic(), says="no tags"),
    bad("META-01", "an empty table of tags", PLAIN, made_by(PLAIN, tags={}), says="no tags"),
    bad("META-01", "one of two", HALF, made_by(HALF), settings=OURS, says="no tag Environment"),
    bad("META-01", "tags of another provider", TAGGING, PLAIN, made_by(PLAIN), settings=OURS, says="Project"),
    bad("META-01", "the right word in the wrong case", topic(tags={"project": "x", "environment": "y"}),
        settings=OURS),
    bad("META-01", "tags that are no JSON", BROKEN, made_by(BROKEN), says="JSON"),
    unknown("META-01", "tags not known", topic(tags=UNKNOWN)),
    unknown("META-01", "the provider's tags not known", HIDDEN, made_by(HIDDEN)),
    good("META-03", "where its provider builds", PLAIN, made_by(PLAIN, region="us-east-1"), on=PLAIN),
    good("META-03", "a certificate for the edge", ABROAD, made_by(ABROAD, CERTIFICATE, region="us-east-1")),
    good("META-03", "nothing said", topic()),
    good("META-03", "another of the regions that may be", made_by(ABROAD, region="eu-central-1"),
         settings=EUROPE),
    good("META-03", "a provider that names its account", PINNED, settings={"accountPinned": True}),
    bad("META-03", "a region of its own", PLAIN, made_by(PLAIN, region="ap-southeast-1"),
        says="ap-southeast-1"),
    bad("META-03", "the edge's region where only others may be", ABROAD,
        made_by(ABROAD, region="us-east-1"), settings=EUROPE, says="eu-central-1 or eu-west-1"),
    bad("META-03", "a provider elsewhere", PLAIN, settings=EUROPE, says="builds in us-east-1"),
    bad("META-03", "a provider for any account", PLAIN, settings={"accountPinned": True},
        says="allowedAccountIds"),
    bad("META-03", "an empty list of accounts", provider(allowedAccountIds="[]"),
        settings={"accountPinned": True}),
    unknown("META-03", "a region not known", topic(region=UNKNOWN)),
    unknown("META-03", "a provider whose region is not known", NOWHERE, made_by(NOWHERE, region="eu-west-1"),
            on=NOWHERE, settings=EUROPE),
    good("META-05", "a type the controls speak of", topic()),
    good("META-05", "a type that was looked at", made_by(PLAIN, "aws:location/map:Map"),
         settings={"alsoKnown": ["aws:location/*"]}),
    good("META-05", "a known type with nothing known of it", topic(tags=UNKNOWN)),
    bad("META-05", "a type nobody has looked at", made_by(PLAIN, "aws:location/map:Map"),
        says="aws:location/map:Map"),
    good("TLS-02", "a certificate in the provider's region", PLAIN, SITE,
         distribution(viewerCertificate={"acmCertificateArn": SITE.arn})),
    bad("TLS-02", "a certificate in the provider's region, which is another", ABROAD, SITE_ABROAD,
        Resource("aws:cloudfront/distribution:Distribution", "edge", {
            "viewerCertificate": {"acmCertificateArn": SITE_ABROAD.arn}}, {"provider": ABROAD.urn})),
]  # fmt: skip
