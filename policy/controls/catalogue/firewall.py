"""The web application firewall."""

from collections.abc import Mapping
from typing import Final, cast

from ..control import Frameworks, Problem, Problems, Setting, control, every, expect
from ..embedded_json import embedded_list
from ..graph import Subject
from ..model import Severity
from ..resource_types import LOG_GROUP, WEB_ACL, WEB_ACL_LOGGING
from ..values import Block

_GROUPS: Final = {
    "AWSManagedRulesCommonRuleSet": "the common rules",
    "AWSManagedRulesKnownBadInputsRuleSet": "the rules for known bad inputs",
}
_SECRET_HEADERS: Final = ("authorization", "cookie")


@control(
    id="WAF-01",
    title="The firewall has rules that block",
    severity=Severity.HIGH,
    types=(WEB_ACL,),
    frameworks=Frameworks(fsbp=("WAF.10",), checkov=("CKV_AWS_175", "CKV_AWS_192", "CKV2_AWS_47")),
    settings={
        "countAllowed": Setting(
            default=False,
            description="Whether managed rule groups may only count, while they are being tuned",
        )
    },
    why="A firewall without rules, or with rules that only count, is a cost without an effect. Attacks on "
    "known holes and floods of requests are what arrives every day.",
    fix="Add AWSManagedRulesCommonRuleSet, AWSManagedRulesKnownBadInputsRuleSet with overrideAction none, "
    "and a rate-based rule with action block.",
    url="https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html",
)
def firewall_blocks(acl: Subject) -> Problems:
    rules = _rules(acl)
    groups = [rule.block("statement.managedRuleGroupStatement") for rule in rules]
    names = {group.text("name") for group in groups if group.text("vendorName", default="AWS") == "AWS"}
    yield from every(
        [
            *(
                expect(lambda name=name: name in names, f"{words} ({name}) are missing", name)
                for name, words in _GROUPS.items()
            ),
            expect(
                lambda: any(map(_limits_rate, rules)), "no rule blocks floods (rateBasedStatement)", "rate"
            ),
            *(
                expect(
                    lambda rule=rule: (
                        acl.settings["countAllowed"] or rule.read("overrideAction.count") is None
                    ),
                    f"rule {rule.text('name')} only counts",
                    rule.path,
                )
                for rule in rules
            ),
        ]
    )


def _rules(acl: Subject) -> list[Block]:
    """The rules, also those in `ruleJson`, which spells every name with a capital."""
    if not acl.present("ruleJson"):
        return list(acl.blocks("rules"))
    return [Block(_lowered(rule.value), rule.path, acl.view) for rule in embedded_list(acl, "ruleJson")]


def _lowered(value: object) -> object:
    if isinstance(value, Mapping):
        fields = cast("Mapping[str, object]", value)
        return {name[:1].lower() + name[1:]: _lowered(item) for name, item in fields.items()}
    if isinstance(value, list):
        return [_lowered(item) for item in cast("list[object]", value)]
    return value


def _limits_rate(rule: Block) -> bool:
    stops = any(rule.read(f"action.{action}") is not None for action in ("block", "captcha", "challenge"))
    return rule.present("statement.rateBasedStatement") and stops


@control(
    id="WAF-02",
    title="The firewall logs what it decides, without credentials",
    severity=Severity.MEDIUM,
    types=(WEB_ACL,),
    frameworks=Frameworks(fsbp=("WAF.12",), checkov=("CKV2_AWS_31",)),
    reads_stack=True,
    why="A blocked customer and a passed attack look the same without logs. The logs hold whole requests: "
    "credentials in them would be a second copy of every session.",
    fix="Add a WebAclLoggingConfiguration whose destination is named aws-waf-logs-..., with redactedFields "
    "for authorization and cookie, and set visibilityConfig.cloudwatchMetricsEnabled.",
    url="https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
)
def firewall_logs(acl: Subject) -> Problems:
    configurations = list(acl.stack.sources(acl, "resourceArn", WEB_ACL_LOGGING))
    if not configurations:
        yield Problem("has no logging configuration")
    yield from every(
        [
            expect(
                lambda: acl.flag("visibilityConfig.cloudwatchMetricsEnabled"),
                "visibilityConfig.cloudwatchMetricsEnabled is not true",
            ),
            *map(_logging_problems, configurations),
        ]
    )


def _logging_problems(configuration: Subject) -> Problems:
    redacted = [field.text("singleHeader.name").lower() for field in configuration.blocks("redactedFields")]
    yield from every(
        [
            *(
                expect(
                    lambda header=header: header in redacted,
                    f"the header {header} is logged in clear",
                    header,
                )
                for header in _SECRET_HEADERS
            ),
            expect(
                lambda: configuration.present("logDestinationConfigs"), "logDestinationConfigs names no place"
            ),
            expect(
                lambda: all(name.startswith("aws-waf-logs-") for name in _destinations(configuration)),
                "the destination's name does not begin with aws-waf-logs-: AWS refuses it",
            ),
        ]
    )


def _destinations(configuration: Subject) -> list[str]:
    """The names of the destinations: of the stack's log groups, else the last part of the ARNs."""
    groups = list(configuration.stack.named(configuration, "logDestinationConfigs", LOG_GROUP))
    if groups:
        return [group.text("name") for group in groups]
    return [arn.rpartition(":")[2] for arn in configuration.texts("logDestinationConfigs")]
