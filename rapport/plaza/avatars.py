"""Faces: a small drawn portrait for everybody on the square, the same every time.

After the idea of "boring avatars" (a face from a hash of the name): no photographs, nobody real.
"""

from __future__ import annotations

import colorsys
import hashlib
import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

_SIZE = 96
# Drawn larger and made smaller, for smooth edges.
_SCALE = 4
_INK = (38, 30, 52)

_Colour = tuple[int, int, int]
_SKIN: tuple[_Colour, ...] = (
    (255, 224, 205), (247, 206, 178), (232, 184, 148), (205, 150, 110), (160, 108, 74), (112, 74, 52),
)  # fmt: skip
_HAIR: tuple[_Colour, ...] = (
    (43, 29, 22), (74, 47, 30), (120, 74, 42), (186, 130, 76), (222, 184, 116), (150, 146, 142),
    (28, 28, 36), (166, 70, 44), (226, 222, 216),
)  # fmt: skip


@lru_cache(maxsize=512)
def portrait(name: str, *, hue: int, is_company: bool) -> bytes:
    """A PNG of 96 by 96: a face for a person, initials for a company. `hue` is 0..359."""
    side = _SIZE * _SCALE
    picture = Image.new("RGB", (side, side), _colour(hue, 0.86, 0.42))
    draw = ImageDraw.Draw(picture)
    if is_company:
        _company(draw, side, name=name, hue=hue)
    else:
        _face(draw, side, hue=hue, draws=hashlib.sha256(name.encode()).digest())
    small = picture.resize((_SIZE, _SIZE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _face(draw: ImageDraw.ImageDraw, side: int, *, hue: int, draws: bytes) -> None:
    """Head, hair, eyes, mouth; each part's place is drawn from one byte."""
    skin, hair = _SKIN[draws[0] % len(_SKIN)], _HAIR[draws[2] % len(_HAIR)]
    shirt = _colour((hue + 150 + draws[4] % 60) % 360, 0.55, 0.5)
    middle, lean = side * 0.5, (draws[5] / 255 - 0.5) * side * 0.05
    draw.ellipse(_around(middle, side * 1.06, side * 0.42, side * 0.34), fill=shirt)
    if draws[6] % 3 == 0:  # long hair falls behind the shoulders
        draw.rounded_rectangle(
            (side * 0.21, side * 0.3, side * 0.79, side * 0.82), side * 0.2, fill=hair
        )
    draw.rounded_rectangle(
        (side * 0.43, side * 0.6, side * 0.57, side * 0.82), side * 0.07, fill=skin
    )
    draw.ellipse(_around(middle, side * 0.36, side * 0.285, side * 0.27), fill=hair)
    draw.ellipse(_around(middle + lean, side * 0.47, side * 0.235, side * 0.27), fill=skin)
    if draws[7] % 4:  # a fringe, low or high
        drop = side * (0.27 + 0.06 * (draws[8] / 255))
        draw.pieslice(_around(middle + lean, drop, side * 0.25, side * 0.13), 180, 360, fill=hair)
    _features(draw, side, middle=middle + lean, draws=draws)


def _features(draw: ImageDraw.ImageDraw, side: int, *, middle: float, draws: bytes) -> None:
    apart, eye, high = side * 0.095, side * 0.022, side * 0.48
    for x in (middle - apart, middle + apart):
        draw.ellipse(_around(x, high, eye, eye * 1.15), fill=_INK)
        if draws[9] % 5 == 0:  # glasses
            draw.ellipse(
                _around(x, high, side * 0.065, side * 0.065), outline=_INK, width=side // 70
            )
    if draws[9] % 5 == 0:
        draw.line((middle - side * 0.03, high, middle + side * 0.03, high), _INK, side // 70)
    wide = side * (0.05 + 0.03 * (draws[10] / 255))
    if draws[11] % 4 == 0:
        draw.line((middle - wide, side * 0.605, middle + wide, side * 0.605), _INK, side // 55)
    else:
        mouth = _around(middle, side * 0.58, wide, side * 0.045)
        draw.arc(mouth, 20, 160, fill=_INK, width=side // 55)


def _company(draw: ImageDraw.ImageDraw, side: int, *, name: str, hue: int) -> None:
    draw.rectangle((0, 0, side, side), fill=_colour(hue, 0.34, 0.6))
    letters = "".join(word[0] for word in name.split()[:2]).upper() or "?"
    font = ImageFont.load_default(size=side * 0.44)
    draw.text((side / 2, side / 2), letters, fill=(255, 255, 255), font=font, anchor="mm")


def _around(x: float, y: float, across: float, up: float) -> tuple[float, float, float, float]:
    return (x - across, y - up, x + across, y + up)


def _colour(hue: float, light: float, strength: float) -> _Colour:
    red, green, blue = colorsys.hls_to_rgb((hue % 360) / 360, light, strength)
    return round(red * 255), round(green * 255), round(blue * 255)
