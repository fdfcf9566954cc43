"""The cache on a cluster, which is what ElastiCache Serverless is, and without any server."""

import logging

import pytest
from django.conf import settings
from django.core.cache.backends.redis import RedisCache
from redis import Redis
from redis.exceptions import RedisError

from app.local.services import free_port, running_valkey
from core.cache import FailOpenRedisCache


@pytest.fixture(scope="module")
def cluster():
    with running_valkey(cluster=True) as url:
        yield url


def cache_at(url, **changes):
    return FailOpenRedisCache(url, settings.CACHES["default"] | changes)


@pytest.fixture
def dead():
    return cache_at(f"redis://127.0.0.1:{free_port()}/0")


def test_commands_on_many_keys_work_on_a_cluster(cluster):
    cache = cache_at(cluster)
    values = {f"key-{number}": number for number in range(50)}

    assert cache.set_many(values) == []
    assert cache.get_many(values) == values
    cache.delete_many(values)
    assert cache.get_many(values) == {}


def test_without_the_hash_tag_they_would_not(cluster):
    untagged = RedisCache(cluster, settings.CACHES["default"] | {"KEY_PREFIX": "hb"})

    with pytest.raises(RedisError, match="same slot"):
        untagged.set_many({f"key-{number}": number for number in range(50)})


def test_every_other_operation_works_on_a_cluster(cluster):
    cache = cache_at(cluster)

    assert cache.add("a", 1)
    assert not cache.add("a", 2)
    assert cache.incr("a") == 2
    assert cache.touch("a", 60)
    assert "a" in cache
    assert cache.delete("a")
    assert cache.get("a", "nothing") == "nothing"
    cache.ping()


def test_without_a_server_the_cache_is_empty_and_says_so_in_the_log(dead, caplog):
    with caplog.at_level(logging.WARNING):
        assert dead.get("key", "default") == "default"
    assert dead.get_many(["key"]) == {}
    assert "key" not in dead
    assert dead.add("key", 1) is True
    assert dead.touch("key") is False
    assert dead.delete("key") is False
    assert dead.set_many({"key": 1}) == ["key"]
    assert dead.get_or_set("key", lambda: "made") == "made"
    dead.set("key", 1)
    dead.delete_many(["key"])

    assert {record.message for record in caplog.records} == {"cache unavailable"}


def test_a_server_that_is_gone_is_tried_twice_without_a_pause(dead, monkeypatch):
    attempts = []

    def refuse(connection):
        attempts.append(connection)
        raise ConnectionRefusedError

    monkeypatch.setattr("redis.connection.Connection._connect", refuse)
    monkeypatch.setattr("redis.retry.sleep", lambda _: pytest.fail("a request was made to wait"))

    assert dead.get("key") is None
    assert len(attempts) == 2


def test_only_the_server_is_forgiven_not_a_mistake_of_ours(cluster):
    with pytest.raises(TypeError):
        cache_at(cluster).get_many(None)


def test_a_connection_that_was_lost_is_made_again(cluster):
    cache = cache_at(cluster)
    cache.set("key", "kept")
    with Redis.from_url(cluster) as operator:
        operator.client_kill_filter(_type="normal", skipme=True)

    assert cache.get("key") == "kept"
