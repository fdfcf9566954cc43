"""The blueprint agrees with an estimate made by hand, from AWS's list prices, before there was a program.

The estimate is of November 2026, for us-east-1 and 730 hours a month; it took 20 API calls and 10 page
files a day and person, and 120 ms at 1 GB a call. Not compared one by one, but in the total, are rows of
cents and those where the program does otherwise: six alarms more, one function more at the edge, mails,
flow logs; no hosted zone, since that is the account's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pytest

from blueprint.cost import CostTable, Usage, price_stack
from blueprint.recording import record_program

TOLERANCE = Decimal("0.05")

ROWS: dict[str, tuple[str, ...]] = {
    "NAT hours and addresses": ("NAT gateways", "Public IPv4 addresses"),
    "interface endpoints": ("Interface endpoint for logs",),
    "Aurora capacity": ("Aurora capacity", "Aurora capacity in use"),
    "Aurora storage and I/O": ("Aurora storage", "Aurora I/O"),
    "RDS Proxy": ("RDS Proxy",),
    "Valkey": ("Valkey storage", "Valkey storage in use", "Valkey processing"),
    "Lambda": ("Lambda compute", "Lambda calls"),
    "Lambda kept warm": ("Lambda kept warm",),
    "API Gateway": ("API Gateway calls",),
    "CloudFront": ("CloudFront traffic", "CloudFront requests"),
    "WAF": ("Web ACL", "WAF rules", "Requests through the WAF"),
    "logs": ("Logs taken in", "Logs kept"),
    "keys and secrets": ("Encryption keys", "Secrets"),
}
"""Lines of the blueprint that a row of the estimate is made of."""


@dataclass(frozen=True, kw_only=True)
class Column:
    stack: str
    config: Mapping[str, str]
    usage: Usage
    total: int
    rows: Mapping[str, str]
    """What the estimate says, US dollars a month; rows without an entry are zero."""


FIXED_PROD = {
    "NAT hours and addresses": "73.00",
    "interface endpoints": "14.60",
    "Aurora capacity": "175.20",
    "RDS Proxy": "87.60",
    "Valkey": "6.13",
    "Lambda kept warm": "17.52",
    "WAF": "12.00",
    "keys and secrets": "4.00",
}
NOBODY = Usage(daily_users=0, hours_awake=Decimal("29.2"))
THOUSAND = Usage(
    kilobytes_per_request=Decimal(10),
    database_gb=Decimal("8.4"),
    database_requests_per_call=Decimal(3),
    cache_units_per_call=Decimal("3.6"),
    mails_per_person=0,
)
HUNDRED_THOUSAND = Usage(
    daily_users=100_000,
    kilobytes_per_request=Decimal(10),
    log_kilobytes_per_call=Decimal(2),
    database_acu=Decimal(3),
    database_gb=Decimal(100),
    database_requests_per_call=Decimal(3),
    cache_gb=Decimal(1),
    cache_units_per_call=Decimal("3.6"),
    stored_gb=Decimal(200),
    mails_per_person=0,
)
COLUMNS = {
    "staging as specified, idle": Column(
        stack="staging",
        config={"interfaceEndpointZones": "all"},
        usage=NOBODY,
        total=211,
        rows={
            "NAT hours and addresses": "36.50",
            "interface endpoints": "14.60",
            "Aurora capacity": "43.80",
            "RDS Proxy": "87.60",
            "Valkey": "6.13",
            "WAF": "12.00",
            "keys and secrets": "4.00",
        },
    ),
    "staging, lean": Column(
        stack="staging",
        config={"interfaceEndpoints": "", "databaseProxy": "false", "databaseMinAcu": "0"},
        usage=NOBODY,
        total=66,
        rows={
            "NAT hours and addresses": "36.50",
            "Aurora capacity": "1.75",
            "Valkey": "6.13",
            "WAF": "12.00",
            "keys and secrets": "4.00",
        },
    ),
    "production, idle": Column(
        stack="prod", config={"warmCapacity": "2"}, usage=NOBODY, total=396, rows=FIXED_PROD
    ),
    "production, a thousand people": Column(
        stack="prod",
        config={"warmCapacity": "2"},
        usage=THOUSAND,
        total=401,
        rows=FIXED_PROD
        | {
            "Aurora storage and I/O": "1.20",
            "Lambda": "1.08",
            "API Gateway": "2.10",
            "WAF": "12.54",
        },
    ),
    "production, a hundred thousand people": Column(
        stack="prod",
        config={"warmCapacity": "5"},
        usage=HUNDRED_THOUSAND,
        total=1415,
        rows=FIXED_PROD
        | {
            "Aurora capacity": "525.60",
            "Aurora storage and I/O": "46.00",
            "Valkey": "61.82",
            "Lambda": "108.00",
            "Lambda kept warm": "43.80",
            "API Gateway": "210.00",
            "CloudFront": "80.00",
            "WAF": "66.00",
            "logs": "65.00",
        },
    ),
}


def priced(column: Column) -> CostTable:
    return price_stack(
        record_program(column.stack, config={"functionMemory": "1024", **column.config}), column.usage
    )


@pytest.mark.parametrize("name", COLUMNS)
def test_the_bill_is_the_one_that_was_estimated(name: str) -> None:
    column = COLUMNS[name]
    table = priced(column)
    for row, estimate in column.rows.items():
        found = sum(line.amount for line in table.lines if line.label in ROWS[row])
        assert abs(found - Decimal(estimate)) <= Decimal(estimate) * TOLERANCE, (
            f"{row}: {found}, not {estimate}"
        )
    for row in ROWS.keys() - column.rows.keys():
        found = sum(line.amount for line in table.lines if line.label in ROWS[row])
        assert found < 1, f"{row}: {found}, where the estimate has next to nothing"
    assert abs(table.total - column.total) <= column.total * TOLERANCE


def test_the_rows_apart_are_small_change() -> None:
    column = COLUMNS["production, a thousand people"]
    compared = {label for labels in ROWS.values() for label in labels}
    apart = sum(line.amount for line in priced(column).lines if line.label not in compared)
    assert apart < column.total * TOLERANCE / 2
