"""Every control of the pack, in the order of its documentation."""

from types import ModuleType

from .catalogue import placement
from .control import Control

_TIERS: tuple[ModuleType, ...] = (placement,)

CONTROLS: tuple[Control, ...] = tuple(
    declared for tier in _TIERS for declared in vars(tier).values() if isinstance(declared, Control)
)
