"""What a provider was told that is then true of every resource it makes: region, tags, accounts.

The engine hands a provider's settings on as text; tables and lists among them are JSON.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

from .graph import Subject
from .model import UNKNOWN
from .values import Block, MalformedError, UndeterminedError, as_list, as_text


def region_of(resource: Subject) -> str:
    """The region of a resource: its own, else its provider's; empty if the run does not tell."""
    provider = resource.stack.provider_of(resource)
    return resource.text("region") or (provider.text("region") if provider else "")


def default_tags(resource: Subject) -> Iterator[str]:
    """The keys of the tags that the provider puts on everything it makes."""
    provider = resource.stack.provider_of(resource)
    if provider is not None:
        settings = Block({"defaultTags": _decoded(provider, "defaultTags")}, "", provider.view)
        yield from settings.block("defaultTags").block("tags").names()


def listed(provider: Subject, path: str) -> list[str]:
    """A setting that is a list of texts."""
    return [as_text(item, path) for item in as_list(_decoded(provider, path))]


def _decoded(provider: Subject, path: str) -> Any:
    value = provider.read(path)
    if value is UNKNOWN:
        raise UndeterminedError(f"{path} of provider '{provider.view.name}'")
    if not isinstance(value, str):
        return value
    try:
        decoded: object = json.loads(value) if value.strip() else None
    except json.JSONDecodeError:
        raise MalformedError(path, "JSON", value) from None
    return cast("Mapping[str, Any]", decoded)
