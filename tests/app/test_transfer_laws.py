"""Laws of exports and imports: what goes out comes back, twice is once, and what is taken back never was."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habits.models import Habit
from tests.app.conftest import person
from tests.app.documents import documents
from tests.app.whole_state import whole_state
from tracking.models import Pause
from transfer import exporting, formats, looking, services
from transfer.exporting import Form
from transfer.formats import own_json
from transfer.selectors import document_of

pytestmark = pytest.mark.django_db
patient = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TAKE_ALL = looking.Choices(replace=True, with_profile=True)


@contextmanager
def somebody():
    """A person who is gone afterwards, with everything that is theirs."""
    with transaction.atomic():
        yield person("somebody")
        transaction.set_rollback(True)


def exported(owner):
    owner.refresh_from_db()
    return exporting.file_of(document_of(owner), Form.JSON)


def bring(owner, data, choices=TAKE_ALL):
    return services.bring_in(owner=owner, file=looking.read(owner, data, ""), choices=choices)


@given(documents())
def test_what_is_written_is_read(document):
    name, found = formats.parse(own_json.write(document))

    assert (name, found.losses) == ("json", ())
    assert found.document == document


@patient
@given(documents())
def test_an_import_of_an_export_is_the_same_to_the_byte(document):
    with somebody() as owner:
        bring(owner, own_json.write(document))
        first = exported(owner)
        before = whole_state()

        seen = looking.look(owner, looking.read(owner, first, ""), TAKE_ALL)
        assert seen.changes_nothing
        assert not any(change.conflicting or change.differing for change in seen.changes)
        bring(owner, first)
        assert whole_state() == before

        Habit.objects.all().delete()
        Pause.objects.all().delete()
        bring(owner, first)
        assert exported(owner) == first


@patient
@given(documents())
def test_everything_of_a_file_is_kept(document):
    with somebody() as owner:
        bring(owner, own_json.write(document))

        kept = document_of(owner)
        assert kept.habits == document.habits
        assert kept.profile == document.profile
        assert set(kept.pauses) == set(document.pauses)


@patient
@given(documents(), st.booleans())
def test_twice_is_once(document, replace_days):
    data = own_json.write(document)
    choices = looking.Choices(replace=replace_days, with_profile=True)
    with somebody() as owner:
        first, _ = bring(owner, data, choices)
        before = whole_state()
        second, is_new = bring(owner, data, choices)

        assert (first, False) == (second, is_new)
        assert whole_state() == before


@patient
@given(documents(), documents(), st.data())
def test_what_is_taken_back_never_was(there, coming, draw):
    # Some of the habits that come are there already, with other days.
    shared = draw.draw(st.integers(0, min(len(there.habits), len(coming.habits))))
    known = [
        replace(new, id=old.id, kind=old.kind, unit=old.unit, targets=old.targets, schedules=old.schedules)
        for new, old in zip(coming.habits[:shared], there.habits[:shared], strict=True)
    ]
    coming = replace(coming, habits=(*known, *coming.habits[shared:]))
    with somebody() as owner:
        bring(owner, own_json.write(there))
        before = whole_state()
        choices = looking.Choices(replace=draw.draw(st.booleans()), with_profile=draw.draw(st.booleans()))
        made, is_new = bring(owner, own_json.write(coming), choices)
        if is_new:
            services.roll_back(owner=owner, made=made)

        assert whole_state() == before


@patient
@given(documents(pauses=False), st.sampled_from([Form.LOOP_DATABASE, Form.LOOP_CSV, Form.LOOP_DATABASE_ZIP]))
def test_habits_come_back_from_loops_formats_with_all_that_loop_cannot_hold(document, form):
    _, found = formats.parse(exporting.file_of(document, form))

    for ours, theirs in zip(document.habits, found.document.habits, strict=True):
        assert replace(theirs, entries=()) == replace(ours, entries=())
        for one, other in zip(ours.entries, theirs.entries, strict=True):
            assert (one.day, one.note) == (other.day, other.note)
            if not ours.kind.is_measured:
                assert one.state == other.state
