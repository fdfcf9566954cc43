"""Ways to say how strong a habit is, all over the same log.

Each is one pure function from a life to its scores; a further one is one more file and one more line here.
"""

from datetime import date
from enum import StrEnum

from analytics.lenses.life import Lens, Life, Scores
from analytics.lenses.moving_average import moving_average
from analytics.lenses.percentage import percentage
from analytics.lenses.sigmoid import sigmoid
from tracking.occurrence import days
from tracking.rate import rates


class LensName(StrEnum):
    """What a lens is asked for by."""

    LOOP = "loop"
    """Loop Habit Tracker's strength, the score that is shown everywhere."""
    SIGMOID = "sigmoid"
    """mhabit's."""
    MOVING_AVERAGE = "moving_average"
    """Kado's."""
    PERCENTAGE = "percentage"
    """HabitSync's."""
    ROLLING_MONTH = "rolling_month"
    """The plain share of the last thirty days, as in Way of Life."""


def loop(life: Life, last: date) -> Scores:
    return ((terms.day, terms.score) for terms in life.loop_terms(last))


def rolling_month(life: Life, last: date) -> Scores:
    lived = days(life.plan.start, last)
    shares = (rate.share for rate in rates(reversed(life.periods), lived, life.today))
    return zip(lived, shares, strict=True)


LENSES: dict[LensName, Lens] = {
    LensName.LOOP: loop,
    LensName.SIGMOID: sigmoid,
    LensName.MOVING_AVERAGE: moving_average,
    LensName.PERCENTAGE: percentage,
    LensName.ROLLING_MONTH: rolling_month,
}
