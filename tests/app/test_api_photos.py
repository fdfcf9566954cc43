"""A photo is sent straight to the store, read once, and then shown to its owner alone."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections

from tests.app.conftest import PASSWORD, logged_in
from tests.app.photos import JPEG, asked, finished, get, picture, post, sent, started
from uploads import services
from uploads.models import Photo, Upload
from uploads.pictures import MAX_BYTES
from uploads.storage import storage
from uploads.storage.local import LocalStorage


@pytest.fixture(params=["local", "s3"])
def kept(request, media):
    """Photos are kept in either kind of store."""
    media(request.param)


@pytest.fixture
def folder(media):
    """For what has nothing to do with the kind of store."""
    media("local")


@pytest.fixture
def habit(alice, make_habit):
    return make_habit(alice)


def objects():
    return sorted(found.key for top in ("media/", "uploads/") for found in storage().objects(top))


def test_a_photo_is_sent_finished_shown_and_deleted(kept, as_alice, alice, habit):
    photo = finished(as_alice, habit)

    assert photo | {"original_url": 0, "thumbnail_url": 0} == {
        "id": photo["id"],
        "habit_id": str(habit.id),
        "date": "2026-03-18",
        "width": 40,
        "height": 20,
        "bytes": photo["bytes"],
        "created_at": "2026-03-18T12:00:00Z",
        "original_url": 0,
        "thumbnail_url": 0,
        "urls_expire_at": "2026-03-18T12:15:00Z",
    }
    status, content_type, data = get(photo["original_url"])
    assert (status, content_type, len(data)) == (200, "image/jpeg", photo["bytes"])
    assert get(photo["thumbnail_url"])[:2] == (200, "image/webp")
    place = f"media/{alice.id}/{photo['id']}"
    assert objects() == [f"{place}/original.jpg", f"{place}/thumbnail.webp"]
    assert not Upload.objects.exists()

    assert as_alice.delete(f"/api/photos/{photo['id']}").status_code == 204

    assert objects() == []
    assert as_alice.get("/api/photos").json()["results"] == []
    assert get(photo["original_url"])[0] == 404


def test_finishing_again_gives_the_same_photo(kept, as_alice, habit):
    upload = sent(as_alice, habit)
    first, second = (as_alice.post(f"/api/uploads/{upload}/finish") for _ in range(2))

    assert first.status_code == second.status_code == 200
    assert first.json()["id"] == second.json()["id"] == upload
    assert Photo.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_finishing_twice_at_once_makes_one_photo(folder, alice, as_alice, habit, monkeypatch):
    upload = sent(as_alice, habit)
    read, both = LocalStorage.read, Barrier(2, timeout=10)

    def read_together(store, key, *, at_most):
        data = read(store, key, at_most=at_most)
        both.wait()
        return data

    monkeypatch.setattr(LocalStorage, "read", read_together)

    def finish(_number):
        try:
            return services.finish(owner=alice, upload_id=UUID(upload)).id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        ids = list(threads.map(finish, range(2)))

    assert ids == [UUID(upload)] * 2
    assert Photo.objects.count() == 1
    assert len(objects()) == 2


def test_what_never_arrived_cannot_be_finished_yet(kept, as_alice, habit):
    upload = started(as_alice, habit)
    early = as_alice.post(f"/api/uploads/{upload['id']}/finish")
    assert early.status_code == 400
    assert "has not arrived" in early.json()["errors"][0]["message"]

    post(upload["url"], upload["fields"], JPEG)
    assert as_alice.post(f"/api/uploads/{upload['id']}/finish").status_code == 200


@pytest.mark.parametrize(
    ("data", "reason"), [(b"no picture", "no picture"), (b"\0\0\0\x18ftypheic...", "HEIC")]
)
def test_what_is_no_picture_is_refused_with_the_reason_however_it_was_announced(
    folder, as_alice, habit, data, reason
):
    upload = sent(as_alice, habit, data)

    for _ in range(2):
        response = as_alice.post(f"/api/uploads/{upload}/finish")
        assert response.status_code == 400
        assert reason in response.json()["errors"][0]["message"]
    assert not Photo.objects.exists()


def test_what_the_bytes_say_counts_and_not_what_was_announced(folder, as_alice, habit):
    upload = sent(as_alice, habit, picture("PNG"))

    photo = as_alice.post(f"/api/uploads/{upload}/finish").json()
    assert get(photo["original_url"])[1] == "image/png"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("bytes", 0),
        ("bytes", MAX_BYTES + 1),
        ("bytes", "many"),
        ("content_type", "image/heic"),
        ("content_type", "image/svg+xml"),
        ("date", "2026-03-20"),
        ("date", "1969-12-31"),
        ("date", "yesterday"),
        ("habit_id", "00000000-0000-4000-8000-000000000000"),
        ("habit_id", None),
    ],
)
def test_what_cannot_be_sent_is_refused_by_its_field(folder, as_alice, habit, field, value):
    response = as_alice.post("/api/uploads", asked(habit, **{field: value}))

    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [field]
    assert not Upload.objects.exists()


def test_nobody_else_reaches_an_upload_or_a_photo(folder, as_alice, as_bob, habit):
    photo = finished(as_alice, habit)
    upload = sent(as_alice, habit)

    assert as_bob.post("/api/uploads", asked(habit)).json()["errors"][0]["field"] == "habit_id"
    assert as_bob.post(f"/api/uploads/{upload}/finish").status_code == 404
    assert as_bob.post(f"/api/uploads/{photo['id']}/finish").status_code == 404
    assert as_bob.delete(f"/api/photos/{photo['id']}").status_code == 404
    assert as_bob.get("/api/photos").json()["count"] == 0
    assert as_bob.get("/api/photos", {"habit": str(habit.id)}).json()["count"] == 0
    assert as_alice.get("/api/photos").json()["count"] == 1


def test_photos_are_listed_by_habit_and_day_the_newest_day_first(folder, as_alice, alice, habit, make_habit):
    other = make_habit(alice)
    days = ["2026-03-16", "2026-03-18", "2026-03-17"]
    for day in days:
        finished(as_alice, habit, date=day)
    finished(as_alice, other, date="2026-03-17")

    def listed(**wanted):
        return [photo["date"] for photo in as_alice.get("/api/photos", wanted).json()["results"]]

    assert listed(habit=str(habit.id)) == sorted(days, reverse=True)
    assert listed(**{"from": "2026-03-17", "to": "2026-03-17"}) == ["2026-03-17"] * 2
    assert listed(to="2026-03-16") == ["2026-03-16"]
    assert as_alice.get("/api/photos", {"from": "never"}).status_code == 400
    assert as_alice.get("/api/photos", {"page": 2}).status_code == 404


def test_thirty_photos_cost_as_many_queries_as_one(folder, as_alice, alice, habit):
    def queries():
        with connection.execute_wrapper(lambda run, *arguments: seen.append(1) or run(*arguments)):
            assert as_alice.get("/api/photos").status_code == 200
        return len(seen)

    def keep():
        Photo.objects.create(
            id=uuid4(), owner=alice, habit=habit, date="2026-03-18", extension="jpg", size=1, width=1,
            height=1, created_at="2026-03-18T12:00Z",
        )  # fmt: skip

    keep()
    seen = []
    one = queries()
    for _ in range(29):
        keep()
    seen = []
    assert queries() == one


def test_a_photo_outlives_the_undoing_of_its_day(folder, as_alice, habit):
    url = f"/api/habits/{habit.id}/entries/2026-03-18"
    as_alice.put(url, {"state": "done"})
    finished(as_alice, habit)
    as_alice.delete(url)

    assert as_alice.get("/api/photos").json()["count"] == 1


def test_deleting_the_habit_deletes_its_photos(kept, as_alice, alice, habit, make_habit):
    finished(as_alice, habit)
    kept_photo = finished(as_alice, make_habit(alice))

    assert as_alice.delete(f"/api/habits/{habit.id}").status_code == 204

    assert {key.split("/")[2] for key in objects()} == {kept_photo["id"]}


@pytest.mark.usefixtures("quick_hashes")
def test_deleting_the_account_deletes_everything_that_was_sent(kept, bob, alice, make_habit):
    bobs = finished(logged_in(bob), make_habit(bob))
    alice.set_password(PASSWORD)
    alice.save()
    client, habit = logged_in(alice), make_habit(alice)
    finished(client, habit)
    sent(client, habit)

    assert client.post("/api/auth/delete-account", {"password": PASSWORD}).status_code == 204

    assert {key.split("/")[2] for key in objects()} == {bobs["id"]}
