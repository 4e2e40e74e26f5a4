"""Where a mailbox lives, from its settings; and the lines to it, which lead to public addresses only."""

from __future__ import annotations

import imaplib
import smtplib
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from imap_tools.mailbox import BaseMailBox

from rapport.channels.contract import AccountAccess
from rapport.channels.errors import Refused
from rapport.connectors.mail.addresses import checked_address
from rapport.connectors.mail.news import Newsroom
from rapport.kit.http import tls_context
from rapport.kit.sockets import connect

Security = Literal["tls", "starttls", "none"]

# IANA, service names: imap, imaps, smtp, submissions, submission.
IMAP_PORTS = frozenset({143, 993})
SMTP_PORTS = frozenset({25, 465, 587})
LINE_SECONDS = 30.0
LARGEST_ANSWER = 80_000_000


@dataclass(frozen=True, slots=True)
class Host:
    name: str
    port: int
    security: Security

    def connect(self, *, low_ports: frozenset[int]) -> socket.socket:
        return connect(self.name, self.port, low_ports=low_ports, timeout_seconds=LINE_SECONDS)


@dataclass(frozen=True, slots=True)
class Servers:
    """`address` is in small letters. Raises Refused, saying which setting makes no sense."""

    address: str
    user: str
    imap: Host
    smtp: Host
    folder: str
    sent_folder: str
    name: str
    password: str = field(repr=False)
    news: Newsroom | None = None

    @classmethod
    def of(cls, account: AccountAccess) -> Servers:
        settings = account.settings
        if any(sign < " " for value in settings.values() for sign in value):
            raise Refused("A setting holds a line break or another control character.")
        address = checked_address((settings.get("address") or account.handle).strip().lower())
        return cls(
            address=address,
            user=settings.get("user", "").strip() or address,
            imap=_host(settings, "imap", default_port=993),
            smtp=_host(settings, "smtp", default_port=465),
            folder=settings.get("folder", "").strip() or "INBOX",
            sent_folder=settings.get("sent_folder", "").strip(),
            name=settings.get("name", "").strip(),
            password=account.secrets.get("password", ""),
            news=Newsroom.of(settings),
        )


class PinnedIMAP(imaplib.IMAP4):
    """Connects where `kit.sockets` allows, speaks TLS as the setting says, and reads no endless answer."""

    def __init__(self, host: Host) -> None:
        self._host = host
        super().__init__(host.name, host.port, LINE_SECONDS)
        if host.security == "starttls":
            self.starttls(tls_context())

    def _create_socket(self, timeout: float | None) -> socket.socket:
        line = self._host.connect(low_ports=IMAP_PORTS)
        return _wrapped(line, self._host.name) if self._host.security == "tls" else line

    def read(self, size: int) -> bytes:
        if size > LARGEST_ANSWER:
            raise self.abort(f"The server announces {size:,} bytes at once.")
        return super().read(size)


class PinnedMailBox(BaseMailBox):
    """imap-tools' mailbox over our line."""

    def __init__(self, host: Host) -> None:
        self._host = host
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return PinnedIMAP(self._host)


class PinnedSMTP(smtplib.SMTP):
    """smtplib over our line; signed in by whoever uses it."""

    def __init__(self, host: Host) -> None:
        self._pinned = host
        super().__init__(
            host.name, host.port, local_hostname="rapport.invalid", timeout=LINE_SECONDS
        )
        if host.security == "starttls":
            self.starttls(context=tls_context())

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        line = self._pinned.connect(low_ports=SMTP_PORTS)
        return _wrapped(line, self._pinned.name) if self._pinned.security == "tls" else line


def _wrapped(line: socket.socket, name: str) -> ssl.SSLSocket:
    try:
        return tls_context().wrap_socket(line, server_hostname=name)
    except BaseException:
        line.close()
        raise


def _host(settings: Mapping[str, str], kind: str, *, default_port: int) -> Host:
    name = settings.get(f"{kind}_host", "").strip().lower()
    port = settings.get(f"{kind}_port", "").strip() or str(default_port)
    security = settings.get(f"{kind}_security", "").strip().lower() or "tls"
    upper = kind.upper()
    if not name or not name.isascii() or any(sign in name for sign in " /@:\r\n\t"):
        raise Refused(
            f"The {upper} server needs a name like {kind}.example.org, nothing before or behind it."
        )
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise Refused(f"“{port[:20]}” is no port for {upper}.")
    if security not in ("tls", "starttls", "none"):
        raise Refused(f"{upper} security is tls, starttls or none.")
    if security == "none" and name not in ("127.0.0.1", "::1", "localhost"):
        raise Refused(
            f"Without TLS the password would be readable on the way; {upper} needs tls or starttls."
        )
    return Host(name, int(port), security)  # type: ignore[arg-type]  # checked above
