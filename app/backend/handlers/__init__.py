"""The three entries of the image: `api` answers browsers, `manage` migrates, `tasks` runs on a schedule."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
