"""A role that the jobs of one GitHub environment take on."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from .place import ROLE_PATH

SESSION_SECONDS = 2 * 60 * 60
"""A first deployment takes 40 minutes; credentials that end before it leave the stack locked."""


@dataclass(frozen=True, kw_only=True)
class DeliveryRoleArgs:
    role_name: str
    trust_policy: pulumi.Input[str]
    permissions_policy: pulumi.Input[str]


class DeliveryRole(pulumi.ComponentResource):
    arn: pulumi.Output[str]

    def __init__(self, name: str, args: DeliveryRoleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits-bootstrap:delivery_role:DeliveryRole", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-role",
            name=args.role_name,
            path=ROLE_PATH,
            assume_role_policy=args.trust_policy,
            max_session_duration=SESSION_SECONDS,
            opts=child,
        )
        aws.iam.RolePolicy(
            f"{name}-permissions",
            role=role.name,
            policy=args.permissions_policy,
            opts=child,
        )
        self.arn = role.arn
        self.register_outputs({"arn": self.arn})
