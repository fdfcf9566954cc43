"""The role with which API Gateway writes logs: one setting for the whole account and region."""

import pulumi
import pulumi_aws as aws

from components.documents import trust

from .place import PROJECT, ROLE_PATH

WRITE_LOGS = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"


class ApiGatewayLogs(pulumi.ComponentResource):
    """Kept when this program is destroyed: every other API of the account writes its logs with it too."""

    role_arn: pulumi.Output[str]

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits-bootstrap:gateway_logs:ApiGatewayLogs", name, None, opts)
        kept = pulumi.ResourceOptions(parent=self, retain_on_delete=True)
        role = aws.iam.Role(
            f"{name}-role",
            name=f"{PROJECT}-api-gateway-logs",
            path=ROLE_PATH,
            assume_role_policy=trust("apigateway.amazonaws.com"),
            opts=kept,
        )
        attachment = aws.iam.RolePolicyAttachment(
            f"{name}-write", role=role.name, policy_arn=WRITE_LOGS, opts=kept
        )
        aws.apigateway.Account(
            f"{name}-account",
            cloudwatch_role_arn=role.arn,
            # API Gateway tries the role when it is set.
            opts=pulumi.ResourceOptions(parent=self, retain_on_delete=True, depends_on=[attachment]),
        )
        self.role_arn = role.arn
        self.register_outputs({"role_arn": self.role_arn})
