"""Finds what a migration does to big tables, and to the release before it, which still serves."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.db import connection, models
from django.db.migrations import operations
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

SQUAWK = Path(sys.executable).parent / "squawk"
LOCKING = {
    "adding-foreign-key-constraint",
    "adding-not-nullable-field",
    "ban-drop-column",
    "ban-drop-table",
    "changing-column-type",
    "constraint-missing-not-valid",
    "disallowed-unique-constraint",
    "renaming-column",
    "renaming-table",
    "require-concurrent-index-creation",
}
"""Rules of squawk that the SQL is held to; a table made by the same migration has no rows to lock."""
MARK = re.compile(r"^# accepts ([\w-]+): (\S.*\S)$", flags=re.MULTILINE)
"""A line of a migration's file that answers for one kind of finding, with the reason."""


def findings(migration: Migration, before: ProjectState) -> dict[str, str]:
    """What is wrong, in words, by kind; `before` is what the migration is applied to."""
    return dict(_of_sql(migration, before)) | dict(_of_operations(migration.operations))


def marks(source: str) -> dict[str, str]:
    """Reasons by kind of finding, as they stand in a migration's file."""
    return dict(MARK.findall(source))


def _of_operations(listed: Sequence[Operation]) -> Iterator[tuple[str, str]]:
    for operation in listed:
        if not operation.reversible:
            yield "irreversible", f"{operation.describe()}: cannot be taken back"
        if isinstance(operation, operations.AddField) and _refuses_old_inserts(operation.field):
            yield "required-field", f"{operation.describe()}: the release before inserts rows without it"


def _refuses_old_inserts(field: models.Field) -> bool:
    """Django takes a `default` off the column again: it fills the rows there are; `db_default` stays."""
    return not field.many_to_many and not field.null and field.db_default is models.NOT_PROVIDED


def _of_sql(migration: Migration, before: ProjectState) -> Iterator[tuple[str, str]]:
    with connection.schema_editor(collect_sql=True, atomic=migration.atomic) as editor:
        migration.apply(before.clone(), editor, collect_sql=True)
    sql = "\n".join(editor.collected_sql)
    together = ["--assume-in-transaction"] if migration.atomic else []
    finished = subprocess.run(
        [SQUAWK, *together, "--reporter", "json"], input=sql, capture_output=True, text=True, check=False
    )
    for entry in json.loads(finished.stdout):
        if entry["rule_name"] in LOCKING:
            yield entry["rule_name"], f"{sql.splitlines()[entry['line']].strip()} {entry['message']}"
