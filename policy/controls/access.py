"""Who a policy statement lets in: everybody, or somebody named."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from .address_ranges import broad_ranges, is_broad
from .control import Problem, Problems, every
from .documents import Condition, Statement, covers, statements
from .values import Block, MalformedError, UndeterminedError

# Conditions on these keys tie a statement to a known caller, account, network or resource.
IDENTIFYING_KEYS: Final = frozenset({
    "aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourcevpc",
    "aws:sourcevpce", "aws:vpcsourceip", "aws:sourceip", "aws:principalaccount", "aws:principalarn",
    "aws:principalorgid", "aws:principalorgpaths", "aws:userid", "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn", "kms:calleraccount", "lambda:functionurlauthtype",
})  # fmt: skip
_MATCHING_OPERATORS: Final = frozenset({
    "stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress",
})  # fmt: skip

_DIFFERING_OPERATORS: Final = frozenset({
    "stringnotequals", "stringnotequalsignorecase", "stringnotlike", "arnnotequals", "arnnotlike",
    "notipaddress",
})  # fmt: skip


def everybody(statement: Statement) -> bool:
    """Whether the statement's principal is the whole world (a service or a single account is not)."""
    if statement.present("NotPrincipal"):
        return True
    return any(_is_anyone(kind, value) for kind, value in statement.principals())


def restricted(statement: Statement, keys: frozenset[str] = IDENTIFYING_KEYS) -> bool:
    """Whether some condition on one of the keys ties the statement to somebody or something it names."""
    return any(_names_somebody(condition, keys) for condition in statement.conditions())


def open_to_everybody(block: Block, path: str) -> Problems:
    """One problem for each statement that lets anyone in without a condition that names somebody."""

    def problems(statement: Statement) -> Problems:
        if statement.allows and everybody(statement) and not restricted(statement):
            yield Problem(
                f"{statement.path} allows everybody, without a condition that names a caller", statement.path
            )

    yield from every(problems(statement) for statement in statements(block, path))


def closed_by_a_denial(found: Sequence[Statement], action: str) -> bool:
    """Whether a Deny for everybody keeps out all but callers it names: what AWS's own examples do.

    Such a statement has one condition, negative, on who or where the caller is.
    """

    def keeps_strangers_out(statement: Statement) -> bool:
        conditions = list(statement.conditions())
        return (
            not statement.allows
            and not statement.present("NotPrincipal")
            and everybody(statement)
            and any(covers(pattern, action) for pattern in statement.actions())
            and len(conditions) == 1
            and conditions[0].compares in _DIFFERING_OPERATORS
            and conditions[0].key in IDENTIFYING_KEYS
            and all(is_specific(value) for value in conditions[0].values)
        )

    return any(map(keeps_strangers_out, found))


def foreign_accounts(statement: Statement, own: str, trusted: Sequence[str]) -> Iterator[str]:
    """The principals of accounts that are neither this one nor trusted.

    Raises `UndeterminedError` at the end if there are principals of some account and `own` is not known.
    """
    unknown = False
    for kind, principal in statement.principals():
        account = account_of(principal) if kind == "aws" else ""
        if not account or account in trusted or account == own:
            continue
        if own:
            yield principal
        unknown = unknown or not own
    if unknown:
        raise UndeterminedError(statement.path, "names an account, and which one is ours is not known yet")


def account_of(principal: str) -> str:
    """The account number in an ARN, or the number itself; empty for anything else."""
    number = principal.split(":")[4] if principal.count(":") >= 5 else principal
    return number if re.fullmatch(r"\d{12}", number) else ""


def denies_plain_http(statement: Statement, action: str) -> bool:
    """A Deny of the action for everybody, with this one condition: a second one would narrow it."""
    if statement.allows or statement.present("NotPrincipal") or not everybody(statement):
        return False
    conditions = list(statement.conditions())
    return (
        any(covers(pattern, action) for pattern in statement.actions())
        and len(conditions) == 1
        and conditions[0].compares == "bool"
        and conditions[0].key == "aws:securetransport"
        and {value.lower() for value in conditions[0].values} == {"false"}
    )


def _is_anyone(kind: str, value: str) -> bool:
    if kind not in {"*", "aws", "canonicaluser"}:
        return value == "*"
    account = value.split(":")[4] if value.count(":") >= 5 else value
    return "*" in account or "?" in account


def _names_somebody(condition: Condition, keys: frozenset[str]) -> bool:
    return (
        condition.key in keys
        and condition.compares in _MATCHING_OPERATORS
        and not condition.holds_when_key_is_missing
        and bool(condition.values)
        and all(is_specific(value) for value in condition.values)
        and not (condition.compares == "ipaddress" and _is_the_internet(condition))
    )


def _is_the_internet(condition: Condition) -> bool:
    """Whether the addresses are a good part of the internet once they are put together."""
    try:
        return any(broad_ranges(filter(None, condition.values), condition.key))
    except MalformedError:
        return True


def is_specific(value: str) -> bool:
    """Whether a condition's value names somebody; an unknown one (empty here) is a resource's, so it does."""
    if value.startswith("arn:"):
        account, name = [*value.split(":", 5), "", "", ""][4:6]
        return not is_wild(account) if account else bool(name) and not name.startswith(("*", "?"))
    return not is_broad(value) and not is_wild(value)


def is_wild(text: str) -> bool:
    return "*" in text or "?" in text
