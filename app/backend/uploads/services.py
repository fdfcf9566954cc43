"""What makes photos and what deletes them.

The database says which photos there are. The store follows: an object is written before its row and deleted
after it, and what a failure leaves behind belongs to nobody and is collected (`uploads.cleaning`).
"""

import logging
from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from habits.models import Habit
from tracking.models import State
from tracking.services import check_day
from uploads.models import Photo, Upload
from uploads.pictures import MAX_BYTES, TYPE_OF_EXTENSION, PictureError, prepare
from uploads.storage import Form, MissingError, StorageError, TooLargeError, storage

logger = logging.getLogger(__name__)

MAX_PHOTOS = 2000
MAX_OPEN_UPLOADS = 20
# Longer than the form is good for, so that what was posted in the last moment can be finished.
FINISHED_WITHIN = timedelta(hours=1)


class UploadError(ValueError):
    """An upload cannot begin or end as asked; `field` is the part that is wrong, empty for the whole."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def photos_of(
    owner: User, *, habit_id: UUID | None = None, first: date | None = None, last: date | None = None
) -> QuerySet[Photo]:
    """The owner's photos, newest day first; the rest narrows them."""
    photos = Photo.objects.filter(owner=owner)
    if habit_id is not None:
        photos = photos.filter(habit_id=habit_id)
    if first is not None:
        photos = photos.filter(date__gte=first)
    return photos if last is None else photos.filter(date__lte=last)


def open_uploads_of(owner: User) -> QuerySet[Upload]:
    """The owner's uploads that can still become photos."""
    return Upload.objects.filter(owner=owner, created_at__gt=timezone.now() - FINISHED_WITHIN)


@transaction.atomic
def start(*, owner: User, habit: Habit, day: date, content_type: str, size: int) -> tuple[Upload, Form]:
    """Let a browser send a photo of `day`, `size` bytes long.

    Raises UploadError, tracking's EntryError for a day that cannot be, or StorageError.
    """
    check_day(day, State.DONE, today=owner.today())
    # Two at the same time are counted one after the other.
    User.objects.select_for_update().get(pk=owner.pk)
    under_way = open_uploads_of(owner).count()
    if under_way >= MAX_OPEN_UPLOADS:
        raise UploadError("", f"{MAX_OPEN_UPLOADS} photos are under way. Finish them, or wait for an hour.")
    if photos_of(owner).count() + under_way >= MAX_PHOTOS:
        raise UploadError("", f"One person can have {MAX_PHOTOS} photos. Delete some to make room.")
    upload = Upload.objects.create(owner=owner, habit=habit, date=day, size=size, created_at=timezone.now())
    return upload, storage().form(upload.key, content_type=content_type, size=size)


def finish(*, owner: User, upload_id: UUID) -> Photo | None:
    """Make a photo of what was sent; asked again, give the one that was made. None: there is no such upload.

    Nothing is locked while the picture is read. Two at the same time make the same objects, and one row.
    Raises UploadError, StorageError.
    """
    made = photos_of(owner).filter(pk=upload_id)
    if photo := made.first():
        return photo
    upload = open_uploads_of(owner).filter(pk=upload_id).first()
    if upload is None:
        # Another request may have made the photo between the two questions.
        return made.first()
    try:
        photo = make_photo(upload)
    except MissingError:
        if photo := made.first():
            return photo
        raise UploadError(
            "", "The file has not arrived. Send it with the form that came with this upload."
        ) from None
    with transaction.atomic():
        Photo.objects.bulk_create([photo], ignore_conflicts=True)
        Upload.objects.filter(pk=upload.pk).delete()
    delete_objects([upload.key])
    return made.first()


def make_photo(upload: Upload) -> Photo:
    """Keep the picture that was sent, and give the row that is to be. Raises UploadError, StorageError."""
    store = storage()
    try:
        picture = prepare(store.read(upload.key, at_most=MAX_BYTES))
    except TooLargeError:
        raise UploadError("", f"The file has more than {MAX_BYTES} bytes.") from None
    except PictureError as error:
        raise UploadError("", str(error)) from None
    photo = Photo(
        id=upload.id,
        owner_id=upload.owner_id,
        habit_id=upload.habit_id,
        date=upload.date,
        extension=picture.extension,
        size=len(picture.original),
        width=picture.width,
        height=picture.height,
        created_at=timezone.now(),
    )
    store.write(photo.original_key, picture.original, content_type=TYPE_OF_EXTENSION[picture.extension])
    store.write(photo.thumbnail_key, picture.thumbnail, content_type="image/webp")
    return photo


def delete(photo: Photo) -> None:
    """Delete a photo for good."""
    keys = photo.keys
    photo.delete()
    delete_objects(keys)


def keys_of_habit(habit: Habit) -> list[str]:
    """Of all objects of a habit's photos: what is to be deleted after the habit."""
    return [key for photo in Photo.objects.filter(habit=habit) for key in photo.keys]


def forget_owner(owner_id: UUID) -> None:
    """Delete every object of a person whose rows are gone."""
    try:
        store = storage()
        for top in ("uploads", "media"):
            store.delete([stored.key for stored in store.objects(f"{top}/{owner_id}/")])
    except StorageError as error:
        logger.error("photos not deleted yet", extra={"kind": type(error).__name__})


def delete_objects(keys: Collection[str]) -> None:
    """Delete objects that have no row any more. If the store does not answer, they are collected later."""
    if not keys:
        return
    try:
        storage().delete(keys)
    except StorageError as error:
        logger.error("photos not deleted yet", extra={"kind": type(error).__name__})
