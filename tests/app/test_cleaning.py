"""Objects that belong to nobody are collected; what belongs to someone, or may soon, stays."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.app.conftest import NOON
from uploads.cleaning import MINIMUM_AGE, collect
from uploads.models import Photo, Upload
from uploads.storage import storage

OLD, YOUNG = MINIMUM_AGE + timedelta(minutes=1), MINIMUM_AGE - timedelta(minutes=1)


@pytest.fixture(params=["local", "s3"])
def put(request, media, settings, noon):
    """Puts an object of some age into either kind of store."""
    media(request.param)

    def write(key, age=OLD):
        noon.move_to(NOON - age)
        storage().write(key, b"1", content_type="image/jpeg")
        noon.move_to(NOON)
        if request.param == "local":
            changed = (NOON - age).timestamp()
            os.utime(Path(settings.MEDIA_ROOT) / key, (changed, changed))
        return key

    return write


def objects():
    return {found.key for top in ("media/", "uploads/") for found in storage().objects(top)}


def endless():
    return False


@pytest.fixture
def photo(alice, make_habit):
    return Photo.objects.create(
        id=uuid4(), owner=alice, habit=make_habit(alice), date=NOON.date(), extension="jpg", size=1,
        width=1, height=1, created_at=NOON,
    )  # fmt: skip


def test_what_was_sent_and_never_finished_goes_in_time(put, alice):
    put(f"uploads/{alice.id}/{uuid4()}")
    young = put(f"uploads/{alice.id}/{uuid4()}", YOUNG)

    assert collect(time_is_up=endless) == 1
    assert objects() == {young}


def test_a_picture_without_a_row_goes_in_time_and_one_with_a_row_stays(put, photo):
    ours = {put(key) for key in photo.keys}
    put(f"media/{photo.owner_id}/{uuid4()}/original.jpg")
    put(f"media/{uuid4()}/{photo.id}/original.jpg")
    young = put(f"media/{photo.owner_id}/{uuid4()}/original.jpg", YOUNG)

    assert collect(time_is_up=endless) == 2
    assert objects() == ours | {young}
    assert collect(time_is_up=endless) == 0


def test_uploads_that_can_no_longer_be_finished_are_forgotten(put, photo):
    for age in (timedelta(minutes=59), timedelta(minutes=61)):
        Upload.objects.create(
            owner=photo.owner, habit=photo.habit, date=NOON.date(), size=1, created_at=NOON - age
        )

    collect(time_is_up=endless)
    assert Upload.objects.count() == 1


def test_what_has_another_form_is_not_ours_to_delete(put, db):
    strange = {put(key) for key in ("media/0/notes.txt", f"media/0{'x' * 35}/1/original.jpg", "media/0a")}

    assert collect(time_is_up=endless) == 0
    assert objects() == strange


def test_it_ends_when_time_is_up(put, db):
    put(f"uploads/{uuid4()}/{uuid4()}")

    assert collect(time_is_up=lambda: True) == 0
    assert len(objects()) == 1
