"""The bootstrap program, recorded."""

import functools
from collections.abc import Mapping

from blueprint.recording import ROOT, Recording, record_program

ACCOUNT = "123456789012"
REPOSITORY = "octo-org/habits"


def bootstrap(**settings: str) -> Recording:
    """With the committed stack file, a repository, and what a test sets besides."""
    return _recorded(tuple(sorted(settings.items())))


@functools.cache
def _recorded(settings: tuple[tuple[str, str], ...]) -> Recording:
    config: Mapping[str, str] = {"githubRepository": REPOSITORY} | dict(settings)
    return record_program("account", root=ROOT / "bootstrap", config=config)


def policy_of(role: str) -> str:
    """The permissions of a delivery role."""
    return bootstrap().one("aws:iam/rolePolicy:RolePolicy", f"{role}-permissions").inputs["policy"]
