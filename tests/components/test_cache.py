"""ElastiCache: capped, encrypted, and a user who owns the application's keys and nothing else."""

from collections.abc import Mapping
from typing import Any

import pytest
from pulumi_aws import elasticache

from blueprint.recording import Recording, record
from components.cache import Cache, CacheArgs, CacheEngine

PASSWORD = "p" * 50
DEFAULTS: Mapping[str, Any] = {
    "cache_name": "habits-staging",
    "engine": CacheEngine.VALKEY,
    "private_subnet_ids": ["subnet-a", "subnet-b"],
    "security_group_id": "sg-cache",
    "key_arn": "arn:aws:kms:us-east-1:123456789012:key/data",
    "username": "app",
    "password": PASSWORD,
    "max_gb": 2,
    "max_ecpu_per_second": 5000,
    "backup_days": 0,
}


def recorded(**changes: Any) -> Recording:
    return record(lambda: Cache("cache", CacheArgs(**DEFAULTS | changes)))


@pytest.fixture(scope="module", params=list(CacheEngine))
def recording(request: pytest.FixtureRequest) -> Recording:
    return recorded(engine=request.param)


def test_it_stands_in_the_given_private_subnets_and_group(recording: Recording) -> None:
    inputs = recording.one(elasticache.ServerlessCache).inputs
    assert inputs["subnetIds"] == ["subnet-a", "subnet-b"]
    assert inputs["securityGroupIds"] == ["sg-cache"]


def test_it_is_encrypted_with_the_given_key(recording: Recording) -> None:
    assert recording.one(elasticache.ServerlessCache).inputs["kmsKeyId"].endswith("key/data")


def test_storage_and_speed_have_a_ceiling_and_no_floor_that_would_be_billed(recording: Recording) -> None:
    limits = recording.one(elasticache.ServerlessCache).inputs["cacheUsageLimits"]
    assert limits == {"dataStorage": {"maximum": 2, "unit": "GB"}, "ecpuPerSeconds": [{"maximum": 5000}]}


@pytest.mark.parametrize(("days", "time"), [(0, None), (3, "05:00")])
def test_a_time_for_snapshots_is_set_only_where_there_are_any(days: int, time: str | None) -> None:
    inputs = recorded(backup_days=days).one(elasticache.ServerlessCache).inputs
    assert (inputs["snapshotRetentionLimit"], inputs.get("dailySnapshotTime")) == (days, time)


def test_the_application_may_touch_its_own_keys_only_and_nothing_dangerous(recording: Recording) -> None:
    users = {user.inputs["userName"]: user for user in recording.of_type(elasticache.User)}
    assert users["app"].inputs["accessString"] == "on ~{hb}* +@all -@dangerous"


def test_only_users_of_the_group_may_log_in_and_all_have_passwords(recording: Recording) -> None:
    group = recording.one(elasticache.UserGroup)
    users = recording.of_type(elasticache.User)
    assert recording.one(elasticache.ServerlessCache).inputs["userGroupId"] == group.inputs["userGroupId"]
    assert set(group.inputs["userIds"]) == {user.inputs["userId"] for user in users}
    assert {user.inputs["authenticationMode"]["type"] for user in users} == {"password"}


def test_a_redis_group_has_its_default_user_and_that_user_can_do_nothing() -> None:
    users = {
        user.inputs["userName"]: user for user in recorded(engine=CacheEngine.REDIS).of_type(elasticache.User)
    }
    assert set(users) == {"app", "default"}
    assert users["default"].inputs["accessString"] == "off -@all"


def test_the_longest_stack_name_makes_no_name_the_service_refuses() -> None:
    recording = recorded(cache_name="habits-" + "x" * 18, engine=CacheEngine.REDIS)
    names = [user.inputs["userId"] for user in recording.of_type(elasticache.User)]
    assert max(len(name) for name in names) <= 40


def test_a_valkey_group_has_no_default_user() -> None:
    names = {user.inputs["userName"] for user in recorded().of_type(elasticache.User)}
    assert names == {"app"}


def test_the_engines_share_no_user_or_group_so_that_one_can_replace_the_other() -> None:
    def names(engine: CacheEngine) -> set[str]:
        recording = recorded(engine=engine)
        users = {user.inputs["userId"] for user in recording.of_type(elasticache.User)}
        return users | {recording.one(elasticache.UserGroup).inputs["userGroupId"]}

    assert not names(CacheEngine.VALKEY) & names(CacheEngine.REDIS)


def test_passwords_are_wrapped_as_secrets(recording: Recording) -> None:
    for user in recording.of_type(elasticache.User):
        assert any(path.startswith("authenticationMode") for path in user.secret_inputs), user.name


@pytest.mark.parametrize(("name", "value"), [("max_gb", 0), ("max_ecpu_per_second", 999)])
def test_a_ceiling_below_what_the_service_accepts_is_refused(name: str, value: int) -> None:
    with pytest.raises(ValueError, match=f"{name}: {value}"):
        recorded(**{name: value})
