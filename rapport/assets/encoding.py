"""Decoding pictures and encoding them anew: what a browser or a network gets was written by us. Pure.

Bytes from outside may be anything: a script that calls itself a picture, a few bytes that unpack to
gigabytes, a photograph with the place where it was taken. Only the pixels survive.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from rapport.assets.errors import NotAPicture

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
# 40 megapixels unpack to 160 MB; the cameras of phones stay below.
MOST_PIXELS = 40_000_000
SHOWN_SIDE = 1600  # the longest side we show of a picture from outside
SENT_SIDE = 4096  # the longest side we send


@dataclass(frozen=True)
class Encoded:
    content: bytes
    mime: str
    width: int
    height: int

    @property
    def suffix(self) -> str:
        return {"image/webp": ".webp", "image/png": ".png", "image/jpeg": ".jpg"}[self.mime]


def for_browsers(content: bytes) -> Encoded:
    """WebP, at most SHOWN_SIDE on its longest side; the first frame where it moves. Raises NotAPicture."""
    image = _decode(content, longest=SHOWN_SIDE)
    return _encode(image, "WEBP", quality=82, method=4)


def for_networks(content: bytes) -> Encoded:
    """PNG where something shines through, else JPEG, as every network takes them. Raises NotAPicture."""
    image = _decode(content, longest=SENT_SIDE)
    if "A" in image.getbands():
        return _encode(image, "PNG", optimize=True)
    return _encode(image, "JPEG", quality=88, optimize=True, progressive=True)


def _decode(content: bytes, *, longest: int) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
                # The header is read, the pixels are not unpacked yet.
                if opened.width * opened.height > MOST_PIXELS:
                    raise NotAPicture(
                        f"This picture has {opened.width} x {opened.height} points. "
                        "Make it smaller than 40 megapixels."
                    )
                opened.draft("RGB", (longest, longest))  # JPEG: unpack no more than needed
                image = ImageOps.exif_transpose(opened)
                image.thumbnail((longest, longest))
                return image.convert("RGBA" if image.has_transparency_data else "RGB")
    except NotAPicture:
        raise
    except Exception as error:
        # On damaged bytes the decoders raise nearly anything: OSError, SyntaxError, struct.error ...
        raise NotAPicture("This is no picture we can read. Use JPEG, PNG, GIF or WebP.") from error


def _encode(image: Image.Image, kind: str, **options: object) -> Encoded:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return Encoded(
        content=out.getvalue(), mime=f"image/{kind.lower()}", width=image.width, height=image.height
    )
