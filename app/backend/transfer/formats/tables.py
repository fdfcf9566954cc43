"""CSV: read without trust, and written so that no spreadsheet takes a cell for a formula. Pure."""

import re
from collections.abc import Iterable, Sequence
from io import StringIO

from transfer.document import FileError

# What a spreadsheet would calculate (OWASP, CSV injection), behind any quotes of ours.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


def read_rows(data: bytes, name: str) -> list[list[str]]:
    """The rows of a CSV file, empty ones left out. Raises FileError."""
    import csv

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{name} is not UTF-8: byte {error.start} cannot be read.") from None
    if "\0" in text:
        raise FileError(f"{name} is not text: it has a byte that is zero.")
    try:
        return [row for row in csv.reader(StringIO(text, newline="")) if row]
    except csv.Error as error:
        raise FileError(f"{name} is not CSV: {error}.") from None


def write_rows(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV with harmless cells."""
    import csv

    target = StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return target.getvalue().encode()


def harmless(cell: str) -> str:
    """The cell behind a quote, if a spreadsheet would calculate it."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def original(cell: str) -> str:
    """The inverse of `harmless`."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
