"""Photos as JSON."""

import datetime as dt
from typing import Any, ClassVar

from rest_framework import serializers

from uploads.models import Photo
from uploads.pictures import CONTENT_TYPES, MAX_BYTES


class UploadWriteSerializer(serializers.Serializer[dict[str, Any]]):
    """The photo that is to be sent, and the day it belongs to."""

    habit_id = serializers.UUIDField()
    date = serializers.DateField()
    content_type = serializers.ChoiceField(CONTENT_TYPES)
    bytes = serializers.IntegerField(min_value=1, max_value=MAX_BYTES, help_text="The file's exact size.")


class UploadSerializer(serializers.Serializer[dict[str, Any]]):
    """A form to send the file with: `multipart/form-data` of all `fields`, then the file as `file`."""

    id = serializers.UUIDField()
    url = serializers.CharField(
        help_text="Where to post the form; relative to this API's origin, or absolute."
    )
    expires_at = serializers.DateTimeField(help_text="Until then the form is good.")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # `fields` is a word of the framework and cannot be an attribute.
        return super().get_fields() | {"fields": serializers.DictField(child=serializers.CharField())}


class PhotosFilter(serializers.Serializer[dict[str, Any]]):
    """Which photos."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # `from` is a word of Python and cannot be an attribute.
        return {
            "habit": serializers.UUIDField(required=False, help_text="Of this habit only."),
            "from": serializers.DateField(required=False, help_text="Of this day and later ones."),
            "to": serializers.DateField(required=False, help_text="Of this day and earlier ones."),
        }


class PhotoSerializer(serializers.ModelSerializer[Photo]):
    """A photo of a habit's day. Both addresses are good until `urls_expire_at`, for anyone who has them."""

    habit_id = serializers.UUIDField()
    bytes = serializers.IntegerField(source="size", help_text="Of the original.")
    original_url = serializers.SerializerMethodField(help_text="Relative to this API's origin, or absolute.")
    thumbnail_url = serializers.SerializerMethodField(help_text="WebP of at most 320 pixels each way.")
    urls_expire_at = serializers.SerializerMethodField()

    class Meta:
        model = Photo
        fields: ClassVar = [
            "id",
            "habit_id",
            "date",
            "width",
            "height",
            "bytes",
            "created_at",
            "original_url",
            "thumbnail_url",
            "urls_expire_at",
        ]
        read_only_fields = fields

    def get_original_url(self, photo: Photo) -> str:
        return str(self.context["storage"].url(photo.original_key))

    def get_thumbnail_url(self, photo: Photo) -> str:
        return str(self.context["storage"].url(photo.thumbnail_key))

    def get_urls_expire_at(self, photo: Photo) -> dt.datetime:
        expire_at: dt.datetime = self.context["expire_at"]
        return expire_at
