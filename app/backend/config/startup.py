"""The first step of every process: load the settings, or end with one line that says what is wrong."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

BAD_SETTINGS = 2


def load_settings() -> None:
    """Load `config.settings`. A mistake in the environment ends the process with status 2 and one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        settings.INSTALLED_APPS  # noqa: B018  the first access loads them
    except ImproperlyConfigured as error:
        print(f"cannot start: {error}", file=sys.stderr)
        raise SystemExit(BAD_SETTINGS) from None
