"""RDS Proxy: many short-lived functions share few database connections."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.documents import policy_document, trust
from components.place import Place


@dataclass(frozen=True, kw_only=True)
class DatabaseProxyArgs:
    place: Place
    """The proxy and its role are called by the place's prefix."""
    cluster_id: pulumi.Input[str]
    private_subnet_ids: Sequence[pulumi.Input[str]]
    security_group_id: pulumi.Input[str]
    secret_arn: pulumi.Input[str]
    """`{"username", "password"}` of the application's user."""
    secret_arn_pattern: str
    """Literal that matches the secret's ARN, for the proxy's role."""
    key_arn: pulumi.Input[str]
    """KMS key of the secret."""
    log_key_arn: pulumi.Input[str]
    log_retention_days: int
    target_after: Sequence[pulumi.Resource]
    """What must stand before the proxy looks at its target: the writer, and whatever creates the user."""


class DatabaseProxy(pulumi.ComponentResource):
    endpoint: pulumi.Output[str]
    """Host of the proxy."""
    proxy_name: pulumi.Output[str]
    """Dimension `ProxyName` of its metrics."""

    def __init__(
        self, name: str, args: DatabaseProxyArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("habits:proxy:DatabaseProxy", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        role, permissions = self._role(name, args)
        logs = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=f"/aws/rds/proxy/{args.place.prefix}",
            retention_in_days=args.log_retention_days,
            kms_key_id=args.log_key_arn,
            opts=child,
        )
        proxy = aws.rds.Proxy(
            f"{name}-proxy",
            name=args.place.prefix,
            engine_family="POSTGRESQL",
            require_tls=True,
            debug_logging=False,  # it would write the text of every statement into the log
            idle_client_timeout=900,
            role_arn=role.arn,
            vpc_subnet_ids=list(args.private_subnet_ids),
            vpc_security_group_ids=[args.security_group_id],
            auths=[
                {
                    "auth_scheme": "SECRETS",
                    "secret_arn": args.secret_arn,
                    "iam_auth": "DISABLED",
                    "client_password_auth_type": "POSTGRES_SCRAM_SHA_256",
                }
            ],
            opts=pulumi.ResourceOptions(
                parent=self, depends_on=[logs, *permissions], delete_before_replace=True
            ),
        )
        targets = aws.rds.ProxyDefaultTargetGroup(
            f"{name}-targets",
            db_proxy_name=proxy.name,
            connection_pool_config={
                "max_connections_percent": 90,  # leaves room for migrations and for people
                "max_idle_connections_percent": 10,
                "connection_borrow_timeout": 10,  # seconds; below the gateway's patience
            },
            opts=child,
        )
        aws.rds.ProxyTarget(
            f"{name}-target",
            db_proxy_name=proxy.name,
            target_group_name=targets.name,
            db_cluster_identifier=args.cluster_id,
            opts=pulumi.ResourceOptions(parent=self, depends_on=list(args.target_after)),
        )

        self.endpoint = proxy.endpoint
        self.proxy_name = proxy.name
        self.register_outputs({"endpoint": self.endpoint, "proxy_name": self.proxy_name})

    def _role(self, name: str, args: DatabaseProxyArgs) -> tuple[aws.iam.Role, list[pulumi.Resource]]:
        role = aws.iam.Role(
            f"{name}-role",
            name=f"{args.place.prefix}-proxy",
            permissions_boundary=args.place.permissions_boundary,
            assume_role_policy=trust(
                "rds.amazonaws.com", {"StringEquals": {"aws:SourceAccount": args.place.account_id}}
            ),
            opts=pulumi.ResourceOptions(parent=self),
        )
        read = {
            "Effect": "Allow",
            "Action": "secretsmanager:GetSecretValue",
            "Resource": args.secret_arn_pattern,
        }
        # Without it the proxy comes up and every login fails, with nothing in the deployment's log.
        decrypt = {
            "Effect": "Allow",
            "Action": "kms:Decrypt",
            "Resource": args.key_arn,
            "Condition": {"StringEquals": {"kms:ViaService": args.place.service("secretsmanager")}},
        }
        permissions: list[pulumi.Resource] = [
            aws.iam.RolePolicy(
                f"{name}-{label}",
                role=role.id,
                policy=policy_document([statement]),
                opts=pulumi.ResourceOptions(parent=self),
            )
            for label, statement in {"read-secret": read, "decrypt-secret": decrypt}.items()
        ]
        return role, permissions
