"""`rapport backup`: one file that holds everything but the key."""

from __future__ import annotations

import io
import json
import tarfile
import tempfile
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated, Any

import typer
from django.conf import settings

from rapport.cli import dumping
from rapport.cli.database import now, server_major_version
from rapport.cli.errors import CannotDo
from rapport.people.actions import write_tombstones

FORMAT = 1
MANIFEST, DUMP, TOMBSTONES, FILES = "manifest.json", "database.dump", "tombstones.jsonl", "files"


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it; must not exist yet.")],
) -> None:
    """Write the database, the files and the list of erased people into one file.

    It may be taken while Rapport runs. The key file (RAPPORT_KEY_FILE) is never in it: keep a copy of the
    key somewhere else, or connected accounts have to sign in again after a restore.
    """
    target = file.absolute()
    if target.exists():
        raise CannotDo(f"{file} is there already. Choose another name, or remove it first.")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".rapport-backup-") as folder:
            files = _write(Path(folder))
            (Path(folder) / "backup.tar").rename(target)
    except OSError as error:
        raise CannotDo(
            f"{file} cannot be written: {error.strerror or error}. Nothing was left behind."
        ) from error
    size = target.stat().st_size / 1e6
    typer.echo(
        f"Wrote {file} ({size:,.1f} MB, {files:,} files). The key file is not in it: {_key_file()}",
        err=True,
    )


def _write(folder: Path) -> int:
    write_tombstones()
    # The database first: a file it names is there by then, and files are never changed, only added.
    dumping.dump(folder / DUMP)
    kept = [path for path in sorted(_files().rglob("*")) if path.is_file() and _belongs(path)]
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "rapport": installed_version("rapport-cx"),
        "postgresql": server_major_version(),
        "made_at": now().isoformat(),
        "files": len(kept),
    }
    with tarfile.open(folder / "backup.tar", "x") as archive:
        _add_bytes(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
        archive.add(folder / DUMP, DUMP)
        stones = Path(settings.RAPPORT_HOME) / TOMBSTONES
        _add_bytes(archive, TOMBSTONES, stones.read_bytes() if stones.exists() else b"")
        for path in kept:
            archive.add(path, f"{FILES}/{path.relative_to(_files())}", recursive=False)
    (folder / DUMP).unlink()
    return len(kept)


def _files() -> Path:
    return Path(settings.MEDIA_ROOT)


def _key_file() -> Path:
    return Path(settings.RAPPORT_KEY_FILE)


def _belongs(path: Path) -> bool:
    # A restore that was killed leaves a folder with a dot in front.
    hidden = any(part.startswith(".") for part in path.relative_to(_files()).parts)
    return not hidden and not path.is_symlink() and path.resolve() != _key_file().resolve()


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = len(content), 0o600, int(now().timestamp())
    archive.addfile(entry, io.BytesIO(content))
