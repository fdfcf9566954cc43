"""Reports as JSON. Each has one list of flat rows, which are also the lines of its CSV."""

from typing import Any

from rest_framework import serializers

from analytics.comparisons import Comparison
from analytics.correlation import Strength, Verdict
from analytics.overviews import HabitOverview, Overview
from analytics.selectors import HeatCell, HeatDay, Hour, SpanRate, Turn, WeekdayRate
from analytics.sums import Sum
from habits.api.serializers import AmountField, Share
from tracking.api.serializers import PLANNED_STATES

VERDICTS = [verdict.value for verdict in Verdict]
STRENGTHS = [strength.value for strength in Strength]
METHODS = ["phi", "pearson"]


TALLY = ("asked", "kept", "share", "check_ins")


class TallyRow(serializers.Serializer[Any]):
    """What was asked, what was kept of it, and the days done, asked or not."""

    asked = serializers.IntegerField(source="tally.asked", min_value=0)
    kept = serializers.IntegerField(source="tally.kept", min_value=0)
    share = Share(source="tally.share", allow_null=True, help_text="Kept of asked; null when nothing was.")
    check_ins = serializers.IntegerField(source="tally.check_ins", min_value=0)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # What a row is about comes before what it says.
        fields = super().get_fields()
        return {name: fields[name] for name in sorted(fields, key=TALLY.__contains__)}


class HeatCellSerializer(serializers.Serializer[HeatCell]):
    """A habit on a day."""

    date = serializers.DateField()
    is_today = serializers.BooleanField()
    due = serializers.BooleanField()
    state = serializers.ChoiceField(choices=PLANNED_STATES)
    amount = AmountField(allow_null=True)
    share = Share(allow_null=True, help_text="Done of the day's target; null when the day says nothing.")


class HeatMapSerializer(serializers.Serializer[Any]):
    """Every day of a range."""

    cells = HeatCellSerializer(many=True)


class HeatDaySerializer(TallyRow, serializers.Serializer[HeatDay]):
    """All habits on a day."""

    date = serializers.DateField()
    is_today = serializers.BooleanField()


class HeatMapOfAllSerializer(serializers.Serializer[Any]):
    """Every day of a range. Quotas for weeks and months ask nothing of a day, but are counted when done."""

    cells = HeatDaySerializer(many=True)


class SpanRateSerializer(TallyRow, serializers.Serializer[SpanRate]):
    """A week, month, quarter or year."""

    first = serializers.DateField()
    last = serializers.DateField()


class RatesSerializer(serializers.Serializer[Any]):
    """The spans with something asked or done, in order. What is open or skipped is not asked."""

    rates = SpanRateSerializer(many=True)


class WeekdayRateSerializer(TallyRow, serializers.Serializer[WeekdayRate]):
    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="Monday is 0.")


class WeekdaysSerializer(serializers.Serializer[Any]):
    """All seven weekdays, from the first day of the person's week on; without quotas for weeks and months."""

    weekdays = WeekdayRateSerializer(many=True)


class HourSerializer(serializers.Serializer[Hour]):
    hour = serializers.IntegerField(min_value=0, max_value=23)
    check_ins = serializers.IntegerField(min_value=0)
    share = Share(allow_null=True, help_text="Of all check-ins whose time is known; null without any.")


class HoursSerializer(serializers.Serializer[Any]):
    """All hours of the wall clock, by when and in which zone a day was recorded as done on the day itself."""

    unknown = serializers.IntegerField(min_value=0, help_text="Recorded on another day: the time is unknown.")
    hours = HourSerializer(many=True)


class SumSerializer(serializers.Serializer[Sum]):
    """A week, month, quarter or year."""

    first = serializers.DateField()
    last = serializers.DateField()
    total = serializers.FloatField(min_value=0)
    target = serializers.FloatField(
        min_value=0, allow_null=True, help_text="Of all that was asked in it and is over."
    )
    share = serializers.FloatField(min_value=0, allow_null=True, help_text="Total of target; can exceed 1.")


class TotalsSerializer(serializers.Serializer[Any]):
    """The spans with entries, in order: amounts added up, times done, or lapses of what is to be quit."""

    totals = SumSerializer(many=True)


class RollingRateSerializer(TallyRow):
    """The thirty days up to a day."""

    date = serializers.DateField()


class RollingRatesSerializer(serializers.Serializer[Any]):
    """Every day of a range up to today."""

    rates = RollingRateSerializer(many=True)


class HabitOverviewSerializer(serializers.Serializer[HabitOverview]):
    """One habit over its whole life. What does not exist is null."""

    first_day = serializers.DateField()
    check_ins = serializers.IntegerField(min_value=0, help_text="Days that met their target.")
    total = serializers.FloatField(min_value=0)
    rate = Share(allow_null=True, help_text="Kept of asked in the last thirty days.")
    best_weekday = serializers.IntegerField(min_value=0, max_value=6, allow_null=True)
    best_day = serializers.DateField(allow_null=True, help_text="With the largest amount.")
    best_day_total = serializers.FloatField(min_value=0, allow_null=True)
    best_week = serializers.DateField(allow_null=True, help_text="Its first day.")
    best_week_total = serializers.FloatField(min_value=0, allow_null=True)
    best_month = serializers.DateField(allow_null=True, help_text="Its first day.")
    best_month_total = serializers.FloatField(min_value=0, allow_null=True)


class OverviewSerializer(serializers.Serializer[Overview]):
    """All habits within a range. What does not exist is null."""

    habits = serializers.IntegerField(min_value=0, help_text="With something asked or done.")
    check_ins = serializers.IntegerField(min_value=0)
    active_days = serializers.IntegerField(min_value=0, help_text="With at least one check-in.")
    rate = Share(allow_null=True, help_text="Kept of asked.")
    best_weekday = serializers.IntegerField(min_value=0, max_value=6, allow_null=True)
    best_day = serializers.DateField(allow_null=True, help_text="With the most check-ins.")
    best_day_check_ins = serializers.IntegerField(min_value=0, allow_null=True)


class ComparisonSerializer(serializers.Serializer[Comparison]):
    """How another habit goes together with the one that was asked about."""

    habit_id = serializers.UUIDField(source="habit.id")
    name = serializers.CharField(source="habit.name")
    verdict = serializers.ChoiceField(
        choices=VERDICTS,
        source="found.verdict",
        help_text=(
            "`not_enough_data`: too few days on which both were asked; "
            "`no_variation`: one of the two is nearly always the same."
        ),
    )
    days = serializers.IntegerField(source="found.days", min_value=0, help_text="On which both were asked.")
    missing_days = serializers.IntegerField(
        source="found.missing_days", min_value=0, help_text="How many more are needed, at least."
    )
    method = serializers.ChoiceField(choices=METHODS)
    coefficient = serializers.FloatField(
        source="found.coefficient", allow_null=True, min_value=-1, max_value=1, help_text="The effect's size."
    )
    strength = serializers.ChoiceField(choices=STRENGTHS, source="found.strength", allow_null=True)
    p_value = Share(
        source="found.p_value",
        allow_null=True,
        help_text="How often chance alone looks as strong: a permutation test of blocks of seven days.",
    )
    corrected_p_value = Share(
        allow_null=True,
        help_text="The same when all comparisons of this answer are looked at (Benjamini and Hochberg).",
    )


class ComparisonsSerializer(serializers.Serializer[Any]):
    """The clearest first. By chance one in twenty has a p-value below 0.05, hence the corrected one."""

    lag = serializers.IntegerField(min_value=0)
    comparisons = ComparisonSerializer(many=True)


class TurnSerializer(serializers.Serializer[Turn]):
    """The first day of a stretch that differs from the one before."""

    date = serializers.DateField()
    before = Share(help_text="What was kept of what was asked, on average, up to the turning point before.")
    after = Share(help_text="The same up to the next one.")
    p_value = Share(help_text="How often chance alone looks as clear: 0.01 at most.")


class TurnsSerializer(serializers.Serializer[Any]):
    """In order. None when the habit was asked less than 70 times: `missing` says how many more it takes."""

    asked = serializers.IntegerField(min_value=0, help_text="How many times, in the range.")
    missing = serializers.IntegerField(min_value=0)
    turning_points = TurnSerializer(many=True)


class LensScoreSerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    score = Share(allow_null=True, help_text="Null while nothing can be said.")


class LensScoresSerializer(serializers.Serializer[Any]):
    """The days of a range on which the habit existed, in order."""

    scores = LensScoreSerializer(many=True)
