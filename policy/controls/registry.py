"""Every control of the pack, in the order of its documentation."""

from types import ModuleType

from .catalogue import (
    cache,
    compute,
    database,
    edge,
    identity,
    observability,
    placement,
    secrets,
    storage,
)
from .control import Control

_TIERS: tuple[ModuleType, ...] = (
    placement,
    compute,
    database,
    cache,
    storage,
    secrets,
    edge,
    observability,
    identity,
)

CONTROLS: tuple[Control, ...] = tuple(
    declared for tier in _TIERS for declared in vars(tier).values() if isinstance(declared, Control)
)
