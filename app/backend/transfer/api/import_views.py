"""Files that bring data in."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import APIException
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import logged_in
from core.errors import MEDIA_TYPE, invalid
from transfer import looking, selectors, services
from transfer.api.export_views import PROBLEM
from transfer.api.files import BYTES, FileParser
from transfer.api.serializers import ImportFilter, ImportListedSerializer, ImportSerializer
from transfer.document import FileError
from transfer.models import Import


class LaterImportsError(APIException):
    """409: what came later stands on what is to be taken back."""

    status_code = 409
    default_code = "later-imports"


class ImportsView(GenericAPIView[Import]):
    """Files of this tracker, of Loop Habit Tracker, Beaver Habits and Table Habit."""

    serializer_class = ImportListedSerializer
    parser_classes = (FileParser,)

    @extend_schema(operation_id="listImports", tags=["transfer"], responses=ImportListedSerializer(many=True))
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(selectors.imports_of(logged_in(request)).defer("report", "made"))
        return self.get_paginated_response(ImportListedSerializer(page or [], many=True).data)

    @extend_schema(
        operation_id="importFile",
        tags=["transfer"],
        description=(
            "The body is the file itself. What it is, its content tells. Without `apply` nothing is written. "
            "The file is not kept: looking at it and bringing it in send it twice."
        ),
        parameters=[ImportFilter],
        request={BYTES: OpenApiTypes.BINARY},
        responses={
            200: OpenApiResponse(ImportSerializer, "What would change, or what the same file has changed."),
            201: OpenApiResponse(ImportSerializer, "What has changed."),
        },
    )
    def post(self, request: Request) -> Response:
        wanted = ImportFilter(data=request.query_params)
        wanted.is_valid(raise_exception=True)
        choice = wanted.validated_data
        owner = logged_in(request)
        data = request.data if isinstance(request.data, bytes) else b""
        choices = looking.Choices(replace=choice["replace"], with_profile=choice["with_profile"])
        try:
            file = looking.read(owner, data, choice["file_name"])
            if not choice["apply"]:
                return Response(ImportSerializer(looked_at(looking.look(owner, file, choices))).data)
            made, is_new = services.bring_in(owner=owner, file=file, choices=choices)
        except FileError as error:
            raise invalid("file", str(error)) from None
        return Response(ImportSerializer(made).data, status=201 if is_new else 200)


class ImportView(APIView):
    """One file that was brought in."""

    @extend_schema(operation_id="getImport", tags=["transfer"], responses=ImportSerializer)
    def get(self, request: Request, import_id: UUID) -> Response:
        return Response(ImportSerializer(own_import(request, import_id)).data)


class RollbackView(APIView):
    """Take back what a file brought in, and put back what it replaced."""

    @extend_schema(
        operation_id="rollBackImport",
        tags=["transfer"],
        request=None,
        responses={
            200: ImportSerializer,
            (409, MEDIA_TYPE): OpenApiResponse(PROBLEM, "Files that came in later have to go first."),
        },
    )
    def post(self, request: Request, import_id: UUID) -> Response:
        made = own_import(request, import_id)
        try:
            made = services.roll_back(owner=logged_in(request), made=made)
        except services.RollbackError as error:
            raise LaterImportsError(str(error)) from None
        return Response(ImportSerializer(made).data)


def own_import(request: Request, import_id: UUID) -> Import:
    """The import if it is the asking person's own; everyone else's is a 404."""
    return get_object_or_404(selectors.imports_of(logged_in(request)), pk=import_id)


def looked_at(seen: looking.Look) -> Import:
    """An import that did not happen."""
    return Import(
        id=None,
        file_name=seen.file.name,
        format=seen.file.format,
        digest=seen.file.digest,
        report=looking.report_of(seen),
    )
