"""From the bytes that someone sent to a picture that is safe to show: pure, but for the decoder it asks.

What a file is, its bytes say; its name and its announced type are somebody's word. Every picture is encoded
anew, so that nothing but pixels remains: no place, no camera, no comment, no second file behind the first.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 15 * 1024 * 1024
LONGEST_SIDE = 2560
THUMBNAIL_SIDE = 320
# A JPEG can be decoded small at once; a PNG takes 9 bytes of memory a pixel, a WebP 16: 250 MB at most.
MAX_PIXELS = {"JPEG": 50_000_000, "PNG": 25_000_000, "WEBP": 16_000_000}
CONTENT_TYPES = ["image/jpeg", "image/png", "image/webp"]
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
TYPE_OF_EXTENSION = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
SAVING = {"JPEG": {"quality": 85}, "PNG": {}, "WEBP": {"quality": 85}}


class PictureError(ValueError):
    """The bytes are no picture that can be kept; the message says why to the person who sent them."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as it is kept, upright and in sRGB."""

    original: bytes
    """At most `LONGEST_SIDE` pixels each way, in the format that was sent."""
    thumbnail: bytes
    """WebP of at most `THUMBNAIL_SIDE` pixels each way."""
    extension: str
    """Of the original: a key of `TYPE_OF_EXTENSION`."""
    width: int
    height: int


def prepare(data: bytes) -> Picture:
    """Decode, turn upright, shrink and encode. Raises PictureError."""
    from PIL import Image

    kind = kind_of(data)
    try:
        with warnings.catch_warnings():
            # So large that the decoder itself has doubts; our own limit is lower still.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = decoded(data, kind)
        original = encoded(image, kind)
        width, height = image.size
        image.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        thumbnail = encoded(image, "WEBP")
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(too_large(kind)) from None
    except Exception:  # a decoder may raise anything over a broken file
        raise PictureError("The picture is damaged and cannot be read.") from None
    return Picture(
        original=original, thumbnail=thumbnail, extension=EXTENSIONS[kind], width=width, height=height
    )


def kind_of(data: bytes) -> str:
    """JPEG, PNG or WEBP by the first bytes. Raises PictureError."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif"):
        raise PictureError(
            "HEIC and AVIF pictures cannot be read here: send a JPEG. "
            "On an iPhone: Settings, Camera, Formats, Most Compatible."
        )
    raise PictureError("This is no picture that can be read: send a JPEG, PNG or WebP.")


def decoded(data: bytes, kind: str) -> "Image":
    """The pixels, upright, in sRGB, as many as are kept. Raises PictureError, or what PIL raises."""
    from PIL import Image, ImageOps

    # Only the decoder that is meant: PIL knows dozens, some of them old.
    image: Image.Image = Image.open(BytesIO(data), formats=[kind])
    if image.width * image.height > MAX_PIXELS[kind]:
        raise PictureError(too_large(kind))
    image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    image = in_srgb(ImageOps.exif_transpose(image))
    image = image.convert("RGBA" if kind != "JPEG" and image.has_transparency_data else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return image


def in_srgb(image: "Image") -> "Image":
    """The same colours without a profile, which would name a device and weigh a thumbnail down."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "L", "CMYK"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if image.mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that is nonsense; most viewers ignore it too
    assert converted is not None  # noqa: S101  only a conversion in place gives nothing
    return converted


def encoded(image: "Image", kind: str) -> bytes:
    """The bytes of `image` in a format, with nothing beside the pixels."""
    image.info = {}
    output = BytesIO()
    image.save(output, format=kind, **SAVING[kind])
    return output.getvalue()


def too_large(kind: str) -> str:
    return f"The picture has too many pixels: at most {MAX_PIXELS[kind] // 1_000_000} million are read."
