"""The rules of the web application firewall, in the order in which they are asked."""

from collections.abc import Sequence

from pulumi_aws import wafv2

AUTH_PREFIX = "/api/auth/"
FILES_PATH = "/api/imports"
"""Takes whole files of other trackers: large, and full of words that look like an attack on a database."""

INSPECTED_BODY_BYTES = 65_536
"""The most CloudFront hands to the firewall; what is beyond can be neither inspected nor measured."""

RATE_WINDOW_SECONDS = 300

# https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
MANAGED_GROUPS: dict[str, Sequence[str]] = {
    "AWSManagedRulesAmazonIpReputationList": (),
    # Blocks bodies over 8 KB, a number that cannot be changed; `large-body` takes its place.
    "AWSManagedRulesCommonRuleSet": ("SizeRestrictions_BODY",),
    "AWSManagedRulesKnownBadInputsRuleSet": (),
    "AWSManagedRulesSQLiRuleSet": (),
}
"""The managed groups, with the rules in them that only count."""

READ_BODIES = set(MANAGED_GROUPS) - {"AWSManagedRulesAmazonIpReputationList"}


def firewall_rules(*, block: bool, rate_limit: int, auth_rate_limit: int) -> list[wafv2.WebAclRuleArgsDict]:
    """All rules, by priority.

    Args:
        block: whether the managed groups block what they match, or count it.
        rate_limit: requests in five minutes from one address.
        auth_rate_limit: the same below `/api/auth/`.
    """
    rules = [
        _blocking("rate", {"rate_based_statement": _rate(rate_limit)}),
        _blocking("auth-rate", {"rate_based_statement": _rate(auth_rate_limit, AUTH_PREFIX)}),
        _blocking("large-body", _large_body()),
        *(_managed(group, counted, block) for group, counted in MANAGED_GROUPS.items()),
    ]
    for priority, rule in enumerate(rules):
        rule["priority"] = priority
    return rules


def visibility(metric_name: str) -> wafv2.WebAclRuleVisibilityConfigArgsDict:
    return {
        "cloudwatch_metrics_enabled": True,
        "metric_name": metric_name,
        "sampled_requests_enabled": True,
    }


def _blocking(name: str, statement: wafv2.WebAclRuleStatementArgsDict) -> wafv2.WebAclRuleArgsDict:
    return {
        "name": name,
        "priority": 0,
        "statement": statement,
        "action": {"block": {}},
        "visibility_config": visibility(name),
    }


def _managed(group: str, counted: Sequence[str], block: bool) -> wafv2.WebAclRuleArgsDict:
    name = group.removeprefix("AWSManagedRules")
    rules: wafv2.WebAclRuleStatementManagedRuleGroupStatementArgsDict = {
        "vendor_name": "AWS",
        "name": group,
        "rule_action_overrides": [{"name": rule, "action_to_use": {"count": {}}} for rule in counted],
    }
    if group in READ_BODIES:
        rules["scope_down_statement"] = {"not_statement": {"statement": {"byte_match_statement": _a_file()}}}
    return {
        "name": name,
        "priority": 0,
        "override_action": {"none": {}} if block else {"count": {}},
        "statement": {"managed_rule_group_statement": rules},
        "visibility_config": visibility(name),
    }


def _rate(limit: int, prefix: str = "") -> wafv2.WebAclRuleStatementRateBasedStatementArgsDict:
    rate: wafv2.WebAclRuleStatementRateBasedStatementArgsDict = {
        "aggregate_key_type": "IP",
        "limit": limit,
        "evaluation_window_sec": RATE_WINDOW_SECONDS,
    }
    if prefix:
        rate["scope_down_statement"] = {"byte_match_statement": _below(prefix)}
    return rate


def _large_body() -> wafv2.WebAclRuleStatementArgsDict:
    larger: wafv2.WebAclRuleStatementArgsDict = {
        "size_constraint_statement": {
            "comparison_operator": "GT",
            "size": INSPECTED_BODY_BYTES,
            "field_to_match": {"body": {"oversize_handling": "MATCH"}},
            "text_transformations": [{"priority": 0, "type": "NONE"}],
        }
    }
    no_file: wafv2.WebAclRuleStatementArgsDict = {
        "not_statement": {"statement": {"byte_match_statement": _a_file()}}
    }
    return {"and_statement": {"statements": [larger, no_file]}}


def _a_file() -> wafv2.WebAclRuleStatementByteMatchStatementArgsDict:
    """The one path, letter by letter: an exception for what a path means could be talked into."""
    return {
        "field_to_match": {"uri_path": {}},
        "positional_constraint": "EXACTLY",
        "search_string": FILES_PATH,
        "text_transformations": [{"priority": 0, "type": "NONE"}],
    }


def _below(prefix: str) -> wafv2.WebAclRuleStatementByteMatchStatementArgsDict:
    """Paths below a prefix, also when they are written with escapes or dots."""
    return {
        "field_to_match": {"uri_path": {}},
        "positional_constraint": "STARTS_WITH",
        "search_string": prefix,
        "text_transformations": [
            {"priority": 0, "type": "URL_DECODE"},
            {"priority": 1, "type": "NORMALIZE_PATH"},
        ],
    }
