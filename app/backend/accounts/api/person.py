"""The person behind a request."""

from typing import cast

from rest_framework.request import Request

from accounts.models import User


def logged_in(request: Request) -> User:
    """Who is logged in; only for views that let nobody else through."""
    return cast(User, request.user)
