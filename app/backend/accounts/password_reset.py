"""A new password for someone who has lost theirs, by a link in a mail.

The link is signed over the password and the last login: either of them changing makes it void.
"""

import logging
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage, mailers
from django.db import transaction

from accounts import open_sessions
from accounts.models import User

logger = logging.getLogger(__name__)

SUBJECT = "A new password for your habits"
TEXT = """Someone, probably you, asked for a new password for the account of this address.

Choose it here within an hour; the link works once:
{link}

If it was not you, there is nothing to do: your password stays as it is.
"""


class LinkError(Exception):
    """The link was not made here, was used, is too old, or its account is gone."""


class NoMailError(Exception):
    """This installation has no way to send mail."""


def send_link(*, email: str, page: str) -> None:
    """Mail a link to `page`, the address of the web app's form, if there is an account. Raises NoMailError.

    Whether there is one, and whether its mailbox takes mail, is not told.
    """
    if "default" not in mailers:
        raise NoMailError
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        return
    # After the hash, which browsers keep to themselves: no server's log gets it.
    link = f"{page}#{user.pk.hex}-{default_token_generator.make_token(user)}"
    try:
        EmailMessage(SUBJECT, TEXT.format(link=link), to=[user.email]).send()
    except OSError as error:
        # The type only: messages of mail servers repeat addresses.
        logger.error("mail not sent", extra={"error": type(error).__name__})


@transaction.atomic
def reset_password(*, token: str, new_password: str) -> None:
    """Set a new password, end every session and revoke every API token.

    Raises LinkError, or ValidationError when the new password is too weak; the link stays good for another.
    """
    user_id, _, signed = token.partition("-")
    try:
        # The lock lets the first of two requests void the link before the second looks.
        user = User.objects.select_for_update().get(pk=UUID(user_id))
    except (ValueError, User.DoesNotExist):
        raise LinkError from None
    if not default_token_generator.check_token(user, signed):
        raise LinkError
    validate_password(new_password, user)
    user.set_password(new_password)
    user.save(update_fields=["password"])
    open_sessions.end(user.open_sessions.all())
    user.api_tokens.all().delete()
