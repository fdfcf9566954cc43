"""Snapshots of the database some times a day, each copied to a second region."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.documents import Statement, policy_document, trust
from components.place import Place

SCHEDULE = "cron(30 1/6 * * ? *)"
HOURS_BETWEEN = 6
"""The most that is lost with the region; the database's own backups lose minutes."""
START_MINUTES, END_MINUTES = 60, 180
SNAPSHOTS_OF_BACKUP = "awsbackup:*"
"""Names of the snapshots that AWS Backup makes."""


@dataclass(frozen=True, kw_only=True)
class BackupCopiesArgs:
    place: Place
    cluster_arn: pulumi.Input[str]
    cluster_name: str
    key_arn: pulumi.Input[str]
    """KMS key of the database and of the vault in its region."""
    target_key_arn: pulumi.Input[str]
    target_region: str
    target_provider: aws.Provider
    keep_days: int
    """Age at which a snapshot goes, in both regions."""
    protect: bool
    """Refuse to delete a vault that holds snapshots."""


class BackupCopies(pulumi.ComponentResource):
    target_vault_name: pulumi.Output[str]
    """Where to restore from when the region is lost."""

    def __init__(self, name: str, args: BackupCopiesArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:replica_backup:BackupCopies", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        vault = aws.backup.Vault(
            f"{name}-vault",
            name=args.place.prefix,
            kms_key_arn=args.key_arn,
            force_destroy=not args.protect,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect, delete_before_replace=True),
        )
        target = aws.backup.Vault(
            f"{name}-target",
            name=args.place.prefix,
            kms_key_arn=args.target_key_arn,
            force_destroy=not args.protect,
            opts=pulumi.ResourceOptions(
                parent=self,
                protect=args.protect,
                provider=args.target_provider,
                delete_before_replace=True,
            ),
        )
        role = aws.iam.Role(
            f"{name}-role",
            name=f"{args.place.prefix}-backup",
            assume_role_policy=trust(
                "backup.amazonaws.com", {"StringEquals": {"aws:SourceAccount": args.place.account_id}}
            ),
            permissions_boundary=args.place.permissions_boundary,
            opts=child,
        )
        permissions = aws.iam.RolePolicy(
            f"{name}-permissions", role=role.name, policy=policy_document(_permissions(args)), opts=child
        )
        plan = aws.backup.Plan(
            f"{name}-plan",
            name=args.place.prefix,
            rules=[
                {
                    "rule_name": "second-region",
                    "target_vault_name": vault.name,
                    "schedule": SCHEDULE,
                    "start_window": START_MINUTES,
                    "completion_window": END_MINUTES,
                    "lifecycle": {"delete_after": args.keep_days},
                    "copy_actions": [
                        {
                            "destination_vault_arn": target.arn,
                            "lifecycle": {"delete_after": args.keep_days},
                        }
                    ],
                }
            ],
            opts=child,
        )
        aws.backup.Selection(
            f"{name}-selection",
            name=args.place.prefix,
            plan_id=plan.id,
            iam_role_arn=role.arn,
            resources=[args.cluster_arn],
            opts=pulumi.ResourceOptions(parent=self, depends_on=[permissions]),
        )
        self.target_vault_name = target.name
        self.register_outputs({"target_vault_name": self.target_vault_name})


def _permissions(args: BackupCopiesArgs) -> list[Statement]:
    """As much of AWS's own policy for backups as one Aurora cluster needs; it restores nothing."""
    regions = (args.place.region, args.target_region)
    account = args.place.account_id
    snapshots = [
        f"arn:aws:rds:{region}:{account}:cluster-snapshot:{SNAPSHOTS_OF_BACKUP}" for region in regions
    ]
    cluster = args.place.arn("rds", f"cluster:{args.cluster_name}")
    vaults = [f"arn:aws:backup:{region}:{account}:backup-vault:{args.place.prefix}" for region in regions]
    keys = [args.key_arn, args.target_key_arn]
    return [
        _allow(
            "Snapshots",
            [
                "rds:AddTagsToResource",
                "rds:CopyDBClusterSnapshot",
                "rds:CreateDBClusterSnapshot",
                "rds:DeleteDBClusterSnapshot",
                "rds:DescribeDBClusterSnapshots",
                "rds:DescribeDBClusters",
                "rds:ListTagsForResource",
                "rds:ModifyDBClusterSnapshotAttribute",
            ],
            [*snapshots, cluster],
        ),
        _allow("Copies", ["backup:CopyFromBackupVault", "backup:CopyIntoBackupVault"], vaults),
        _allow("Vaults", ["backup:DescribeBackupVault"], vaults),
        _allow("Keys", ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], keys),
        _allow("Grants", ["kms:CreateGrant"], keys)
        | {"Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}},
    ]


def _allow(sid: str, actions: list[str], resources: list[pulumi.Input[str]] | list[str]) -> dict[str, object]:
    return {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resources}
