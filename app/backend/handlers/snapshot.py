"""What SnapStart asks of a function: a snapshot that keeps nothing open, and copies of it that are not alike.

Importing this module registers both; the runtime client calls them around a snapshot, if one is taken at all.
"""

import os
import random
import ssl
from typing import cast

from django.conf import settings
from django.core.cache import caches
from django.db import connections
from snapshot_restore_py import (  # type: ignore[import-untyped]
    register_after_restore,
    register_before_snapshot,
)

from config import environment, snapshot
from core.cache import FailOpenRedisCache

ENTROPY_BYTES = 64


def let_go() -> None:
    """Close every connection: the other end will not be there when a copy wakes up."""
    connections.close_all()
    if caches.all(initialized_only=True):
        cast(FailOpenRedisCache, caches["default"]).disconnect()
        del caches["default"]  # it has kept the password, or the lack of one


def come_alive() -> None:
    """Give this copy randomness of its own, and the secrets that loading left out.

    The kernel notices that its machine was copied, and so does whatever asks it. `random` keeps a state of
    its own, and so does OpenSSL, which would notice only a fork. Raises SettingsError as loading would.
    """
    random.seed()
    ssl.RAND_add(os.urandom(ENTROPY_BYTES), ENTROPY_BYTES)
    snapshot.pending = False
    settings.SECRET_KEY = environment.secret("DJANGO_SECRET_KEY", "DJANGO_SECRET_ARN")
    settings.DATABASES["default"].update(environment.database())
    settings.CACHES["default"]["OPTIONS"].update(environment.cache()["OPTIONS"])


register_before_snapshot(let_go)
register_after_restore(come_alive)
