"""A migration leaves the release before it working, locks no table for long, and can be taken back."""

from collections.abc import Generator
from functools import cache
from pathlib import Path

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from pytest_django.plugin import DjangoDbBlocker

from tests.app.migration_lint import findings, marks

BACKEND = Path(__file__).resolve().parents[2] / "app/backend"
OURS = sorted(path.relative_to(BACKEND) for path in BACKEND.glob("*/migrations/0*.py"))
NO_ROWS = "written before the first release, when no table had rows"


@pytest.fixture(autouse=True)
def outside_a_transaction(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Generator[None]:
    """Some operations refuse to be inside one. Nothing is written: the SQL is only asked for."""
    with django_db_blocker.unblock():
        yield


@cache
def loader() -> MigrationLoader:
    return MigrationLoader(connection, replace_migrations=False)


def planted(*operations: Operation, atomic: bool = True) -> set[str]:
    """Kinds of findings of a migration that follows all there are."""
    migration = migrations.Migration("next", "habits")
    migration.operations, migration.atomic = list(operations), atomic
    return set(findings(migration, loader().project_state()))


@pytest.mark.parametrize("file", OURS, ids=str)
def test_a_migration_has_no_finding_that_its_file_does_not_answer_for(file: Path) -> None:
    app, name = file.parts[0], file.stem
    before = loader().project_state((app, name), at_end=False)
    found = findings(loader().disk_migrations[app, name], before)
    accepted = marks((BACKEND / file).read_text())
    assert {kind: words for kind, words in found.items() if kind not in accepted} == {}
    assert set(accepted) <= set(found), "an answer to a finding that there is not"


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        pytest.param(migrations.RemoveField("habit", "color"), "ban-drop-column", id="a-field-removed"),
        pytest.param(
            migrations.RenameField("habit", "name", "title"), "renaming-column", id="a-field-renamed"
        ),
        pytest.param(migrations.RenameModel("Habit", "Custom"), "renaming-table", id="a-model-renamed"),
        pytest.param(migrations.DeleteModel("Habit"), "ban-drop-table", id="a-model-removed"),
        pytest.param(
            migrations.AlterField("scheduleversion", "interval", models.PositiveSmallIntegerField()),
            "adding-not-nullable-field",
            id="a-field-made-required",
        ),
        pytest.param(
            migrations.AlterField("habit", "name", models.IntegerField()),
            "changing-column-type",
            id="a-field-of-another-type",
        ),
        pytest.param(
            migrations.AddField("habit", "effort", models.IntegerField(default=1)),
            "required-field",
            id="a-required-field-that-old-code-does-not-know",
        ),
        pytest.param(
            migrations.AddIndex("habit", models.Index(fields=["position"], name="by_position")),
            "require-concurrent-index-creation",
            id="an-index-that-holds-up-writers",
        ),
        pytest.param(
            migrations.AddConstraint(
                "habit", models.CheckConstraint(condition=models.Q(position__gt=0), name="c")
            ),
            "constraint-missing-not-valid",
            id="a-constraint-checked-under-a-lock",
        ),
        pytest.param(
            migrations.RunPython(migrations.RunPython.noop),
            "irreversible",
            id="code-that-cannot-be-taken-back",
        ),
        pytest.param(migrations.RunSQL("SELECT 1"), "irreversible", id="sql-that-cannot-be-taken-back"),
    ],
)
def test_a_migration_that_would_hurt_is_found(operation: Operation, kind: str) -> None:
    assert kind in planted(operation)


@pytest.mark.parametrize(
    ("operation", "atomic"),
    [
        (migrations.AddField("habit", "effort", models.IntegerField(null=True)), True),
        (migrations.AddField("habit", "effort", models.IntegerField(db_default=1)), True),
        (migrations.CreateModel("Fresh", [("id", models.BigAutoField(primary_key=True))]), True),
        (
            AddIndexConcurrently("habit", models.Index(fields=["position"], name="by_position")),
            False,
        ),
        (migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop), True),
    ],
)
def test_a_migration_that_expands_passes(operation: Operation, atomic: bool) -> None:
    assert planted(operation, atomic=atomic) == set()


def test_an_answer_names_the_kind_and_the_reason() -> None:
    source = "# accepts ban-drop-column: nothing has read it since 1.4\n# accepts irreversible:\nx = 1\n"
    assert marks(source) == {"ban-drop-column": "nothing has read it since 1.4"}
