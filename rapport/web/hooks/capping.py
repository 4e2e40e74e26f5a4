"""Bodies of webhook calls are read up to their limit and no further.

Django under ASGI reads a body to its end, into a file, before any view is asked: a stranger could fill the disk with
calls nobody would take. So this stands before it, for the addresses that programs call only.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Event = Mapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

PREFIXES = ("/hooks/", "/api/")
LARGEST_BODY_BYTES = 1_000_000
TOO_LARGE = "The call is larger than 1,000,000 bytes. Send less at once."


class CappedHooks:
    """The application with a cap on what is read where programs call; what is larger is answered 413 and the line is closed."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIXES):
            await self.application(scope, receive, send)
            return
        body = None if _claims_more(scope) else await _read(receive)
        if body is None:
            await _refuse(send, as_json=scope["path"].startswith("/api/"))
            return
        await self.application(scope, _replay(body, receive), send)


def _claims_more(scope: dict[str, Any]) -> bool:
    for name, value in scope["headers"]:
        if name.lower() == b"content-length":
            return not value.isdigit() or int(value[:20]) > LARGEST_BODY_BYTES
    return False


async def _read(receive: Receive) -> list[Event] | None:
    """The events of the request; None as soon as the body is larger than it may be."""
    events: list[Event] = []
    size = 0
    while True:
        event = await receive()
        events.append(event)
        if event["type"] != "http.request":
            return events
        size += len(event.get("body", b""))
        if size > LARGEST_BODY_BYTES:
            return None
        if not event.get("more_body"):
            return events


def _replay(events: list[Event], receive: Receive) -> Receive:
    waiting = iter(events)

    async def replayed() -> Event:
        event = next(waiting, None)
        return event if event is not None else await receive()

    return replayed


async def _refuse(send: Send, *, as_json: bool) -> None:
    body = json.dumps({"error": TOO_LARGE}) if as_json else f"{TOO_LARGE}\n"
    kind = b"application/json" if as_json else b"text/plain; charset=utf-8"
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        # The rest of the body must not be taken for the next call.
        (b"connection", b"close"),
    ]
    await send(
        {"type": "http.response.start", "status": 413, "headers": headers, "trailers": False}
    )
    await send({"type": "http.response.body", "body": body.encode(), "more_body": False})
