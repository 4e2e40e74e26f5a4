"""A search in memory that answers as hn.algolia.com/api says (read 2026-11-26), and fails as a test asks."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from rapport.channels.contract import AccountAccess
from rapport.channels.testing import Fault

PAYLOADS = Path(__file__).parent / "payloads"
MOST_HITS = 1_000
LINK = "https://news.ycombinator.com/item?id="


@dataclass(frozen=True)
class Answer:
    """`cut` bytes are announced and never sent."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int = 0


@dataclass
class FakeSearch:
    """Everything that was written, and what was asked."""

    beginning: str = ""
    port: int = 0
    written: list[Any] = field(default_factory=list)
    asked: list[Mapping[str, str]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    terms: tuple[str, ...] = ("harbour",)
    _number: int = 46_050_000

    async def __aenter__(self) -> FakeSearch:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *error: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    # What the kit asks of a far end.

    def access(self, **settings: str) -> AccountAccess:
        return AccountAccess(
            id=1,
            network="hackernews",
            handle="hackernews",
            remote_id="hackernews",
            settings={"host": f"http://127.0.0.1:{self.port}", **settings},
            secrets={},
            terms=self.terms,
        )

    async def public_says(self, text: str, *, reply_to: str = "") -> str:
        return self.comments(text, reply_to) if reply_to else self.asks(text)

    async def public_deletes(self, key: str) -> None:
        self.written = [w for w in self.written if LINK + str(w["objectID"]) != key]

    async def hostile_items(self) -> int:
        items = json.loads((PAYLOADS / "hostile.json").read_text())
        self.written += [_Strange(item) for item in items]
        return len(items)

    async def standing(self) -> list[str]:
        return []

    def fail_next(self, fault: Fault) -> None:
        self.answers.append(
            {
                Fault.BUSY: Answer(429, b"{}", {"Retry-After": "90"}),
                Fault.DOWN: Answer(503, b"<html>down</html>"),
                Fault.REFUSED: Answer(400, b'{"message": "invalid query"}'),
            }[fault]
        )

    async def drop_stream(self) -> None:
        """There is none."""

    # What is written.

    def asks(self, text: str, *, title: str = "Ask HN: Harbour", at: int | None = None) -> str:
        return self._add({"title": title, "story_text": text, "points": 3, "num_comments": 0}, at)

    def comments(self, text: str, parent: str, *, at: int | None = None) -> str:
        above = next(w for w in self.written if LINK + str(w["objectID"]) == parent)
        story = above.get("story_id") or int(above["objectID"])
        return self._add(
            {
                "comment_text": text,
                "parent_id": int(above["objectID"]),
                "story_id": story,
                "story_title": above.get("title") or above.get("story_title"),
                "points": None,
            },
            at,
        )

    def _add(self, fields: dict[str, Any], at: int | None) -> str:
        self._number += 1
        kind = "comment" if "comment_text" in fields else "story"
        self.written.append(
            {
                **fields,
                "objectID": str(self._number),
                "author": "mara_k",
                "created_at_i": int(time.time()) if at is None else at,
                "_tags": [kind, "author_mara_k"],
            }
        )
        return f"{LINK}{self._number}"

    # HTTP.

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            answer = self._answer(head.split(b" ")[1].decode())
            told = {"Content-Length": str(len(answer.body) + answer.cut), **answer.headers}
            lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
            writer.write(f"HTTP/1.1 {answer.status} X\r\nConnection: close\r\n{lines}\r\n".encode())
            writer.write(answer.body)
            await writer.drain()
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    def _answer(self, path: str) -> Answer:
        parts = urlsplit(path)
        params = {k: v[0] for k, v in parse_qs(parts.query, keep_blank_values=True).items()}
        self.asked.append(params | {"path": parts.path})
        if self.answers:
            return self.answers.pop(0)
        if parts.path == "/api/v1/search_by_date":
            return _json(200, self._search(params))
        item = self._item(parts.path.rpartition("/")[2])
        return _json(200, item) if item else _json(404, {"status": 404, "error": "Not Found"})

    def _search(self, params: Mapping[str, str]) -> dict[str, Any]:
        found = [w for w in reversed(self.written) if _matches(w, params)]
        found.sort(key=lambda w: -1 if isinstance(w, _Strange) else -w["created_at_i"])
        size, page = int(params.get("hitsPerPage", 20)), int(params.get("page", 0))
        shown = found[:MOST_HITS][page * size : (page + 1) * size]
        return {
            "hits": [w.item if isinstance(w, _Strange) else w for w in shown],
            "nbHits": len(found),
            "page": page,
            "nbPages": -(-min(len(found), MOST_HITS) // size),
            "hitsPerPage": size,
            "exhaustiveNbHits": True,
            "query": params.get("query", ""),
        }

    def _item(self, number: str) -> dict[str, Any] | None:
        own = [w for w in self.written if not isinstance(w, _Strange)]
        for written in own:
            if written["objectID"] == number:
                children = [w["objectID"] for w in own if str(w.get("parent_id")) == number]
                return {
                    "id": int(number),
                    "type": written["_tags"][0],
                    "author": written["author"],
                    "created_at_i": written["created_at_i"],
                    "title": written.get("title"),
                    "text": written.get("comment_text", written.get("story_text")),
                    "points": written["points"],
                    "parent_id": written.get("parent_id"),
                    "story_id": written.get("story_id", int(number)),
                    "children": [self._item(child) for child in children],
                }
        return None


@dataclass(frozen=True)
class _Strange:
    """Found by whatever is asked for."""

    item: Any


def _matches(written: Any, params: Mapping[str, str]) -> bool:
    if isinstance(written, _Strange):
        return True
    for condition in filter(None, params.get("numericFilters", "").split(",")):
        name, sign, number = re.fullmatch(r"(\w+)(>=|<)(\d+)", condition).groups()  # type: ignore[union-attr]
        if not (written[name] >= int(number) if sign == ">=" else written[name] < int(number)):
            return False
    texts = (
        written.get(name) or "" for name in ("title", "story_text", "comment_text", "story_title")
    )
    words, query = " ".join(texts).lower(), params.get("query", "").lower()
    if query.startswith('"'):
        return re.search(rf"\b{re.escape(query.strip(chr(34)))}\b", words) is not None
    return re.search(rf"\b{re.escape(query)}", words) is not None


def _json(status: int, body: Any) -> Answer:
    return Answer(status, json.dumps(body).encode(), {"Content-Type": "application/json"})
