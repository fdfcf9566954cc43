"""The recording holds what the program asked of the engine, and fails where the engine would."""

import gc
import json
from collections.abc import Callable
from pathlib import Path

import pulumi
import pulumi_aws as aws
import pulumi_docker as docker
import pulumi_random as random
import pytest
from pulumi.runtime.proto.resource_pb2 import RegisterResourceOutputsRequest

from blueprint.cloud.lookups import UnansweredLookupError
from blueprint.leaks import leaked_secrets
from blueprint.monitor import RecordingMonitor
from blueprint.recording import UNKNOWN, DuplicateResourceError, record, record_program
from blueprint.wire import encode


class Vault(pulumi.ComponentResource):
    """A component with a child that has a child's component above it."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:test_recording:Vault", name, None, opts)
        shelf = pulumi.ComponentResource(
            "habits:vault:Shelf", f"{name}-shelf", None, pulumi.ResourceOptions(parent=self)
        )
        self.bucket = aws.s3.Bucket(f"{name}-bucket", opts=pulumi.ResourceOptions(parent=shelf, protect=True))
        self.register_outputs({"bucket": self.bucket.bucket})


def test_urns_carry_the_types_of_all_ancestors_as_the_engine_writes_them() -> None:
    recording = record(lambda: Vault("v"))
    assert recording.one(aws.s3.Bucket).urn == (
        "urn:pulumi:staging::habits::habits:test_recording:Vault$habits:vault:Shelf$aws:s3/bucket:Bucket::v-bucket"
    )
    assert recording.one(Vault).urn == "urn:pulumi:staging::habits::habits:test_recording:Vault::v"


def test_a_resource_registered_twice_is_refused() -> None:
    def twice() -> None:
        aws.s3.Bucket("b")
        aws.s3.Bucket("b")

    with pytest.raises(DuplicateResourceError, match=r"aws:s3/bucket:Bucket::b is registered twice"):
        record(twice)


def test_options_of_a_resource_are_kept() -> None:
    def program() -> None:
        provider = aws.Provider("explicit", region="eu-north-1")
        first = aws.sns.Topic("first")
        options = pulumi.ResourceOptions(
            provider=provider,
            protect=True,
            retain_on_delete=True,
            delete_before_replace=True,
            ignore_changes=["tags"],
            additional_secret_outputs=["policy"],
            depends_on=[first],
            aliases=[pulumi.Alias(name="former")],
        )
        aws.sns.Topic("second", display_name=first.name, opts=options)

    recording = record(program)
    topic = recording.one(aws.sns.Topic, "second")
    first = recording.one(aws.sns.Topic, "first").urn
    assert topic.provider == recording.one("pulumi:providers:aws").urn
    assert (topic.protect, topic.retain_on_delete, topic.delete_before_replace) == (True, True, True)
    assert topic.ignore_changes == ("tags",)
    assert topic.additional_secret_outputs == ("policy",)
    assert topic.aliases == ("former",)
    assert topic.dependencies == {first}
    assert topic.property_dependencies["displayName"] == {first}


def test_protection_of_a_component_reaches_its_children() -> None:
    recording = record(lambda: Vault("v", pulumi.ResourceOptions(protect=True)))
    assert recording.one(Vault).protect
    assert recording.one("habits:vault:Shelf").protect


def test_parents_are_urns_and_the_top_has_none() -> None:
    recording = record(lambda: Vault("v"))
    assert recording.one(Vault).parent is None
    assert recording.one("habits:vault:Shelf").parent == recording.one(Vault).urn


def test_sources_lead_from_the_line_in_the_component_to_its_caller() -> None:
    recording = record(lambda: Vault("v"))
    inner, outer, *_ = recording.one(aws.s3.Bucket).sources
    lines = Path(__file__).read_text().splitlines()
    assert inner.file == outer.file == "tests/blueprint/test_recording.py"
    assert "aws.s3.Bucket(" in lines[inner.line - 1]
    assert 'Vault("v")' in lines[outer.line - 1]


def test_whole_numbers_arrive_as_int_and_others_as_float() -> None:
    def program() -> None:
        aws.cloudwatch.MetricAlarm(
            "a", comparison_operator="GreaterThanThreshold", evaluation_periods=5, threshold=0.5
        )

    inputs = record(program).one(aws.cloudwatch.MetricAlarm).inputs
    assert inputs["evaluationPeriods"] == 5
    assert isinstance(inputs["evaluationPeriods"], int)
    assert inputs["threshold"] == 0.5


def test_outputs_hold_what_the_provider_computes() -> None:
    def program() -> None:
        aws.rds.Cluster("db", engine="aurora-postgresql", manage_master_user_password=True)
        aws.acm.Certificate("c", domain_name="example.com", subject_alternative_names=["*.example.com"])
        repository = aws.ecr.Repository("app")
        docker.Image("image", image_name=pulumi.Output.concat(repository.repository_url, ":1"))
        function = aws.lambda_.Function("api", role="arn:aws:iam::1:role/r", publish=True)
        alias = aws.lambda_.Alias("live", name="live", function_name=function.name, function_version="1")
        pulumi.export("invoke", alias.invoke_arn)

    recording = record(program)
    cluster = recording.one(aws.rds.Cluster).outputs
    assert cluster["endpoint"].endswith(".us-east-1.rds.amazonaws.com")
    assert cluster["masterUserSecrets"][0]["secretArn"].startswith(
        "arn:aws:secretsmanager:us-east-1:123456789012:"
    )
    names = [
        option["domainName"]
        for option in recording.one(aws.acm.Certificate).outputs["domainValidationOptions"]
    ]
    assert names == ["example.com", "*.example.com"]
    digest = recording.one(docker.Image).outputs["repoDigest"]
    assert digest.startswith(f"{recording.one(aws.ecr.Repository).outputs['repositoryUrl']}@sha256:")
    function = recording.one(aws.lambda_.Function).outputs["name"]
    assert f"function:{function}:live/invocations" in recording.exports["invoke"]


def test_a_resource_in_another_region_is_answered_for_that_region() -> None:
    recording = record(
        lambda: aws.acm.Certificate("c", domain_name="example.com", region="us-east-1"),
        config={"aws:region": "eu-north-1"},
    )
    assert recording.region == "eu-north-1"
    assert recording.one(aws.acm.Certificate).id.startswith("arn:aws:acm:us-east-1:")


def test_the_default_provider_is_told_what_the_stack_sets_as_text() -> None:
    recording = record_program("staging", config={"aws:skipCredentialsValidation": "true"})
    told = recording.default_provider
    assert told["region"] == recording.region
    assert told["skipCredentialsValidation"] == "true"
    assert json.loads(told["defaultTags"])["tags"]["Environment"] == "staging"
    assert not any("natStrategy" in key for key in told)
    assert record(lambda: None).default_provider == {"region": "us-east-1"}


def test_two_recordings_of_one_program_are_equal() -> None:
    first, second = (record(lambda: Vault("v")) for _ in range(2))
    assert [(r.urn, r.id, r.outputs) for r in first.resources] == [
        (r.urn, r.id, r.outputs) for r in second.resources
    ]


def test_exports_and_registered_outputs_are_kept_and_do_not_outlive_the_run() -> None:
    def program() -> None:
        pulumi.export("name", Vault("v").bucket.bucket)

    recording = record(program)
    bucket = recording.one(aws.s3.Bucket).outputs["bucket"]
    assert recording.exports == {"name": bucket}
    assert recording.registered_outputs[recording.one(Vault).urn] == {"bucket": bucket}
    assert record(lambda: None).exports == {}


def test_exports_survive_an_empty_registration_that_arrives_late() -> None:
    monitor = RecordingMonitor(
        project="habits", stack="staging", region="us-east-1", unknown=False, root=Path.cwd()
    )
    urn = "urn:pulumi:staging::habits::pulumi:pulumi:Stack::habits-staging"
    for values in ({"url": "https://example.com"}, {}):
        outputs = encode(values)
        monitor.RegisterResourceOutputs(RegisterResourceOutputsRequest(urn=urn, outputs=outputs))
    assert monitor.recording().exports == {"url": "https://example.com"}


def test_a_component_that_registers_no_outputs_is_absent_from_the_registered_outputs() -> None:
    recording = record(lambda: Vault("v"))
    components = {resource.urn for resource in recording.resources if not resource.custom}
    assert components - set(recording.registered_outputs) == {recording.one("habits:vault:Shelf").urn}


def test_in_unknown_mode_identifiers_and_what_depends_on_them_are_unknown() -> None:
    def program() -> None:
        vpc = aws.ec2.Vpc("v", cidr_block="10.0.0.0/16")
        aws.ec2.Subnet("s", vpc_id=vpc.id, cidr_block=vpc.cidr_block)

    recording = record(program, unknown=True)
    subnet = recording.one(aws.ec2.Subnet)
    assert subnet.id == ""
    assert subnet.inputs["vpcId"] is UNKNOWN
    assert subnet.inputs["cidrBlock"] == "10.0.0.0/16"
    assert subnet.property_dependencies["vpcId"] == {recording.one(aws.ec2.Vpc).urn}


def test_a_resource_created_inside_apply_shows_in_known_mode_only() -> None:
    def program() -> None:
        aws.s3.Bucket("b").arn.apply(lambda _: aws.s3.Bucket("hidden"))

    known, unknown = record(program), record(program, unknown=True)
    assert {r.urn for r in known.resources} - {r.urn for r in unknown.resources} == {
        known.one(aws.s3.Bucket, "hidden").urn
    }


def secret_in(value: Callable[[pulumi.Output[str]], pulumi.Input[str]]) -> Callable[[], None]:
    def program() -> None:
        password = random.RandomPassword("p", length=24)
        aws.sns.Topic("target", display_name=value(password.result))

    return program


def test_a_secret_input_is_unwrapped_and_its_path_is_kept() -> None:
    topic = record(secret_in(lambda result: result)).one(aws.sns.Topic)
    assert topic.secret_inputs == {"displayName"}
    assert len(topic.inputs["displayName"]) == 24


def test_a_secret_that_stays_wrapped_is_no_leak() -> None:
    assert leaked_secrets(record(secret_in(lambda result: pulumi.Output.concat("x", result)))) == []


def test_a_secret_that_reaches_a_plain_input_is_found_without_its_value_being_told() -> None:
    recording = record(secret_in(lambda result: pulumi.Output.unsecret(result)))
    (leak,) = leaked_secrets(recording)
    assert (leak.urn, leak.path) == (recording.one(aws.sns.Topic).urn, "displayName")
    assert leak.secret_of == recording.one(random.RandomPassword).urn
    assert recording.one(aws.sns.Topic).inputs["displayName"] not in repr(leak)


def test_lookups_answer_believably_and_are_kept() -> None:
    def program() -> None:
        zones = aws.get_availability_zones(state="available", exclude_zone_ids=["use1-az3"])
        pulumi.export("zones", zones.names)
        pulumi.export("account", aws.get_caller_identity_output().account_id)
        pulumi.export("policy", aws.cloudfront.get_cache_policy_output(name="Managed-CachingDisabled").id)

    recording = record(program)
    assert recording.exports["zones"][:2] == ["us-east-1a", "us-east-1b"]
    assert "us-east-1d" not in recording.exports["zones"]
    assert recording.exports["account"] == "123456789012"
    assert {invoke.token.rpartition(":")[2] for invoke in recording.invokes} == {
        "getAvailabilityZones",
        "getCallerIdentity",
        "getCachePolicy",
    }


def test_a_lookup_without_an_answer_fails_by_its_name() -> None:
    with pytest.raises(UnansweredLookupError, match=r"aws:ec2/getAmi:getAmi"):
        record(lambda: aws.ec2.get_ami(owners=["self"]))


def test_one_names_what_was_recorded_when_there_is_not_exactly_one() -> None:
    def program() -> None:
        aws.sns.Topic("a")
        aws.sns.Topic("b")

    recording = record(program)
    with pytest.raises(LookupError, match=r"2 resources .* recorded: a, b"):
        recording.one(aws.sns.Topic)
    with pytest.raises(LookupError, match=r"0 resources .* named 'c'"):
        recording.one(aws.sns.Topic, "c")
    with pytest.raises(LookupError, match=r"nothing recorded under urn:x"):
        recording.by_urn("urn:x")


def test_an_error_of_the_program_reaches_the_caller_unchanged() -> None:
    class SettingsError(pulumi.RunError):
        pass

    def program() -> None:
        aws.sns.Topic("first")
        raise SettingsError("natStrategy: 'tripple' is not one of none, single, perAz")

    with pytest.raises(SettingsError, match=r"^natStrategy: 'tripple' is not one of none, single, perAz$"):
        record(program)


def test_a_recording_leaves_the_collection_of_garbage_as_it_found_it() -> None:
    during: list[bool] = []
    assert gc.isenabled()
    record(lambda: during.append(gc.isenabled()))
    assert (during, gc.isenabled()) == ([False], True)
