"""How a request shows whose it is."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from accounts import open_sessions, tokens
from accounts.models import ApiToken, TokenScope, User
from core.authentication import BearerAuthentication, SessionAuthentication


class RecordedSession(SessionAuthentication):
    """The session cookie. Records its use, and finds out sessions that only the cache still has."""

    def authenticate(self, request: Request) -> tuple[AbstractBaseUser, Any] | None:
        found = super().authenticate(request)
        if found is None or not open_sessions.is_open(request._request, found[0]):
            return None
        return found


class TokenAuthentication(BearerAuthentication):
    """An API token. Views of the account do not have it, so that no token reaches passwords or tokens."""

    def owner(self, secret: str, request: Request) -> tuple[User, ApiToken] | None:
        token = tokens.find(secret)
        if token is None:
            return None
        if token.scope == TokenScope.READ and request.method not in SAFE_METHODS:
            raise PermissionDenied("This API token may only read.")
        return token.user, token
