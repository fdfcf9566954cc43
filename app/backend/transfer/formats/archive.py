"""Zip files: read without trust, written so that the same files give the same bytes. Pure."""

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from transfer.document import FileError
from transfer.limits import MAX_PACKED_FILES, MAX_RATIO, MAX_UNPACKED_BYTES

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

SIGNATURE = b"PK\x03\x04"
ENCRYPTED = 1
CHUNK = 65_536
MEGABYTE = 1_000_000
# What a zip file calls the beginning of time; any fixed day would do.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def is_archive(data: bytes) -> bool:
    return data.startswith(SIGNATURE)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a zip file by name. Nothing is written to a disk, so their names are only names.

    Raises FileError for what is broken, encrypted, or larger than it says or than is taken.
    """
    import zlib
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            check_members(members)
            return read_all(archive, members)
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise FileError(f"The zip file is damaged or incomplete: {error}.") from None
    # The standard library's reader does not guard against every field of a forged directory.
    except (ValueError, OverflowError, IndexError, KeyError, TypeError) as error:
        if isinstance(error, FileError):
            raise
        raise FileError("The zip file is damaged: its directory cannot be read.") from None


def check_members(members: "list[ZipInfo]") -> None:
    """Raises FileError by what the directory says."""
    if len(members) > MAX_PACKED_FILES:
        raise FileError(f"The zip file has {len(members)} files; {MAX_PACKED_FILES} are taken.")
    if len({member.filename for member in members}) < len(members):
        raise FileError("The zip file has two files of one name.")
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise FileError("The zip file is encrypted.")
    if (size := sum(member.file_size for member in members)) > MAX_UNPACKED_BYTES:
        raise FileError(f"The zip file unpacks to {size} bytes; {MAX_UNPACKED_BYTES} are taken.")
    for member in members:
        if member.file_size > max(MEGABYTE, member.compress_size * MAX_RATIO):
            raise FileError(f"{shown(member.filename)} in the zip file unpacks to suspiciously much.")


def read_all(archive: "ZipFile", members: "list[ZipInfo]") -> dict[str, bytes]:
    """The members' bytes; what a directory says of their size is not believed."""
    left = MAX_UNPACKED_BYTES
    files: dict[str, bytes] = {}
    for member in members:
        parts: list[bytes] = []
        with archive.open(member) as source:
            while part := source.read(CHUNK):
                parts.append(part)
                left -= len(part)
                if left < 0:
                    raise FileError(f"The zip file unpacks to more than {MAX_UNPACKED_BYTES} bytes.")
        files[member.filename] = b"".join(parts)
    return files


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip file of these files, in their order."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            member = ZipInfo(name, NO_TIME)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return target.getvalue()


def shown(name: str) -> str:
    """A name from a file as part of a message."""
    return repr(name[:60])
