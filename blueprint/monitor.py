"""A resource monitor that keeps registrations and answers as the engine and the provider would."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlparse

from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime import mocks
from pulumi.runtime.proto import alias_pb2, resource_pb2, source_pb2

from blueprint import cloud, wire
from blueprint.cloud import lookups
from blueprint.graph import Invoke, Recording, Resource, Source

STACK_TYPE = "pulumi:pulumi:Stack"


class DuplicateResourceError(Exception):
    """Two resources share one URN. The engine refuses this; Pulumi's own mock overwrites silently."""


class NoMocks(mocks.Mocks):
    """Never consulted: the recording monitor answers everything itself."""

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
        raise NotImplementedError(args.token)

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        raise NotImplementedError(args.typ)


class RecordingMonitor(mocks.MockMonitor):
    """Registrations arrive on several threads, so every change of state is under one lock."""

    def __init__(self, *, project: str, stack: str, region: str, unknown: bool, root: Path) -> None:
        super().__init__(NoMocks())
        self._project = project
        self._stack = stack
        self._region = region
        self._unknown = unknown
        self._root = root
        self._lock = threading.Lock()
        self._recorded: dict[str, Resource] = {}
        self._outputs: dict[str, dict[str, Any]] = {}
        self._invokes: list[Invoke] = []

    def make_urn(self, parent: str, type_: str, name: str) -> str:
        """As the engine makes it: the types of all ancestors but the stack, not only of the nearest."""
        ancestors = parent.split("::")[2] if parent else STACK_TYPE
        qualified = type_ if ancestors == STACK_TYPE else f"{ancestors}${type_}"
        return f"urn:pulumi:{self._stack}::{self._project}::{qualified}::{name}"

    def RegisterResource(  # noqa: N802 the name of the remote procedure
        self, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        urn = self.make_urn(request.parent, request.type, request.name)
        if request.type == STACK_TYPE:
            return resource_pb2.RegisterResourceResponse(urn=urn)
        inputs = wire.decode(request.object)
        answer = struct_pb2.Struct()
        answer.CopyFrom(request.object)
        identifier = ""
        if request.custom and not self._unknown:
            region = self._region_of(request.provider)
            computed = cloud.compute(request.type, request.name, inputs.values, region=region)
            identifier = request.importId or computed.id
            answer.MergeFrom(wire.encode(computed.outputs))
        wire.conceal(answer, request.additionalSecretOutputs)
        resource = self._resource(urn, identifier, request, inputs, wire.decode(answer))
        with self._lock:
            if urn in self._recorded:
                raise DuplicateResourceError(f"{urn} is registered twice")
            self._recorded[urn] = resource
        return resource_pb2.RegisterResourceResponse(urn=urn, id=identifier, object=answer)

    def _region_of(self, provider: str) -> str:
        """An explicit provider may stand in another region than the stack's."""
        explicit = self._recorded.get(provider.rpartition("::")[0])
        return str(explicit.inputs.get("region", self._region)) if explicit else self._region

    def RegisterResourceOutputs(  # noqa: N802
        self, request: resource_pb2.RegisterResourceOutputsRequest
    ) -> empty_pb2.Empty:
        values = wire.decode(request.outputs).values
        with self._lock:
            # `set_mocks` registers a stack without outputs; its call may arrive after the one that has them.
            self._outputs[request.urn] = self._outputs.get(request.urn, {}) | values
        return empty_pb2.Empty()

    def ReadResource(  # noqa: N802
        self, request: resource_pb2.ReadResourceRequest
    ) -> resource_pb2.ReadResourceResponse:
        """An existing resource that the program only looks up (`Class.get`): answered, not recorded."""
        computed = cloud.compute(
            request.type, request.name, wire.decode(request.properties).values, region=self._region
        )
        return resource_pb2.ReadResourceResponse(
            urn=self.make_urn(request.parent, request.type, request.name),
            properties=wire.encode(computed.outputs),
        )

    def Invoke(  # noqa: N802
        self, request: resource_pb2.ResourceInvokeRequest
    ) -> resource_pb2.ResourceInvokeResponse:
        arguments = wire.decode(request.args).values
        answer = lookups.answer(request.tok, arguments, region=self._region)
        with self._lock:
            self._invokes.append(Invoke(token=request.tok, arguments=arguments, answer=answer))
        response = resource_pb2.ResourceInvokeResponse()
        results = wire.encode(answer, secrets=lookups.SECRETS.get(request.tok, frozenset()))
        getattr(response, "return").CopyFrom(results)  # the field's name is a keyword
        return response

    def recording(self) -> Recording:
        """Everything registered so far."""
        stack_urn = self.make_urn("", STACK_TYPE, f"{self._project}-{self._stack}")
        return Recording(
            project=self._project,
            stack=self._stack,
            region=self._region,
            unknown=self._unknown,
            resources=tuple(self._recorded[urn] for urn in sorted(self._recorded)),
            invokes=tuple(self._invokes),
            exports=self._outputs.get(stack_urn, {}),
            registered_outputs={urn: values for urn, values in self._outputs.items() if urn != stack_urn},
        )

    def _resource(
        self,
        urn: str,
        identifier: str,
        request: resource_pb2.RegisterResourceRequest,
        inputs: wire.Decoded,
        outputs: wire.Decoded,
    ) -> Resource:
        return Resource(
            urn=urn,
            type=request.type,
            name=request.name,
            custom=request.custom,
            id=identifier,
            inputs=inputs.values,
            outputs=outputs.values,
            secret_inputs=inputs.secret_paths,
            secret_outputs=outputs.secret_paths,
            parent=None if _type_of(request.parent) == STACK_TYPE else request.parent,
            provider=request.provider.rpartition("::")[0],
            protect=request.protect,
            ignore_changes=tuple(request.ignoreChanges),
            delete_before_replace=request.deleteBeforeReplace,
            retain_on_delete=request.retainOnDelete,
            additional_secret_outputs=tuple(request.additionalSecretOutputs),
            aliases=_aliases(request),
            dependencies=frozenset(request.dependencies),
            property_dependencies={
                key: frozenset(dependencies.urns)
                for key, dependencies in request.propertyDependencies.items()
            },
            sources=_sources(request, self._root),
            request=request,
        )


def _type_of(urn: str) -> str:
    return urn.split("::")[2] if urn else STACK_TYPE


# The SDK's stubs name modules that do not exist for these two messages, so their types are restored here.


def _aliases(request: resource_pb2.RegisterResourceRequest) -> tuple[str, ...]:
    """Earlier names or URNs; the provider's own aliases change only the type and are left out."""
    aliases = cast("Sequence[alias_pb2.Alias]", request.aliases)  # pyright: ignore[reportUnknownMemberType]
    return tuple(name for alias in aliases if (name := alias.urn or alias.spec.name))


def _sources(request: resource_pb2.RegisterResourceRequest, root: Path) -> tuple[Source, ...]:
    """The frames within the project, without its hidden folders (environment, tools) and this package."""
    trace = cast("source_pb2.StackTrace", request.stackTrace)  # pyright: ignore[reportUnknownMemberType]
    sources: list[Source] = []
    for frame in trace.frames:
        path = Path(unquote(urlparse(frame.pc.uri).path))
        if not path.is_relative_to(root) or path.is_relative_to(Path(__file__).parent):
            continue
        file = path.relative_to(root)
        if not any(part.startswith(".") or part == "site-packages" for part in file.parts):
            sources.append(Source(file=file.as_posix(), line=frame.pc.line))
    return tuple(sources)
