"""Milestones as rungs that are reached one after the other. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from achievements.families import MILESTONES, Family


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """How far a person, or one of their habits, has come in a family."""

    family: Family
    habit: UUID | None
    """None for what is counted over all habits."""
    reached_on: tuple[date, ...]
    """The day on which each milestone was reached, as many as were."""
    standing: Decimal | None
    """What counts towards the next one: of a streak, the current one. None when nothing can be added."""

    @property
    def next_milestone(self) -> int | None:
        """None above the last one."""
        left = MILESTONES[self.family][len(self.reached_on) :]
        return left[0] if left else None


def counted(family: Family, days: Iterable[date]) -> Ladder:
    """The ladder of what happens once on each of `days`, over all habits."""
    ordered = sorted(days)
    reached = [ordered[number - 1] for number in MILESTONES[family] if number <= len(ordered)]
    return Ladder(family=family, habit=None, reached_on=tuple(reached), standing=Decimal(len(ordered)))


def summed(family: Family, habit: UUID, amounts: Iterable[tuple[date, Decimal]]) -> Ladder:
    """The ladder of what adds up; no amount is negative."""
    total = Decimal(0)
    totals: list[tuple[date, Decimal]] = []
    for day, amount in sorted(amounts):
        total += amount
        totals.append((day, total))
    return Ladder(family=family, habit=habit, reached_on=first_days(family, totals), standing=total)


def highest(
    family: Family, habit: UUID | None, heights: Iterable[tuple[date, int]], standing: int | None
) -> Ladder:
    """The ladder of the highest so far. Heights are in order of time; `standing` is towards the next one."""
    return Ladder(
        family=family,
        habit=habit,
        reached_on=first_days(family, heights),
        standing=None if standing is None else Decimal(standing),
    )


def first_days(family: Family, heights: Iterable[tuple[date, Decimal | int]]) -> tuple[date, ...]:
    """The first day on which each milestone was met or passed, as many as were."""
    milestones = MILESTONES[family]
    reached: list[date] = []
    for day, height in heights:
        while len(reached) < len(milestones) and height >= milestones[len(reached)]:
            reached.append(day)
    return tuple(reached)
