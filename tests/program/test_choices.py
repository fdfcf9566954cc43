"""What an engineer may choose: every choice makes a whole, clean stack."""

import json
from collections import Counter
from urllib.parse import urlsplit

import pytest
from pulumi_aws import (
    acm,
    apigateway,
    cloudwatch,
    ec2,
    elasticache,
    iam,
    lambda_,
    rds,
    route53,
    s3,
    sesv2,
    sns,
    wafv2,
)

from blueprint.gate import judge
from blueprint.leaks import leaked_secrets
from blueprint.recording import Recording, record_program
from components.settings import SettingsError
from tests.program.faults import unknown_to_the_provider, unwelcome_to_aws
from tests.program.graph import environment, recorded

CHOICES: dict[str, dict[str, str]] = {
    "no domain": {"domain": "", "hostedZone": ""},
    "no way out": {"natStrategy": "none", "interfaceEndpoints": "logs,ecr,secretsmanager,kms,email"},
    "three zones": {"natStrategy": "perAz", "availabilityZones": "us-east-1a,us-east-1b,us-east-1d"},
    "a database that pauses": {"databaseMinAcu": "0", "databaseProxy": "false"},
    "no edge": {"edgeEnabled": "false"},
    "no edge elsewhere": {"edgeEnabled": "false", "aws:region": "eu-west-1"},
    "no mail": {"mailSender": ""},
    "mail from a domain whose names are kept elsewhere": {"mailSender": "habits@example.org"},
    "starts from snapshots": {"warmStart": "snapstart"},
    "redis": {"cacheEngine": "redis"},
    "Slack": {"slackWorkspaceId": "T07EA123LEP", "slackChannelId": "C07EZ1ABC23"},
    "nobody to tell": {"alertEmail": "", "monthlyBudget": "0"},
    "no bootstrap": {"permissionsBoundary": ""},
    "images of the account": {"imageRepository": "habits/app"},
    "another region and processor": {"aws:region": "eu-west-1", "architecture": "x86_64"},
}


@pytest.mark.parametrize("choice", CHOICES)
def test_every_choice_passes_the_gate_leaks_nothing_and_is_planned_whole(choice: str) -> None:
    deployed = record_program("staging", config=CHOICES[choice])
    planned = record_program("staging", config=CHOICES[choice], unknown=True)
    assert [finding.finding.message for finding in judge(deployed).findings if finding.mandatory] == []
    assert leaked_secrets(deployed) == []
    assert [*unknown_to_the_provider(deployed), *unwelcome_to_aws(deployed)] == []
    assert [r.urn for r in planned.resources] == [r.urn for r in deployed.resources]


def test_without_a_domain_there_is_no_certificate_and_no_record() -> None:
    recording = record_program("staging", config=CHOICES["no domain"])
    assert recording.of_type(acm.Certificate) == []
    assert recording.of_type(route53.Record) == []
    assert recording.exports["url"].endswith(".cloudfront.net")


def test_without_an_edge_nothing_of_cloudfront_is_left_and_the_api_keeps_its_lock() -> None:
    recording = record_program("prod", config=CHOICES["no edge"])
    tokens = {resource.type for resource in recording.resources}
    assert not [t for t in tokens if t.startswith("aws:cloudfront/") or "/logDelivery" in t or "/acm" in t]
    assert recording.of_type(s3.BucketObjectv2) == []
    stage = recording.one(apigateway.Stage)
    assert recording.exports["url"] == stage.outputs["invokeUrl"]
    plan = recording.one(apigateway.UsagePlan)
    assert [covered["stage"] for covered in plan.inputs["apiStages"]] == [stage.inputs["stageName"]]
    body = json.loads(recording.one(apigateway.RestApi).inputs["body"])
    operations = [o for path in body["paths"].values() for o in path.values() if isinstance(o, dict)]
    assert [o for o in operations if "x-amazon-apigateway-integration" in o and not o.get("security")] == []
    host = environment(recording, "api")["ALLOWED_HOSTS"]
    assert urlsplit(recording.exports["url"]).netloc.endswith(host)


@pytest.mark.parametrize("choice", ["no edge", "no edge elsewhere"])
def test_without_an_edge_the_firewall_stands_before_the_stage_in_its_region(choice: str) -> None:
    recording = record_program("prod", config=CHOICES[choice])
    acl = recording.one(wafv2.WebAcl)
    assert (acl.inputs["scope"], acl.inputs["region"]) == ("REGIONAL", recording.region)
    association = recording.one(wafv2.WebAclAssociation).inputs
    stage = recording.one(apigateway.Stage).outputs["arn"]
    assert association == {"resourceArn": stage, "webAclArn": acl.outputs["arn"]}
    alarm = recording.one(cloudwatch.MetricAlarm, "monitoring-firewall-blocks")
    assert alarm.inputs["dimensions"]["Region"] == recording.region
    dashboard = recording.one(cloudwatch.Dashboard).inputs["dashboardBody"]
    assert "AWS/CloudFront" not in dashboard


def test_without_a_sender_nothing_is_proven_and_nobody_may_write() -> None:
    recording = record_program("staging", config=CHOICES["no mail"])
    assert recording.of_type(sesv2.EmailIdentity) == []
    assert "mailProof" not in recording.exports
    for function in recording.of_type(lambda_.Function):
        assert "MAIL_SENDER" not in function.inputs["environment"]["variables"]
    assert "ses:" not in json.dumps([policy.inputs["policy"] for policy in recording.of_type(iam.RolePolicy)])


def test_a_senders_domain_outside_our_zone_is_left_to_whoever_keeps_it() -> None:
    config = CHOICES["mail from a domain whose names are kept elsewhere"]
    recording = record_program("staging", config=config)
    assert not [r for r in recording.of_type(route53.Record) if r.name.startswith("mail-")]
    assert recording.exports["mailProof"].count("._domainkey.example.org CNAME ") == 3


def test_without_an_address_there_is_no_subscription() -> None:
    assert record_program("staging", config=CHOICES["nobody to tell"]).of_type(sns.TopicSubscription) == []


def test_without_a_bootstrap_roles_have_no_boundary() -> None:
    recording = record_program("staging", config=CHOICES["no bootstrap"])
    assert {role.inputs.get("permissionsBoundary") for role in recording.of_type(iam.Role)} == {None}


def test_without_a_proxy_functions_connect_to_the_writer() -> None:
    recording = record_program("staging", config={"databaseProxy": "false"})
    assert recording.of_type(rds.Proxy) == []
    api = recording.one(lambda_.Function, "api-function")
    writer = recording.one(rds.Cluster).outputs["endpoint"]
    assert api.inputs["environment"]["variables"]["DATABASE_HOST"] == writer


def test_without_a_way_out_no_nat_gateway_is_left_and_secrets_and_mails_have_a_door() -> None:
    recording = record_program("staging", config=CHOICES["no way out"])
    assert recording.of_type(ec2.NatGateway) == []
    assert recording.one(ec2.VpcEndpoint, "endpoints-secretsmanager")
    assert recording.one(ec2.VpcEndpoint, "endpoints-email")


def test_pinned_zones_are_taken_without_asking() -> None:
    recording = record_program("staging", config={"availabilityZones": "us-east-1c,us-east-1d,us-east-1f"})
    zones = [subnet.inputs["availabilityZone"] for subnet in recording.of_type(ec2.Subnet)]
    assert Counter(zones) == {"us-east-1c": 2, "us-east-1d": 2, "us-east-1f": 2}
    assert not [call for call in recording.invokes if "getAvailabilityZones" in call.token]


def test_unpinned_zones_leave_out_the_one_where_proxies_and_functions_do_not_work(
    recording: Recording,
) -> None:
    (call,) = [call for call in recording.invokes if "getAvailabilityZones" in call.token]
    assert call.arguments["excludeZoneIds"] == ["use1-az3"]


def test_redis_can_be_had_instead_of_valkey() -> None:
    recording = record_program("staging", config={"cacheEngine": "redis"})
    assert recording.one(elasticache.ServerlessCache).inputs["engine"] == "redis"


def test_the_image_tested_in_staging_is_the_one_production_runs() -> None:
    shared = {"imageRepository": "habits/app"}
    tested = record_program("staging", config=shared).exports["imageUri"]
    production = record_program("prod", config=shared | {"imageUri": tested})
    assert {f.inputs["imageUri"] for f in production.of_type(lambda_.Function)} == {tested}
    assert production.of_type("docker:index/image:Image") == []


def test_images_of_the_account_are_of_no_stack_and_go_with_none() -> None:
    recording = record_program("staging", config={"imageRepository": "habits/app"})
    assert [resource.name for resource in recording.resources if "aws:ecr/" in resource.type] == []
    url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/habits/app"
    assert recording.exports["repositoryUrl"] == url
    assert recording.one("docker:index/image:Image").inputs["registry"]["server"] == url


@pytest.mark.parametrize(
    ("repository", "pulls_from"), [({}, "habits-prod"), ({"imageRepository": "habits/app"}, "habits/app")]
)
def test_an_image_that_may_go_with_another_stack_is_refused(
    repository: dict[str, str], pulls_from: str
) -> None:
    of_staging = recorded("staging").exports["imageUri"]
    with pytest.raises(SettingsError, match=f"imageUri: '.*' is not an image of {pulls_from}, from which"):
        record_program("prod", config=repository | {"imageUri": of_staging})


def test_another_region_is_followed_everywhere() -> None:
    recording = record_program("staging", config={"aws:region": "eu-west-1"})
    for policy in recording.of_type(iam.RolePolicy):
        assert "us-east-1" not in json.dumps(policy.inputs["policy"]), policy.name
