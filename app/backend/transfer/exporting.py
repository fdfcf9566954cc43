"""A person's data as files, in every format that is written."""

from collections.abc import Iterable
from enum import StrEnum

from transfer.document import Document, Loss
from transfer.formats import archive, loop_write, own_csv, own_json
from transfer.limits import MAX_ANSWER_BYTES


class Form(StrEnum):
    """A format, packed or not."""

    JSON = "json"
    JSON_ZIP = "json-zip"
    CSV = "csv"
    LOOP_CSV = "loop-csv"
    LOOP_DATABASE = "loop-db"
    LOOP_DATABASE_ZIP = "loop-db-zip"


FILE_NAMES = {
    Form.JSON: "habits.json",
    Form.JSON_ZIP: "habits.json.zip",
    Form.CSV: "habits-csv.zip",
    Form.LOOP_CSV: "loop-habits-csv.zip",
    Form.LOOP_DATABASE: "loop-habits-backup.db",
    Form.LOOP_DATABASE_ZIP: "loop-habits-backup.db.zip",
}
OF_LOOP = (Form.LOOP_CSV, Form.LOOP_DATABASE, Form.LOOP_DATABASE_ZIP)
SMALLER = {Form.JSON: Form.JSON_ZIP, Form.LOOP_DATABASE: Form.LOOP_DATABASE_ZIP}


class TooLargeError(ValueError):
    """A file has more bytes than an answer can have."""


def file_of(document: Document, form: Form) -> bytes:
    """The document as a file; the same bytes each time. Raises TooLargeError."""
    data = written(document, form)
    if len(data) <= MAX_ANSWER_BYTES:
        return data
    said = f"The file has {len(data)} bytes, and an answer {MAX_ANSWER_BYTES} at most."
    raise TooLargeError(f"{said} Take {SMALLER[form]}." if form in SMALLER else said)


def written(document: Document, form: Form) -> bytes:
    match form:
        case Form.JSON:
            return own_json.write(document)
        case Form.CSV:
            return own_csv.write(document)
        case Form.LOOP_CSV:
            return loop_write.write_csv(document)
        case Form.LOOP_DATABASE:
            return loop_write.write_database(document)
        case Form.JSON_ZIP | Form.LOOP_DATABASE_ZIP:
            inner = Form.JSON if form is Form.JSON_ZIP else Form.LOOP_DATABASE
            return archive.packed({FILE_NAMES[inner]: written(document, inner)})


def losses_of(document: Document, form: Form) -> Iterable[Loss]:
    """What a file of the form cannot hold, or not where its program looks for it."""
    return loop_write.losses_in_loop(document) if form in OF_LOOP else ()
