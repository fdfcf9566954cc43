"""Rows as CSV (RFC 4180) that a spreadsheet reads as data and never as formulas. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""With these a cell is taken for a formula, also after blanks."""


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """A line of names and a line for each row. What a row does not have is empty."""
    import csv  # only those who download pay for it
    from io import StringIO

    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([cell(row.get(column)) for column in columns] for row in rows)
    return text.getvalue()


def cell(value: Any) -> str:
    """A value as a program reads it back; words that look like a formula get an apostrophe before them."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}" if value.startswith(FORMULA) or value.lstrip().startswith(FORMULA) else value
        case _:
            return str(value)
