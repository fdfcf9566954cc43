"""Accounts as JSON."""

from typing import Any, ClassVar

from rest_framework import serializers

from accounts.models import OpenSession, User, validate_time_zone
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


class PasswordChangeSerializer(serializers.Serializer[dict[str, str]]):
    """The password as it is, and as it will be."""

    current_password = serializers.CharField(
        trim_whitespace=False, write_only=True, max_length=MAXIMUM_LENGTH
    )
    new_password = serializers.CharField(trim_whitespace=False, write_only=True)


class ResetLinkSerializer(serializers.Serializer[dict[str, str]]):
    """Where the link is to be sent."""

    email = serializers.EmailField(max_length=254)


class PasswordResetSerializer(serializers.Serializer[dict[str, str]]):
    """What follows the `#` in the link, and the password as it will be."""

    token = serializers.CharField(max_length=200, write_only=True)
    new_password = serializers.CharField(trim_whitespace=False, write_only=True)


class AccountDeletionSerializer(serializers.Serializer[dict[str, str]]):
    """The password, so that nobody else's hands delete an account."""

    password = serializers.CharField(trim_whitespace=False, write_only=True, max_length=MAXIMUM_LENGTH)


class OpenSessionSerializer(serializers.ModelSerializer[OpenSession]):
    """A place where the person is logged in. `last_used_at` is exact to the hour."""

    current = serializers.SerializerMethodField(help_text="Whether this request came with it.")

    class Meta:
        model = OpenSession
        fields: ClassVar = ["id", "created_at", "last_used_at", "user_agent", "address", "current"]
        read_only_fields = fields

    def get_current(self, opened: OpenSession) -> bool:
        return bool(opened.session_id == self.context["session_key"])
