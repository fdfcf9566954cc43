"""A picture that was sent becomes one that is safe to show, or an error that says why not."""

import os
import subprocess
import sys
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from tests.app.photos import SECRET, picture
from tests.app.test_start import BACKEND
from uploads.pictures import LONGEST_SIDE, THUMBNAIL_SIDE, PictureError, prepare

ORIENTATION, CAMERA, GPS = 0x0112, 0x0110, 0x8825


def opened(data):
    return Image.open(BytesIO(data))


def exif(orientation=1):
    data = Image.Exif()
    data[ORIENTATION] = orientation
    data[CAMERA] = SECRET.decode()
    data.get_ifd(GPS)[1] = "N"
    return data


def colour(image, x, y):
    """The nearest plain colour."""
    red, _, blue = image.convert("RGB").getpixel((x, y))
    return "red" if red > blue else "blue"


@pytest.mark.parametrize(("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_picture_keeps_its_format_and_gets_a_thumbnail(kind, extension):
    made = prepare(picture(kind, (800, 400)))

    assert made.extension == extension
    assert (opened(made.original).format, opened(made.original).size) == (kind, (800, 400))
    assert (made.width, made.height) == (800, 400)
    assert opened(made.thumbnail).format == "WEBP"
    assert opened(made.thumbnail).size == (THUMBNAIL_SIDE, THUMBNAIL_SIDE // 2)


def test_a_small_picture_is_not_enlarged():
    assert opened(prepare(picture(size=(40, 20))).thumbnail).size == (40, 20)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_picture_is_kept_smaller(kind):
    made = prepare(picture(kind, (LONGEST_SIDE * 2, 1000)))

    assert opened(made.original).size == (made.width, made.height) == (LONGEST_SIDE, 500)


@pytest.mark.parametrize(
    "data",
    [
        picture("JPEG", exif=exif(), comment=SECRET, xmp=b"<x>" + SECRET + b"</x>"),
        picture("WEBP", exif=exif(), xmp=b"<x>" + SECRET + b"</x>"),
        picture("PNG", exif=exif()),
        picture("JPEG") + SECRET,
        picture("PNG") + SECRET,
    ],
    ids=["jpeg", "webp", "png", "behind a jpeg", "behind a png"],
)
def test_nothing_but_pixels_remains(data):
    assert SECRET in data
    made = prepare(data)

    for result in (made.original, made.thumbnail):
        assert SECRET not in result
        assert not opened(result).getexif()
        assert opened(result).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop",
                                              "background", "timestamp", "duration"}  # fmt: skip


def test_text_in_a_png_does_not_remain():
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())

    assert SECRET not in prepare(picture("PNG", pnginfo=text)).original


@pytest.mark.parametrize(
    ("orientation", "size", "left_or_top"),
    [(1, (40, 20), "red"), (3, (40, 20), "blue"), (6, (20, 40), "red"), (8, (20, 40), "blue")],
)
def test_a_picture_is_turned_upright(orientation, size, left_or_top):
    made = prepare(picture("JPEG", exif=exif(orientation)))

    image = opened(made.original)
    assert (made.width, made.height) == image.size == size
    assert colour(image, 3, 3) == left_or_top
    assert colour(image, size[0] - 3, size[1] - 3) != left_or_top


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "P"), ("PNG", "LA"), ("PNG", "1")]
)
def test_every_way_to_store_colours_is_read(kind, mode):
    image = Image.new("RGB", (40, 20), "white").convert(mode)
    output = BytesIO()
    image.save(output, format=kind)

    assert opened(prepare(output.getvalue()).original).size == (40, 20)


def test_what_is_transparent_stays_so():
    output = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(output, format="PNG")

    assert opened(prepare(output.getvalue()).original).getpixel((1, 1))[3] == 0


def test_colours_with_a_profile_stay_the_same_without_it():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = prepare(picture("JPEG", icc_profile=lab))

    assert "icc_profile" not in opened(made.original).info
    assert colour(opened(made.original), 3, 3) == "red"


def test_a_profile_that_is_nonsense_does_no_harm():
    assert prepare(picture("JPEG", icc_profile=b"nonsense")).width == 40


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no picture"),
        (b"%PDF-1.7", "no picture"),
        (b"GIF89a" + b"\0" * 40, "send a JPEG, PNG or WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC and AVIF"),
        (b"\0\0\0\x18ftypmif1" + b"\0" * 40, "Most Compatible"),
        (picture("JPEG")[:200], "damaged"),
        (picture("PNG")[:60], "damaged"),
        (picture("WEBP")[:30], "damaged"),
        (b"\xff\xd8\xff" + b"\0" * 100, "damaged"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason(data, reason):
    with pytest.raises(PictureError, match=reason):
        prepare(data)


def bomb(width, height):
    """A PNG that says it is large, and is empty."""

    def chunk(kind, content):
        body = kind + content
        return len(content).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)

    header = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(5001, 5000), (10_000, 10_000), (60_000, 60_000)])
def test_a_picture_with_too_many_pixels_is_refused_before_they_are_made(size):
    with pytest.raises(PictureError, match="at most 25 million"):
        prepare(bomb(*size))


def test_text_that_unpacks_without_end_is_refused():
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "x" * 50_000_000, zip=True)

    with pytest.raises(PictureError, match="damaged"):
        prepare(picture("PNG", pnginfo=text))


@given(st.binary(max_size=200), st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_no_bytes_make_it_fail_in_another_way(noise, kind, draw):
    data = picture(kind)
    at = draw.draw(st.integers(0, len(data)))
    try:
        made = prepare(data[:at] + noise + data[at + len(noise) :])
    except PictureError:
        return
    assert opened(made.original).size == (made.width, made.height)


def test_no_decoder_but_the_one_that_is_meant_is_even_loaded():
    program = (
        "import sys\n"
        "from uploads.pictures import PictureError, prepare\n"
        "try:\n"
        "    prepare(b'\\xff\\xd8\\xff' + bytes(100))\n"
        "except PictureError:\n"
        "    print(*(name for name in sys.modules if 'PsdImage' in name or 'EpsImage' in name))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(BACKEND)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.split() == []
