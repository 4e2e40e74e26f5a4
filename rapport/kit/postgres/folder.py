"""The data folder: where it lies, whose it is, how it is made, who may connect."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import stat
import subprocess
from pathlib import Path

from rapport.kit.home import SYSTEM_HOME, can_enter, can_reach, is_root, service_account
from rapport.kit.postgres import binaries
from rapport.kit.postgres.errors import CannotStart, WrongVersion
from rapport.kit.postgres.process import last_words, start_as


class DataFolder:
    def __init__(self, named: Path, *, service_user: str | None) -> None:
        self.named = named
        self._service_user = service_user

    @property
    def real(self) -> Path:
        return self.named.resolve()

    def account(self) -> pwd.struct_passwd | None:
        """Whom to run as: the owner of data that is there already, else the service account; `None` is us."""
        folder = self.real
        owner = folder.stat().st_uid if folder.exists() else None
        if not is_root():
            if owner not in (None, os.geteuid()):
                raise CannotStart(
                    f"{folder} belongs to another account. Start Rapport as its owner, or set RAPPORT_HOME."
                )
            return None
        if owner:
            return pwd.getpwuid(owner)
        return service_account(self._service_user)

    def place(self, account: pwd.struct_passwd | None, *, shelf_name: str) -> None:
        """Make the (empty) data folder where the account can reach it.

        As root with a home that is closed to others (below /root, say), the files go under the system
        folder and a symbolic link stands in their place.
        """
        if self.named.is_symlink() or self.named.exists():
            if not self.real.is_dir():
                raise CannotStart(
                    f"{self.named} leads to {self.real}, which is not a folder. Restore it from a backup."
                )
            return
        if account is None:
            self.named.mkdir(mode=0o700)
            return
        if can_reach(self.named.parent, account):
            folder = self.named
        else:
            _make_passable(SYSTEM_HOME, account)
            shelf = SYSTEM_HOME / "databases"
            _make_passable(shelf, account)
            folder = shelf / f"{shelf_name}-{secrets.token_hex(4)}"
        folder.mkdir(mode=0o700)
        os.chown(folder, account.pw_uid, account.pw_gid)
        if folder != self.named:
            self.named.symlink_to(folder)

    def check_version(self) -> None:
        try:
            written_by = (self.real / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            return
        ours = binaries.major_version()
        if written_by != str(ours):
            raise WrongVersion(
                f"The data in {self.named} was written by PostgreSQL {written_by}; this Rapport brings {ours}. "
                f"Nothing was changed. Make a backup with the Rapport that brings PostgreSQL {written_by} "
                "(rapport backup FILE), then restore it here into an empty RAPPORT_HOME (rapport restore FILE)."
            )

    def initialise(
        self, server: Path, account: pwd.struct_passwd | None, *, user: str, fsync: bool
    ) -> None:
        # PG_VERSION is written early by initdb; a folder counts as made only once it was moved here whole.
        unfinished = self.real.with_name(f"{self.real.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        if account:
            os.chown(unfinished, account.pw_uid, account.pw_gid)
        command: list[str | Path] = [
            server / "bin" / "initdb",
            "--pgdata",
            unfinished,
            "--username",
            user,
            "--auth=peer",
        ]
        command += [
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            *([] if fsync else ["--no-sync"]),
        ]
        made = start_as(account, command, output=subprocess.PIPE)
        printed, _ = made.communicate()
        if made.returncode:
            raise CannotStart(
                f"The database in {self.named} could not be made: {last_words(printed)}"
            )
        unfinished.rename(self.real)  # takes the place of the empty folder in one step

    def write_access_rules(self, account: pwd.struct_passwd | None, *, user: str) -> None:
        names = {pwd.getpwuid(os.geteuid()).pw_name, "root"}
        if account and account.pw_name != "nobody":
            names.add(account.pw_name)
        idents = "".join(f'rapport "{name}" {user}\n' for name in sorted(names))
        _write(self.real / "pg_ident.conf", idents, account)
        _write(self.real / "pg_hba.conf", "local all all peer map=rapport\n", account)


def _make_passable(folder: Path, account: pwd.struct_passwd) -> None:
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
    if not can_enter(folder, account):
        os.chown(folder, -1, account.pw_gid)
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) | stat.S_IXGRP)


def _write(path: Path, text: str, account: pwd.struct_passwd | None) -> None:
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with open(new, "x", opener=_private) as file:
        file.write(text)
        if account:
            # By handle: the folder is the account's, which might put something else under the name.
            os.fchown(file.fileno(), account.pw_uid, account.pw_gid)
    new.replace(path)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)
