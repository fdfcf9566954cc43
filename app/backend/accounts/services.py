"""What changes an account."""

from typing import TypedDict

from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth import login as open_session
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from accounts import open_sessions
from accounts.models import User


class EmailTakenError(Exception):
    """An account with this e-mail address exists."""


class NoAccountError(Exception):
    """No account has this e-mail address."""


class WrongPasswordError(Exception):
    """The password is not the person's own."""


class ProfileChanges(TypedDict, total=False):
    """The parts of a profile that its owner can change."""

    time_zone: str
    day_starts_at: int
    first_weekday: int
    language: str


def create_user(*, email: str, password: str, time_zone: str = "UTC") -> User:
    """Raises EmailTakenError, or ValidationError when the password is too weak."""
    user = User(email=email.lower(), time_zone=time_zone)
    validate_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise EmailTakenError from None
    return user


def authenticated_user(*, request: HttpRequest, email: str, password: str) -> User | None:
    """The user with this e-mail address and password. Takes the same time whichever of the two is wrong."""
    user = authenticate(request, username=email.lower(), password=password)
    return user if isinstance(user, User) else None


def change_profile(*, user: User, changes: ProfileChanges) -> User:
    """Change what `changes` holds. Days that have entries keep them, whatever the zone becomes."""
    for name, value in changes.items():
        setattr(user, name, value)
    user.save(update_fields=list(changes))
    return user


def log_in(*, request: HttpRequest, user: User) -> None:
    """Begin a session with a new key, in which `user` is logged in."""
    open_session(request, user)
    open_sessions.record(request, user)


@transaction.atomic
def change_password(*, request: HttpRequest, user: User, current_password: str, new_password: str) -> None:
    """Change the password, end every other session and give this one a new key.

    Raises WrongPasswordError, or ValidationError when the new password is too weak.
    """
    user = with_password(user, current_password)
    validate_password(new_password, user)
    user.set_password(new_password)
    user.save(update_fields=["password"])
    open_sessions.end(user.open_sessions.exclude(session_id=request.session.session_key))
    update_session_auth_hash(request, user)
    open_sessions.record(request, user)


@transaction.atomic
def delete_account(*, user: User, password: str) -> None:
    """Delete the person and everything that is theirs, and end their sessions. Raises WrongPasswordError."""
    erase_account(with_password(user, password))


@transaction.atomic
def erase_account(user: User) -> None:
    """Delete the person and everything that is theirs, and end their sessions."""
    open_sessions.end(user.open_sessions.all())
    user.delete()


@transaction.atomic
def end_access(user: User) -> None:
    """Log the person out everywhere and revoke their API tokens. The password stays good."""
    open_sessions.end(user.open_sessions.all())
    user.api_tokens.all().delete()


def set_operator(*, email: str, is_operator: bool) -> None:
    """Let an account use the admin, or no longer. Raises NoAccountError."""
    if not User.objects.filter(email=email.lower()).update(is_operator=is_operator):
        raise NoAccountError


def with_password(user: User, password: str) -> User:
    """The person as they are now, locked until the transaction ends. Raises WrongPasswordError."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    if not locked.check_password(password):
        raise WrongPasswordError
    return locked
