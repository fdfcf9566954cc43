"""The tables of all tiers."""

from tests.policy.case import Case
from tests.policy.cases import (
    access,
    advice,
    api,
    data,
    edge,
    identities,
    identity_evasions,
    neighbours,
    network,
    network_evasions,
    openness,
    operations,
    placement,
    provided,
    service_evasions,
    services,
    settings,
    storage,
    topology,
)

TABLES = (
    placement, network, topology, data, storage, services, settings, identities, access, api, edge,
    operations, openness, provided, network_evasions,
    identity_evasions, service_evasions, neighbours, advice,
)  # fmt: skip
ALL_CASES: list[Case] = [case for table in TABLES for case in table.CASES]
