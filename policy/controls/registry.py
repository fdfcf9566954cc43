"""Every control of the pack, in the order of its documentation."""

from types import ModuleType

from .blindfold import no_blindfold
from .catalogue import (
    api,
    bucket_encryption,
    buckets,
    cache,
    certificates,
    compute,
    connections,
    coverage,
    database,
    delivery,
    distribution,
    endpoints,
    firewall,
    identity,
    images,
    keys,
    network,
    observability,
    other_services,
    placement,
    program,
    secrets,
    topology,
    upkeep,
    visitors,
    workloads,
)
from .completeness import COMPLETENESS
from .control import Control, Declaration
from .exemptions import VALID_EXEMPTIONS, VISIBLE_EXEMPTIONS
from .known_types import type_is_known

_TIERS: tuple[ModuleType, ...] = (
    placement,
    network,
    endpoints,
    topology,
    compute,
    workloads,
    database,
    connections,
    cache,
    bucket_encryption,
    buckets,
    images,
    upkeep,
    secrets,
    api,
    distribution,
    visitors,
    certificates,
    firewall,
    observability,
    coverage,
    identity,
    keys,
    delivery,
    other_services,
    program,
)

_CATALOGUE: tuple[Control, ...] = tuple(
    declared
    for tier in _TIERS
    for declared in sorted(
        (value for value in vars(tier).values() if isinstance(value, Control)), key=lambda control: control.id
    )
)

CONTROLS: tuple[Control, ...] = (*_CATALOGUE, no_blindfold(_CATALOGUE), type_is_known)
"""The controls that judge resources."""

DECLARATIONS: tuple[Declaration, ...] = (*CONTROLS, VALID_EXEMPTIONS, COMPLETENESS, VISIBLE_EXEMPTIONS)
"""All that a configuration file may name and the documentation lists."""
