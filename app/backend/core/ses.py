"""Mail by Amazon SES's own interface: the function's role is the key, so there is no password to keep."""

import logging
from collections.abc import Sequence
from email import policy
from functools import cache
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)


class SesError(OSError):
    """SES did not take a mail, or did not answer; the message is the kind of failure and no address."""


class EmailBackend(BaseEmailBackend):
    """Sends each message as it is, in the region `region`, which has `timeout` seconds for each answer."""

    def __init__(self, *, region: str, timeout: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.region = region
        self.timeout = timeout

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send in order. Raises SesError at the first message that cannot be sent."""
        # Imported here: few requests send mail, and a cold start is no time to load an SDK.
        from botocore.exceptions import BotoCoreError, ClientError

        client = ses_client(self.region, self.timeout)
        for message in email_messages:
            try:
                client.send_email(
                    FromEmailAddress=message.from_email,
                    Destination={"ToAddresses": message.recipients()},
                    Content={"Raw": {"Data": message.message(policy=policy.SMTP).as_bytes()}},
                )
            except (ClientError, BotoCoreError) as error:
                # The SDK's own message repeats addresses.
                kind = (
                    error.response["Error"]["Code"]
                    if isinstance(error, ClientError)
                    else type(error).__name__
                )
                logger.error("SES did not take a mail", extra={"kind": kind})
                raise SesError(kind) from None
        return len(email_messages)


@cache
def ses_client(region: str, timeout: int) -> Any:
    """The SDK's client, whose making takes longer than sending a mail."""
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=timeout,
        read_timeout=timeout,
        # A mail whose answer was lost may be on its way: a second attempt could make it two.
        retries={"total_max_attempts": 1},
    )
    return boto3.client("sesv2", region_name=region, config=config)
