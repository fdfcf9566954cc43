"""The web application firewall in front of CloudFront, or of the API where there is none, and its log."""

from dataclasses import dataclass
from enum import StrEnum

import pulumi
import pulumi_aws as aws

from components.documents import policy_document
from components.firewall_rules import firewall_rules, visibility
from components.place import EDGE_REGION, Place

KEY_DELETION_DAYS = 14

REDACTED_HEADERS = ("authorization", "cookie", "x-csrftoken")


class FirewallMode(StrEnum):
    """Whether the managed rule groups only count their matches or block them."""

    COUNT = "count"
    BLOCK = "block"


@dataclass(frozen=True, kw_only=True)
class WebFirewallArgs:
    place: Place
    mode: FirewallMode
    rate_limit: int
    """Requests in five minutes from one address before it is blocked; at least 10."""
    auth_rate_limit: int = 100
    """The same for `/api/auth`, where passwords are guessed."""
    log_retention_days: int
    log_key_arn: pulumi.Input[str] | None = None
    """KMS key in the firewall's region, which CloudFront's has in us-east-1; `None` makes one there, for a
    dollar a month."""
    protect: bool = False
    """Whether Pulumi refuses to delete the key that it makes."""
    stage_arn: pulumi.Input[str] | None = None
    """Stage of API Gateway that it stands before, in the region of the stack; `None` is CloudFront."""

    @property
    def region(self) -> str:
        return EDGE_REGION if self.stage_arn is None else self.place.region


class WebFirewall(pulumi.ComponentResource):
    acl_arn: pulumi.Output[str]
    acl_name: pulumi.Output[str]
    """Dimension `WebACL` of the metrics, which are in the firewall's region."""

    def __init__(self, name: str, args: WebFirewallArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:web_firewall:WebFirewall", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        inspected: aws.wafv2.WebAclAssociationConfigRequestBodyArgsDict = (
            {"cloudfront": {"default_size_inspection_limit": "KB_64"}}
            if args.stage_arn is None
            else {"api_gateway": {"default_size_inspection_limit": "KB_64"}}
        )
        acl = aws.wafv2.WebAcl(
            # A firewall of CloudFront is no former one of a stage: both stand until the one is out of use.
            f"{name}-acl" if args.stage_arn is None else f"{name}-stage-acl",
            name=args.place.prefix,
            scope="CLOUDFRONT" if args.stage_arn is None else "REGIONAL",
            region=args.region,
            default_action={"allow": {}},
            rules=firewall_rules(
                block=args.mode is FirewallMode.BLOCK,
                rate_limit=args.rate_limit,
                auth_rate_limit=args.auth_rate_limit,
            ),
            association_config={"request_bodies": [inspected]},
            visibility_config=visibility(args.place.prefix),
            opts=child,
        )
        log_group = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=f"aws-waf-logs-{args.place.prefix}",  # the prefix is what lets the firewall write
            region=args.region,
            kms_key_id=self._log_key(name, args) if args.log_key_arn is None else args.log_key_arn,
            retention_in_days=args.log_retention_days,
            opts=child,
        )
        aws.wafv2.WebAclLoggingConfiguration(
            f"{name}-logging",
            region=args.region,
            resource_arn=acl.arn,
            log_destination_configs=[log_group.arn],
            redacted_fields=[
                *({"single_header": {"name": header}} for header in REDACTED_HEADERS),
                {"query_string": {}},  # holds the key of a calendar and of a mail's link
            ],
            # Allowed requests are in CloudFront's log already, and would cost most of the bill.
            logging_filter={
                "default_behavior": "DROP",
                "filters": [
                    {
                        "behavior": "KEEP",
                        "requirement": "MEETS_ANY",
                        "conditions": [
                            {"action_condition": {"action": action}} for action in ("BLOCK", "COUNT")
                        ],
                    }
                ],
            },
            opts=child,
        )

        if args.stage_arn is not None:
            aws.wafv2.WebAclAssociation(
                f"{name}-stage", resource_arn=args.stage_arn, web_acl_arn=acl.arn, opts=child
            )

        self.acl_arn = acl.arn
        self.acl_name = acl.name
        self.register_outputs({"acl_arn": self.acl_arn, "acl_name": self.acl_name})

    def _log_key(self, name: str, args: WebFirewallArgs) -> pulumi.Output[str]:
        """The keys of an environment in another region cannot protect what is logged here."""
        account_id = args.place.account_id
        account_decides = {
            "Sid": "AccountDecidesByIam",
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{account_id}:root"},
            "Action": "kms:*",
            "Resource": "*",
        }
        groups = f"arn:aws:logs:{EDGE_REGION}:{account_id}:log-group:*"
        for_logs = {
            "Sid": "LogGroups",
            "Effect": "Allow",
            "Principal": {"Service": f"logs.{EDGE_REGION}.amazonaws.com"},
            "Action": [
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:Encrypt",
                "kms:GenerateDataKey*",
                "kms:ReEncrypt*",
            ],
            "Resource": "*",
            "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
        }
        key = aws.kms.Key(
            f"{name}-log-key",
            region=EDGE_REGION,
            description="What the firewall of the habit tracker logs",
            enable_key_rotation=True,
            deletion_window_in_days=KEY_DELETION_DAYS,
            policy=policy_document([account_decides, for_logs]),
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        return key.arn
