"""Names a folder's content."""

import hashlib
import stat
from collections.abc import Iterator
from pathlib import Path

LENGTH = 16
"""Hex digits kept: 64 bits tell the images of one repository apart."""


def content_hash(folder: Path, *facts: str) -> str:
    """SHA-256 over the files' paths, modes and bytes and over `facts`, cut to 16 hex digits.

    Bytecode does not count. Everything else that makes the builder build again must, modes included: a
    registry whose tags never move refuses a second image under one tag. Raises FileNotFoundError without
    the folder.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"no folder {folder}")
    digest = hashlib.sha256()
    for fact in facts:
        digest.update(f"{len(fact)}:{fact}".encode())
    for path in sorted(_files(folder)):
        name = path.relative_to(folder).as_posix()
        mode = stat.S_IMODE(path.stat().st_mode)
        content = path.read_bytes()
        digest.update(f"{len(name)}:{name}:{mode:o}:{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()[:LENGTH]


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name != "__pycache__":
                yield from _files(path)
        elif path.suffix != ".pyc":
            yield path
