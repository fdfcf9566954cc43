"""Mail on a laptop: shown where the server runs."""

from django.core.mail import EmailMessage
from django.core.mail.backends import console


class EmailBackend(console.EmailBackend):
    """Shows a message as its reader would see it: what travels has its links cut into lines."""

    def write_message(self, message: EmailMessage) -> None:
        """Write addressees, subject and text to the stream."""
        self.stream.write(
            f"\nTo: {', '.join(message.recipients())}\nSubject: {message.subject}\n\n{message.body}\n"
        )
