"""The settings for tools that only read the code: mypy's plugin, and the writing of the contract.

The environment is complete and reaches nothing.
"""

import os

os.environ |= {
    "APP_ENVIRONMENT": "local",
    "DATABASE_URL": "postgresql://nobody@localhost:1/nothing",
    "CACHE_URL": "redis://localhost:1/0",
    "DJANGO_SECRET_KEY": "signs-nothing",
    "MEDIA_ROOT": "nowhere",
}

from config.settings import *  # noqa: F403
