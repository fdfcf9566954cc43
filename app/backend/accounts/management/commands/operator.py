"""Make someone an operator, or no operator any more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import services


class Command(BaseCommand):
    """`manage.py operator ada@example.com`, for where there is no manage function to invoke."""

    help = "Let the account with this e-mail address use the admin, where that is enabled (ADMIN_ENABLED)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--revoke", action="store_true", help="take it back")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            services.set_operator(email=options["email"], is_operator=not options["revoke"])
        except services.NoAccountError:
            raise CommandError("there is no account with this e-mail address; sign up first") from None
