"""How a request shows whose it is."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from rest_framework.request import Request

from accounts import open_sessions
from core.authentication import SessionAuthentication


class RecordedSession(SessionAuthentication):
    """The session cookie. Records its use, and finds out sessions that only the cache still has."""

    def authenticate(self, request: Request) -> tuple[AbstractBaseUser, Any] | None:
        found = super().authenticate(request)
        if found is None or not open_sessions.is_open(request._request, found[0]):
            return None
        return found
