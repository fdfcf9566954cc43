"""Names are fixed and ARNs are literals, so that policies can be judged before anything exists."""

import re

from hypothesis import given
from hypothesis import strategies as st

from components.place import Place

PLACE = Place(project="habits", environment="staging", region="eu-west-1", account_id="123456789012")


def test_everything_is_called_after_project_and_environment() -> None:
    assert PLACE.prefix == "habits-staging"
    assert PLACE.app_log_group == "/aws/app/staging"
    assert PLACE.arn("sqs", "habits-staging-x") == "arn:aws:sqs:eu-west-1:123456789012:habits-staging-x"
    assert PLACE.service("s3") == "s3.eu-west-1.amazonaws.com"


def test_a_boundary_is_of_the_own_account_and_optional() -> None:
    bound = Place(
        project="habits", environment="staging", region="eu-west-1", account_id="123456789012", boundary="a/b"
    )
    assert bound.permissions_boundary == "arn:aws:iam::123456789012:policy/a/b"
    assert PLACE.permissions_boundary is None


@given(st.from_regex(r"\A[a-z][a-z0-9-]{0,16}[a-z0-9]\Z"), st.sampled_from(["site", "media", "logs"]))
def test_every_stack_name_that_is_accepted_makes_a_bucket_name(environment: str, purpose: str) -> None:
    place = Place(project="habits", environment=environment, region="us-east-1", account_id="123456789012")
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]", place.bucket_name(purpose))
