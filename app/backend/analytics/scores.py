"""A habit's score, seen through one of the lenses."""

from datetime import date
from functools import partial

from accounts.models import User
from analytics.lenses import LENSES, LensName
from analytics.lenses.life import Life
from analytics.reading import periods_of, share, story_of
from analytics.selectors import Range
from habits.models import Habit
from tracking.strength import terms_until


def scores(
    owner: User, habit: Habit, within: Range, lens: LensName, target_days: int
) -> list[tuple[date, float | None]]:
    """The score of each day of the range on which the habit existed; none after today."""
    story = story_of(owner, habit, today=within.today)
    life = Life(
        plan=story.plan,
        marks=story.log.marks,
        shares={day: share(story, day, cell) for day, cell in story.log.cells.items()},
        is_limit=habit.measure.is_limit,
        periods=periods_of(owner, story),
        today=story.until,
        target_days=target_days,
        loop_terms=partial(terms_until, owner, habit, story.log),
    )
    last = min(within.last, within.today)
    return [(day, score) for day, score in LENSES[lens](life, last) if day >= within.first]
