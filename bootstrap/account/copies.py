"""What copies in a second region ask for, beyond what a stack in one region does."""

from .documents import Statement, allow
from .place import Place

COPYING_SERVICES = ("backup.amazonaws.com", "s3.amazonaws.com")
COPYING_LINKED_ROLES = ("backup.amazonaws.com", "replication.ecr.amazonaws.com")
COPYING_ACTIONS = (
    # What the roles that copy to a second region do, beyond what the application does.
    "backup:CopyFromBackupVault",
    "backup:CopyIntoBackupVault",
    "backup:DescribeBackupVault",
    "kms:CreateGrant",
    "kms:DescribeKey",
    "kms:Encrypt",
    "rds:AddTagsToResource",
    "rds:CopyDBClusterSnapshot",
    "rds:CreateDBClusterSnapshot",
    "rds:DeleteDBClusterSnapshot",
    "rds:DescribeDBClusterSnapshots",
    "rds:DescribeDBClusters",
    "rds:ListTagsForResource",
    "rds:ModifyDBClusterSnapshotAttribute",
    "s3:GetObjectVersionAcl",
    "s3:GetObjectVersionForReplication",
    "s3:GetObjectVersionTagging",
    "s3:GetReplicationConfiguration",
    "s3:ReplicateDelete",
    "s3:ReplicateObject",
    "s3:ReplicateTags",
)


def deploy_copies(place: Place) -> list[Statement]:
    """Plans are named by AWS, and copying is a setting of the whole registry."""
    return [
        allow(
            "Backups", ["backup:*", "backup-storage:*"], StringEquals={"aws:RequestedRegion": place.regions}
        ),
        allow(
            "CopiesOfImages",
            [
                "ecr:CreateRepositoryCreationTemplate",
                "ecr:DeleteRepositoryCreationTemplate",
                "ecr:DescribeRegistry",
                "ecr:DescribeRepositoryCreationTemplates",
                "ecr:PutReplicationConfiguration",
                "ecr:UpdateRepositoryCreationTemplate",
            ],
        ),
    ]
