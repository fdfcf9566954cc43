"""Sessions in the database with the cache in front; Django loads this module by its name."""

from django.contrib.sessions.backends import cached_db


class SessionStore(cached_db.SessionStore):
    """Takes only keys that Django can have made: a quoted cookie can hold a NUL, which PostgreSQL refuses."""

    def _validate_session_key(self, key: str | None) -> bool:
        return key is not None and key.isascii() and key.isalnum() and 8 <= len(key) <= 40
