"""Objects that belong to nobody: never finished, or left behind when something failed half-way."""

import logging
import random
import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import batched

from django.utils import timezone

from uploads.models import Photo, Upload
from uploads.services import FINISHED_WITHIN
from uploads.storage import Stored, storage

logger = logging.getLogger(__name__)

# What is younger may be on its way to a row.
MINIMUM_AGE = timedelta(hours=2)
LOOKED_UP_AT_ONCE = 500
# Of the owners' ids, which begin each key's second part.
FIRST_DIGITS = "0123456789abcdef"
# Anything else in the store is not ours to judge.
PLACE = re.compile(r"media/[0-9a-f-]{36}/(?P<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=/)")


def collect(*, time_is_up: Callable[[], bool]) -> int:
    """Delete what belongs to nobody, as long as there is time; gives the number of objects.

    Each run begins with other owners, so that runs that are too short for all reach all in time. Raises
    StorageError.
    """
    old = timezone.now() - MINIMUM_AGE
    Upload.objects.filter(created_at__lte=timezone.now() - FINISHED_WITHIN).delete()
    number = 0
    for digit in random.sample(FIRST_DIGITS, len(FIRST_DIGITS)):
        if time_is_up():
            logger.warning("not all photos were looked at")
            break
        store = storage()
        # Every upload that old has expired.
        posted = [found.key for found in store.objects(f"uploads/{digit}") if found.changed_at < old]
        store.delete(posted)
        number += len(posted)
        for some in batched(store.objects(f"media/{digit}"), LOOKED_UP_AT_ONCE, strict=False):
            orphans = without_photo(found for found in some if found.changed_at < old)
            store.delete(orphans)
            number += len(orphans)
    return number


def without_photo(objects: Iterable[Stored]) -> list[str]:
    """The keys of those objects whose photo is not in the database."""
    places = {found.key: place for found in objects if (place := PLACE.match(found.key))}
    ids = {place["id"] for place in places.values()}
    known = {photo.folder for photo in Photo.objects.filter(pk__in=ids).only("id", "owner_id")}
    return [key for key, place in places.items() if place[0] not in known]
