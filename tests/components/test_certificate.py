"""The certificate is where CloudFront looks, and is handed on only when it is issued."""

import pytest
from pulumi_aws import acm, route53

from blueprint.recording import Recording, record
from components.certificate import Certificate, CertificateArgs


def build() -> Certificate:
    return Certificate("site", CertificateArgs(domain_name="habits.example.com", zone_id="Z1"))


@pytest.fixture(scope="module")
def recording() -> Recording:
    return record(build)


def test_certificate_and_proof_are_in_us_east_1(recording: Recording) -> None:
    assert recording.one(acm.Certificate).inputs["region"] == "us-east-1"
    assert recording.one(acm.CertificateValidation).inputs["region"] == "us-east-1"


def test_the_name_is_proven_by_a_record_of_the_certificates_own_option(recording: Recording) -> None:
    [option] = recording.one(acm.Certificate).outputs["domainValidationOptions"]
    proof = recording.one(route53.Record).inputs
    assert proof["zoneId"] == "Z1"
    assert proof["name"] == option["resourceRecordName"]
    assert proof["records"] == [option["resourceRecordValue"]]
    assert recording.one(acm.Certificate).inputs["validationMethod"] == "DNS"


def test_what_is_handed_on_waits_for_the_proof(recording: Recording) -> None:
    validation = recording.one(acm.CertificateValidation)
    assert recording.one(route53.Record).urn in validation.property_dependencies["validationRecordFqdns"]
    [outputs] = recording.registered_outputs.values()
    assert outputs["arn"] == validation.outputs["certificateArn"]


def test_a_preview_shows_the_record_too(recording: Recording) -> None:
    unknown = record(build, unknown=True)
    assert {resource.urn for resource in unknown.resources} == {
        resource.urn for resource in recording.resources
    }
