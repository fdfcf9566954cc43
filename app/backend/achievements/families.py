"""What achievements are given for, and at which numbers. Pure."""

from enum import StrEnum


class Family(StrEnum):
    """One thing that is counted; each of its milestones is an achievement of its own."""

    CHECK_INS = "check_ins"
    """Days on which a habit was done, of all habits together."""
    PERFECT_DAYS = "perfect_days"
    """Days on which everything that was due was done."""
    PERFECT_WEEKS = "perfect_weeks"
    """Calendar weeks in which nothing was missed."""
    PERFECT_MONTHS = "perfect_months"
    COMEBACKS = "comebacks"
    """Habits that were taken up again for good after they had lain still."""
    EARLY_BIRD = "early_bird"
    """Days with something done early in the morning."""
    VARIETY = "variety"
    """Different habits done on one day."""
    STREAK_DAYS = "streak_days"
    """The longest streak of one habit, in days that were due."""
    STREAK_WEEKS = "streak_weeks"
    """The same of a habit with a quota for calendar weeks."""
    STREAK_MONTHS = "streak_months"
    AMOUNT = "amount"
    """Everything that was recorded of one habit, in its unit."""


OF_ONE_HABIT = frozenset({Family.STREAK_DAYS, Family.STREAK_WEEKS, Family.STREAK_MONTHS, Family.AMOUNT})

MILESTONES: dict[Family, tuple[int, ...]] = {
    Family.CHECK_INS: (1, 10, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000),
    Family.PERFECT_DAYS: (1, 7, 30, 100, 250, 500, 1000, 2500),
    Family.PERFECT_WEEKS: (1, 4, 12, 26, 52, 100, 250, 500),
    Family.PERFECT_MONTHS: (1, 3, 6, 12, 24, 60, 120),
    Family.COMEBACKS: (1, 3, 10),
    Family.EARLY_BIRD: (1, 10, 50, 100, 365, 1000),
    Family.VARIETY: (3, 5, 7, 10, 15, 20),
    Family.STREAK_DAYS: (3, 7, 14, 21, 30, 50, 66, 100, 150, 200, 300, 365, 500, 730, 1000, 1500, 2000, 3000),
    Family.STREAK_WEEKS: (2, 4, 8, 12, 26, 52, 78, 104, 156, 208, 260, 520),
    Family.STREAK_MONTHS: (2, 3, 6, 12, 18, 24, 36, 48, 60, 120),
    Family.AMOUNT: tuple(10**power for power in range(2, 10)),
}
"""Rising numbers of each family."""
