"""The diagram as code: one environment of the habit tracker, from its keys to its alarms."""

import pulumi
import pulumi_aws as aws

from components.metrics import Watched, WatchedFunction
from components.monitoring import Monitoring, MonitoringArgs
from components.place import Place
from components.schedule import Schedules, SchedulesArgs, Task
from components.settings import StackSettings
from components.slack import SlackAlerts, SlackAlertsArgs
from components.tiers.compute import LONGEST_SECONDS, build_compute
from components.tiers.data import build_data
from components.tiers.network import build_network
from components.tiers.public import build_public
from components.tiers.replica import copy_to_replica, open_replica
from components.tiers.storage import build_storage

settings = StackSettings.load()
place = Place(
    project=pulumi.get_project(),
    environment=settings.environment,
    region=aws.get_region().region,
    account_id=aws.get_caller_identity().account_id,
    boundary=settings.permissions_boundary,
)

# Keys and buckets; the private network; what is remembered in it; the code that works on it; the way in.
storage = build_storage(settings, place)
inside = build_network(settings, place, storage)
replica = open_replica(settings, place)
data = build_data(settings, place, storage, inside, replica.of_secrets if replica else None)
if replica:
    copy_to_replica(replica, settings, place, storage, data)
compute = build_compute(settings, place, storage, inside, data)
public = build_public(settings, place, storage, data, compute)

Schedules(
    "schedules",
    SchedulesArgs(
        place=place,
        function_alias_arn=compute.tasks.alias_arn,
        dead_letter_queue_arn=compute.dead_letters.queue_arn,
        key_arn=storage.keys.data_arn,
        tasks={
            "housekeeping": Task(expression="cron(5 3 * * ? *)", event={"task": "housekeeping"}),
            "daily": Task(expression="cron(0 * * * ? *)", event={"task": "daily"}),  # days end at every hour
        },
    ),
)

monitoring = Monitoring(
    "monitoring",
    MonitoringArgs(
        watched=Watched(
            place=place,
            api_name=public.api.api_name,
            stage_name=public.api.stage_name,
            functions={
                "api": WatchedFunction(
                    name=compute.api.function_name,
                    timeout_seconds=settings.function_timeout,
                    tolerated_errors=5,
                ),
                "manage": WatchedFunction(name=compute.manage.function_name, timeout_seconds=LONGEST_SECONDS),
                "tasks": WatchedFunction(name=compute.tasks.function_name, timeout_seconds=LONGEST_SECONDS),
            },
            database_cluster_id=data.database.cluster_id,
            database_max_acu=settings.database_max_acu,
            proxy_name=compute.proxy.proxy_name if compute.proxy else None,
            cache_name=data.cache.cache_name,
            cache_max_gb=settings.cache_max_gb,
            dead_letter_queue_name=compute.dead_letters.queue_name,
            web_acl_name=public.firewall.acl_name,
            distribution_id=public.edge.distribution_id if public.edge else None,
        ),
        key_arn=storage.keys.operations_arn,
        application_log_group=compute.logs.name,
        alert_email=settings.alert_email,
        monthly_budget=settings.monthly_budget,
    ),
)

if settings.slack_workspace_id and settings.slack_channel_id:
    SlackAlerts(
        "slack",
        SlackAlertsArgs(
            place=place,
            workspace_id=settings.slack_workspace_id,
            channel_id=settings.slack_channel_id,
            topic_arn=monitoring.topic_arn,
        ),
    )

pulumi.export("url", public.url)
pulumi.export("version", compute.image.version)
pulumi.export("imageUri", compute.image.image_uri)
pulumi.export("repositoryUrl", compute.repository_url)
pulumi.export("apiFunction", compute.api.function_name)
pulumi.export("manageFunction", compute.manage.function_name)
pulumi.export("alertTopicArn", monitoring.topic_arn)
pulumi.export("dashboard", monitoring.dashboard_name)
if public.mail:
    pulumi.export("mailProof", public.mail.proof)
