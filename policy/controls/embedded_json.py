"""Properties that hold JSON as text: lists of blocks, and objects whose names are worth a look."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

from .values import Block, MalformedError


def embedded_list(block: Block, path: str) -> Iterator[Block]:
    """The objects of a list that is, or should be, JSON. Raises `MalformedError` if it is neither."""
    if isinstance(block.read(path), list):
        return block.blocks(path)
    text = block.text(path)
    try:
        document: object = json.loads(text) if text else []
    except json.JSONDecodeError:
        raise MalformedError(block.full_path(path), "JSON", text) from None
    return Block({path: document}, block.path, block.view).blocks(path)


def embedded_names(text: str) -> Iterator[str]:
    """The names within a text that is a JSON object with text values; none for any other text."""
    if not text.startswith("{"):
        return
    try:
        document: object = json.loads(text)
    except json.JSONDecodeError:
        return
    if isinstance(document, Mapping):
        for name, value in cast("Mapping[str, Any]", document).items():
            if isinstance(value, str) and value:
                yield name
