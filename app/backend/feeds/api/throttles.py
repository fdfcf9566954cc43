"""How often calendars may be read: each on its own, and all that come from one address."""

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from accounts.api.throttles import AddressThrottle
from accounts.tokens import digest


class FeedThrottle(SimpleRateThrottle):
    """Counts by the secret, known or not."""

    scope = "feed"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        # Hashed, because the cache must not hold what opens a feed.
        return self.cache_format % {"scope": self.scope, "ident": digest(request.query_params.get("key", ""))}


class FeedAddressThrottle(AddressThrottle):
    scope = "feed_address"
