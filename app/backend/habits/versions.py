"""Values that are valid from a day until the next one is: pure."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

type Versions[T] = Sequence[tuple[date, T]]
"""Each value with the day from which it is valid, oldest first."""


def valid_on[T](versions: Versions[T], day: date) -> tuple[date, T]:
    """The version valid on `day`; the oldest also covers the days before it. There must be one at least."""
    newer = bisect_right(versions, day, key=lambda version: version[0])
    return versions[max(newer - 1, 0)]
