"""Achievements as JSON."""

from typing import Any

from rest_framework import serializers

from achievements.families import Family
from achievements.ladders import Ladder
from achievements.models import Award

FAMILIES = [family.value for family in Family]


class AwardSerializer(serializers.Serializer[Award]):
    """A milestone that was reached."""

    family = serializers.ChoiceField(choices=FAMILIES)
    habit_id = serializers.UUIDField(allow_null=True, help_text="Null for what is counted over all habits.")
    milestone = serializers.IntegerField(min_value=1)
    reached_on = serializers.DateField(help_text="The day of the log that reached it.")
    awarded_at = serializers.DateTimeField(help_text="When it was noticed.")


class ProgressSerializer(serializers.Serializer[Ladder]):
    """How far it is to the next milestone."""

    family = serializers.ChoiceField(choices=FAMILIES)
    habit_id = serializers.UUIDField(source="habit", allow_null=True)
    standing = serializers.FloatField(
        min_value=0, help_text="What counts towards it: of a streak, the current one."
    )
    next_milestone = serializers.IntegerField(
        min_value=1, allow_null=True, help_text="Null when all were reached."
    )


class AchievementsSerializer(serializers.Serializer[dict[str, Any]]):
    """What was reached, newest first, and what comes next: over all habits, then of each not archived."""

    earned = AwardSerializer(many=True)
    next = ProgressSerializer(many=True)
