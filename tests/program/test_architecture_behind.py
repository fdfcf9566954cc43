"""The arrows of the architecture drawing behind a request: what watches, who may, what recurs."""

import ast
import json

import pytest
from pulumi_aws import (
    apigateway,
    cloudwatch,
    ec2,
    iam,
    lambda_,
    rds,
    s3,
    scheduler,
    secretsmanager,
    sesv2,
    sns,
    sqs,
)

from blueprint.recording import ROOT, Recording
from tests.program.graph import (
    admitted,
    allowed,
    as_list,
    environment,
    function,
    group,
    role_statements,
    statements,
)

PURPOSES = ("api", "manage", "tasks")
ACCOUNT = "123456789012"


# --- monitoring


@pytest.mark.parametrize("purpose", PURPOSES)
def test_functions_to_the_log_group_of_the_environment(recording: Recording, purpose: str) -> None:
    name = f"/aws/app/{recording.stack}"
    assert recording.one(cloudwatch.LogGroup, "app-logs").inputs["name"] == name
    assert function(recording, purpose).inputs["loggingConfig"]["logGroup"] == name
    written = allowed(recording, f"{purpose}-role", "logs:PutLogEvents")
    assert written == {f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:{name}:*"}


def test_functions_to_cloudwatch_through_the_logs_endpoint(recording: Recording) -> None:
    endpoint = recording.one(ec2.VpcEndpoint, "endpoints-logs")
    assert endpoint.inputs["serviceName"] == "com.amazonaws.us-east-1.logs"
    assert endpoint.inputs["privateDnsEnabled"]
    assert endpoint.inputs["securityGroupIds"] == [group(recording, "endpoints")]
    assert admitted(recording, "endpoints") == {("functions", 443), ("manage", 443)}


def test_the_api_to_its_access_log(recording: Recording) -> None:
    destination = recording.one(apigateway.Stage).inputs["accessLogSettings"]["destinationArn"]
    groups = {log_group.outputs["arn"] for log_group in recording.of_type(cloudwatch.LogGroup)}
    assert destination in groups


@pytest.mark.parametrize(
    ("namespace", "metric"),
    [
        ("AWS/ApiGateway", "5XXError"),
        ("AWS/ApiGateway", "4XXError"),
        ("AWS/ApiGateway", "Latency"),
        ("AWS/RDS", "DatabaseConnections"),
        ("AWS/ElastiCache", "CacheHitRate"),
    ],
)
def test_metrics_to_the_dashboard(recording: Recording, namespace: str, metric: str) -> None:
    body = json.loads(recording.one(cloudwatch.Dashboard).inputs["dashboardBody"])
    shown = {
        tuple(entry[:2])
        for widget in body["widgets"]
        for entry in widget["properties"].get("metrics", [])
        if isinstance(entry[0], str)
    }
    assert (namespace, metric) in shown


def test_every_alarm_to_the_topic(recording: Recording) -> None:
    topic = recording.one(sns.Topic).outputs["arn"]
    alarms = recording.of_type(cloudwatch.MetricAlarm)
    assert alarms
    for alarm in alarms:
        assert alarm.inputs["alarmActions"] == [topic], alarm.name


def test_more_than_five_percent_of_server_errors_in_five_minutes_ring(recording: Recording) -> None:
    alarm = recording.one(cloudwatch.MetricAlarm, "monitoring-api-5xx")
    assert alarm.inputs["threshold"] == 5
    periods = {q["metric"]["period"] for q in alarm.inputs["metricQueries"] if q.get("metric")}
    assert periods == {300}


def test_the_topic_to_people_by_mail(recording: Recording) -> None:
    subscription = recording.one(sns.TopicSubscription)
    assert subscription.inputs["protocol"] == "email"
    assert subscription.inputs["topic"] == recording.one(sns.Topic).outputs["arn"]


# --- identity and secrets


@pytest.mark.parametrize("purpose", PURPOSES)
def test_each_function_assumes_a_role_of_its_own(recording: Recording, purpose: str) -> None:
    role = recording.one(iam.Role, f"{purpose}-role")
    assert function(recording, purpose).inputs["role"] == role.outputs["arn"]
    (trust,) = statements(role.inputs["assumeRolePolicy"])
    assert trust["Principal"] == {"Service": "lambda.amazonaws.com"}


@pytest.mark.parametrize("purpose", PURPOSES)
def test_each_role_reads_exactly_its_secrets(recording: Recording, purpose: str) -> None:
    prefix = f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:habits-{recording.stack}"
    own = {f"{prefix}/{name}-??????" for name in ("django-key", "database-user", "cache-user")}
    if purpose == "manage":
        own.add(recording.one(rds.Cluster).outputs["masterUserSecrets"][0]["secretArn"])
    assert allowed(recording, f"{purpose}-role", "secretsmanager:GetSecretValue") == own


@pytest.mark.parametrize("purpose", PURPOSES)
def test_no_function_is_given_a_secrets_value(recording: Recording, purpose: str) -> None:
    variables = environment(recording, purpose)
    for name in variables:
        assert "SECRET" not in name or name.endswith("_ARN")
    assert "PASSWORD" not in " ".join(variables)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_no_role_may_do_everything(recording: Recording, purpose: str) -> None:
    for statement in role_statements(recording, f"{purpose}-role"):
        if statement["Effect"] == "Allow":
            assert not [action for action in as_list(statement["Action"]) if "*" in action]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_rotated_secret_starts_every_function_anew_and_the_migration_first(
    recording: Recording, purpose: str
) -> None:
    versions = {
        name: recording.one(secretsmanager.SecretVersion, f"{name}-version").outputs["versionId"]
        for name in ("django-key", "database-user", "cache-user")
    }
    # A changed variable makes a new version, and the migration calls the newest version of `manage`.
    assert environment(recording, purpose)["CREDENTIALS_VERSION_ID"] == ".".join(versions.values())


def test_a_browser_may_post_uploads_to_the_media_bucket_from_the_site_only(recording: Recording) -> None:
    cors = recording.one(s3.BucketCorsConfiguration)
    assert cors.inputs["bucket"] == recording.one(s3.Bucket, "media-bucket").id
    (rule,) = cors.inputs["corsRules"]
    assert (rule["allowedMethods"], rule["allowedOrigins"]) == (["POST"], [recording.exports["url"]])


# --- mails


@pytest.mark.parametrize("purpose", ["api", "tasks"])
def test_functions_to_people_by_mail_under_the_senders_address(recording: Recording, purpose: str) -> None:
    sender = environment(recording, purpose)["MAIL_SENDER"]
    identity = recording.one(sesv2.EmailIdentity).outputs["arn"]
    assert allowed(recording, f"{purpose}-role", "ses:SendEmail") == {identity}
    (statement,) = (
        s for s in role_statements(recording, f"{purpose}-role") if "ses:SendEmail" in s["Action"]
    )
    assert statement["Condition"] == {"StringEquals": {"ses:FromAddress": sender}}


def test_the_function_that_migrates_has_nothing_to_do_with_uploads_or_mails(recording: Recording) -> None:
    assert "MAIL_SENDER" not in environment(recording, "manage")
    for action in ("s3:GetObject", "s3:ListBucket", "ses:SendEmail"):
        assert allowed(recording, "manage-role", action) == set()


# --- recurring work


def known_tasks() -> set[str]:
    """What the function can be asked to do; read from its source, since loading it needs a database."""
    for node in ast.parse((ROOT / "app/backend/handlers/tasks.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict):
            return {str(key.value) for key in node.value.keys if isinstance(key, ast.Constant)}
    return set()


def test_the_scheduler_to_the_tasks_function_and_failures_to_the_queue(recording: Recording) -> None:
    alias = recording.one(lambda_.Alias, "tasks-live").outputs["arn"]
    queue = recording.one(sqs.Queue).outputs["arn"]
    schedules = recording.of_type(scheduler.Schedule)
    assert schedules
    for schedule in schedules:
        assert schedule.inputs["target"]["arn"] == alias
        assert schedule.inputs["target"]["deadLetterConfig"]["arn"] == queue
    events = {s.name: json.loads(s.inputs["target"]["input"]) for s in schedules}
    assert events == {
        "schedules-housekeeping": {"task": "housekeeping"},
        "schedules-daily": {"task": "daily"},
    }
    assert {event["task"] for event in events.values()} == known_tasks()
    # A day ends somewhere in every hour.
    daily = recording.one(scheduler.Schedule, "schedules-daily").inputs["scheduleExpression"]
    assert daily == "cron(0 * * * ? *)"
    failures = recording.one(lambda_.FunctionEventInvokeConfig)
    assert failures.inputs["functionName"] == function(recording, "tasks").inputs["name"]
    assert failures.inputs["destinationConfig"]["onFailure"]["destination"] == queue
