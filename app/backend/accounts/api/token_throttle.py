"""How much one API token can ask for.

On its own, because every view has it: the framework reads this module while it defines its views.
"""

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from accounts.models import ApiToken


class TokenThrottle(SimpleRateThrottle):
    """Counts by token. People in browsers are not counted."""

    scope = "token"

    def get_cache_key(self, request: Request, view: object) -> str | None:
        if not isinstance(request.auth, ApiToken):
            return None
        return self.cache_format % {"scope": self.scope, "ident": request.auth.pk}
