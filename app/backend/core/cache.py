"""A Redis cache whose loss makes requests slower, not impossible (docs/decisions/0051)."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)


class FailOpenRedisCache(RedisCache):
    """Django's Redis cache; while the server cannot be reached, it holds nothing and forgets what it gets."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        # One immediate retry: a socket that slept in a frozen Lambda environment is dead, a new one is not.
        self._options: dict[str, Any] = {"retry": Retry(NoBackoff(), 1), **self._options}

    def ping(self) -> None:
        """Raises redis.RedisError when the server does not answer."""
        self._cache.get_client(write=True).ping()

    def disconnect(self) -> None:
        """Close the connections, which Django's `close` keeps; the next command opens one."""
        self._cache.get_client(write=True).connection_pool.disconnect()

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return self._or(True, super().add, *args, **kwargs)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._or(default, super().get, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._or(None, super().set, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return self._or(False, super().touch, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return self._or(False, super().delete, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        return self._or({}, super().get_many, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return self._or(False, super().has_key, *args, **kwargs)

    def set_many(self, data: dict[Any, Any], *args: Any, **kwargs: Any) -> list[Any]:
        return self._or(list(data), super().set_many, data, *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self._or(None, super().delete_many, *args, **kwargs)

    def _or[T](self, fallback: T, operation: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        try:
            return operation(*args, **kwargs)
        except RedisError as error:
            # The type only: messages of some errors repeat keys.
            logger.warning("cache unavailable", extra={"error": type(error).__name__})
            return fallback
