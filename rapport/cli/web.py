"""`rapport web`: the web server."""

from __future__ import annotations

import os
import socket
import sys

import uvicorn

from rapport.kit.environment import Environment

# Requests that meet in one process run one after the other more than by turns: by turns, all of them are as late as the
# last. Whoever waits for PostgreSQL or a network lets the others go on at once, whatever this says. Measured with fifty
# agents at a load of a third: with Python's own 5 ms a page was there within 84 to 91 ms (p95), with 25 within 73 to 88.
SECONDS_TO_ITSELF = 0.025


def web() -> None:
    """Serve the screens and the API (RAPPORT_BIND, RAPPORT_PORT)."""
    environment = Environment.from_os(os.environ)
    sys.setswitchinterval(SECONDS_TO_ITSELF)
    server = uvicorn.Server(
        uvicorn.Config(
            "rapport.config.asgi:application",
            host=environment.bind,
            port=environment.port,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(environment.trusted_proxies),
            forwarded_allow_ips=environment.trusted_proxies or None,
            # A browser that asks again within a minute finds its line still open.
            timeout_keep_alive=75,
            # An event stream never ends by itself; without this the server would wait for it for ever.
            timeout_graceful_shutdown=1,
        )
    )
    handed_over = os.environ.pop("RAPPORT_LISTEN_FD", "")
    server.run(sockets=[socket.socket(fileno=int(handed_over))] if handed_over else None)
