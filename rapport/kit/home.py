"""Where an installation keeps its data, and whose account its database runs under."""

from __future__ import annotations

import os
import pwd
import stat
from pathlib import Path

import platformdirs

SYSTEM_HOME = Path("/var/lib/rapport")
# An account made for Rapport is preferred; `nobody` is on every machine and owns nothing.
_SERVICE_ACCOUNTS = ("rapport", "nobody")
# What tells a home of ours from somebody's folder, before its mode is widened.
_MARKS = {"secret.key", "rapport.lock"}


def is_root() -> bool:
    return os.geteuid() == 0


def default_home() -> Path:
    """The data folder when `RAPPORT_HOME` is not set: the user's data directory, as root a system folder."""
    if is_root():
        return SYSTEM_HOME
    return Path(platformdirs.user_data_dir("rapport", appauthor=False))


def service_account(name: str | None = None) -> pwd.struct_passwd | None:
    """The unprivileged account the database runs under when we are root; `None` when we are not.

    Raises LookupError when the machine has no such account.
    """
    if not is_root():
        return None
    for candidate in [name] if name else _SERVICE_ACCOUNTS:
        try:
            return pwd.getpwnam(candidate)
        except KeyError:
            continue
    raise LookupError(
        f"PostgreSQL does not run as root, and this machine has no account named "
        f"{name or ' or '.join(_SERVICE_ACCOUNTS)}. Create one (useradd --system rapport) and start again."
    )


def prepare_home(home: Path) -> None:
    """Make the data folder, readable by its owner alone. Safe to repeat.

    As root the group of the database's account may pass through (0710), never list or read. A folder
    that was there before and holds other things keeps its mode.
    """
    if not home.exists():
        home.mkdir(parents=True, mode=0o700)
    account = service_account()
    if account is None or not _looks_like_a_home(home):
        return
    if can_enter(home, account):
        return
    os.chown(home, -1, account.pw_gid)
    home.chmod(stat.S_IMODE(home.stat().st_mode) | stat.S_IXGRP)


def can_enter(folder: Path, account: pwd.struct_passwd) -> bool:
    """Whether the account may pass through this folder (its own mode; not those above it)."""
    status = folder.stat()
    if status.st_uid == account.pw_uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == account.pw_gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)


def can_reach(folder: Path, account: pwd.struct_passwd) -> bool:
    """Whether the account may pass through this folder and every folder above it."""
    return all(can_enter(step, account) for step in [folder, *folder.parents])


def _looks_like_a_home(home: Path) -> bool:
    names = {entry.name for entry in home.iterdir()}
    return home.stat().st_uid == os.geteuid() and (not names or bool(names & _MARKS))
