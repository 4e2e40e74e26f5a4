"""Only pixels survive."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from rapport.assets.encoding import SHOWN_SIDE, for_browsers, for_networks
from rapport.assets.errors import NotAPicture


def picture(kind="PNG", *, size=(40, 30), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, kind, **options)
    return out.getvalue()


def a_few_bytes_that_claim(width, height):
    """A PNG header of that size, with hardly anything behind it."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_every_usual_kind_becomes_webp_for_browsers(kind):
    encoded = for_browsers(picture(kind))
    assert encoded.content[:4] == b"RIFF"
    assert (encoded.mime, encoded.width, encoded.height) == ("image/webp", 40, 30)


def test_a_large_picture_is_made_smaller_and_keeps_its_shape():
    encoded = for_browsers(picture("JPEG", size=(4000, 2000)))
    assert (encoded.width, encoded.height) == (SHOWN_SIDE, SHOWN_SIDE // 2)


def test_networks_get_jpeg_or_png_where_something_shines_through():
    assert for_networks(picture("WEBP")).mime == "image/jpeg"
    assert for_networks(picture("PNG", mode="RGBA")).mime == "image/png"


def test_the_place_a_photograph_was_taken_at_is_not_sent_along():
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (59.0, 55.0, 0.0)
    exif[0x010E] = "at home"
    encoded = for_networks(picture("JPEG", exif=exif.tobytes()))
    assert b"at home" not in encoded.content
    assert not Image.open(io.BytesIO(encoded.content)).getexif()


def test_a_picture_lying_on_its_side_is_put_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    encoded = for_browsers(picture("JPEG", size=(40, 30), exif=exif.tobytes()))
    assert (encoded.width, encoded.height) == (30, 40)


@pytest.mark.parametrize("size", [(30_000, 30_000), (7000, 7000)])
def test_a_few_bytes_that_would_unpack_to_gigabytes_are_refused_unopened(size):
    with pytest.raises(NotAPicture):
        for_browsers(a_few_bytes_that_claim(*size))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><body>no</body></html>",
        picture("BMP"),
        picture("TIFF"),
        picture("PNG")[:60],
        picture("JPEG")[:200],
    ],
)
def test_what_is_no_picture_we_take_is_refused(content):
    with pytest.raises(NotAPicture):
        for_browsers(content)


@settings(deadline=None)  # how quickly a picture decodes is the machine's affair
@given(st.binary(max_size=400), st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"]))
def test_whatever_the_bytes_it_is_a_picture_or_a_refusal(noise, kind):
    good = picture(kind)
    for content in (noise, good[:20] + noise + good[20 + len(noise) :]):
        with contextlib.suppress(NotAPicture):
            assert for_browsers(content).mime == "image/webp"
