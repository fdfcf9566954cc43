"""IAM understands every policy document as it is meant.

Parliament judges, which knows of each action which resources and conditions it takes.
"""

import json
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from blueprint.recording import Recording

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it imports pkg_resources, which announces its own end
    import parliament

READ = {
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:kms/key:Key",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sqs/queuePolicy:QueuePolicy",
}
WITHOUT_RESOURCE = {"aws:ecr/repositoryPolicy:RepositoryPolicy"}
"""Documents that speak of what they hang on and name no resource, which parliament takes for a mistake."""

type Fault = tuple[str, str]
"""What parliament calls it, and what it says about it."""

ACCEPTED: dict[Fault, str] = {
    (
        "RESOURCE_STAR",
        "ec2:",
    ): "the interface does not exist yet when Lambda asks; a Deny takes it from the code",
    ("RESOURCE_STAR", "kms:"): "in the policy of a key, everything is that key",
    ("UNKNOWN_CONDITION_FOR_ACTION", "lambda:SourceFunctionArn"): (
        "in every request of a function's role: "
        "docs.aws.amazon.com/lambda/latest/dg/lambda-source-function-arn.html"
    ),
    ("UNKNOWN_CONDITION_FOR_ACTION", "kms:EncryptionContext:aws:logs:arn for action kms:DescribeKey"): (
        "as CloudWatch Logs asks for it: "
        "docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"
    ),
    ("MISMATCHED_TYPE", "ArnLike requires a value of type Arn but given String"): "from the same page",
}


def faults(document: dict[str, Any]) -> list[Fault]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = parliament.analyze_policy_string(json.dumps(document)).findings
    return [(fault.issue, str(fault.detail)) for fault in found]


def unaccepted(document: dict[str, Any]) -> list[Fault]:
    return [
        fault
        for fault in faults(document)
        if not any(fault[0] == issue and words in fault[1] for issue, words in ACCEPTED)
    ]


def documents(recording: Recording) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Type and name of the resource, and its document."""
    for resource in recording.resources:
        text = resource.inputs.get("policy")
        if isinstance(text, str) and '"Statement"' in text:
            yield resource.type, resource.name, json.loads(text)


def test_iam_understands_every_document_as_it_is_meant(recording: Recording) -> None:
    read: set[str] = set()
    for kind, name, document in documents(recording):
        if kind in READ:
            read.add(kind)
            assert unaccepted(document) == [], name
    assert read == READ


def test_no_document_is_left_unread(recording: Recording) -> None:
    assert {kind for kind, _, _ in documents(recording)} == READ | WITHOUT_RESOURCE


def test_nothing_is_accepted_that_does_not_occur(recording: Recording) -> None:
    found = [fault for _, _, document in documents(recording) for fault in faults(document)]
    for issue, words in ACCEPTED:
        assert [fault for fault in found if fault[0] == issue and words in fault[1]], (issue, words)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ({"Action": "s3:GetObjekt", "Resource": "*"}, "UNKNOWN_ACTION"),
        ({"Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket"}, "RESOURCE_MISMATCH"),
        ({"Action": "s3:ListBucket", "Resource": "arn:aws:s3:::bucket/*"}, "RESOURCE_MISMATCH"),
        (
            {
                "Action": "s3:GetObject",
                "Resource": "arn:aws:s3:::bucket/*",
                "Condition": {"StringEquals": {"ses:FromAddress": "a@example.com"}},
            },
            "UNKNOWN_CONDITION_FOR_ACTION",
        ),
        ({"Action": "sqs:SendMessage", "Resource": "*"}, "RESOURCE_STAR"),
    ],
)
def test_a_document_that_means_something_else_is_found(statement: dict[str, Any], fault: str) -> None:
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]}
    assert fault in [issue for issue, _ in unaccepted(document)]
