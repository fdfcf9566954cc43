"""The stack as a graph: which resource names which, decided even when every id is still unknown.

A property names a resource by a known value (id, ARN, name) or, before the deployment, by the engine's
property dependencies, which pass through components and `Output.all`. Known values are exact. Dependencies
are an upper bound: a property that depends on a resource of the wanted kind is taken to name it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .model import UNKNOWN, ResourceView
from .resource_types import EVERY_TYPE
from .values import Block, UndeterminedError, as_list, top_level

# Properties by whose value another resource may name this one.
_IDENTITIES = (
    "id", "arn", "name", "bucket", "keyId", "clusterIdentifier", "bucketRegionalDomainName",
    "bucketDomainName", "defaultSecurityGroupId", "defaultRouteTableId", "mainRouteTableId", "stageName",
    "userId", "userGroupId",
)  # fmt: skip


class Subject(Block):
    """A resource under judgement: its properties, the stack around it, the judging control's settings."""

    def __init__(
        self, view: ResourceView, stack: "Stack | None" = None, settings: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(view.props, "", view)
        self._stack = stack
        self.settings = settings or {}

    @property
    def stack(self) -> "Stack":
        """The stack around the resource. Raises `LookupError` for a control that did not ask for it."""
        if self._stack is None:
            raise LookupError("only a control declared with reads_stack=True sees the stack")
        return self._stack

    def identity(self, key: str) -> str:
        """What the provider answered under this name (`id`, `arn`); empty while it is not known."""
        value = self.view.outputs.get(key, self.view.props.get(key))
        return value if isinstance(value, str) else ""

    @property
    def label(self) -> str:
        """How a message names the resource: `aws:ec2/subnet:Subnet 'network-public-a'`."""
        return f"{self.view.type} '{self.view.name}'"


@dataclass(frozen=True)
class _References:
    resources: tuple[Subject, ...]
    open_question: UndeterminedError | None
    outside: bool


class Stack:
    """All resources of a program, indexed by type and by the values they are known by."""

    def __init__(self, views: Iterable[ResourceView]) -> None:
        self._by_urn = {view.urn: Subject(view, self) for view in views}
        self._by_type: dict[str, list[Subject]] = defaultdict(list)
        self._by_identity: dict[str, list[Subject]] = defaultdict(list)
        for subject in self._by_urn.values():
            self._by_type[subject.view.type].append(subject)
            for identity in {*_identities(subject.view)}:
                self._by_identity[identity].append(subject)

    def of_type(self, *types: str) -> list[Subject]:
        """The resources of these types, in the order of the types; `EVERY_TYPE` stands for the provider's."""
        if EVERY_TYPE in types:
            return [
                subject
                for subject in self._by_urn.values()
                if subject.view.type.startswith("aws:") or subject.view.type in types
            ]
        return [subject for type_ in types for subject in self._by_type[type_]]

    def provider_of(self, resource: Subject) -> Subject | None:
        """The provider that makes the resource, with its settings; None if the run does not tell."""
        return self._by_urn.get(resource.view.provider)

    @cached_property
    def account(self) -> str:
        """The account the resources stand in, by their ARNs; empty if none is known, or there are several."""
        arns = (subject.identity("arn") for subject in self._by_urn.values())
        accounts = {arn.split(":")[4] for arn in arns if arn.count(":") >= 5}
        accounts.discard("")
        return accounts.pop() if len(accounts) == 1 else ""

    def named(self, block: Block, path: str, *types: str) -> Iterator[Subject]:
        """The resources of these types that a property names; then `UndeterminedError` if it is unknown."""
        references = self._references(block, path, types)
        yield from references.resources
        if references.open_question:
            raise references.open_question

    def targets(self, block: Block, path: str, *types: str) -> Iterator[Subject]:
        """As `named`, but a name that belongs to nothing in the stack stays open too."""
        yield from self.named(block, path, *types)
        if self._references(block, path, types).outside:
            raise UndeterminedError(block.full_path(path), "names a resource outside this stack")

    def sources(self, target: Subject, path: str, *types: str) -> Iterator[Subject]:
        """The resources of these types whose property names the target; then what stays open is raised.

        An unknown value that was computed from other resources only does not name the target.
        """
        open_question: UndeterminedError | None = None
        for candidate in self.of_type(*types):
            references = self._references(candidate, path, (target.view.type,))
            if any(found.view.urn == target.view.urn for found in references.resources):
                yield candidate
            elif not candidate.view.property_dependencies.get(top_level(path)):
                open_question = open_question or references.open_question
            if references.outside and _has_unknown_name(target.view):
                open_question = open_question or UndeterminedError(candidate.full_path(path))
        if open_question:
            raise open_question

    def _references(self, block: Block, path: str, types: tuple[str, ...]) -> _References:
        where = block.full_path(path)
        top = top_level(where)
        depended = list(self._depended(block.view, top, types))
        try:
            values = as_list(block.read(path))
        except UndeterminedError:
            values = [UNKNOWN]
        found: dict[str, Subject] = {}
        open_question: UndeterminedError | None = None
        outside = False
        for value in values:
            named = [s for s in self._by_identity.get(str(value), ()) if s.view.type in types]
            # A lone name may be derived from an output. Beside others it may just as well be a literal.
            if not named and (value is UNKNOWN or len(values) == 1):
                named = depended
            found |= {subject.view.urn: subject for subject in named}
            if not named and value is UNKNOWN:
                open_question = UndeterminedError(where)
            outside = outside or (not named and value is not None and value is not UNKNOWN)
        return _References(tuple(found.values()), open_question, outside)

    def _depended(self, view: ResourceView, key: str, types: tuple[str, ...]) -> Iterator[Subject]:
        """The resources a property was computed from.

        Also through another resource that hands a name on: by a property called the same, or by an identity
        it was given itself, as a bucket's policy has the bucket's name.
        """
        for urn in sorted(view.property_dependencies.get(key, ())):
            dependency = self._by_urn.get(urn)
            if dependency is None:
                continue
            if dependency.view.type in types:
                yield dependency
            else:
                for passed_on in {key, *_IDENTITIES} & dependency.view.props.keys():
                    yield from self._depended(dependency.view, passed_on, types)


def _has_unknown_name(view: ResourceView) -> bool:
    """Whether the program gives the resource a name that is not known yet, which a literal could equal."""
    return any(view.props.get(key) is UNKNOWN and key in view.property_dependencies for key in _IDENTITIES)


def _identities(view: ResourceView) -> Iterator[str]:
    for values in (view.props, view.outputs):
        for key in _IDENTITIES:
            value = values.get(key)
            if isinstance(value, str) and value:
                yield value
