"""What several encryption controls ask: is it on, and with a key of the account's own."""

import re

from .control import Problem, Problems
from .model import UNKNOWN
from .values import Block

_AWS_KEY = re.compile(r"(^|alias/)aws/", re.IGNORECASE)


def customer_key(block: Block, path: str) -> Problems:
    """A problem unless the property names a key of the account: not absent, and not one that AWS manages.

    That the program names a key is visible even while the key itself is unknown.
    """
    where = block.full_path(path)
    if not block.present(path):
        yield Problem(f"{where} is not set: no key of this account protects the data")
    elif block.read(path) is not UNKNOWN and _AWS_KEY.search(block.text(path)):
        yield Problem(f"{where} names a key that AWS manages, whose policy and use nobody here controls")
