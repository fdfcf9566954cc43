"""A Slack channel hears the alarms and can do nothing with the account."""

import json

import pytest
from pulumi_aws import chatbot, iam

from blueprint.recording import Recording, record
from components.place import Place
from components.slack import SlackAlerts, SlackAlertsArgs

PLACE = Place(project="habits", environment="prod", region="us-east-1", account_id="123456789012")
TOPIC = "arn:aws:sns:us-east-1:123456789012:habits-prod-alerts"


@pytest.fixture(scope="module")
def recording() -> Recording:
    args = SlackAlertsArgs(place=PLACE, workspace_id="T07EA123LEP", channel_id="C07EZ1ABC23", topic_arn=TOPIC)
    return record(lambda: SlackAlerts("slack", args))


def test_the_channel_hears_the_topic(recording: Recording) -> None:
    channel = recording.one(chatbot.SlackChannelConfiguration).inputs
    assert (channel["slackTeamId"], channel["slackChannelId"]) == ("T07EA123LEP", "C07EZ1ABC23")
    assert channel["snsTopicArns"] == [TOPIC]


def test_its_members_can_run_no_command(recording: Recording) -> None:
    channel = recording.one(chatbot.SlackChannelConfiguration).inputs
    assert channel["guardrailPolicyArns"] == ["arn:aws:iam::aws:policy/AWSDenyAll"]
    assert channel["iamRoleArn"] == recording.one(iam.Role).outputs["arn"]
    assert recording.of_type(iam.RolePolicy) == recording.of_type(iam.RolePolicyAttachment) == []


def test_only_chatbot_assumes_its_role_and_only_for_this_account(recording: Recording) -> None:
    (statement,) = json.loads(recording.one(iam.Role).inputs["assumeRolePolicy"])["Statement"]
    assert statement["Principal"] == {"Service": "chatbot.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}
