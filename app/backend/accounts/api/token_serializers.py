"""API tokens as JSON."""

from typing import ClassVar

from rest_framework import serializers

from accounts.models import ApiToken


class ApiTokenSerializer(serializers.ModelSerializer[ApiToken]):
    """An API token without its secret. `last_used_at` is exact to the minute."""

    class Meta:
        model = ApiToken
        fields: ClassVar = ["id", "name", "scope", "created_at", "last_used_at"]
        read_only_fields = fields


class IssuedTokenSerializer(ApiTokenSerializer):
    """A new API token with its secret, which is shown this once."""

    token = serializers.SerializerMethodField(help_text="Goes into the header `Authorization: Bearer …`.")

    class Meta(ApiTokenSerializer.Meta):
        fields: ClassVar = [*ApiTokenSerializer.Meta.fields, "token"]
        read_only_fields = fields

    def get_token(self, _token: ApiToken) -> str:
        return str(self.context["secret"])


class ApiTokenWriteSerializer(serializers.ModelSerializer[ApiToken]):
    """What a new API token is for, and what it may do."""

    class Meta:
        model = ApiToken
        fields: ClassVar = ["name", "scope"]
