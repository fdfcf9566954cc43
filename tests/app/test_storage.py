"""What the store of photos promises, whether it is a bucket or a folder."""

import base64
import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import boto3
import pytest
from django.test import Client

from tests.app.conftest import NOON
from tests.app.photos import get, post
from uploads.storage import MissingError, StorageError, TooLargeError, storage
from uploads.storage.local import LocalStorage
from uploads.storage.s3 import S3Storage

KEY = "uploads/0a/1"
JPEG = "image/jpeg"


@pytest.fixture(params=["s3", "local"])
def store(request, media):
    """A new store of either kind, which the settings name."""
    media(request.param)
    return storage()


def send(store, data=b"12345", changes=None):
    form = store.form(KEY, content_type=JPEG, size=5)
    return post(form.url, form.fields | (changes or {}), data)


def test_the_settings_choose_the_kind(media):
    media("s3")
    assert isinstance(storage(), S3Storage)
    media("local")
    assert isinstance(storage(), LocalStorage)


def test_what_a_browser_posts_with_the_form_can_be_read(store):
    assert send(store) == 204

    assert store.read(KEY, at_most=5) == b"12345"


def test_what_is_written_can_be_read_by_anyone_with_the_signed_address(store):
    store.write("media/0a/1/original.jpg", b"12345", content_type=JPEG)

    assert get(store.url("media/0a/1/original.jpg")) == (200, JPEG, b"12345")


def test_writing_again_replaces(store):
    store.write(KEY, b"first", content_type=JPEG)
    store.write(KEY, b"second", content_type=JPEG)

    assert store.read(KEY, at_most=10) == b"second"


def test_nothing_is_missing(store):
    with pytest.raises(MissingError):
        store.read(KEY, at_most=5)


def test_more_than_was_asked_for_is_not_read(store):
    store.write(KEY, b"123456", content_type=JPEG)

    with pytest.raises(TooLargeError):
        store.read(KEY, at_most=5)


def test_deleting_deletes_those_keys_and_no_others_and_can_be_repeated(store):
    keys = [f"media/0a/{number}/original.jpg" for number in range(3)]
    for key in keys:
        store.write(key, b"1", content_type=JPEG)

    for _ in range(2):
        store.delete(keys[:2])

    assert [found.key for found in store.objects("media/")] == [keys[2]]
    store.delete([])


def test_objects_are_found_by_the_beginning_of_their_keys(store):
    for key in ("media/0a/1/original.jpg", "media/0b/1/original.jpg", "media/1a/1/x.webp", "uploads/0a/1"):
        store.write(key, b"1", content_type=JPEG)

    def found(prefix):
        return {stored.key for stored in store.objects(prefix)}

    assert found("media/0") == {"media/0a/1/original.jpg", "media/0b/1/original.jpg"}
    assert found("media/0a/") == {"media/0a/1/original.jpg"}
    assert found("media/2") == found("other/") == set()
    assert all(stored.changed_at.tzinfo for stored in store.objects("media/"))


def test_the_form_of_s3_holds_a_browser_to_the_key_the_type_and_the_size(media):
    media("s3")
    form = storage().form(KEY, content_type=JPEG, size=5)
    policy = json.loads(base64.b64decode(form.fields["policy"]))

    assert {"key": KEY} in policy["conditions"]
    assert {"Content-Type": JPEG} in policy["conditions"]
    assert ["content-length-range", 5, 5] in policy["conditions"]
    assert {"bucket": "habits-media"} in policy["conditions"]
    assert datetime.fromisoformat(policy["expiration"]) == NOON + timedelta(minutes=15)


def test_browsers_talk_to_the_host_of_the_region(media, monkeypatch):
    """The site's policy names that host and no other."""
    media("s3")
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    from uploads.storage.s3 import s3_client

    s3_client.cache_clear()
    store = storage()

    host = "https://habits-media.s3.us-east-1.amazonaws.com/"
    assert store.form(KEY, content_type=JPEG, size=5).url == host
    assert store.url(KEY).startswith(host + KEY + "?X-Amz-Algorithm=AWS4-HMAC-SHA256")
    assert "X-Amz-Expires=900" in store.url(KEY)
    s3_client.cache_clear()


@pytest.mark.parametrize(
    ("data", "changes"),
    [
        (b"1234", {}),
        (b"123456", {}),
        (b"12345", {"key": "uploads/0a/2"}),
        (b"12345", {"Content-Type": "text/html"}),
        (b"12345", {"policy": "made-up"}),
        (b"12345", {"policy": ""}),
    ],
)
def test_the_twin_of_s3_takes_only_what_the_form_is_for(media, data, changes):
    media("local")
    store = storage()

    assert send(store, data, changes) == 403
    assert list(store.objects("uploads/")) == []


def test_the_twin_of_s3_takes_nothing_late(media, noon):
    media("local")
    form = storage().form(KEY, content_type=JPEG, size=5)
    noon.shift(timedelta(minutes=15, seconds=1))

    assert post(form.url, form.fields, b"12345") == 403


def test_the_twin_of_s3_wants_a_file(media):
    media("local")
    form = storage().form(KEY, content_type=JPEG, size=5)

    assert Client().post(form.url, form.fields).status_code == 403
    assert Client().get(form.url).status_code == 405


def test_an_address_of_the_twin_of_s3_ends_and_cannot_be_made_up(media, noon):
    media("local")
    store = storage()
    store.write(KEY, b"12345", content_type=JPEG)
    url = store.url(KEY)
    other = LocalStorage.url(store, "../secret")

    assert Client().get(url + "x").status_code == Client().get(other).status_code == 404
    noon.shift(timedelta(minutes=15, seconds=1))
    assert Client().get(url).status_code == 404


def test_a_store_that_is_away_fails_by_its_kind(media, tmp_path):
    media("s3")
    missing = S3Storage(bucket=f"gone-{uuid4()}", region="us-east-1")
    with pytest.raises(StorageError, match="NoSuchBucket"):
        missing.write(KEY, b"1", content_type=JPEG)

    file = tmp_path / "file"
    file.write_bytes(b"")
    with pytest.raises(StorageError):
        LocalStorage(file).write(KEY, b"1", content_type=JPEG)


def test_what_s3_keeps_has_its_type(media):
    media("s3")
    storage().write(KEY, b"1", content_type=JPEG)

    found = boto3.client("s3", region_name="us-east-1").head_object(Bucket="habits-media", Key=KEY)
    assert found["ContentType"] == JPEG
    assert found["LastModified"].astimezone(UTC) == NOON
