"""The part of S3 that browsers talk to, where photos are kept in a folder.

No deployment has these addresses, so the contract leaves them out.
"""

from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from core.errors import answer, not_found
from uploads.pictures import TYPE_OF_EXTENSION
from uploads.storage import URL_LASTS, MissingError
from uploads.storage.local import FormError, LocalStorage


@csrf_exempt  # the signed form is the permission, and carries no cookie's power
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Keep a file that is posted with a signed form."""
    file = request.FILES.get("file")
    try:
        if file is None:
            raise FormError
        LocalStorage(Path(settings.MEDIA_ROOT)).accept(request.POST.dict(), file.read())
    except FormError:
        return answer(HTTPStatus.FORBIDDEN, "This form is not good for this file.")
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_GET
def serve(request: HttpRequest, signed: str) -> HttpResponseBase:
    """The file behind a signed address."""
    try:
        path = LocalStorage(Path(settings.MEDIA_ROOT)).file_of(signed)
    except MissingError as error:
        return not_found(request, error)
    return FileResponse(
        path.open("rb"),
        content_type=TYPE_OF_EXTENSION.get(path.suffix.removeprefix("."), "application/octet-stream"),
        headers={"Cache-Control": f"private, max-age={int(URL_LASTS.total_seconds())}"},
    )
