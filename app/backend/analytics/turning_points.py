"""The days from which a habit was kept better or worse than before, where chance does not explain it. Pure.

The day is sought that parts a series into the two stretches that differ most: the largest cumulative sum,
divided by what chance makes of it at that place. It is a turning point if hardly any shuffle of the series
has one as clear. Then the stretches before and after it are searched in turn (binary segmentation, Scott and
Knott 1974), which may miss a short stretch between two that are alike. As for correlations, blocks of seven
are shuffled: a good week alone turns nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import sqrt
from random import Random

from analytics.correlation import BLOCK, LEAST_NOTICEABLE, SEED

SHORTEST = 2 * BLOCK
"""Of a stretch, in times that the habit was asked."""
FEWEST = 10 * BLOCK
"""With fewer blocks even a clean break half-way is met by chance more often than is sure enough."""
SHUFFLES = 499
SURE = 0.01
"""So seldom may chance look like a turning point: every stretch is another look."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TurningPoint:
    """Where a series turns, and what it was worth on average before and after, up to the next ones."""

    place: int
    """Of the first value of what is new."""
    before: float
    after: float
    p_value: float


def turning_points(series: Sequence[float]) -> list[TurningPoint]:
    """The turning points of a series of values from 0 to 1, in order; none in one that is too short."""
    found = sorted(turns(series, 0, len(series)))
    ends = [0, *(place for place, _ in found), len(series)]
    return [
        TurningPoint(
            place=place,
            before=mean(series[ends[number] : place]),
            after=mean(series[place : ends[number + 2]]),
            p_value=p_value,
        )
        for number, (place, p_value) in enumerate(found)
    ]


def turns(series: Sequence[float], first: int, end: int) -> Iterator[tuple[int, float]]:
    """The places between `first` and `end` at which the series turns, each with its p-value, in any order."""
    stretch = series[first:end]
    if len(stretch) < FEWEST:
        return
    weights = weights_of(len(stretch))
    place, clearness = clearest(stretch, weights)
    p_value = share_of_shuffles(stretch, weights, clearness)
    if p_value <= SURE:
        yield first + place, p_value
        yield from turns(series, first, first + place)
        yield from turns(series, first + place, end)


def weights_of(number: int) -> list[float]:
    """For each place that leaves two long enough stretches, what chance makes of the cumulative sum there."""
    places = range(SHORTEST, number - SHORTEST + 1)
    return [sqrt(place * (number - place) / number) for place in places]


def clearest(stretch: Sequence[float], weights: Sequence[float]) -> tuple[int, float]:
    """The place that parts the stretch into what differs most, and how much that is."""
    average = mean(stretch)
    sums = list(accumulate(value - average for value in stretch))
    differences = [abs(sums[SHORTEST - 1 + number]) / weight for number, weight in enumerate(weights)]
    most = max(differences)
    return SHORTEST + differences.index(most), most


def share_of_shuffles(stretch: Sequence[float], weights: Sequence[float], clearness: float) -> float:
    """The share of shuffles with a place as clear. What is there counts as one of them."""
    begun = len(stretch) // BLOCK * BLOCK
    blocks = [stretch[start : start + BLOCK] for start in range(0, begun, BLOCK)]
    rest = stretch[begun:]
    chance = Random(SEED)  # noqa: S311  imitates chance, guards nothing
    extreme = 1
    for _ in range(SHUFFLES):
        chance.shuffle(blocks)
        shuffled = [value for block in (*blocks, rest) for value in block]
        extreme += clearest(shuffled, weights)[1] >= clearness - LEAST_NOTICEABLE
    return extreme / (SHUFFLES + 1)


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
