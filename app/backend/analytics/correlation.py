"""Whether two habits go together: how strongly, and how likely chance alone would look like it. Pure.

Days are no independent draws: a good week is good for everything, and weekends differ. So chance is imitated
by shuffling blocks of seven days of one habit against the other (a block permutation test), which keeps what
neighbouring days have in common and breaks only what the two habits have. The procedure of Benjamini and
Hochberg (1995) corrects for looking at many pairs at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from random import Random

BLOCK = 7
"""Pairs of days that are shuffled together."""
FEWEST_DAYS = 6 * BLOCK
"""With fewer blocks there are too few ways of shuffling to say anything."""
FEWEST_OF_EACH = 5
"""So many days must be above, and so many below, for a habit to have something to go together with."""
SHUFFLES = 999
SEED = 20_260_318
"""Always the same: who asks twice gets the same answer."""
LEAST_NOTICEABLE = 1e-9


class Verdict(StrEnum):
    """What can be said of a pair."""

    MEASURED = "measured"
    NOT_ENOUGH_DATA = "not_enough_data"
    """Too few days on which both were asked."""
    NO_VARIATION = "no_variation"
    """One of the two is nearly always the same."""


class Strength(StrEnum):
    """The size of an effect in words (Cohen 1988: .1 small, .3 medium, .5 large)."""

    NONE = "none"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, kw_only=True, slots=True)
class Correlation:
    """What was found; numbers only when it could be measured."""

    verdict: Verdict
    days: int
    """On which both were asked."""
    missing_days: int
    """How many more are needed, at least."""
    coefficient: float | None = None
    """Pearson's r from -1 to 1; of two yes/no series that is phi."""
    p_value: float | None = None
    """The share of shuffles that look as strong or stronger."""

    @property
    def strength(self) -> Strength | None:
        if self.coefficient is None:
            return None
        size = abs(self.coefficient)
        steps = ((0.5, Strength.LARGE), (0.3, Strength.MEDIUM), (0.1, Strength.SMALL))
        return next((strength for least, strength in steps if size >= least), Strength.NONE)


def correlate(first: Sequence[float], second: Sequence[float]) -> Correlation:
    """How the two series, of one length and in order of time, go together."""
    number = len(first)
    if number < FEWEST_DAYS:
        return Correlation(verdict=Verdict.NOT_ENOUGH_DATA, days=number, missing_days=FEWEST_DAYS - number)
    lacking = max(FEWEST_OF_EACH - rarer(values) for values in (first, second))
    if lacking > 0:
        return Correlation(verdict=Verdict.NO_VARIATION, days=number, missing_days=lacking)
    x, y = standardised(first), standardised(second)
    coefficient = sum(a * b for a, b in zip(x, y, strict=True))
    return Correlation(
        verdict=Verdict.MEASURED,
        days=number,
        missing_days=0,
        coefficient=min(max(coefficient, -1.0), 1.0),
        p_value=share_of_shuffles(x, y, abs(coefficient)),
    )


def rarer(values: Sequence[float]) -> int:
    """How many days are above the lowest value, or how many below the highest: whichever is fewer."""
    low, high = min(values), max(values)
    return min(sum(value > low for value in values), sum(value < high for value in values))


def standardised(values: Sequence[float]) -> list[float]:
    """The values with a mean of 0 and a length of 1, so that their product with others is Pearson's r."""
    mean = sum(values) / len(values)
    centred = [value - mean for value in values]
    length = sqrt(sum(value * value for value in centred))
    return [value / length for value in centred]


def share_of_shuffles(x: Sequence[float], y: Sequence[float], observed: float) -> float:
    """The share of ways to shuffle the blocks of `y` against `x` with a coefficient as large as `observed`.

    What is there counts as one of them. What is left after the last whole block stays in its place.
    """
    blocks = range(len(x) // BLOCK)
    x_blocks, y_blocks = ([values[BLOCK * n : BLOCK * (n + 1)] for n in blocks] for values in (x, y))
    products = [
        [sum(a * b for a, b in zip(own, other, strict=True)) for other in y_blocks] for own in x_blocks
    ]
    begun = BLOCK * len(blocks)
    rest = sum(a * b for a, b in zip(x[begun:], y[begun:], strict=True))
    chance = Random(SEED)  # noqa: S311  imitates chance, guards nothing
    order = list(blocks)
    extreme = 1
    for _ in range(SHUFFLES):
        chance.shuffle(order)
        total = rest + sum(row[other] for row, other in zip(products, order, strict=True))
        extreme += abs(total) >= observed - LEAST_NOTICEABLE
    return extreme / (SHUFFLES + 1)


def corrected(p_values: Sequence[float]) -> list[float]:
    """Each p-value as it counts when all were looked at (Benjamini and Hochberg), in the same order.

    Of those that are at most q, the share that is chance is expected to be at most q.
    """
    ordered = sorted(range(len(p_values)), key=lambda place: p_values[place], reverse=True)
    result = [1.0] * len(p_values)
    lowest = 1.0
    for above, place in enumerate(ordered):
        rank = len(p_values) - above
        lowest = min(lowest, p_values[place] * (len(p_values) / rank))
        result[place] = lowest
    return result
