"""Accounts as JSON."""

from typing import Any, ClassVar

from rest_framework import serializers

from accounts.models import User, validate_time_zone
from accounts.passwords import MAXIMUM_LENGTH


class UserSerializer(serializers.ModelSerializer[User]):
    """The person who is logged in."""

    class Meta:
        model = User
        fields: ClassVar = ["id", "email", "time_zone", "day_starts_at", "first_weekday", "language"]
        read_only_fields = fields


class ProfileSerializer(serializers.ModelSerializer[User]):
    """How a person counts days and weeks."""

    class Meta:
        model = User
        fields: ClassVar = ["time_zone", "day_starts_at", "first_weekday", "language"]


class SessionSerializer(serializers.Serializer[dict[str, Any]]):
    """Who is logged in, if anyone."""

    user = UserSerializer(allow_null=True)


class SignupSerializer(serializers.Serializer[dict[str, str]]):
    """A new account."""

    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(trim_whitespace=False, write_only=True)
    time_zone = serializers.CharField(max_length=64, required=False, validators=[validate_time_zone])


class LoginSerializer(serializers.Serializer[dict[str, str]]):
    """An e-mail address and its password."""

    email = serializers.CharField(max_length=254)
    password = serializers.CharField(trim_whitespace=False, write_only=True, max_length=MAXIMUM_LENGTH)
