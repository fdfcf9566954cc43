"""Pulumi's wire form of property values, decoded to plain Python and back.

The signature strings are part of the engine's protocol (the SDK keeps them private): an object that carries
`SIGNATURE_KEY` is not a plain object but a secret, a file, an archive or a reference to another resource.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, cast

from google.protobuf import struct_pb2
from pulumi.runtime import rpc

SIGNATURE_KEY: Final = "4dabf18193072939515e22adb298388d"
SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 a protocol constant, not a password
ASSET: Final = "c44067f5952c0a294b673a41bacd8c17"
ARCHIVE: Final = "0def7320c3a5731c473e5ecbe6d01bc7"
RESOURCE: Final = "5cf8f73096256a8f31e491e813e4eb8e"


class Unknown(Enum):
    """The type of `UNKNOWN`, so that a value that is not known yet is never mistaken for text."""

    UNKNOWN = "unknown until the update"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """Plain values, and the paths (`variables.KEY`, `auths[0].secret`) that were wrapped as secrets."""

    values: dict[str, Any]
    secret_paths: frozenset[str]


def decode(struct: struct_pb2.Struct) -> Decoded:
    """Secrets unwrapped, whole numbers as `int`, unknown values as `UNKNOWN`, resources as their URN."""
    secret_paths: set[str] = set()
    values = {key: _decode_value(value, key, secret_paths) for key, value in struct.fields.items()}
    return Decoded(values=values, secret_paths=frozenset(secret_paths))


def _decode_value(value: struct_pb2.Value, path: str, secret_paths: set[str]) -> Any:
    match value.WhichOneof("kind"):
        case "number_value":
            number = value.number_value
            return int(number) if number.is_integer() else number
        case "string_value":
            return UNKNOWN if value.string_value == rpc.UNKNOWN else value.string_value
        case "bool_value":
            return value.bool_value
        case "list_value":
            return [
                _decode_value(item, f"{path}[{index}]", secret_paths)
                for index, item in enumerate(value.list_value.values)
            ]
        case "struct_value":
            return _decode_object(value.struct_value, path, secret_paths)
        case _:
            return None


def _decode_object(struct: struct_pb2.Struct, path: str, secret_paths: set[str]) -> Any:
    fields = struct.fields
    signature = fields[SIGNATURE_KEY].string_value if SIGNATURE_KEY in fields else None
    if signature == SECRET:
        secret_paths.add(path)
        return _decode_value(fields["value"], path, secret_paths)
    if signature == RESOURCE:
        return fields["urn"].string_value
    plain = {
        key: _decode_value(value, f"{path}.{key}", secret_paths)
        for key, value in fields.items()
        if key != SIGNATURE_KEY
    }
    return {"asset": plain} if signature == ASSET else {"archive": plain} if signature == ARCHIVE else plain


def encode(values: Mapping[str, Any], *, secrets: frozenset[str] = frozenset()) -> struct_pb2.Struct:
    """Plain values as a Struct; the named top-level ones wrapped as secrets."""
    struct = struct_pb2.Struct()
    struct.update(dict(values))
    conceal(struct, secrets)
    return struct


def conceal(struct: struct_pb2.Struct, keys: Iterable[str]) -> None:
    """Wraps values in place as secrets, where they exist and are not wrapped yet."""
    for key in keys:
        if key in struct.fields and SIGNATURE_KEY not in struct.fields[key].struct_value.fields:
            wrapped = struct_pb2.Struct(
                fields={SIGNATURE_KEY: struct_pb2.Value(string_value=SECRET), "value": struct.fields[key]}
            )
            struct.fields[key].struct_value.CopyFrom(wrapped)


def strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text within a decoded value, with its path in the form `Decoded.secret_paths` uses."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in cast("Mapping[str, Any]", value).items():
            yield from strings(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, item in enumerate(cast("list[Any]", value)):
            yield from strings(item, f"{path}[{index}]")
