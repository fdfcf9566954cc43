"""The migration calls the new version, once a digest, after all it needs."""

import json

from pulumi_aws import iam, lambda_

from blueprint.recording import Recording, record
from components.migration import Migration, MigrationArgs


def recorded(*, unknown: bool = False) -> Recording:
    def build() -> None:
        step = iam.Role("step", assume_role_policy="{}")
        args = MigrationArgs(
            function_name="habits-staging-manage", version="7", image_uri="habits@sha256:0", run_after=[step]
        )
        Migration("migration", args)

    return record(build, unknown=unknown)


def test_it_asks_the_given_version_to_migrate() -> None:
    inputs = recorded().one(lambda_.Invocation).inputs
    assert (inputs["functionName"], inputs["qualifier"]) == ("habits-staging-manage", "7")
    assert json.loads(inputs["input"]) == {"command": "migrate"}


def test_a_new_digest_makes_it_run_again() -> None:
    assert recorded().one(lambda_.Invocation).inputs["triggers"] == {"image": "habits@sha256:0"}


def test_it_waits_for_what_the_function_needs() -> None:
    recording = recorded()
    assert recording.one(iam.Role, "step").urn in recording.one(lambda_.Invocation).dependencies


def test_a_preview_plans_it() -> None:
    assert recorded(unknown=True).one(lambda_.Invocation)
