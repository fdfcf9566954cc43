"""Every format that is understood. The next one is one module more, in this list."""

from transfer.document import Parsed
from transfer.formats import beaver, loop_csv, loop_database, mhabit, own_json
from transfer.formats.source import Parser, parse_with

PARSERS: tuple[Parser, ...] = (own_json, loop_database, loop_csv, mhabit, beaver)
FORMATS = [parser.NAME for parser in PARSERS]


def parse(data: bytes, name: str = "") -> tuple[str, Parsed]:
    """The name of the format and what a file holds. Raises FileError."""
    return parse_with(PARSERS, data, name)
