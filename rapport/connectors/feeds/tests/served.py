"""A web server on loopback that says whatever a test wants, and keeps what it was asked."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, field
from typing import Self


@dataclass
class Answer:
    """What one path answers. `cut` closes the connection after so many bytes of the body."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    announced: int | None = None


class Site:
    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def url(self, path: str = "/feed") -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}{path}"

    def says(self, body: bytes | str, path: str = "/feed", **headers: str) -> Answer:
        """Let `path` answer that from now on; `headers` with _ for -."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(content, headers=given)
        return self.answers[path]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            path = head[0].split(" ")[1]
            asked = {
                name.strip().lower(): value.strip()
                for name, _, value in (line.partition(":") for line in head[1:] if line)
            }
            self.asked.append((path, asked))
            writer.write(self._bytes(self.answers.get(path) or Answer(status=404), asked))
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def _bytes(self, answer: Answer, asked: dict[str, str]) -> bytes:
        status, body = answer.status, answer.body
        etag = answer.headers.get("etag")
        if etag and asked.get("if-none-match") == etag:
            status, body = 304, b""
        length = len(body) if answer.announced is None else answer.announced
        head = f"HTTP/1.1 {status} So\r\nconnection: close\r\ncontent-length: {length}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
        return head.encode() + b"\r\n" + body[: answer.cut]
