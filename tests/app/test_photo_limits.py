"""One person has room for so many photos, uploads end, and a store that fails costs nobody anything."""

from datetime import timedelta

import pytest

from tests.app.photos import asked, finished, sent, started
from uploads import services
from uploads.storage import StorageError
from uploads.storage.local import LocalStorage


@pytest.fixture
def folder(media):
    """For what has nothing to do with the kind of store."""
    media("local")


@pytest.fixture
def habit(alice, make_habit):
    return make_habit(alice)


def test_one_person_sends_so_many_at_a_time(folder, as_alice, as_bob, bob, habit, make_habit, noon):
    for _ in range(services.MAX_OPEN_UPLOADS):
        started(as_alice, habit)

    response = as_alice.post("/api/uploads", asked(habit))
    assert response.status_code == 400
    assert "20 photos are under way" in response.json()["errors"][0]["message"]
    started(as_bob, make_habit(bob))
    noon.shift(services.FINISHED_WITHIN)
    started(as_alice, habit)


def test_one_person_keeps_so_many_photos(folder, as_alice, habit, monkeypatch):
    monkeypatch.setattr(services, "MAX_PHOTOS", 2)
    photo = finished(as_alice, habit)
    started(as_alice, habit)

    response = as_alice.post("/api/uploads", asked(habit))
    assert "One person can have 2 photos" in response.json()["errors"][0]["message"]
    as_alice.delete(f"/api/photos/{photo['id']}")
    started(as_alice, habit)


def test_an_upload_ends_after_an_hour(folder, as_alice, habit, noon):
    upload = sent(as_alice, habit)
    noon.shift(timedelta(hours=1))

    assert as_alice.post(f"/api/uploads/{upload}/finish").status_code == 404


def test_a_store_that_does_not_answer_is_no_defect_and_loses_nothing(folder, as_alice, habit, monkeypatch):
    def fail(*arguments, **options):
        raise StorageError("SlowDown")

    photo, upload = finished(as_alice, habit), sent(as_alice, habit)
    with monkeypatch.context() as broken:
        for name in ("form", "read", "delete", "url"):
            broken.setattr(LocalStorage, name, fail)
        assert as_alice.get("/api/photos").status_code == 503
        assert as_alice.post("/api/uploads", asked(habit)).status_code == 503
        assert as_alice.post(f"/api/uploads/{upload}/finish").status_code == 503
        assert as_alice.delete(f"/api/photos/{photo['id']}").status_code == 204

    assert as_alice.post(f"/api/uploads/{upload}/finish").status_code == 200
    assert as_alice.get("/api/photos").json()["count"] == 1
