"""Aurora PostgreSQL Serverless v2: one writer, readers by choice."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
import pulumi_random as random

ENGINE = "aurora-postgresql"
MAJOR_VERSION = "17"
"""Minor versions are AWS's business: a full version here would show each of its upgrades as drift."""

PORT = 5432

PARAMETERS = {
    "rds.force_ssl": "1",
    "timezone": "UTC",
    "log_min_duration_statement": "1000",  # ms
    "log_statement": "ddl",  # 'all' would write personal data into the log
    "idle_in_transaction_session_timeout": "60000",  # ms
}


@dataclass(frozen=True, kw_only=True)
class DatabaseArgs:
    cluster_name: str
    """Fixed identifier of the cluster."""
    database_name: str
    private_subnet_ids: Sequence[pulumi.Input[str]]
    security_group_id: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    """KMS key of storage, backups, insights and the master password."""
    log_key_arn: pulumi.Input[str]
    log_retention_days: int
    min_acu: float
    """Capacity that is paid while idle, in steps of 0.5; 0 lets the database pause."""
    max_acu: float
    pause_after_seconds: int
    """Idle time before the pause; only with `min_acu` 0."""
    readers: int
    backup_days: int
    insights: bool
    """Performance Insights; holds a small database above its minimum."""
    protect: bool
    """Refuse deletion, and take a final snapshot when it is allowed at last."""

    def __post_init__(self) -> None:
        if not 0 <= self.min_acu <= self.max_acu:
            raise ValueError(f"min_acu: {self.min_acu} is not from 0 to max_acu {self.max_acu}")


class Database(pulumi.ComponentResource):
    cluster_id: pulumi.Output[str]
    cluster_arn: pulumi.Output[str]
    endpoint: pulumi.Output[str]
    """Host of the writer."""
    admin_secret_arn: pulumi.Output[str]
    """The master's credentials, made and rotated by RDS."""
    writer: aws.rds.ClusterInstance
    """What must exist before anything can connect: the cluster alone answers nobody."""

    def __init__(self, name: str, args: DatabaseArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:database:Database", name, None, opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)

        cluster = self._cluster()
        self.writer = self._instance(cluster, "writer", tier=0)
        for number in range(1, args.readers + 1):
            # Tier 1 scales along with the writer, so a failover meets a reader that is large enough.
            self._instance(cluster, f"reader-{number}", tier=1)

        self.cluster_id = cluster.id
        self.cluster_arn = cluster.arn
        self.endpoint = cluster.endpoint
        self.admin_secret_arn = cluster.master_user_secrets[0].secret_arn
        self.register_outputs(
            {
                "cluster_id": self.cluster_id,
                "cluster_arn": self.cluster_arn,
                "endpoint": self.endpoint,
                "admin_secret_arn": self.admin_secret_arn,
                "writer": self.writer,
            }
        )

    def _cluster(self) -> aws.rds.Cluster:
        name, args = self._name, self._args
        subnets = aws.rds.SubnetGroup(
            f"{name}-subnets", subnet_ids=list(args.private_subnet_ids), opts=self._child
        )
        parameters = aws.rds.ClusterParameterGroup(
            f"{name}-parameters",
            family=f"{ENGINE}{MAJOR_VERSION}",
            parameters=[{"name": key, "value": value} for key, value in PARAMETERS.items()],
            opts=self._child,
        )
        # RDS would create this group by itself, unencrypted and kept for ever.
        logs = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=f"/aws/rds/cluster/{args.cluster_name}/postgresql",
            retention_in_days=args.log_retention_days,
            kms_key_id=args.log_key_arn,
            opts=self._child,
        )
        final_snapshot = random.RandomId(f"{name}-final-snapshot", byte_length=4, opts=self._child)
        return aws.rds.Cluster(
            f"{name}-cluster",
            cluster_identifier=args.cluster_name,
            engine=ENGINE,
            engine_mode="provisioned",  # what Serverless v2 calls itself; 'serverless' is its predecessor
            engine_version=MAJOR_VERSION,
            database_name=args.database_name,
            master_username=f"{args.database_name}_admin",
            manage_master_user_password=True,
            master_user_secret_kms_key_id=args.key_arn,
            storage_encrypted=True,
            kms_key_id=args.key_arn,
            db_subnet_group_name=subnets.name,
            vpc_security_group_ids=[args.security_group_id],
            db_cluster_parameter_group_name=parameters.name,
            iam_database_authentication_enabled=True,
            serverlessv2_scaling_configuration={
                "min_capacity": args.min_acu,
                "max_capacity": args.max_acu,
                "seconds_until_auto_pause": args.pause_after_seconds if args.min_acu == 0 else None,
            },
            backup_retention_period=args.backup_days,
            copy_tags_to_snapshot=True,
            deletion_protection=args.protect,
            skip_final_snapshot=not args.protect,
            # Unique in each life of the cluster: a second destroy must not meet the first one's snapshot.
            final_snapshot_identifier=pulumi.Output.format(
                "{}-final-{}", args.cluster_name, final_snapshot.hex
            ),
            enabled_cloudwatch_logs_exports=["postgresql"],
            engine_lifecycle_support="open-source-rds-extended-support-disabled",
            opts=pulumi.ResourceOptions(
                parent=self, protect=args.protect, depends_on=[logs], delete_before_replace=True
            ),
        )

    def _instance(self, cluster: aws.rds.Cluster, label: str, *, tier: int) -> aws.rds.ClusterInstance:
        args = self._args
        return aws.rds.ClusterInstance(
            f"{self._name}-{label}",
            identifier=f"{args.cluster_name}-{label}",
            cluster_identifier=cluster.id,
            engine=aws.rds.EngineType.AURORA_POSTGRESQL,
            instance_class="db.serverless",
            db_subnet_group_name=cluster.db_subnet_group_name,
            publicly_accessible=False,
            promotion_tier=tier,
            auto_minor_version_upgrade=True,
            copy_tags_to_snapshot=True,
            performance_insights_enabled=args.insights,
            performance_insights_kms_key_id=args.key_arn if args.insights else None,
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
        )
