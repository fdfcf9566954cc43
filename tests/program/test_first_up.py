"""What is known to break a first deployment, or to leave a hole in it: one test each.

Most are promises of a part of the program and are tested beside it: `TESTED_ELSEWHERE` says where. The others
need the whole program, and are below.
"""

import ast
import json
from fnmatch import fnmatchcase
from typing import Any

import pytest
from pulumi_aws import (
    acm,
    apigateway,
    cloudfront,
    cloudwatch,
    ec2,
    kms,
    lambda_,
    rds,
    s3,
    secretsmanager,
    wafv2,
)

from blueprint.recording import ROOT, Recording, Resource, record_program
from tests.program.graph import as_list, recorded, statements

TESTED_ELSEWHERE = {
    "the image is an index of several manifests, which Lambda refuses":
        "program/test_architecture.py::test_the_registry_to_the_functions_by_digest",
    "Docker keeps images in containerd, where the provider cannot push them from":
        "delivery/test_workflows.py::test_docker_keeps_its_images_in_its_own_store_before_one_is_built",
    "the image is built for another processor: exec format error":
        "components/test_image.py::test_it_is_built_for_the_processor_of_the_functions",
    "a tag that must not move is pushed again":
        "components/test_image.py::test_the_tag_is_the_contents_hash",
    "API Gateway has no role to log with":
        "delivery/test_bootstrap_program.py::test_the_log_role_of_api_gateway_outlives_the_bootstrap",
    "AWS has not verified the account: nothing can be added to CloudFront":
        "program/test_choices.py::"
        "test_without_an_edge_nothing_of_cloudfront_is_left_and_the_api_keeps_its_lock",
    "SnapStart is asked for together with provisioned concurrency, or of an image that does not allow it":
        "image/test_container.py::test_lambda_may_take_snapshots_of_it",
    "a permission without its alias: 500 Invalid permissions":
        "components/test_api.py::test_only_this_stage_may_invoke_and_only_the_alias",
    "API Gateway makes its execution log itself, to be kept for ever":
        "components/test_api.py::test_the_execution_log_group_exists_before_api_gateway_would_make_it",
    "a deployment that a stage serves is deleted first":
        "components/test_api.py::test_a_deployment_is_replaced_before_the_old_one_goes",
    "an endpoint stands in the default group, which admits nothing":
        "components/test_endpoints.py::test_every_endpoint_has_the_services_own_name_"
        "the_given_group_and_admits_this_account_only",
    "a resource with a fixed name is made anew before the old one is gone":
        "program/test_names.py::test_what_can_be_replaced_under_its_name_goes_first",
    "the proxy looks at a cluster without an instance":
        "program/test_architecture.py::test_the_proxy_meets_the_user_the_migration_makes",
    "the proxy refuses options at connecting":
        "app/test_settings.py::test_nothing_pins_a_connection_of_the_database_proxy",
    "a command on several keys crosses slots":
        "app/test_cache.py::test_commands_on_many_keys_work_on_a_cluster",
    "the stage is missing from the path: 403 Missing Authentication Token":
        "components/test_edge.py::test_the_api_is_called_by_tls_under_its_stage_with_the_key",
    "the viewer's Host reaches API Gateway: 403":
        "components/test_edge.py::test_the_api_is_never_cached_and_gets_everything_but_the_host",
    "a changed body is not deployed: 403":
        "components/test_api.py::test_a_changed_contract_is_deployed",
    "the stage is not in the plan of the key: 403":
        "components/test_api.py::test_the_plan_covers_the_stage_or_every_call_would_be_refused",
    "a certificate waits for a zone that is not delegated":
        "program/test_choices.py::test_without_a_domain_there_is_no_certificate_and_no_record",
    "alarms cannot use the key of their topic":
        "components/test_encryption.py::test_alarms_may_use_the_operations_key_for_this_account",
    "a Redis group has no default user":
        "components/test_cache.py::test_a_redis_group_has_its_default_user_and_that_user_can_do_nothing",
    "a metric has another dimension, and its widget stays empty":
        "components/test_monitoring.py::test_metrics_carry_the_dimensions_aws_publishes_them_with",
    "a zone is chosen where proxies and functions do not work":
        "program/test_choices.py::"
        "test_unpinned_zones_leave_out_the_one_where_proxies_and_functions_do_not_work",
    "no way to the secrets: neither NAT nor endpoint; a proxy before a database that pauses":
        "components/test_setting_combinations.py::test_an_impossible_combination_is_refused",
    "storage is not encrypted":
        "components/test_database.py::test_storage_and_master_secret_are_encrypted_with_the_given_key",
    "methods are not throttled; bodies are traced into the log":
        "components/test_api.py::test_every_method_is_throttled_and_measured_but_bodies_are_never_logged",
    "the default group admits its members":
        "components/test_network.py::test_the_default_group_admits_nothing",
    "ACLs decide beside policies": "components/test_bucket.py::test_acls_are_off",
    "tags of images move":
        "components/test_registry.py::test_tags_never_move_images_are_scanned_and_encrypted",
    "logs are kept for ever": "program/test_program.py::test_every_log_group_is_kept_for_a_limited_time",
    "the proxy accepts connections without TLS":
        "components/test_proxy.py::test_clients_without_tls_are_refused_and_passwords_are_never_md5",
    "old versions of TLS are accepted":
        "components/test_edge.py::test_with_a_domain_its_certificate_and_modern_tls_serve",
    "the proxy reads every secret":
        "components/test_proxy.py::test_the_role_reads_one_secret_and_decrypts_through_secrets_manager_only",
    "a role may create log groups that nobody deletes":
        "components/test_function.py::test_it_may_write_its_log_group_but_not_create_one",
}  # fmt: skip


@pytest.mark.parametrize("trap", TESTED_ELSEWHERE)
def test_a_trap_that_is_tested_elsewhere_still_is(trap: str) -> None:
    path, name = TESTED_ELSEWHERE[trap].split("::")
    module = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in module.body if isinstance(node, ast.FunctionDef)}


@pytest.fixture(scope="module", params=["us-east-1", "eu-west-1"])
def deployed(request: pytest.FixtureRequest) -> Recording:
    """Production, at home and in a region that is not CloudFront's."""
    region: str = request.param
    return (
        recorded("prod") if region == "us-east-1" else record_program("prod", config={"aws:region": region})
    )


# --- the account is new


def test_no_function_reserves_a_share_of_an_accounts_few_first_places(recording: Recording) -> None:
    for function in recording.of_type(lambda_.Function):
        assert "reservedConcurrentExecutions" not in function.inputs, function.name


def test_instances_are_kept_warm_on_the_alias_since_there_are_none_of_the_latest_version() -> None:
    (warm,) = recorded("prod").of_type(lambda_.ProvisionedConcurrencyConfig)
    assert warm.inputs["qualifier"] == recorded("prod").one(lambda_.Alias, "api-live").inputs["name"]


def test_the_log_role_that_all_apis_of_a_region_share_is_no_stacks_business(recording: Recording) -> None:
    assert recording.of_type(apigateway.Account) == []


# --- regions


def test_what_belongs_to_cloudfront_is_in_its_region_wherever_the_stack_is(deployed: Recording) -> None:
    kinds = (
        acm.Certificate,
        acm.CertificateValidation,
        wafv2.WebAcl,
        wafv2.WebAclLoggingConfiguration,
        cloudwatch.LogDeliverySource,
        cloudwatch.LogDeliveryDestination,
        cloudwatch.LogDelivery,
    )
    found = [resource for kind in kinds for resource in deployed.of_type(kind)]
    found.append(deployed.one(cloudwatch.LogGroup, "web-firewall-logs"))
    assert len(found) == len(kinds) + 1
    assert {resource.inputs["region"] for resource in found} == {"us-east-1"}


def test_every_log_group_has_a_key_of_its_region_that_its_service_may_use(deployed: Recording) -> None:
    keys = {key.outputs["arn"]: key for key in deployed.of_type(kms.Key)}
    groups = deployed.of_type(cloudwatch.LogGroup)
    assert groups
    for group in groups:
        region = group.inputs.get("region", deployed.region)
        assert _admits_logs(keys[group.inputs["kmsKeyId"]], region, group.inputs["name"]), group.name


def _admits_logs(key: Resource, region: str, group_name: str) -> bool:
    service = f"logs.{region}.amazonaws.com"
    arn = f"arn:aws:logs:{region}:123456789012:log-group:{group_name}"

    def admits(statement: dict[str, Any]) -> bool:
        condition = statement.get("Condition", {}).get("ArnLike", {})
        return service in as_list(statement["Principal"].get("Service", [])) and fnmatchcase(
            arn, condition.get("kms:EncryptionContext:aws:logs:arn", "")
        )

    return any(admits(statement) for statement in statements(key.inputs["policy"]))


# --- the second deployment finds nothing to change


def test_the_cluster_does_not_list_zones_since_rds_always_answers_three(recording: Recording) -> None:
    assert "availabilityZones" not in recording.one(rds.Cluster).inputs


def test_minor_versions_of_the_database_are_not_in_the_program(recording: Recording) -> None:
    assert "." not in recording.one(rds.Cluster).inputs["engineVersion"]


def test_rules_of_groups_are_resources_and_never_inline_as_well(recording: Recording) -> None:
    for group in recording.of_type(ec2.SecurityGroup):
        assert not {"ingress", "egress"} & group.inputs.keys(), group.name


# --- a deployment after a destruction


def test_secrets_of_staging_are_gone_at_once_and_those_of_production_can_be_brought_back() -> None:
    windows = {
        stack: {s.inputs["recoveryWindowInDays"] for s in recorded(stack).of_type(secretsmanager.Secret)}
        for stack in ("staging", "prod")
    }
    assert windows == {"staging": {0}, "prod": {30}}


def test_staging_can_be_destroyed_with_all_it_holds() -> None:
    recording = recorded("staging")
    assert not [resource.name for resource in recording.resources if resource.protect]
    assert all(bucket.inputs["forceDestroy"] for bucket in recording.of_type(s3.Bucket))
    assert recording.one(rds.Cluster).inputs["skipFinalSnapshot"]


def test_the_last_snapshot_has_a_name_of_its_own_in_every_life_of_the_cluster(recording: Recording) -> None:
    random_part = recording.one("random:index/randomId:RandomId", "database-final-snapshot")
    assert recording.one(rds.Cluster).inputs["finalSnapshotIdentifier"].endswith(random_part.outputs["hex"])


def test_groups_and_subnets_wait_for_the_interfaces_that_lambda_returns_late(recording: Recording) -> None:
    waiting = [*recording.of_type(ec2.SecurityGroup), *recording.of_type(ec2.Subnet)]
    assert {resource.request.customTimeouts.delete for resource in waiting} == {"45m"}


# --- limits that AWS tells too late


def test_the_first_call_of_the_day_meets_a_database_that_is_awake(recording: Recording) -> None:
    assert recording.one(rds.Cluster).inputs["serverlessv2ScalingConfiguration"]["minCapacity"] >= 0.5


def test_variables_of_a_function_fit_into_four_kilobytes(recording: Recording) -> None:
    for function in recording.of_type(lambda_.Function):
        assert len(json.dumps(function.inputs["environment"]["variables"])) < 4096 * 3 / 4, function.name


def test_policies_of_a_role_fit_together(recording: Recording) -> None:
    sizes: dict[str, int] = {}
    for policy in recording.of_type("aws:iam/rolePolicy:RolePolicy"):
        role = policy.inputs["role"]
        sizes[role] = sizes.get(role, 0) + len("".join(policy.inputs["policy"].split()))
    assert sizes
    assert max(sizes.values()) < 10_240


def test_scripts_of_the_edge_are_below_ten_kilobytes(recording: Recording) -> None:
    scripts = recording.of_type(cloudfront.Function)
    assert scripts
    assert max(len(script.inputs["code"].encode()) for script in scripts) < 10_240


def test_the_firewalls_rules_cost_less_than_it_may_spend(recording: Recording) -> None:
    # Capacity units of https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
    managed = {
        "AWSManagedRulesAmazonIpReputationList": 25,
        "AWSManagedRulesCommonRuleSet": 700,
        "AWSManagedRulesKnownBadInputsRuleSet": 200,
        "AWSManagedRulesSQLiRuleSet": 200,
    }
    own = 50  # more than any rule of the program's own needs
    rules = [rule["statement"] for rule in recording.one(wafv2.WebAcl).inputs["rules"]]
    groups = [rule.get("managedRuleGroupStatement") for rule in rules]
    assert sum(managed[group["name"]] if group else own for group in groups) <= 1500


def test_djangos_key_is_as_long_as_its_deployment_check_demands(recording: Recording) -> None:
    value = recording.one("random:index/randomPassword:RandomPassword", "django-key-value")
    assert value.inputs["length"] >= 50


# --- open by default


def test_no_function_has_an_address_of_its_own(recording: Recording) -> None:
    assert recording.of_type(lambda_.FunctionUrl) == []
