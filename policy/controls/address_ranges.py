"""Address ranges that are a good part of the internet, however they are written down."""

import ipaddress
from collections.abc import Iterator
from typing import Final

from .values import MalformedError, UndeterminedError

_SHORTEST_PREFIX: Final = {4: 8, 6: 16}
"""Networks larger than these are nobody's own: half of the internet is as open as all of it."""

type _Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def broad_ranges(ranges: Iterator[str], where: str) -> Iterator[str]:
    """The parts of the ranges that are a good part of the internet, also when it was cut into pieces."""
    known: list[_Network] = []
    unknown: UndeterminedError | None = None
    try:
        for text in ranges:
            known.append(_network(text, where))
    except UndeterminedError as open_question:
        unknown = open_question
    v4 = ipaddress.collapse_addresses(n for n in known if isinstance(n, ipaddress.IPv4Network))
    v6 = ipaddress.collapse_addresses(n for n in known if isinstance(n, ipaddress.IPv6Network))
    for network in (*v4, *v6):
        if _is_broad(network):
            yield str(network)
    if unknown:
        raise unknown


def is_broad(text: str) -> bool:
    """Whether a text is an address range, and one that nobody owns."""
    try:
        return _is_broad(ipaddress.ip_network(text.strip(), strict=False))
    except ValueError:
        return False


def _is_broad(network: _Network) -> bool:
    return network.prefixlen < _SHORTEST_PREFIX[network.version]


def _network(text: str, where: str) -> _Network:
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise MalformedError(where, "an address range", text) from None
