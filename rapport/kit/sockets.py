"""Connections for libraries that speak something else than HTTP, guarded as `kit.http` guards addresses.

    line = connect("imap.example.org", 993, low_ports=frozenset({993}), timeout_seconds=10)
    line = http.tls_context().wrap_socket(line, server_hostname="imap.example.org")

The name is resolved once, every address it has must be public, and the connection goes to one of exactly those.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterable

from rapport.kit.http import Unreachable, public_addresses

_IDLE_SECONDS, _PROBE_SECONDS, _PROBES = 60, 15, 4


def connect(
    host: str,
    port: int,
    *,
    low_ports: frozenset[int],
    timeout_seconds: float,
    allow_hosts: Iterable[str] | None = None,
) -> socket.socket:
    """A TCP connection to a public address of that host, with keep-alive; `timeout_seconds` holds for later reads too.

    `low_ports` are the ports below 1024 the protocol uses. Raises Blocked, or Unreachable when nobody answers.
    """
    failure: OSError | None = None
    addresses = public_addresses(host, port, low_ports=low_ports, allow_hosts=allow_hosts)
    for address in addresses:
        try:
            line = socket.create_connection((address, port), timeout=timeout_seconds)
        except OSError as error:
            failure = error
        else:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _keep_alive(line)
            return line
    raise Unreachable(f"{host} port {port} does not answer: {failure}") from failure


def _keep_alive(line: socket.socket) -> None:
    # A connection that waits for hours dies silently in many networks; the kernel's probes notice within 2 minutes.
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    wanted = {
        "TCP_KEEPIDLE": _IDLE_SECONDS,
        "TCP_KEEPINTVL": _PROBE_SECONDS,
        "TCP_KEEPCNT": _PROBES,
    }
    for name, value in wanted.items():
        with contextlib.suppress(AttributeError, OSError):  # not every system has all three
            line.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
