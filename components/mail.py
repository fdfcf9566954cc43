"""Writing to people: the sender's domain, proven to SES, and the right to send under one address."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.documents import Statement
from components.place import Place

DKIM_KEYS = 3
"""SES signs with one of three, so that it can change one while another is in use."""

OWN_DKIM_ZONE = frozenset(
    {
        "af-south-1",
        "ap-northeast-3",
        "ap-south-2",
        "ap-southeast-3",
        "ap-southeast-5",
        "ca-west-1",
        "eu-central-2",
        "eu-south-1",
        "il-central-1",
        "me-central-1",
    }
)
"""Regions that publish their DKIM keys under a name of their own.

https://docs.aws.amazon.com/general/latest/gr/ses.html#ses_dkim_domains
"""


@dataclass(frozen=True, kw_only=True)
class MailArgs:
    place: Place
    sender: str
    """Address that mails come from. Its domain is proven here: no other stack of the region may have it."""
    zone_id: pulumi.Input[str] | None
    """Route 53 zone that holds the sender's domain; `None` leaves the proof to whoever keeps its names."""


class Mail(pulumi.ComponentResource):
    proof: pulumi.Output[str]
    """The DNS records that prove the domain, `<name> CNAME <value>` a line; SES looks for them for 3 days."""

    def __init__(self, name: str, args: MailArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:mail:Mail", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        domain, zone = domain_of(args.sender), dkim_zone(args.place.region)
        # Unasked, SES makes 2048-bit keys and keeps the private halves itself.
        identity = aws.sesv2.EmailIdentity(f"{name}-identity", email_identity=domain, opts=child)
        # Their number is known. Records made inside an apply would be missing from a preview.
        tokens = identity.dkim_signing_attributes.tokens
        lines: list[pulumi.Output[str]] = []
        for index in range(DKIM_KEYS):
            record = pulumi.Output.format("{}._domainkey.{}", tokens[index], domain)
            value = pulumi.Output.format("{}.{}", tokens[index], zone)
            lines.append(pulumi.Output.format("{} CNAME {}", record, value))
            if args.zone_id is not None:
                aws.route53.Record(
                    f"{name}-dkim-{index}",
                    zone_id=args.zone_id,
                    name=record,
                    type="CNAME",
                    records=[value],
                    ttl=3600,
                    opts=child,
                )
        self.proof = pulumi.Output.all(*lines).apply("\n".join)
        self.register_outputs({"proof": self.proof})


def domain_of(sender: str) -> str:
    """`example.com` of `habits@example.com`."""
    return sender.rpartition("@")[2]


def dkim_zone(region: str) -> str:
    """Where SES publishes the public keys of a region."""
    return f"dkim.{region}.amazonses.com" if region in OWN_DKIM_ZONE else "dkim.amazonses.com"


def may_send(place: Place, sender: str) -> Statement:
    """A role may write to anybody, but only under this address.

    SES asks for the second action where a mail comes ready made, with headers or attachments of its own.
    """
    return {
        "Effect": "Allow",
        "Action": ["ses:SendEmail", "ses:SendRawEmail"],
        "Resource": place.arn("ses", f"identity/{domain_of(sender)}"),
        "Condition": {"StringEquals": {"ses:FromAddress": sender}},
    }
