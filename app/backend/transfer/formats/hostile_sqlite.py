"""An SQLite file of a stranger, read from memory and never believed. Pure.

A database can hold views, triggers and virtual tables that run when somebody reads it, and pages that lie
about their content. So nothing but plain tables and columns may be read, nothing may be written, and a query
that goes on for too long is stopped (https://www.sqlite.org/security.html).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from transfer.document import FileError

if TYPE_CHECKING:
    from sqlite3 import Connection

MAX_VALUE_BYTES = 4_000_000
STEPS_BETWEEN_LOOKS = 10_000
MAX_LOOKS = 5000
# Two bytes of the header that ask for a write-ahead log, which a database in memory cannot have.
JOURNAL_VERSIONS = slice(18, 20)
ROLLBACK_JOURNAL = b"\1\1"
TABLE = "SELECT type FROM sqlite_master WHERE lower(name) = ? AND sql NOT LIKE 'CREATE VIRTUAL%'"


class Database:
    """Tables of a file that is open. Raises FileError for everything that is wrong with it."""

    def __init__(self, connection: "Connection") -> None:
        self.connection = connection

    @property
    def version(self) -> int:
        """The schema version that the program which wrote it has set."""
        return int(next(self.rows("PRAGMA user_version"))[0])

    def has_table(self, name: str) -> bool:
        return [row[0] for row in self.rows(TABLE, name.lower())] == ["table"]

    def columns(self, table: str) -> set[str]:
        return {str(row[1]).lower() for row in self.rows(f"PRAGMA table_info({table})")}

    def rows(self, query: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        import sqlite3

        try:
            yield from self.connection.execute(query, values)
        # Messages quote the file, whose bytes may be no text.
        except (sqlite3.Error, OverflowError, MemoryError, UnicodeDecodeError) as error:
            raise FileError(f"The database is damaged or not what it seems: {str(error)[:80]}.") from None


@contextmanager
def opened(data: bytes) -> Iterator[Database]:
    """The database in `data`, until the block ends. Raises FileError."""
    import sqlite3

    patched = bytearray(data)
    patched[JOURNAL_VERSIONS] = ROLLBACK_JOURNAL
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.deserialize(bytes(patched))
        distrust(connection)
        yield Database(connection)
    except (sqlite3.Error, OverflowError, MemoryError, UnicodeDecodeError) as error:
        raise FileError(f"The file is no SQLite database: {str(error)[:80]}.") from None
    finally:
        connection.close()


def distrust(connection: "Connection") -> None:
    """Allow nothing but reading, and not for long."""
    import sqlite3

    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA query_only = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    connection.set_authorizer(only_reading)
    looks = iter(range(MAX_LOOKS))
    connection.set_progress_handler(lambda: next(looks, None) is None, STEPS_BETWEEN_LOOKS)


def only_reading(action: int, first: str | None, second: str | None, *rest: str | None) -> int:
    """SQLite's question whether a statement may do something."""
    import sqlite3

    if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ):
        # The last word names the view or trigger that reads, if one does.
        return sqlite3.SQLITE_OK if rest[-1] is None else sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_OK if second in ("lower", "like") else sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if first in ("user_version", "table_info") else sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_DENY
