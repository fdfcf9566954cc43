"""Images are kept where no tag moves, and only the functions that are meant may pull."""

import json
from typing import Any

import pytest
from pulumi_aws import ecr

from blueprint.recording import Recording, record
from components.registry import KEPT_IMAGES, ImageRegistry, ImageRegistryArgs, lifecycle_rules

KEY = "arn:aws:kms:us-east-1:123456789012:key/data"
FUNCTIONS = "arn:aws:lambda:us-east-1:123456789012:function:habits-staging-*"


def recorded(**changes: Any) -> Recording:
    args: dict[str, Any] = {
        "repository_name": "habits-staging",
        "pulling_functions": FUNCTIONS,
        "key_arn": KEY,
        "protect": False,
    }

    def build() -> None:
        registry = ImageRegistry("image", ImageRegistryArgs(**args | changes))
        ecr.Repository("waits", name=registry.repository_url.apply(lambda _: "waits"))

    return record(build)


def test_tags_never_move_images_are_scanned_and_encrypted() -> None:
    inputs = recorded().one(ecr.Repository, "image-repository").inputs
    assert inputs["name"] == "habits-staging"
    assert inputs["imageTagMutability"] == "IMMUTABLE"
    assert inputs["imageScanningConfiguration"] == {"scanOnPush": True}
    assert inputs["encryptionConfigurations"] == [{"encryptionType": "KMS", "kmsKey": KEY}]


def test_the_functions_that_are_meant_may_pull_and_nobody_else() -> None:
    document = json.loads(recorded().one(ecr.RepositoryPolicy).inputs["policy"])
    (statement,) = document["Statement"]
    assert statement["Principal"] == {"Service": "lambda.amazonaws.com"}
    assert statement["Action"] == ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    assert statement["Condition"] == {"ArnLike": {"aws:SourceArn": FUNCTIONS}}


def test_who_waits_for_the_repository_may_pull_from_it() -> None:
    recording = recorded()
    assert recording.one(ecr.RepositoryPolicy).urn in recording.one(ecr.Repository, "waits").dependencies


@pytest.mark.parametrize("protect", [True, False])
def test_a_protected_repository_is_not_deleted_with_its_images(protect: bool) -> None:
    repository = recorded(protect=protect).one(ecr.Repository, "image-repository")
    assert repository.inputs["forceDelete"] is not protect


def test_releases_are_kept_by_number_and_leftovers_by_age() -> None:
    selections = [rule["selection"] for rule in lifecycle_rules()]
    assert selections == [
        {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 7},
        {
            "tagStatus": "tagged",
            "tagPrefixList": ["app-"],
            "countType": "imageCountMoreThan",
            "countNumber": KEPT_IMAGES,
        },
    ]
