"""ElastiCache Serverless: sessions and cached answers, reached by password over TLS."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pulumi
import pulumi_aws as aws
import pulumi_random as random

PORT = 6379
KEY_PATTERN = "~{hb}*"
"""The hash tag every key of the application starts with: a serverless cache is always a cluster, and the
keys of one command must share a slot."""


class CacheEngine(StrEnum):
    """Valkey costs a third less and bills from 0.1 GB upwards, Redis OSS from 1 GB."""

    VALKEY = "valkey"
    REDIS = "redis"


MAJOR_VERSIONS = {CacheEngine.VALKEY: "8", CacheEngine.REDIS: "7"}


@dataclass(frozen=True, kw_only=True)
class CacheArgs:
    cache_name: str
    """Fixed name; dimension `clusterId` of its metrics, and prefix of its users."""
    engine: CacheEngine
    private_subnet_ids: Sequence[pulumi.Input[str]]
    security_group_id: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    username: str
    password: pulumi.Input[str]
    """16 to 128 characters."""
    max_gb: int
    """Ceiling of the stored data, and of its bill."""
    max_ecpu_per_second: int
    backup_days: int
    """0 keeps no snapshot."""

    def __post_init__(self) -> None:
        if self.max_gb < 1 or self.max_ecpu_per_second < 1000:
            raise ValueError(
                f"max_gb: {self.max_gb}, max_ecpu_per_second: {self.max_ecpu_per_second}: at least 1 and 1000"
            )


class Cache(pulumi.ComponentResource):
    host: pulumi.Output[str]
    port: int
    """Port for reading and writing; TLS only."""
    cache_name: pulumi.Output[str]

    def __init__(self, name: str, args: CacheArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:cache:Cache", name, None, opts)
        self._name, self._args = name, args
        group = self._user_group()
        cache = aws.elasticache.ServerlessCache(
            f"{name}-cache",
            name=args.cache_name,
            engine=args.engine.value,
            major_engine_version=MAJOR_VERSIONS[args.engine],
            kms_key_id=args.key_arn,
            subnet_ids=list(args.private_subnet_ids),
            security_group_ids=[args.security_group_id],
            user_group_id=group.user_group_id,
            # Minimum values would be billed whether used or not.
            cache_usage_limits={
                "data_storage": {"maximum": args.max_gb, "unit": "GB"},
                "ecpu_per_seconds": [{"maximum": args.max_ecpu_per_second}],
            },
            snapshot_retention_limit=args.backup_days,
            daily_snapshot_time="05:00" if args.backup_days else None,
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
        )

        self.host = cache.endpoints[0].address
        self.port = PORT
        self.cache_name = cache.name
        self.register_outputs({"host": self.host, "port": self.port, "cache_name": self.cache_name})

    def _user_group(self) -> aws.elasticache.UserGroup:
        """The engine is part of every name: a user of one engine cannot become a user of the other."""
        args = self._args
        # No FLUSHALL, KEYS or CONFIG, and only the application's own keys.
        users = [self._user("app", args.username, f"on {KEY_PATTERN} +@all -@dangerous", args.password)]
        if args.engine is CacheEngine.REDIS:
            # A Redis group must have a user called 'default'. This one can do nothing.
            nobody = random.RandomPassword(
                f"{self._name}-default-password",
                length=64,
                special=False,
                opts=pulumi.ResourceOptions(parent=self),
            )
            users.append(self._user("default", "default", "off -@all", nobody.result))
        return aws.elasticache.UserGroup(
            f"{self._name}-{args.engine}-users",
            engine=args.engine.value,
            user_group_id=f"{args.cache_name}-{args.engine}",
            user_ids=[user.user_id for user in users],
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
        )

    def _user(
        self, label: str, user_name: str, access: str, password: pulumi.Input[str]
    ) -> aws.elasticache.User:
        args = self._args
        return aws.elasticache.User(
            f"{self._name}-{args.engine}-{label}",
            engine=args.engine.value,
            user_id=f"{args.cache_name}-{args.engine}-{label}",
            user_name=user_name,
            access_string=access,
            authentication_mode={"type": "password", "passwords": [pulumi.Output.secret(password)]},
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
        )
