"""Recurring work is delivered at least once or kept for a person to look at."""

import json

import pytest
from pulumi_aws import iam, scheduler

from blueprint.recording import Recording, record
from components.place import Place
from components.schedule import Schedules, SchedulesArgs, Task

PLACE = Place(project="habits", environment="staging", region="us-east-1", account_id="123456789012")
ALIAS = "arn:aws:lambda:us-east-1:123456789012:function:habits-staging-tasks:live"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:habits-staging-dead-letters"
KEY = "arn:aws:kms:us-east-1:123456789012:key/data"


def build() -> Schedules:
    return Schedules(
        "schedules",
        SchedulesArgs(
            place=PLACE,
            function_alias_arn=ALIAS,
            dead_letter_queue_arn=QUEUE,
            key_arn=KEY,
            tasks={
                "housekeeping": Task(expression="cron(5 3 * * ? *)", event={"task": "housekeeping"}),
                "hourly": Task(expression="rate(1 hour)", event={}),
            },
        ),
    )


@pytest.fixture(scope="module")
def recording() -> Recording:
    return record(build)


def test_the_alias_receives_the_event_of_the_task(recording: Recording) -> None:
    schedule = recording.one(scheduler.Schedule, "schedules-housekeeping").inputs
    assert schedule["target"]["arn"] == ALIAS
    assert json.loads(schedule["target"]["input"]) == {"task": "housekeeping"}
    assert schedule["groupName"] == "habits-staging"


def test_what_cannot_be_delivered_is_retried_and_then_kept(recording: Recording) -> None:
    for schedule in recording.of_type(scheduler.Schedule):
        assert schedule.inputs["target"]["retryPolicy"]["maximumRetryAttempts"] == 3
        assert schedule.inputs["target"]["deadLetterConfig"] == {"arn": QUEUE}
        assert schedule.inputs["kmsKeyArn"] == KEY


def test_a_window_spreads_the_start_of_what_nobody_waits_for(recording: Recording) -> None:
    for schedule in recording.of_type(scheduler.Schedule):
        assert schedule.inputs["flexibleTimeWindow"] == {"mode": "FLEXIBLE", "maximumWindowInMinutes": 15}
        assert schedule.inputs["scheduleExpressionTimezone"] == "UTC"


def test_the_role_serves_only_this_group_of_this_account(recording: Recording) -> None:
    [statement] = json.loads(recording.one(iam.Role).inputs["assumeRolePolicy"])["Statement"]
    assert statement["Principal"] == {"Service": "scheduler.amazonaws.com"}
    assert statement["Condition"]["StringEquals"] == {
        "aws:SourceAccount": "123456789012",
        "aws:SourceArn": "arn:aws:scheduler:us-east-1:123456789012:schedule-group/habits-staging",
    }


def test_the_role_may_do_three_things_to_three_things(recording: Recording) -> None:
    statements = json.loads(recording.one(iam.RolePolicy).inputs["policy"])["Statement"]
    assert {statement["Resource"] for statement in statements} == {ALIAS, QUEUE, KEY}
    actions = {
        action
        for statement in statements
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
    }
    assert actions == {"lambda:InvokeFunction", "sqs:SendMessage", "kms:Decrypt", "kms:GenerateDataKey"}


def test_a_schedule_waits_until_its_role_may_act(recording: Recording) -> None:
    policy = recording.one(iam.RolePolicy).urn
    assert all(policy in schedule.dependencies for schedule in recording.of_type(scheduler.Schedule))


@pytest.mark.parametrize("expression", ["", "daily", "cron()", "rate(1 hour", "at(2026-01-01T00:00:00)"])
def test_an_expression_that_does_not_recur_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match="expression"):
        Task(expression=expression, event={})
