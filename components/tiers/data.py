"""What is remembered: secrets, database, cache."""

from dataclasses import dataclass

from components.cache import Cache, CacheArgs
from components.database import Database, DatabaseArgs
from components.place import Place
from components.secrets import RandomSecret, RandomSecretArgs, SecretReplica
from components.security_groups import Role
from components.settings import StackSettings
from components.tiers.network import PrivateNetwork
from components.tiers.storage import Storage

DATABASE_NAME = "habits"
APP_USER = "habits_app"
CACHE_USER = "app"


@dataclass(frozen=True, kw_only=True)
class Data:
    django_key: RandomSecret
    database_user: RandomSecret
    cache_user: RandomSecret
    origin_key: RandomSecret
    """What CloudFront shows the API to be let in."""
    database: Database
    cache: Cache

    @property
    def read_by_functions(self) -> tuple[RandomSecret, ...]:
        return self.django_key, self.database_user, self.cache_user


def build_data(
    settings: StackSettings,
    place: Place,
    storage: Storage,
    inside: PrivateNetwork,
    secret_replica: SecretReplica | None,
) -> Data:
    keys, protect = storage.keys, settings.deletion_protection

    def secret(purpose: str, description: str, username: str | None = None) -> RandomSecret:
        return RandomSecret(
            purpose,
            RandomSecretArgs(
                place=place,
                purpose=purpose,
                description=description,
                key_arn=keys.data_arn,
                recovery_days=30 if protect else 0,
                username=username,
                replica=secret_replica,
            ),
        )

    cache_user = secret("cache-user", "Credentials of the application in the cache", CACHE_USER)
    database = Database(
        "database",
        DatabaseArgs(
            cluster_name=place.prefix,
            database_name=DATABASE_NAME,
            private_subnet_ids=inside.subnet_ids,
            security_group_id=inside.group(Role.DATABASE),
            key_arn=keys.data_arn,
            log_key_arn=keys.operations_arn,
            log_retention_days=settings.log_retention_days,
            min_acu=settings.database_min_acu,
            max_acu=settings.database_max_acu,
            pause_after_seconds=settings.database_pause_after_seconds,
            readers=settings.database_readers,
            backup_days=settings.database_backup_days,
            insights=settings.database_insights,
            protect=protect,
        ),
    )
    cache = Cache(
        "cache",
        CacheArgs(
            cache_name=place.prefix,
            engine=settings.cache_engine,
            private_subnet_ids=inside.subnet_ids,
            security_group_id=inside.group(Role.CACHE),
            key_arn=keys.data_arn,
            username=CACHE_USER,
            password=cache_user.value,
            max_gb=settings.cache_max_gb,
            max_ecpu_per_second=settings.cache_max_ecpu,
            backup_days=settings.cache_backup_days,
        ),
    )
    return Data(
        django_key=secret("django-key", "Django signs sessions and tokens with it"),
        database_user=secret("database-user", "Credentials of the application in the database", APP_USER),
        cache_user=cache_user,
        origin_key=secret("origin-key", "CloudFront shows it to the API to be let in"),
        database=database,
        cache=cache,
    )
