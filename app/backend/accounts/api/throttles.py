"""Limits on guessing passwords: by address, and by account for guesses that come from many addresses."""

import hashlib
from collections.abc import Mapping

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from accounts.api.person import logged_in


class AddressThrottle(SimpleRateThrottle):
    """Counts by the client's address."""

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class SignupThrottle(AddressThrottle):
    scope = "signup"


class LoginAddressThrottle(AddressThrottle):
    scope = "login_address"


class LoginAccountThrottle(SimpleRateThrottle):
    """Counts by the e-mail address given, known or not."""

    scope = "login_account"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        email = request.data.get("email", "") if isinstance(request.data, Mapping) else ""
        # Hashed, because it is anything the client likes and the cache need not know who has accounts.
        ident = hashlib.sha256(str(email).strip().lower().encode(errors="replace")).hexdigest()
        return self.cache_format % {"scope": self.scope, "ident": ident}


class ResetAddressThrottle(AddressThrottle):
    scope = "reset_address"


class ResetAccountThrottle(LoginAccountThrottle):
    """How often one mailbox can be written to."""

    scope = "reset_account"


class PasswordThrottle(SimpleRateThrottle):
    """Counts by the person who is logged in: who finds a session must not find out its password."""

    scope = "password"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return self.cache_format % {"scope": self.scope, "ident": logged_in(request).pk}
