"""The tables of all tiers."""

from tests.policy.case import Case
from tests.policy.cases import data, placement, services, storage

ALL_CASES: list[Case] = [case for tier in (placement, data, storage, services) for case in tier.CASES]
