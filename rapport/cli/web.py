"""`rapport web`: the web server."""

from __future__ import annotations

import os
import socket

import uvicorn

from rapport.kit.environment import Environment


def web() -> None:
    """Serve the screens and the API (RAPPORT_BIND, RAPPORT_PORT)."""
    environment = Environment.from_os(os.environ)
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
