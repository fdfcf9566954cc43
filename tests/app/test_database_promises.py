"""PostgreSQL keeps what code promises, whoever writes."""

from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from achievements.families import OF_ONE_HABIT
from achievements.models import Award
from tests.app.everything import keep_everything, of_a_photo
from tracking.models import Pause
from uploads.models import Photo, Upload

DAY = date(2026, 3, 1)
MAKERS = {
    Pause: lambda owner, habit: {"owner": owner, "habit": habit, "first": DAY, "last": DAY},
    Award: lambda owner, habit: {
        "owner": owner,
        "habit": habit,
        "family": sorted(OF_ONE_HABIT)[0],
        "milestone": 3,
        "reached_on": DAY,
    },
    Upload: of_a_photo,
    Photo: lambda owner, habit: of_a_photo(owner, habit) | {"extension": "jpg", "width": 1, "height": 1},
}


def with_an_owner_and_a_habit():
    """The models whose rows belong to a person and to a habit, which might be someone else's."""
    return {
        model
        for model in apps.get_models()
        if {"owner", "habit"} <= {field.name for field in model._meta.fields}
    }


@pytest.mark.parametrize("model", sorted(MAKERS, key=lambda model: model.__name__))
def test_nothing_belongs_to_one_person_and_to_the_habit_of_another(alice, bob, make_habit, model):
    model._default_manager.create(**MAKERS[model](alice, make_habit(alice)))
    connection.check_constraints()

    with transaction.atomic():
        model._default_manager.create(**MAKERS[model](alice, make_habit(bob)))
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.check_constraints()
        transaction.set_rollback(True)


def test_every_such_model_is_tried():
    assert with_an_owner_and_a_habit() == set(MAKERS)


@pytest.mark.django_db
def test_nothing_is_left_to_migrate():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.usefixtures("quick_hashes")
def test_a_person_with_everything_keeps_all_promises(alice):
    keep_everything(alice)

    connection.check_constraints()
