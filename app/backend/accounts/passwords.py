"""A limit that Django's validators leave out."""

from django.core.exceptions import ValidationError

MAXIMUM_LENGTH = 128


class MaximumLengthValidator:
    """Hashing costs time in proportion to length, so an endless password would be a cheap attack."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > MAXIMUM_LENGTH:
            raise ValidationError(f"This password is longer than {MAXIMUM_LENGTH} characters.")

    def get_help_text(self) -> str:
        return f"Your password can have at most {MAXIMUM_LENGTH} characters."
