"""Keys and buckets: what everything else writes to."""

from dataclasses import dataclass

from components.bucket import PrivateBucket, PrivateBucketArgs
from components.bucket_access import BucketAccess, BucketAccessArgs, from_log_writers
from components.encryption import Keys, KeysArgs
from components.place import Place
from components.settings import StackSettings


@dataclass(frozen=True, kw_only=True)
class Storage:
    keys: Keys
    log_access: BucketAccess
    """The bucket of flow logs and access logs, ready to be written to."""
    media: PrivateBucket
    site: PrivateBucket
    """Its policy names the distribution, so the public tier writes it."""


def build_storage(settings: StackSettings, place: Place) -> Storage:
    protect = settings.deletion_protection
    keys = Keys("keys", KeysArgs(place=place, deletion_window_days=30 if protect else 14, protect=protect))

    log_name = place.bucket_name("logs")
    logs = PrivateBucket(
        "logs",
        PrivateBucketArgs(
            bucket_name=log_name,
            key_arn=None,  # S3 cannot write its access logs under a customer's key
            keep_replaced_days=1,
            expire_days=settings.log_retention_days,
            protect=protect,
        ),
    )
    log_access = BucketAccess(
        "logs",
        BucketAccessArgs(
            bucket=logs.bucket_name, bucket_name=log_name, statements=from_log_writers(log_name, place)
        ),
    )
    media = PrivateBucket(
        "media",
        PrivateBucketArgs(
            bucket_name=place.bucket_name("media"),
            key_arn=keys.data_arn,
            keep_replaced_days=90 if protect else 7,
            # What a browser has posted and the application has not looked at.
            fleeting={"uploads/": 1},
            log_bucket_name=log_access.bucket_name,
            protect=protect,
        ),
    )
    BucketAccess("media", BucketAccessArgs(bucket=media.bucket_name, bucket_name=place.bucket_name("media")))
    site = PrivateBucket(
        "site",
        PrivateBucketArgs(
            bucket_name=place.bucket_name("site"),
            key_arn=None,  # public files; a key would have to name the distribution
            keep_replaced_days=30,
            log_bucket_name=log_access.bucket_name,
            protect=False,  # rebuilt from the sources at any time
        ),
    )
    return Storage(keys=keys, log_access=log_access, media=media, site=site)
