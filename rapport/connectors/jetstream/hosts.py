"""Servers as they are typed into a form, and the addresses that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from rapport.channels.errors import Refused

MOST_HOSTS = 20


@dataclass(frozen=True, slots=True)
class Host:
    """A Jetstream server. `secure` says whether it is spoken to over TLS."""

    name: str
    secure: bool

    @property
    def web_address(self) -> str:
        """As kit.http checks it."""
        return f"{'https' if self.secure else 'http'}://{self.name}"

    @property
    def socket_address(self) -> str:
        return f"{'wss' if self.secure else 'ws'}://{self.name}"


def hosts_in(typed: str) -> tuple[Host, ...]:
    """The servers named in a setting, in their order. Raises Refused for what cannot be a server."""
    hosts = dict.fromkeys(_host(word) for word in typed.replace(",", " ").split())
    if not hosts:
        raise Refused("No Jetstream server is named. Name at least one.")
    return tuple(hosts)[:MOST_HOSTS]


def _host(typed: str) -> Host:
    parts = urlsplit(typed if "://" in typed else f"wss://{typed}")
    try:
        port_is_one = parts.port is None or parts.port > 0
    except ValueError:
        port_is_one = False
    beside = parts.username or parts.path.strip("/") or parts.query or parts.fragment
    known = parts.scheme in ("wss", "https", "ws", "http")
    if not known or not parts.hostname or not port_is_one or beside:
        raise Refused(
            f"“{typed[:200]}” is not a server's address. It looks like jetstream1.us-east.bsky.network."
        )
    return Host(parts.netloc.lower(), parts.scheme in ("wss", "https"))
