"""The mail servers' programs: Debian's Dovecot and Exim, installed where we may, as the browser of the browser tests is.

Weighed for SMTP (2026-11): OpenSMTPD keeps its queue in a fixed folder and starts only as root; Postfix wants a whole
configuration folder, its own users and a master process as root; Dovecot's submission service only relays to another
server; aiosmtpd is Python's word about SMTP, not a server people run. Exim runs as anybody from one file, delivers into
a Maildir, greylists, bounces and answers automatically for real.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass

import pytest

from tests.browser_ready import is_ci

PACKAGES = ("dovecot-imapd", "exim4-daemon-light")
ADVICE = f"Install them (Debian, Ubuntu: `apt-get install {' '.join(PACKAGES)}`)."


@dataclass(frozen=True)
class Programs:
    dovecot: str
    exim: str


def programs() -> Programs:
    """Skips the test where the servers cannot be had; under CI that is a failure."""
    found = _found()
    why_not = "" if found else _install()
    found = found or _found()
    if found:
        return found
    message = f"The real mail servers are missing ({why_not}). {ADVICE}"
    if is_ci():
        pytest.fail(message)
    pytest.skip(message)


def _found() -> Programs | None:
    # Servers lie where only root's search path leads.
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
    dovecot, exim = shutil.which("dovecot", path=path), shutil.which("exim4", path=path)
    has_imap = os.path.exists("/usr/lib/dovecot/imap")
    return Programs(dovecot, exim) if dovecot and exim and has_imap else None


def _install() -> str:
    """Try Debian's packages; returns why it did not work, or ""."""
    if os.geteuid() != 0:
        return "not root, so nothing was installed"
    if shutil.which("apt-get") is None:
        return "there is no apt-get here"
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES],
    ):
        done = subprocess.run(
            command, check=False, env=environment, timeout=600, capture_output=True, text=True
        )
        if done.returncode != 0:
            return f"`{' '.join(command)}` failed: {done.stderr.strip()[-300:]}"
    return ""
