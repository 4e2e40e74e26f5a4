"""The least of an HTTP server, in the test's own loop: one request a connection, and full control of the wire."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    def first(self, name: str, otherwise: str = "") -> str:
        return self.query.get(name, [otherwise])[0]

    def form(self) -> dict[str, Any]:
        """The body, as JSON, urlencoded or multipart: servers take all three."""
        kind = self.headers.get("content-type", "")
        if kind.startswith("application/json"):
            return dict(json.loads(self.body))
        if kind.startswith("multipart/form-data"):
            return _multipart(kind, self.body)
        fields = parse_qs(self.body.decode(), keep_blank_values=True)
        return {
            name.removesuffix("[]"): values if name.endswith("[]") else values[0]
            for name, values in fields.items()
        }


@dataclass
class Response:
    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    is_cut: bool = False  # the connection breaks in the middle of the answer
    is_lost: bool = False  # the connection breaks before it
    events: AsyncIterator[bytes] | None = None

    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


Answer = Callable[[Request], Awaitable[Response]]


class Wire:
    """`async with Wire(answer) as wire:` serves on a free port of loopback at `wire.url`."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._writers: set[asyncio.StreamWriter] = set()
        self.streams: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Wire:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        await asyncio.sleep(0)

    def drop_streams(self) -> None:
        for writer in list(self.streams):
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            response = await self._answer(await _read(reader))
            await self._write(writer, response)
        self._writers.discard(writer)
        self.streams.discard(writer)
        writer.close()

    async def _write(self, writer: asyncio.StreamWriter, response: Response) -> None:
        if response.is_lost:
            writer.transport.abort()
            return
        headers = {"Content-Type": "application/json", "Connection": "close", **response.headers}
        content = b"" if response.events else response.content()
        if response.events:
            headers |= {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"}
        else:
            headers["Content-Length"] = str(len(content) + (10 if response.is_cut else 0))
        head = [f"HTTP/1.1 {response.status} Said", *(f"{n}: {v}" for n, v in headers.items())]
        writer.write("\r\n".join([*head, "", ""]).encode() + content)
        await writer.drain()
        if response.events:
            self.streams.add(writer)
            async for piece in response.events:
                writer.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
                await writer.drain()


async def _read(reader: asyncio.StreamReader) -> Request:
    head = await reader.readuntil(b"\r\n\r\n")
    first, _, rest = head.partition(b"\r\n")
    method, target, _ = first.decode().split(" ")
    headers = {k.lower(): v for k, v in BytesParser(policy=HTTP).parsebytes(rest).items()}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    parts = urlsplit(target)
    return Request(method, unquote(parts.path), parse_qs(parts.query), headers, body)


def _multipart(kind: str, body: bytes) -> dict[str, Any]:
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    found: dict[str, Any] = {}
    for part in message.iter_parts():  # type: ignore[attr-defined]
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        is_file = part.get_param("filename", header="content-disposition") is not None
        found[name] = content if is_file else content.decode()
    return found
