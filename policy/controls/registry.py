"""Every control of the pack, in the order of its documentation."""

from types import ModuleType

from .catalogue import (
    api,
    bucket_encryption,
    buckets,
    cache,
    certificates,
    compute,
    connections,
    database,
    delivery,
    distribution,
    firewall,
    identity,
    images,
    keys,
    network,
    observability,
    placement,
    secrets,
)
from .completeness import COMPLETENESS
from .control import Control, Declaration
from .exemptions import VALID_EXEMPTIONS, VISIBLE_EXEMPTIONS

_TIERS: tuple[ModuleType, ...] = (
    placement,
    network,
    compute,
    database,
    connections,
    cache,
    bucket_encryption,
    buckets,
    images,
    secrets,
    api,
    distribution,
    certificates,
    firewall,
    observability,
    identity,
    keys,
    delivery,
)

CONTROLS: tuple[Control, ...] = tuple(
    declared
    for tier in _TIERS
    for declared in sorted(
        (value for value in vars(tier).values() if isinstance(value, Control)), key=lambda control: control.id
    )
)
"""The controls that judge resources."""

DECLARATIONS: tuple[Declaration, ...] = (*CONTROLS, VALID_EXEMPTIONS, COMPLETENESS, VISIBLE_EXEMPTIONS)
"""All that a configuration file may name and the documentation lists."""
