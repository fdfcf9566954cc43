"""The firewall limits, blocks or counts what it should, and logs without credentials."""

import json
from typing import Any

import pytest
from pulumi_aws import cloudwatch, kms, wafv2

from blueprint.recording import Recording, record
from components.place import Place
from components.web_firewall import FirewallMode, WebFirewall, WebFirewallArgs

PLACE = Place(project="habits", environment="prod", region="eu-central-1", account_id="123456789012")
MANAGED = {
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesSQLiRuleSet",
}


KEY = "arn:aws:kms:us-east-1:123456789012:key/operations"


def build(mode: FirewallMode = FirewallMode.BLOCK, log_key_arn: str | None = KEY) -> WebFirewall:
    return WebFirewall(
        "firewall",
        WebFirewallArgs(
            place=PLACE,
            mode=mode,
            rate_limit=2000,
            auth_rate_limit=50,
            log_retention_days=90,
            log_key_arn=log_key_arn,
        ),
    )


@pytest.fixture(scope="module")
def recording() -> Recording:
    return record(build)


def rules(recorded: Recording) -> dict[str, Any]:
    return {rule["name"]: rule for rule in recorded.one(wafv2.WebAcl).inputs["rules"]}


def managed(recorded: Recording) -> dict[str, Any]:
    return {
        rule["statement"]["managedRuleGroupStatement"]["name"]: rule
        for rule in rules(recorded).values()
        if "managedRuleGroupStatement" in rule["statement"]
    }


def test_everything_of_the_firewall_is_where_cloudfront_looks_for_it(recording: Recording) -> None:
    acl = recording.one(wafv2.WebAcl).inputs
    assert acl["scope"] == "CLOUDFRONT"
    for kind in (wafv2.WebAcl, wafv2.WebAclLoggingConfiguration, cloudwatch.LogGroup):
        assert recording.one(kind).inputs["region"] == "us-east-1"


def test_one_address_has_a_limit_and_a_stricter_one_for_passwords(recording: Recording) -> None:
    everywhere = rules(recording)["rate"]["statement"]["rateBasedStatement"]
    passwords = rules(recording)["auth-rate"]["statement"]["rateBasedStatement"]
    assert (everywhere["limit"], passwords["limit"]) == (2000, 50)
    assert everywhere["evaluationWindowSec"] == passwords["evaluationWindowSec"] == 300
    assert "scopeDownStatement" not in everywhere
    match = passwords["scopeDownStatement"]["byteMatchStatement"]
    assert (match["positionalConstraint"], match["searchString"]) == ("STARTS_WITH", "/api/auth/")
    transformations = [item["type"] for item in match["textTransformations"]]
    assert transformations == ["URL_DECODE", "NORMALIZE_PATH"], "/api/%61uth/login is the same route"


def test_in_block_mode_the_managed_groups_act(recording: Recording) -> None:
    assert set(managed(recording)) == MANAGED
    assert all(rule["overrideAction"] == {"none": {}} for rule in managed(recording).values())


def test_in_count_mode_the_managed_groups_watch_and_the_limits_still_act() -> None:
    counting = record(lambda: build(FirewallMode.COUNT))
    assert all(rule["overrideAction"] == {"count": {}} for rule in managed(counting).values())
    for name in ("rate", "auth-rate", "large-body"):
        assert rules(counting)[name]["action"] == {"block": {}}


def test_the_fixed_limit_of_8_kb_counts_and_an_own_limit_replaces_it(recording: Recording) -> None:
    common = managed(recording)["AWSManagedRulesCommonRuleSet"]["statement"]["managedRuleGroupStatement"]
    assert common["ruleActionOverrides"] == [{"name": "SizeRestrictions_BODY", "actionToUse": {"count": {}}}]
    own = rules(recording)["large-body"]["statement"]["andStatement"]["statements"][0][
        "sizeConstraintStatement"
    ]
    assert (own["comparisonOperator"], own["size"]) == ("GT", 65_536)
    assert own["fieldToMatch"]["body"]["oversizeHandling"] == "MATCH"
    association = recording.one(wafv2.WebAcl).inputs["associationConfig"]
    assert association == {"requestBodies": [{"cloudfront": {"defaultSizeInspectionLimit": "KB_64"}}]}


def test_files_of_other_trackers_pass_by_one_path_written_in_one_way_only(recording: Recording) -> None:
    exceptions = [rules(recording)["large-body"]["statement"]["andStatement"]["statements"][1]]
    for name, rule in managed(recording).items():
        statement = rule["statement"]["managedRuleGroupStatement"]
        reads_bodies = name != "AWSManagedRulesAmazonIpReputationList"
        assert ("scopeDownStatement" in statement) == reads_bodies
        exceptions += [statement["scopeDownStatement"]] if reads_bodies else []
    for exception in exceptions:
        match = exception["notStatement"]["statement"]["byteMatchStatement"]
        assert (match["positionalConstraint"], match["searchString"]) == ("EXACTLY", "/api/imports")
        assert [item["type"] for item in match["textTransformations"]] == ["NONE"]


def test_rules_have_an_order_and_a_metric_each(recording: Recording) -> None:
    all_rules = recording.one(wafv2.WebAcl).inputs["rules"]
    assert sorted(rule["priority"] for rule in all_rules) == list(range(len(all_rules)))
    metrics = [rule["visibilityConfig"]["metricName"] for rule in all_rules]
    assert len(set(metrics)) == len(metrics)
    assert all(rule["visibilityConfig"]["cloudwatchMetricsEnabled"] for rule in all_rules)


def test_the_log_has_a_name_the_firewall_may_write_to_and_ends(recording: Recording) -> None:
    group = recording.one(cloudwatch.LogGroup)
    assert group.inputs["name"].startswith("aws-waf-logs-")
    assert group.inputs["retentionInDays"] == 90
    logging = recording.one(wafv2.WebAclLoggingConfiguration).inputs
    assert logging["logDestinationConfigs"] == [group.outputs["arn"]]


def test_the_log_is_encrypted_with_the_key_it_is_given(recording: Recording) -> None:
    assert recording.one(cloudwatch.LogGroup).inputs["kmsKeyId"] == KEY
    assert recording.of_type(kms.Key) == []


def test_without_a_key_in_its_region_the_log_gets_one_that_only_logs_of_this_account_use() -> None:
    elsewhere = record(lambda: build(log_key_arn=None))
    key = elsewhere.one(kms.Key)
    assert elsewhere.one(cloudwatch.LogGroup).inputs["kmsKeyId"] == key.outputs["arn"]
    assert (key.inputs["region"], key.inputs["enableKeyRotation"]) == ("us-east-1", True)
    _, logs = json.loads(key.inputs["policy"])["Statement"]
    assert logs["Principal"] == {"Service": "logs.us-east-1.amazonaws.com"}
    assert logs["Condition"]["ArnLike"] == {
        "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:123456789012:log-group:*"
    }


def test_the_log_keeps_what_was_stopped_and_no_credentials(recording: Recording) -> None:
    logging = recording.one(wafv2.WebAclLoggingConfiguration).inputs
    redacted = {
        field["singleHeader"]["name"] for field in logging["redactedFields"] if "singleHeader" in field
    }
    assert {"authorization", "cookie", "x-csrftoken"} <= redacted
    assert {"queryString": {}} in logging["redactedFields"]
    assert logging["loggingFilter"]["defaultBehavior"] == "DROP"
    [kept] = logging["loggingFilter"]["filters"]
    assert {condition["actionCondition"]["action"] for condition in kept["conditions"]} == {"BLOCK", "COUNT"}
