"""Pictures to send, and a browser that sends them."""

from io import BytesIO
from typing import Any

import requests
from PIL import Image

SECRET = b"at-home-52.5200N"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: Any) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new(mode, size, "blue")
    image.paste(Image.new(mode, (size[0] // 2, size[1]), "red"), (0, 0))
    output = BytesIO()
    image.save(output, format=kind, **options)
    return output.getvalue()


def post(url: str, fields: dict[str, str], data: bytes) -> int:
    """Post a form with the file `data` as a browser does, to S3 or to the application; gives the status."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    if url.startswith("http"):
        return requests.post(url, data=fields, files={"file": data}, timeout=5).status_code
    form = fields | {"file": SimpleUploadedFile("photo.jpg", data)}
    return int(Client(enforce_csrf_checks=True).post(url, form).status_code)


def get(url: str) -> Any:
    """The status, the type and the bytes at an address that was signed."""
    from django.test import Client

    if url.startswith("http"):
        response = requests.get(url, timeout=5)
        return response.status_code, response.headers.get("Content-Type"), response.content
    answer = Client().get(url)
    content = answer.content if not answer.streaming else b"".join(answer.streaming_content)
    return answer.status_code, answer["Content-Type"], content


JPEG = picture()


def asked(habit, **changes):
    return {
        "habit_id": str(habit.id),
        "date": "2026-03-18",
        "content_type": "image/jpeg",
        "bytes": len(JPEG),
    } | changes


def started(client, habit, **changes):
    response = client.post("/api/uploads", asked(habit, **changes))
    assert response.status_code == 201, response.json()
    return response.json()


def sent(client, habit, data=JPEG, **changes):
    """The id of an upload whose file has arrived."""
    upload = started(client, habit, **changes | {"bytes": len(data)})
    assert post(upload["url"], upload["fields"], data) == 204
    return upload["id"]


def finished(client, habit, **changes):
    response = client.post(f"/api/uploads/{sent(client, habit, **changes)}/finish")
    assert response.status_code == 200, response.json()
    return response.json()
