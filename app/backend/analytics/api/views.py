"""Reports on all habits of a person."""

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.person import logged_in
from analytics import overviews, selectors
from analytics.api.filters import MAX_ALL_DAYS, MAX_HEAT_DAYS, SpansFilter, WithinFilter, asked
from analytics.api.reports import ReportView, answer, documented
from analytics.api.serializers import (
    HeatMapOfAllSerializer,
    HoursSerializer,
    OverviewSerializer,
    RatesSerializer,
    RollingRatesSerializer,
    WeekdaysSerializer,
)
from analytics.buckets import By


class HeatMapView(ReportView):
    """Every day of a range."""

    @documented("getHeatMap", HeatMapOfAllSerializer, [WithinFilter])
    def get(self, request: Request) -> Response:
        owner = logged_in(request)
        within, _ = asked(request, owner, WithinFilter, MAX_HEAT_DAYS)
        cells = selectors.heat_map_of_all(owner, within)
        return answer(request, HeatMapOfAllSerializer({"cells": cells}), "heat-map")


class RatesView(ReportView):
    """What was kept of what was asked, by week, month, quarter or year."""

    @documented("listRates", RatesSerializer, [SpansFilter])
    def get(self, request: Request) -> Response:
        owner = logged_in(request)
        within, given = asked(request, owner, SpansFilter, MAX_ALL_DAYS)
        rates = selectors.rates(owner, within, By(given["by"]))
        return answer(request, RatesSerializer({"rates": rates}), "rates")


class WeekdaysView(ReportView):
    """What was kept of what was asked, by weekday."""

    @documented("listWeekdays", WeekdaysSerializer, [WithinFilter])
    def get(self, request: Request) -> Response:
        owner = logged_in(request)
        within, _ = asked(request, owner, WithinFilter, MAX_ALL_DAYS)
        weekdays = selectors.weekdays(owner, within)
        return answer(request, WeekdaysSerializer({"weekdays": weekdays}), "weekdays")


class HoursView(ReportView):
    """At which time of day things were done."""

    @documented("listHours", HoursSerializer, [WithinFilter])
    def get(self, request: Request) -> Response:
        owner = logged_in(request)
        within, _ = asked(request, owner, WithinFilter, MAX_ALL_DAYS)
        hours, unknown = selectors.day_hours(owner, within)
        return answer(request, HoursSerializer({"hours": hours, "unknown": unknown}), "hours")


class RollingRatesView(ReportView):
    """What was kept of what was asked in the thirty days up to each day."""

    @documented("listRollingRates", RollingRatesSerializer, [WithinFilter])
    def get(self, request: Request) -> Response:
        owner = logged_in(request)
        within, _ = asked(request, owner, WithinFilter, MAX_ALL_DAYS)
        rates = [{"date": day, "tally": tally} for day, tally in selectors.rolling_rates(owner, within)]
        return answer(request, RollingRatesSerializer({"rates": rates}), "rolling-rates")


class OverviewView(ReportView):
    """The few numbers that say most."""

    @documented("getOverview", OverviewSerializer, [WithinFilter])
    def get(self, request: Request) -> Response:
        owner = logged_in(request)
        within, _ = asked(request, owner, WithinFilter, MAX_ALL_DAYS)
        return answer(request, OverviewSerializer(overviews.overview(owner, within)), "overview")
