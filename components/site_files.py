"""The files of a built site and the headers a browser has to see with them."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pulumi

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""S3 does not guess, and `mimetypes` reads tables that differ from machine to machine."""

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"

HASHED = re.compile(r"assets/.+-[A-Za-z0-9_-]{8}\.\w+(\.map)?")
"""What Vite names after its content: such a file never changes."""


class SiteError(pulumi.RunError):
    """The folder is not a built site."""


@dataclass(frozen=True, kw_only=True)
class SiteFile:
    key: str
    """Path in the bucket, with forward slashes: `assets/index-4f8a2b1c.js`."""
    path: Path
    content_type: str
    cache_control: str
    sha256: str
    """Hex digest of the content."""

    @property
    def is_hashed(self) -> bool:
        """Whether the name changes with the content, so that an older version keeps its own name."""
        return self.cache_control == IMMUTABLE


def list_site_files(directory: Path) -> list[SiteFile]:
    """Every file of a built site, sorted by key.

    Raises:
        SiteError: the folder has no `index.html`, or a file of a kind without a content type.
    """
    if not (directory / "index.html").is_file():
        raise SiteError(f"siteDirectory: '{directory}' holds no index.html; run 'make web' to build the site")
    paths = sorted(path for path in directory.rglob("*") if path.is_file())
    return sorted((_site_file(directory, path) for path in paths), key=lambda file: file.key)


def content_hash(files: Sequence[SiteFile]) -> str:
    """Hex SHA-256 over every key and content."""
    return hashlib.sha256("\n".join(f"{file.key} {file.sha256}" for file in files).encode()).hexdigest()


def _site_file(directory: Path, path: Path) -> SiteFile:
    key = path.relative_to(directory).as_posix()
    content_type = CONTENT_TYPES.get(path.suffix)
    if content_type is None:
        raise SiteError(
            f"siteDirectory: '{path}' is of a kind without a content type; add '{path.suffix}' to the table"
        )
    return SiteFile(
        key=key,
        path=path,
        content_type=content_type,
        cache_control=IMMUTABLE if HASHED.fullmatch(key) else REVALIDATE,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )
