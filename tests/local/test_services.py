"""The embedded servers are real, and gone when they are no longer needed."""

import psycopg
import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from app.local.services import Services, running_valkey


def test_postgresql_answers_as_the_superuser(services: Services) -> None:
    with psycopg.connect(services.database_url) as connection:
        row = connection.execute("SELECT current_user, current_setting('server_version_num')::int").fetchone()
    assert row is not None
    assert row[0] == "postgres"
    assert row[1] >= 170000, "production runs PostgreSQL 17; an older engine would hide differences"


def test_a_lone_valkey_in_cluster_mode_refuses_keys_of_different_slots() -> None:
    with running_valkey(cluster=True) as url, Redis.from_url(url) as client:
        client.mset({"{hb}a": "1", "{hb}b": "2"})
        assert client.mget("{hb}a", "{hb}b") == [b"1", b"2"]
        with pytest.raises(Exception, match="same slot"):
            client.mset({"a": "1", "b": "2"})


def test_valkey_is_gone_when_its_user_is_done() -> None:
    with running_valkey() as url:
        pass
    with pytest.raises(RedisConnectionError), Redis.from_url(url) as client:
        client.ping()
