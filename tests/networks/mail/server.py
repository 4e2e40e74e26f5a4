"""A real mail server for tests: Dovecot (IMAP) and Exim (SMTP) on loopback, in one folder, ended with us by pid.

Exim delivers into the Maildirs that Dovecot serves. Both run as one unprivileged user: ourselves, or Exim's own
user where the tests run as root (both refuse to deliver as root).
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.networks.mail.certificates import Certificates
from tests.networks.mail.configuration import dovecot_conf, exim_conf
from tests.networks.mail.packages import Programs, programs

DOMAIN = "mail.test"
PASSWORD = "correct-horse-battery"
START_SECONDS = 30
EXIM_USER = "Debian-exim"


class NoServer(Exception):
    """The server did not start; the text holds what it said."""


@dataclass
class MailServer:
    """`folder` holds everything. People are made with `arrives`; who is named `busy`, `gone` or `away` is special."""

    programs: Programs
    folder: Path
    user: str
    certificates: Certificates
    imap: int = 0
    imaps: int = 0
    smtp: int = 0
    smtps: int = 0
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def arrives(self, local: str) -> str:
        """A new person with a mailbox; returns the address."""
        address = f"{local}@{DOMAIN}"
        self._add("people", f"{local}: {local}\n")
        return address

    def maildir(self, address: str) -> Path:
        return self.folder / "mail" / address

    def start(self) -> None:
        ports = free_ports(4)
        self.imap, self.imaps, self.smtp, self.smtps = ports
        self._write(
            "dovecot.conf", dovecot_conf(self.folder, self.user, self.imap, self.imaps, PASSWORD)
        )
        self._write(
            "exim.conf", exim_conf(self.folder, self.user, self.smtp, self.smtps, DOMAIN, PASSWORD)
        )
        self.start_dovecot()
        self._start_exim()

    def start_dovecot(self) -> None:
        self._start(
            "dovecot", [self.programs.dovecot, "-F", "-c", str(self.folder / "dovecot.conf")]
        )
        self._until_open("dovecot", self.imap, self.imaps)

    def stop_dovecot(self) -> None:
        self._stop("dovecot")

    def stop(self) -> None:
        for name in list(self._running):
            self._stop(name)

    def _start_exim(self) -> None:
        # -q5s: what could not be delivered at once is tried again every five seconds.
        self._start(
            "exim", [self.programs.exim, "-C", str(self.folder / "exim.conf"), "-bdf", "-q5s"]
        )
        self._until_open("exim", self.smtp, self.smtps)

    def _start(self, name: str, command: list[str]) -> None:
        as_user = {"user": self.user, "group": _group(self.user), "extra_groups": []}
        with open(self.folder / f"{name}.out", "ab") as log:
            self._running[name] = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
                **(as_user if os.geteuid() == 0 else {}),  # type: ignore[arg-type]
            )

    def _stop(self, name: str) -> None:
        process = self._running.pop(name)
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=10)
        # What it started is in the session it leads.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)

    def _until_open(self, name: str, *ports: int) -> None:
        deadline = time.monotonic() + START_SECONDS
        for port in ports:
            while True:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                if self._running[name].poll() is not None or time.monotonic() > deadline:
                    raise NoServer(f"{name} did not start.\n{self.said(name)}")
                time.sleep(0.02)

    def said(self, name: str) -> str:
        """The end of what a server wrote, for the message of a failed test."""
        files = [
            self.folder / f"{name}.out",
            self.folder / f"{name}.log",
            self.folder / f"{name}-mainlog",
        ]
        return "\n".join(f.read_text(errors="replace")[-2000:] for f in files if f.exists())

    def _write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)
        self._own(self.folder / name)

    def _add(self, name: str, line: str) -> None:
        with open(self.folder / name, "a") as file:
            file.write(line)
        self._own(self.folder / name)

    def _own(self, path: Path) -> None:
        if os.geteuid() == 0:
            shutil.chown(path, self.user, _group(self.user))


@contextmanager
def running() -> Iterator[MailServer]:
    """A mail server that runs until the end of the block."""
    found = programs()
    # Short: the path of a Unix socket inside may have 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="rm-", dir="/tmp"))
    user = EXIM_USER if os.geteuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    server = MailServer(found, folder, user, Certificates.made(folder))
    try:
        for name in ("mail", "spool", "run"):
            (folder / name).mkdir()
        for name in ("people",):
            (folder / name).touch()
        for path in (folder, *folder.iterdir()):
            server._own(path)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        taken = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in taken:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in taken]


def _group(user: str) -> int:
    return pwd.getpwnam(user).pw_gid
