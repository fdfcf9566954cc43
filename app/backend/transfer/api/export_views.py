"""A person's data as files."""

from typing import ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import logged_in
from core.errors import MEDIA_TYPE
from transfer import exporting
from transfer.api.files import BYTES, JSON, ZIP, BytesRenderer, JSONFileRenderer, ZipRenderer
from transfer.api.serializers import ExportLossesSerializer
from transfer.exporting import FILE_NAMES, Form
from transfer.selectors import document_of, photos_left_out

PROBLEM = {"$ref": "#/components/schemas/Problem"}
TOO_LARGE = {
    (409, MEDIA_TYPE): OpenApiResponse(PROBLEM, "The file is larger than an answer can be."),
}


class FileTooLargeError(APIException):
    """409: what there is has become more than an answer can hold."""

    status_code = 409
    default_code = "file-too-large"


class ExportView(APIView):
    """Everything of the person in one form."""

    form: ClassVar[Form]

    def answer(self, request: Request) -> Response:
        try:
            data = exporting.file_of(document_of(logged_in(request)), self.form)
        except exporting.TooLargeError as error:
            raise FileTooLargeError(str(error)) from None
        disposition = f'attachment; filename="{FILE_NAMES[self.form]}"'
        return Response(data, headers={"Content-Disposition": disposition})


class JsonExportView(ExportView):
    """Everything, in the format that comes back without a loss."""

    form = Form.JSON
    renderer_classes = (JSONFileRenderer,)

    @extend_schema(
        operation_id="exportJson",
        tags=["transfer"],
        responses={(200, JSON): OpenApiTypes.OBJECT, **TOO_LARGE},
    )
    def get(self, request: Request) -> Response:
        return self.answer(request)


class JsonZipExportView(ExportView):
    """The same in a zip file, which holds about twenty times as much."""

    form = Form.JSON_ZIP
    renderer_classes = (ZipRenderer,)

    @extend_schema(
        operation_id="exportJsonZip",
        tags=["transfer"],
        responses={(200, ZIP): OpenApiTypes.BINARY, **TOO_LARGE},
    )
    def get(self, request: Request) -> Response:
        return self.answer(request)


class CsvExportView(ExportView):
    """Everything as tables for spreadsheets, which no cell can make calculate."""

    form = Form.CSV
    renderer_classes = (ZipRenderer,)

    @extend_schema(
        operation_id="exportCsv", tags=["transfer"], responses={(200, ZIP): OpenApiTypes.BINARY, **TOO_LARGE}
    )
    def get(self, request: Request) -> Response:
        return self.answer(request)


class LoopCsvExportView(ExportView):
    """The tables that Loop Habit Tracker writes, in their newest form."""

    form = Form.LOOP_CSV
    renderer_classes = (ZipRenderer,)

    @extend_schema(
        operation_id="exportLoopCsv",
        tags=["transfer"],
        responses={(200, ZIP): OpenApiTypes.BINARY, **TOO_LARGE},
    )
    def get(self, request: Request) -> Response:
        return self.answer(request)


class LoopDatabaseExportView(ExportView):
    """A backup that Loop Habit Tracker restores."""

    form = Form.LOOP_DATABASE
    renderer_classes = (BytesRenderer,)

    @extend_schema(
        operation_id="exportLoopDatabase",
        tags=["transfer"],
        responses={(200, BYTES): OpenApiTypes.BINARY, **TOO_LARGE},
    )
    def get(self, request: Request) -> Response:
        return self.answer(request)


class LoopDatabaseZipExportView(ExportView):
    """The same in a zip file."""

    form = Form.LOOP_DATABASE_ZIP
    renderer_classes = (ZipRenderer,)

    @extend_schema(
        operation_id="exportLoopDatabaseZip",
        tags=["transfer"],
        responses={(200, ZIP): OpenApiTypes.BINARY, **TOO_LARGE},
    )
    def get(self, request: Request) -> Response:
        return self.answer(request)


class ExportLossesView(APIView):
    """What each form cannot hold of the person's data, to read before one is chosen."""

    @extend_schema(operation_id="listExportLosses", tags=["transfer"], responses=ExportLossesSerializer)
    def get(self, request: Request) -> Response:
        owner = logged_in(request)
        document, photos = document_of(owner), photos_left_out(owner)
        forms = [{"form": form, "losses": [*photos, *exporting.losses_of(document, form)]} for form in Form]
        return Response(ExportLossesSerializer({"forms": forms}).data)
