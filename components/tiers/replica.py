"""A second region that keeps what cannot be made again: images, uploads, secrets, the database."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.bucket import PrivateBucket, PrivateBucketArgs
from components.bucket_access import BucketAccess, BucketAccessArgs
from components.documents import policy_document
from components.place import Place
from components.replica_backup import BackupCopies, BackupCopiesArgs
from components.replica_images import ImageReplica, ImageReplicaArgs
from components.replica_media import MediaReplica, MediaReplicaArgs
from components.secrets import SecretReplica
from components.setting_values import refusal
from components.settings import StackSettings
from components.tiers.data import Data
from components.tiers.storage import Storage

VERIFIED_MEDIA = "media/"
"""What the application has looked at; what a browser has just posted is worth no copy."""


@dataclass(frozen=True, kw_only=True)
class Replica:
    """The second region, open for copies."""

    region: str
    provider: aws.Provider
    key_arn: pulumi.Output[str]

    @property
    def of_secrets(self) -> SecretReplica:
        return SecretReplica(region=self.region, key_arn=self.key_arn)


def open_replica(settings: StackSettings, place: Place) -> Replica | None:
    """The provider and key of the second region; None without one. Raises SettingsError."""
    region = settings.replica_region
    if region is None:
        return None
    if region == place.region:
        raise refusal("replicaRegion", region, "another region than the stack's own")
    provider = aws.Provider(
        "replica",
        region=region,
        # The default provider reads its tags by itself; this one has to be told.
        default_tags=pulumi.Config("aws").get_object("defaultTags"),
    )
    elsewhere = pulumi.ResourceOptions(provider=provider, protect=settings.deletion_protection)
    key = aws.kms.Key(
        "replica-key",
        description="Copies of what the habit tracker keeps",
        enable_key_rotation=True,
        deletion_window_in_days=30 if settings.deletion_protection else 14,
        policy=policy_document(
            [
                {
                    "Sid": "AccountDecidesByIam",
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{place.account_id}:root"},
                    "Action": "kms:*",
                    "Resource": "*",
                }
            ]
        ),
        opts=elsewhere,
    )
    aws.kms.Alias(
        "replica-key",
        name=f"alias/{place.prefix}-replica",
        target_key_id=key.key_id,
        opts=pulumi.ResourceOptions(provider=provider),
    )
    return Replica(region=region, provider=provider, key_arn=key.arn)


def copy_to_replica(
    replica: Replica, settings: StackSettings, place: Place, storage: Storage, data: Data
) -> None:
    there = pulumi.ResourceOptions(providers=[replica.provider])
    media_name = place.bucket_name("media-replica")
    media = PrivateBucket(
        "media-replica",
        PrivateBucketArgs(
            bucket_name=media_name,
            key_arn=replica.key_arn,
            keep_replaced_days=90 if settings.deletion_protection else 7,
            protect=settings.deletion_protection,
        ),
        there,
    )
    BucketAccess("media-replica", BucketAccessArgs(bucket=media.bucket_name, bucket_name=media_name), there)
    MediaReplica(
        "replica-media",
        MediaReplicaArgs(
            place=place,
            source=storage.media,
            source_name=place.bucket_name("media"),
            source_key_arn=storage.keys.data_arn,
            target=media,
            target_name=media_name,
            target_key_arn=replica.key_arn,
            target_region=replica.region,
            prefix=VERIFIED_MEDIA,
        ),
    )
    ImageReplica(
        "replica-images",
        ImageReplicaArgs(
            place=place,
            repository_name=settings.image_repository or place.prefix,
            target_region=replica.region,
            target_provider=replica.provider,
        ),
    )
    BackupCopies(
        "replica-backup",
        BackupCopiesArgs(
            place=place,
            cluster_arn=data.database.cluster_arn,
            cluster_name=place.prefix,
            key_arn=storage.keys.data_arn,
            target_key_arn=replica.key_arn,
            target_region=replica.region,
            target_provider=replica.provider,
            keep_days=settings.database_backup_days,
            protect=settings.deletion_protection,
        ),
    )
