"""Imports and losses as JSON."""

from typing import Any, ClassVar

from rest_framework import serializers

from transfer.comparison import Match
from transfer.exporting import Form
from transfer.formats import FORMATS
from transfer.models import MAX_FILE_NAME, Import

MATCHES = [match.value for match in Match]
FORMS = [form.value for form in Form]


class LossSerializer(serializers.Serializer[Any]):
    """Something that does not come along as it is."""

    habit = serializers.CharField(allow_blank=True, help_text="Its name; empty for the file as a whole.")
    field = serializers.CharField(allow_blank=True, help_text="What it concerns, in the words of the file.")
    number = serializers.IntegerField(min_value=1, help_text="How many values it concerns.")
    message = serializers.CharField()


class HabitReportSerializer(serializers.Serializer[Any]):
    """What a file says of a habit, beside what is there."""

    name = serializers.CharField()
    habit_id = serializers.UUIDField(allow_null=True, help_text="Your habit that it is, if it is one.")
    match = serializers.ChoiceField(choices=MATCHES, help_text="How it is known.")
    new = serializers.IntegerField(min_value=0, help_text="Days of which there is nothing yet.")
    same = serializers.IntegerField(min_value=0, help_text="Days that are the same already.")
    conflicting = serializers.IntegerField(
        min_value=0, help_text="Days that differ: yours stay, unless they are to be replaced."
    )
    differing = serializers.ListField(
        child=serializers.CharField(), help_text="What of the habit itself differs; yours stays."
    )


class PausesReportSerializer(serializers.Serializer[Any]):
    new = serializers.IntegerField(min_value=0)
    same = serializers.IntegerField(min_value=0)


class ReportSerializer(serializers.Serializer[Any]):
    """What a file has and what becomes of it."""

    replace = serializers.BooleanField()
    with_profile = serializers.BooleanField()
    habits = HabitReportSerializer(many=True)
    twins = serializers.ListField(
        child=serializers.CharField(), help_text="Names that several habits of the file have."
    )
    pauses = PausesReportSerializer()
    profile = serializers.ListField(child=serializers.CharField(), help_text="What of the profile changes.")
    losses = LossSerializer(many=True)


class ImportSerializer(serializers.ModelSerializer[Import]):
    """A file that was brought in, or looked at."""

    id = serializers.UUIDField(allow_null=True, help_text="Null for a file that was only looked at.")
    format = serializers.ChoiceField(choices=FORMATS)
    created_at = serializers.DateTimeField(allow_null=True)
    report = ReportSerializer()

    class Meta:
        model = Import
        fields: ClassVar = ["id", "file_name", "format", "digest", "report", "created_at", "rolled_back_at"]
        read_only_fields = fields


class ImportListedSerializer(serializers.ModelSerializer[Import]):
    """A file that was brought in, without its report, which can be long."""

    format = serializers.ChoiceField(choices=FORMATS)

    class Meta:
        model = Import
        fields: ClassVar = ["id", "file_name", "format", "digest", "created_at", "rolled_back_at"]
        read_only_fields = fields


class ImportFilter(serializers.Serializer[dict[str, Any]]):
    apply = serializers.BooleanField(
        default=False,
        help_text="Write what is new. Without it the answer tells what would change.",
    )
    replace = serializers.BooleanField(
        default=False, help_text="Take the file's word on days that differ, instead of yours."
    )
    with_profile = serializers.BooleanField(
        default=False, help_text="Take over time zone, start of the day and of the week, and language."
    )
    file_name = serializers.CharField(
        default="", allow_blank=True, max_length=MAX_FILE_NAME, help_text="To tell imports apart later."
    )


class FormLossesSerializer(serializers.Serializer[Any]):
    """What a format does not hold of your data."""

    form = serializers.ChoiceField(choices=FORMS)
    losses = LossSerializer(many=True)


class ExportLossesSerializer(serializers.Serializer[Any]):
    """Every format that is written."""

    forms = FormLossesSerializer(many=True)
