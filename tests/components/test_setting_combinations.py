"""Values that cannot stand together are refused in one line, and their possible neighbours are not."""

import pytest

from tests.components.configured import refused, settings


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {"natStrategy": "none"},
            "natStrategy: 'none' is not possible without secretsmanager in interfaceEndpoints",
        ),
        (
            {
                "natStrategy": "none",
                "interfaceEndpoints": "secretsmanager",
                "mailSender": "habits@example.com",
            },
            "mailSender: 'habits@example.com' is not of use with natStrategy 'none' and without email in",
        ),
        ({"databaseMinAcu": "8"}, "databaseMinAcu: '8' is not at most databaseMaxAcu (4)"),
        ({"databaseMinAcu": "0"}, "databaseMinAcu: '0' is not possible with databaseProxy"),
        (
            {
                "databaseMinAcu": "0",
                "databaseProxy": "false",
                "warmStart": "provisioned",
                "warmCapacity": "1",
            },
            "warmStart: 'provisioned' is not of use before a database that pauses",
        ),
        ({"warmStart": "provisioned"}, "warmStart: 'provisioned' is not of use without a warmCapacity"),
        ({"warmCapacity": "1"}, "warmCapacity: '1' is not possible with warmStart 'none', only with"),
        (
            {"warmStart": "snapstart", "warmCapacity": "1"},
            "warmCapacity: '1' is not possible with warmStart 'snapstart', only with provisioned",
        ),
        ({"availabilityZones": "us-east-1a"}, "availabilityZones: 'us-east-1a' is not 2 to 6 zones"),
        (
            {"availabilityZones": ",".join(f"us-east-1{letter}" for letter in "abcdefg")},
            "availabilityZones: 'us-east-1a,us-east-1b,",
        ),
        ({"domain": "habits.example.com"}, "domain: 'habits.example.com' is not possible without hostedZone"),
        ({"hostedZone": "example.com"}, "hostedZone: 'example.com' is not of use without domain"),
        (
            {"domain": "habits.example.com", "hostedZone": "ample.com"},
            "domain: 'habits.example.com' is not inside hostedZone 'ample.com'",
        ),
        (
            {"slackWorkspaceId": "T07EA123LEP"},
            "slackWorkspaceId: 'T07EA123LEP' is not of use without slackChannelId",
        ),
        (
            {"slackChannelId": "C07EZ1ABC23"},
            "slackChannelId: 'C07EZ1ABC23' is not of use without slackWorkspaceId",
        ),
        ({"monthlyBudget": "100"}, "monthlyBudget: '100' is not of use without alertEmail"),
    ],
)
def test_an_impossible_combination_is_refused(changes: dict[str, str], line: str) -> None:
    assert refused(**changes).startswith(line)


@pytest.mark.parametrize(
    "changes",
    [
        {"natStrategy": "none", "interfaceEndpoints": "logs,secretsmanager"},
        {
            "natStrategy": "none",
            "interfaceEndpoints": "secretsmanager,email",
            "mailSender": "habits@example.com",
        },
        {"natStrategy": "single", "mailSender": "habits@example.com"},
        {"availabilityZones": "us-east-1a, us-east-1b"},
        {"databaseMinAcu": "0", "databaseProxy": "false"},
        {"warmStart": "provisioned", "warmCapacity": "1"},
        {"warmStart": "snapstart", "databaseMinAcu": "0", "databaseProxy": "false"},
        {"domain": "example.com", "hostedZone": "example.com"},
        {"slackWorkspaceId": "T07EA123LEP", "slackChannelId": "C07EZ1ABC23"},
        {"monthlyBudget": "100", "alertEmail": "me@example.com"},
    ],
)
def test_the_possible_neighbour_of_each_is_accepted(changes: dict[str, str]) -> None:
    settings(**changes)
