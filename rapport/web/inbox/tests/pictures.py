"""A picture somebody might send."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def a_picture() -> bytes:
    """A small PNG, as bytes."""
    content = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(content, "PNG")
    return content.getvalue()
