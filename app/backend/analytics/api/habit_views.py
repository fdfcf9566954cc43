"""Reports on one habit."""

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.person import logged_in
from analytics import comparisons, overviews, selectors
from analytics import scores as lenses
from analytics.api.filters import (
    MAX_ALL_DAYS,
    MAX_HABIT_DAYS,
    MAX_HEAT_DAYS,
    ComparisonFilter,
    LensFilter,
    SpansFilter,
    WithinFilter,
    asked,
)
from analytics.api.reports import ReportView, answer, documented
from analytics.api.serializers import (
    ComparisonsSerializer,
    HabitOverviewSerializer,
    HeatMapSerializer,
    HoursSerializer,
    LensScoresSerializer,
    RatesSerializer,
    TotalsSerializer,
    TurnsSerializer,
    WeekdaysSerializer,
)
from analytics.buckets import By
from analytics.lenses import LensName
from analytics.turning_points import FEWEST
from core.errors import invalid
from habits.api.views import own_habit
from habits.selectors import habits_of


class HeatMapView(ReportView):
    """Every day of a range."""

    @documented("getHabitHeatMap", HeatMapSerializer, [WithinFilter])
    def get(self, request: Request, habit_id: UUID) -> Response:
        habit, owner = own_habit(request, habit_id), logged_in(request)
        within, _ = asked(request, owner, WithinFilter, MAX_HEAT_DAYS)
        cells = selectors.heat_map(owner, habit, within)
        return answer(request, HeatMapSerializer({"cells": cells}), "heat-map")


class RatesView(ReportView):
    """What was kept of what was asked, by week, month, quarter or year."""

    @documented("listHabitRates", RatesSerializer, [SpansFilter])
    def get(self, request: Request, habit_id: UUID) -> Response:
        habit, owner = own_habit(request, habit_id), logged_in(request)
        within, given = asked(request, owner, SpansFilter, MAX_HABIT_DAYS)
        rates = selectors.rates(owner, within, By(given["by"]), habit)
        return answer(request, RatesSerializer({"rates": rates}), "rates")


class WeekdaysView(ReportView):
    """What was kept of what was asked, by weekday."""

    @documented("listHabitWeekdays", WeekdaysSerializer, [WithinFilter])
    def get(self, request: Request, habit_id: UUID) -> Response:
        habit, owner = own_habit(request, habit_id), logged_in(request)
        within, _ = asked(request, owner, WithinFilter, MAX_HABIT_DAYS)
        weekdays = selectors.weekdays(owner, within, habit)
        return answer(request, WeekdaysSerializer({"weekdays": weekdays}), "weekdays")


class HoursView(ReportView):
    """At which time of day it was done."""

    @documented("listHabitHours", HoursSerializer, [WithinFilter])
    def get(self, request: Request, habit_id: UUID) -> Response:
        habit, owner = own_habit(request, habit_id), logged_in(request)
        within, _ = asked(request, owner, WithinFilter, MAX_HABIT_DAYS)
        hours, unknown = selectors.day_hours(owner, within, habit)
        return answer(request, HoursSerializer({"hours": hours, "unknown": unknown}), "hours")


class TotalsView(ReportView):
    """What was recorded, added up by week, month, quarter or year."""

    @documented("listHabitTotals", TotalsSerializer, [SpansFilter])
    def get(self, request: Request, habit_id: UUID) -> Response:
        habit, owner = own_habit(request, habit_id), logged_in(request)
        within, given = asked(request, owner, SpansFilter, MAX_HABIT_DAYS)
        totals = selectors.totals(owner, habit, within, By(given["by"]))
        return answer(request, TotalsSerializer({"totals": totals}), "totals")


class HabitOverviewView(ReportView):
    """The few numbers that say most."""

    @documented("getHabitOverview", HabitOverviewSerializer, [])
    def get(self, request: Request, habit_id: UUID) -> Response:
        habit, owner = own_habit(request, habit_id), logged_in(request)
        found = overviews.habit_overview(owner, habit, today=owner.today())
        return answer(request, HabitOverviewSerializer(found), "overview")


class ComparisonsView(ReportView):
    """Which habits go together with this one."""

    @documented("compareHabit", ComparisonsSerializer, [ComparisonFilter])
    def get(self, request: Request, habit_id: UUID) -> Response:
        habit, owner = own_habit(request, habit_id), logged_in(request)
        within, given = asked(request, owner, ComparisonFilter, MAX_HABIT_DAYS)
        others = comparisons.others_of(owner, habit)
        if (other_id := given.get("other")) is not None:
            others = list(habits_of(owner).filter(pk=other_id).exclude(pk=habit.pk))
            if not others:
                raise invalid("other", "There is no such other habit.")
        found = comparisons.compare(owner, habit, others, within, given["lag"])
        return answer(
            request, ComparisonsSerializer({"lag": given["lag"], "comparisons": found}), "comparisons"
        )


class TurningPointsView(ReportView):
    """The days from which it was kept better or worse than before."""

    @documented("listTurningPoints", TurnsSerializer, [WithinFilter])
    def get(self, request: Request, habit_id: UUID) -> Response:
        habit, owner = own_habit(request, habit_id), logged_in(request)
        within, _ = asked(request, owner, WithinFilter, MAX_ALL_DAYS)
        turns, times = selectors.turns(owner, habit, within)
        report = {"asked": times, "missing": max(FEWEST - times, 0), "turning_points": turns}
        return answer(request, TurnsSerializer(report), "turning-points")


class LensView(ReportView):
    """The habit's score, seen through one of the lenses."""

    @documented("listLensScores", LensScoresSerializer, [LensFilter], tag="score")
    def get(self, request: Request, habit_id: UUID) -> Response:
        habit, owner = own_habit(request, habit_id), logged_in(request)
        within, given = asked(request, owner, LensFilter, MAX_HABIT_DAYS)
        lens = LensName(given["lens"])
        found = lenses.scores(owner, habit, within, lens, given["target_days"])
        scores: list[dict[str, Any]] = [{"date": day, "score": score} for day, score in found]
        return answer(request, LensScoresSerializer({"scores": scores}), f"score-{lens}")
