"""The Django image as three functions, and the migration that comes before their traffic."""

from dataclasses import dataclass, replace
from pathlib import Path

import pulumi
import pulumi_aws as aws

from components.cache import PORT as CACHE_PORT
from components.database import PORT as DATABASE_PORT
from components.dead_letters import DeadLetters, DeadLettersArgs
from components.documents import Statement
from components.function import DjangoFunction, DjangoFunctionArgs
from components.image import AppImage, AppImageArgs
from components.mail import may_send
from components.migration import Migration, MigrationArgs
from components.place import Place
from components.proxy import DatabaseProxy, DatabaseProxyArgs
from components.registry import ImageRegistry, ImageRegistryArgs
from components.security_groups import Role
from components.setting_values import refusal
from components.settings import StackSettings
from components.tiers.data import DATABASE_NAME, Data
from components.tiers.network import PrivateNetwork
from components.tiers.storage import Storage

SOURCES = Path("app/backend")
BACKGROUND_MEMORY_MB = 1024
LONGEST_SECONDS = 900


@dataclass(frozen=True, kw_only=True)
class Compute:
    repository_url: pulumi.Output[str]
    image: AppImage
    logs: aws.cloudwatch.LogGroup
    dead_letters: DeadLetters
    api: DjangoFunction
    manage: DjangoFunction
    tasks: DjangoFunction
    proxy: DatabaseProxy | None


def build_compute(
    settings: StackSettings, place: Place, storage: Storage, inside: PrivateNetwork, data: Data
) -> Compute:
    keys = storage.keys
    repository_url = _repository_url(settings, place, storage)
    image = AppImage(
        "image",
        AppImageArgs(
            repository_url=repository_url,
            context=SOURCES,
            base_image=settings.image_base,
            architecture=settings.architecture,
            existing_image_uri=settings.image_uri,
        ),
    )
    logs = aws.cloudwatch.LogGroup(
        "app-logs",
        name=place.app_log_group,
        retention_in_days=settings.log_retention_days,
        kms_key_id=keys.operations_arn,
    )
    dead_letters = DeadLetters("dead-letters", DeadLettersArgs(place=place, key_arn=keys.data_arn))
    environment = _environment(settings, place, storage, data, image)
    secrets = [secret.arn_pattern for secret in data.read_by_functions]

    manage_args = DjangoFunctionArgs(
        place=place,
        purpose="manage",
        description="Migrates the database as its owner",
        command="handlers.manage.handler",
        image_uri=image.image_uri,
        architecture=settings.architecture,
        memory_mb=BACKGROUND_MEMORY_MB,
        timeout_seconds=LONGEST_SECONDS,
        private_subnet_ids=inside.subnet_ids,
        security_group_id=inside.group(Role.MANAGE),
        environment=environment
        | {
            # The proxy would pin a migration's connection, and must not know the owner's password.
            "DATABASE_HOST": data.database.endpoint,
            "DATABASE_ADMIN_SECRET_ARN": data.database.admin_secret_arn,
        },
        key_arn=keys.data_arn,
        log_group_name=logs.name,
        readable_secrets=[*secrets, data.database.admin_secret_arn],
    )
    manage = DjangoFunction("manage", manage_args)
    migration = Migration(
        "migration",
        MigrationArgs(
            function_name=manage.function_name,
            version=manage.version,
            image_uri=image.image_uri,
            run_after=[data.database, inside.network, inside.groups, inside.endpoints],
        ),
    )
    proxy = _proxy(place, settings, storage, inside, data, migration) if settings.database_proxy else None
    app_args = replace(
        manage_args,
        security_group_id=inside.group(Role.FUNCTIONS),
        environment=environment
        | {"DATABASE_HOST": proxy.endpoint if proxy else data.database.endpoint}
        | ({"MAIL_SENDER": settings.mail_sender} if settings.mail_sender else {}),
        readable_secrets=secrets,
        statements=[
            *_use_of_media(place),
            *([may_send(place, settings.mail_sender)] if settings.mail_sender else []),
        ],
        encrypts_through=["s3"],
        serve_after=[migration, *([proxy] if proxy else [])],
    )
    api = DjangoFunction(
        "api",
        replace(
            app_args,
            purpose="api",
            description="Answers the API's requests",
            command="handlers.api.handler",
            memory_mb=settings.function_memory,
            timeout_seconds=settings.function_timeout,
            warm_start=settings.warm_start,
            warm_capacity=settings.warm_capacity,
        ),
    )
    tasks = DjangoFunction(
        "tasks",
        replace(
            app_args,
            purpose="tasks",
            description="Does the recurring work",
            command="handlers.tasks.handler",
            failure_queue_arn=dead_letters.queue_arn,
        ),
    )
    return Compute(
        repository_url=repository_url,
        image=image,
        logs=logs,
        dead_letters=dead_letters,
        api=api,
        manage=manage,
        tasks=tasks,
        proxy=proxy,
    )


def _repository_url(settings: StackSettings, place: Place, storage: Storage) -> pulumi.Output[str]:
    """The account's repository, which outlives every stack, or one that comes and goes with this stack.

    Raises SettingsError for an image of any other: it could go while this stack runs it.
    """
    repository = settings.image_repository or place.prefix
    if settings.image_uri and f"/{repository}@" not in settings.image_uri:
        raise refusal(
            "imageUri", settings.image_uri, f"an image of {repository}, from which this stack pulls"
        )
    if settings.image_repository:
        registry = f"{place.account_id}.dkr.ecr.{place.region}.amazonaws.com"
        return pulumi.Output.from_input(f"{registry}/{repository}")
    return ImageRegistry(
        "image",
        ImageRegistryArgs(
            repository_name=repository,
            pulling_functions=place.arn("lambda", f"function:{place.prefix}-*"),
            key_arn=storage.keys.data_arn,
            protect=settings.deletion_protection,
        ),
    ).repository_url


def _environment(
    settings: StackSettings, place: Place, storage: Storage, data: Data, image: AppImage
) -> dict[str, pulumi.Input[str]]:
    hosts = settings.domain or ".cloudfront.net"
    return {
        "APP_ENVIRONMENT": settings.app_environment,
        "APP_VERSION": image.version,
        "LOG_LEVEL": settings.log_level.value,
        "ALLOWED_HOSTS": hosts if settings.edge_enabled else f".{place.service('execute-api')}",
        "DATABASE_PORT": str(DATABASE_PORT),
        "DATABASE_NAME": DATABASE_NAME,
        "DATABASE_SECRET_ARN": data.database_user.arn,
        "CACHE_HOST": data.cache.host,
        "CACHE_PORT": str(CACHE_PORT),
        "CACHE_SECRET_ARN": data.cache_user.arn,
        "DJANGO_SECRET_ARN": data.django_key.arn,
        "MEDIA_BUCKET": storage.media.bucket_name,
        # A function reads each secret once per start. New ones make new versions of all functions, hence new
        # starts; the first of them is the migration's, which hands the new password to the database.
        "CREDENTIALS_VERSION_ID": pulumi.Output.all(
            *(secret.version_id for secret in data.read_by_functions)
        ).apply(".".join),
    }


def _use_of_media(place: Place) -> list[Statement]:
    bucket = f"arn:aws:s3:::{place.bucket_name('media')}"
    objects = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    return [
        {"Effect": "Allow", "Action": objects, "Resource": f"{bucket}/*"},
        # To find what belongs to nobody any more; and who may not list is told 403 about what does not exist.
        {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": bucket},
    ]


def _proxy(
    place: Place,
    settings: StackSettings,
    storage: Storage,
    inside: PrivateNetwork,
    data: Data,
    migration: Migration,
) -> DatabaseProxy:
    return DatabaseProxy(
        "proxy",
        DatabaseProxyArgs(
            place=place,
            cluster_id=data.database.cluster_id,
            private_subnet_ids=inside.subnet_ids,
            security_group_id=inside.group(Role.PROXY),
            secret_arn=data.database_user.arn,
            secret_arn_pattern=data.database_user.arn_pattern,
            key_arn=storage.keys.data_arn,
            log_key_arn=storage.keys.operations_arn,
            log_retention_days=settings.log_retention_days,
            target_after=[data.database.writer, migration],  # the migration makes the user it logs in as
        ),
    )
