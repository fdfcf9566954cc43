"""Session authentication with the two answers that DRF's own leaves out, and bearer tokens."""

from abc import abstractmethod
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    """Answers 401 without a valid session; DRF's own class has no challenge, which makes that a 403."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class CsrfCheckedForAll(SessionAuthentication):
    """Also checks CSRF of those who are not logged in: another site must not log a browser in."""

    def authenticate(self, request: Request) -> tuple[AbstractBaseUser, Any] | None:
        found = super().authenticate(request)
        if found is None:
            self.enforce_csrf(request)
        return found


class BearerAuthentication(authentication.BaseAuthentication):
    """The header `Authorization: Bearer …`, which no browser sends by itself: it needs no CSRF token."""

    def authenticate(self, request: Request) -> tuple[AbstractBaseUser, Any] | None:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        found = self.owner(secret.strip(), request)
        if found is None:
            raise AuthenticationFailed("This API token is unknown or was revoked.")
        return found

    @abstractmethod
    def owner(self, secret: str, request: Request) -> tuple[AbstractBaseUser, Any] | None:
        """Whose token this is, and the token."""
