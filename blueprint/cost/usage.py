"""The traffic a cost table assumes: small, stated, and one number to change."""

from dataclasses import dataclass
from decimal import Decimal

DAYS = Decimal(30)
MILLION = Decimal(1_000_000)


@dataclass(frozen=True, kw_only=True)
class Usage:
    """One month of `daily_users` people. Everything else is per person, call or stack and rarely matters."""

    daily_users: int = 1000
    api_calls_per_day: int = 20
    site_requests_per_day: int = 10
    seconds_per_call: Decimal = Decimal("0.12")
    kilobytes_per_request: Decimal = Decimal(20)
    log_kilobytes_per_call: Decimal = Decimal(1)
    database_acu: Decimal = Decimal(0)
    """What each database instance uses on average, where that is above the minimum."""
    cache_gb: Decimal = Decimal(0)
    """What the cache holds on average, where that is above what is billed anyway."""
    database_gb: Decimal = Decimal(2)
    database_requests_per_call: Decimal = Decimal(5)
    cache_units_per_call: Decimal = Decimal(5)
    outgoing_gb: Decimal = Decimal(1)
    """Through the NAT gateways: everything but S3 and the logs."""
    flow_log_gb: Decimal = Decimal("0.5")
    kept_versions: int = 3
    """Published versions of a function that are not deleted yet; each keeps its snapshot."""
    starts_per_thousand_calls: Decimal = Decimal(5)
    traced_share: Decimal = Decimal("0.05")
    mails_per_person: int = 4
    """A digest a week, for everybody who does not decline it."""
    stored_gb: Decimal = Decimal(5)
    image_gb: Decimal = Decimal(2)
    deployments: Decimal = Decimal(20)
    """To production, by a pipeline in the account."""
    minutes_per_build: Decimal = Decimal(10)
    hours_awake: Decimal = Decimal(60)
    """How long a database that may pause is in use."""

    @property
    def api_calls(self) -> Decimal:
        """Millions a month."""
        return self.daily_users * self.api_calls_per_day * DAYS / MILLION

    @property
    def site_requests(self) -> Decimal:
        """Millions a month."""
        return self.daily_users * self.site_requests_per_day * DAYS / MILLION

    @property
    def requests(self) -> Decimal:
        """Millions a month, of both kinds."""
        return self.api_calls + self.site_requests

    @property
    def outbound_gb(self) -> Decimal:
        return self.requests * self.kilobytes_per_request

    @property
    def log_gb(self) -> Decimal:
        """Half a gigabyte of platform records, and a line per call."""
        return Decimal("0.5") + self.api_calls * self.log_kilobytes_per_call

    def __str__(self) -> str:
        return (
            f"{self.daily_users:,} people a day, each {self.api_calls_per_day} API calls and "
            f"{self.site_requests_per_day} page files; {self.seconds_per_call} s per call"
        )
