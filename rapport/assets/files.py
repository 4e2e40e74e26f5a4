"""Where pictures lie: below the files folder, two levels deep, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def write(name: str, content: bytes) -> None:
    path = folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(temporary, path)
    except BaseException:
        remove(str(Path(temporary).relative_to(folder())))
        raise


def read(name: str) -> bytes | None:
    """None where the file is gone, for example after a restore without files."""
    try:
        return (folder() / name).read_bytes()
    except FileNotFoundError:
        return None


def size(name: str) -> int:
    """0 where the file is gone."""
    try:
        return (folder() / name).stat().st_size
    except FileNotFoundError:
        return 0


def read_part(name: str, *, start: int, length: int) -> bytes:
    with open(folder() / name, "rb") as file:
        file.seek(start)
        return file.read(length)


def remove(name: str) -> None:
    """Removing what is gone already is no error."""
    with contextlib.suppress(FileNotFoundError):
        (folder() / name).unlink()
