"""`rapport restore`: bring a backup back, whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from rapport.channels.actions import stop_sending
from rapport.channels.models import Account
from rapport.channels.queries import accounts_with_work
from rapport.cli import dumping
from rapport.cli.backup import DUMP, FILES, FORMAT, MANIFEST, TOMBSTONES
from rapport.cli.database import migrate, now, running_server
from rapport.cli.errors import CannotDo
from rapport.cli.lock import only_one
from rapport.kit.environment import Environment
from rapport.kit.secrets import has_key_for
from rapport.people.actions import replay_tombstones

# Rows that a new installation writes by itself before anybody has used it.
_MADE_BY_ITSELF = {"ledger.Tick", "workspace.SetupToken", "workspace.RetentionRule"}

# Python 3.11.2, which Debian 12 has, knows no filters yet; `_expected` lets pass what they would.
_AS_DATA: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


def restore(
    file: Annotated[Path, typer.Argument(help="A file written by rapport backup.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the data there is.")
    ] = False,
) -> None:
    """Bring a backup back. Rapport must not run meanwhile; if anything fails, the old data stays.

    People erased since the backup was made are erased again. What was waiting to be sent is held.
    """
    environment = Environment.from_os(os.environ)
    with only_one(environment), _unpacked(file) as folder, running_server():
        manifest = _checked_manifest(folder, file)
        if not replace and holds_data():
            raise CannotDo(
                "The database holds data. To put the backup in its place, add --replace; "
                "make a backup of what is there first. Nothing was changed."
            )
        made_at = datetime.fromisoformat(manifest["made_at"])
        if _may_create_databases():
            _restore_beside(folder, made_at=made_at)
        else:
            _restore_in_place(folder, made_at=made_at)
        _report(manifest)


def holds_data() -> bool:
    """Whether anybody has used this database, or something else than Rapport lives in it."""
    tables = set(connection.introspection.table_names())
    if "django_migrations" not in tables:
        return bool(tables)
    rooms = [apps.get_app_config(name.rpartition(".")[2]) for name in settings.ROOMS]
    models = [
        model
        for room in rooms
        for model in room.get_models()
        if model._meta.label not in _MADE_BY_ITSELF
    ]
    return any(
        model._meta.db_table in tables and model._default_manager.exists() for model in models
    )


@contextlib.contextmanager
def _unpacked(file: Path) -> Iterator[Path]:
    """The backup's parts in a folder among the files they will replace. Raises CannotDo when it is damaged."""
    files = Path(settings.MEDIA_ROOT)
    files.mkdir(parents=True, exist_ok=True)
    # Inside, because the folder itself may be a mount that cannot be renamed.
    with tempfile.TemporaryDirectory(dir=files, prefix=".restoring-") as name:
        try:
            with tarfile.open(file, "r:") as archive:
                archive.extractall(name, members=_expected(archive), **_AS_DATA)  # noqa: S202  looked through
        except (tarfile.TarError, EOFError) as error:
            raise CannotDo(
                f"{file} is damaged or is not a Rapport backup ({error}). Nothing was changed."
            ) from error
        except OSError as error:
            raise CannotDo(
                f"{error.filename or file}: {error.strerror or error}. Nothing was changed."
            ) from error
        yield Path(name)


def _expected(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    for member in archive:
        is_ours = member.name in (MANIFEST, DUMP, TOMBSTONES) or member.name.startswith(f"{FILES}/")
        if member.isfile() and is_ours and ".." not in Path(member.name).parts:
            # Whoever restores owns what is restored.
            member.uid, member.gid = os.geteuid(), os.getegid()
            member.uname = member.gname = ""
            member.mode = 0o600
            yield member


def _checked_manifest(folder: Path, file: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        if not (folder / DUMP).exists():
            raise ValueError
    except (OSError, ValueError) as error:
        raise CannotDo(
            f"{file} is damaged or is not a Rapport backup. Nothing was changed."
        ) from error
    unknown = dumping.applied_migrations(folder / DUMP) - set(MigrationLoader(None).disk_migrations)
    if manifest["format"] != FORMAT or unknown:
        raise CannotDo(
            f"{file} was written by a newer Rapport ({manifest['rapport']}). Install that version or a later "
            "one, then restore. Nothing was changed."
        )
    return manifest


def _restore_beside(folder: Path, *, made_at: datetime) -> None:
    """Fill a second database, and only when all is well let it take the place of the first."""
    name = str(connection.settings_dict["NAME"])
    fresh = f"{name[:40]}_restored_{secrets.token_hex(4)}"
    old = f"{name[:40]}_replaced_{secrets.token_hex(4)}"
    connection.close()
    with _maintenance() as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(fresh)))
        try:
            dumping.load(folder / DUMP, database=fresh)
            with _pointed_at(fresh):
                _bring_up_to_date(folder, made_at=made_at)
            _demand_nobody_uses(server, name)
            with _files_in_place(folder), server.transaction():
                _rename(server, name, to=old)
                _rename(server, fresh, to=name)
        except BaseException:
            connection.close()
            _drop(server, fresh)
            raise
        _drop(server, old)


def _restore_in_place(folder: Path, *, made_at: datetime) -> None:
    """Where our role may not create databases: one transaction takes the old tables out and the new ones in."""
    connection.close()
    with _files_in_place(folder):
        dumping.load_over(folder / DUMP)
    _bring_up_to_date(folder, made_at=made_at)


def _bring_up_to_date(folder: Path, *, made_at: datetime) -> None:
    migrate()
    _keep_tombstones(folder / TOMBSTONES)
    replay_tombstones(now())
    reason = f"Restored from the backup of {made_at:%Y-%m-%d %H:%M} UTC. What was waiting then may have been sent since."
    for account_id in accounts_with_work(now=now()):
        stop_sending(Account.objects.get(pk=account_id), reason=reason, by=None, now=now())


def _keep_tombstones(from_backup: Path) -> None:
    """Add the backup's tombstones to those beside the database; the reader passes over what is doubled."""
    kept = Path(settings.RAPPORT_HOME) / TOMBSTONES
    known = kept.read_bytes() if kept.exists() else b""
    if from_backup.exists():
        whole = (
            known
            + (b"" if known.endswith(b"\n") or not known else b"\n")
            + from_backup.read_bytes()
        )
        new = kept.with_name(f"{kept.name}.new")
        new.write_bytes(whole)
        new.replace(kept)


@contextlib.contextmanager
def _files_in_place(folder: Path) -> Iterator[None]:
    """The backup's files for the ones there are; back again when the block fails."""
    files = Path(settings.MEDIA_ROOT)
    restored, before = folder / FILES, folder / "files-before"
    restored.mkdir(exist_ok=True)
    before.mkdir()
    _move_all(files, to=before)
    try:
        _move_all(restored, to=files)
        yield
    except BaseException:
        _move_all(files, to=restored)
        _move_all(before, to=files)
        raise


def _move_all(folder: Path, *, to: Path) -> None:
    for entry in list(folder.iterdir()):
        if not entry.name.startswith("."):
            entry.rename(to / entry.name)


def _may_create_databases() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        row = cursor.fetchone()
    return bool(row and row[0])


@contextlib.contextmanager
def _maintenance() -> Iterator[psycopg.Connection[Any]]:
    parameters = connection.get_connection_params()
    known = {
        key: parameters[key]
        for key in ("host", "port", "user", "password", "sslmode")
        if parameters.get(key)
    }
    with psycopg.connect(**known, dbname="postgres", autocommit=True) as server:
        yield server


@contextlib.contextmanager
def _pointed_at(database: str) -> Iterator[None]:
    """Let Django work on another database of the same server for a while."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _demand_nobody_uses(server: psycopg.Connection[Any], database: str) -> None:
    row = server.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [database]
    ).fetchone()
    if row and row[0]:
        raise CannotDo(
            f"{row[0]} connections to the database are open. Stop rapport web, work and collect on every "
            "machine, then restore again. Nothing was changed."
        )


def _rename(server: psycopg.Connection[Any], name: str, *, to: str) -> None:
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(to))
    )


def _drop(server: psycopg.Connection[Any], name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _report(manifest: dict[str, Any]) -> None:
    typer.echo(
        f"Restored the backup of {manifest['made_at']} ({manifest['files']:,} files).", err=True
    )
    closed = sum(
        not has_key_for(account.secret or b"") for account in Account.objects.exclude(secret=None)
    )
    connection.close()
    if closed:
        typer.echo(
            f"{closed} connected accounts were sealed with another key. Put that key file in place of "
            f"{settings.RAPPORT_KEY_FILE}, or sign in to those accounts again.",
            err=True,
        )
