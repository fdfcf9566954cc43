"""Sending photos, looking at them and deleting them."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import logged_in
from core.errors import UnavailableError, invalid
from habits.selectors import habits_of
from tracking.services import EntryError
from uploads import services
from uploads.api.serializers import (
    PhotoSerializer,
    PhotosFilter,
    UploadSerializer,
    UploadWriteSerializer,
)
from uploads.models import Photo
from uploads.storage import FORM_LASTS, URL_LASTS, StorageError, storage


@contextmanager
def store_answers() -> Generator[None]:
    """Answers 503 when the store fails: the request was good."""
    try:
        yield
    except StorageError:
        raise UnavailableError("The store of photos does not answer. Try again in a moment.") from None


def represent(photos: Sequence[Photo]) -> list[dict[str, Any]]:
    """Photos as JSON with addresses that work for a while."""
    context = {"storage": storage(), "expire_at": timezone.now() + URL_LASTS}
    with store_answers():
        return list(PhotoSerializer(photos, many=True, context=context).data)


class UploadsView(APIView):
    """The first step of three: say what is coming. The second is to post the form, the third to finish."""

    @extend_schema(
        operation_id="startUpload",
        tags=["photos"],
        request=UploadWriteSerializer,
        responses={201: UploadSerializer},
    )
    def post(self, request: Request) -> Response:
        given = UploadWriteSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        said: dict[str, Any] = given.validated_data
        owner = logged_in(request)
        habit = habits_of(owner).filter(pk=said["habit_id"]).first()
        if habit is None:
            raise invalid("habit_id", "There is no such habit.")
        try:
            with store_answers():
                upload, form = services.start(
                    owner=owner,
                    habit=habit,
                    day=said["date"],
                    content_type=said["content_type"],
                    size=said["bytes"],
                )
        except (services.UploadError, EntryError) as error:
            raise invalid(error.field, error.message) from None
        answer = {
            "id": upload.id,
            "url": form.url,
            "fields": form.fields,
            "expires_at": upload.created_at + FORM_LASTS,
        }
        return Response(UploadSerializer(answer).data, status=201)


class UploadView(APIView):
    """The last step: the file is read, and is a photo from now on. Finishing again changes nothing."""

    @extend_schema(
        operation_id="finishUpload",
        tags=["photos"],
        request=None,
        responses={200: PhotoSerializer},
        extensions={"x-refuses": ["400"]},
    )
    def post(self, request: Request, upload_id: UUID) -> Response:
        try:
            with store_answers():
                photo = services.finish(owner=logged_in(request), upload_id=upload_id)
        except services.UploadError as error:
            raise invalid(error.field, error.message) from None
        if photo is None:
            raise Http404
        return Response(represent([photo])[0])


class PhotosView(GenericAPIView[Photo]):
    """The photos of the person who asks, newest day first."""

    serializer_class = PhotoSerializer

    @extend_schema(
        operation_id="listPhotos",
        tags=["photos"],
        parameters=[PhotosFilter],
        responses=PhotoSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        wanted = PhotosFilter(data=request.query_params)
        wanted.is_valid(raise_exception=True)
        said: dict[str, Any] = wanted.validated_data
        photos = services.photos_of(
            logged_in(request), habit_id=said.get("habit"), first=said.get("from"), last=said.get("to")
        )
        return self.get_paginated_response(represent(self.paginate_queryset(photos) or []))


class PhotoView(APIView):
    """One photo."""

    @extend_schema(operation_id="deletePhoto", tags=["photos"], responses={204: None})
    def delete(self, request: Request, photo_id: UUID) -> Response:
        services.delete(get_object_or_404(services.photos_of(logged_in(request)), pk=photo_id))
        return Response(status=204)
