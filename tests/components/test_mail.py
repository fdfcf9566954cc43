"""Mails come from a domain that SES knows to be ours, and under one address only."""

import json
from typing import Any

import pytest
from pulumi_aws import route53, sesv2

from blueprint.recording import Recording, record
from components.mail import Mail, MailArgs, dkim_zone, domain_of, may_send
from components.place import Place

PLACE = Place(project="habits", environment="prod", region="eu-west-1", account_id="123456789012")
SENDER = "habits@mail.example.com"


def recorded(zone_id: str | None = "Z123", *, unknown: bool = False) -> tuple[Mail, Recording]:
    made: list[Mail] = []

    def build() -> None:
        made.append(Mail("mail", MailArgs(place=PLACE, sender=SENDER, zone_id=zone_id)))

    recording = record(build, unknown=unknown)
    return made[0], recording


def test_the_senders_domain_is_proven_by_three_keys_in_our_zone() -> None:
    _, recording = recorded()
    identity = recording.one(sesv2.EmailIdentity)
    assert identity.inputs["emailIdentity"] == "mail.example.com"
    tokens: list[str] = identity.outputs["dkimSigningAttributes"]["tokens"]
    records = {r.inputs["name"]: r.inputs for r in recording.of_type(route53.Record)}
    assert set(records) == {f"{token}._domainkey.mail.example.com" for token in tokens}
    for token in tokens:
        made = records[f"{token}._domainkey.mail.example.com"]
        assert (made["type"], made["records"]) == ("CNAME", [f"{token}.dkim.amazonses.com"])
        assert made["zoneId"] == "Z123"


def test_the_records_are_planned_before_their_names_are_known() -> None:
    _, recording = recorded(unknown=True)
    assert len(recording.of_type(route53.Record)) == 3


def test_without_the_zone_the_proof_is_told_and_not_made() -> None:
    _, recording = recorded(zone_id=None)
    assert recording.of_type(route53.Record) == []
    (outputs,) = recording.registered_outputs.values()
    tokens: list[str] = recording.one(sesv2.EmailIdentity).outputs["dkimSigningAttributes"]["tokens"]
    assert outputs["proof"].splitlines() == [
        f"{token}._domainkey.mail.example.com CNAME {token}.dkim.amazonses.com" for token in tokens
    ]


@pytest.mark.parametrize(
    ("region", "zone"),
    [("us-east-1", "dkim.amazonses.com"), ("eu-south-1", "dkim.eu-south-1.amazonses.com")],
)
def test_keys_are_published_where_the_region_publishes_them(region: str, zone: str) -> None:
    assert dkim_zone(region) == zone


def test_a_role_sends_from_this_address_of_this_domain_and_no_other() -> None:
    statement: dict[str, Any] = json.loads(json.dumps(may_send(PLACE, SENDER)))
    assert statement["Resource"] == "arn:aws:ses:eu-west-1:123456789012:identity/mail.example.com"
    assert statement["Condition"] == {"StringEquals": {"ses:FromAddress": SENDER}}
    assert all(action.startswith("ses:Send") for action in statement["Action"])


def test_the_domain_is_what_follows_the_last_sign() -> None:
    assert domain_of("a@b.example") == "b.example"
