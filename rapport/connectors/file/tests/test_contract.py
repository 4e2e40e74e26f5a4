"""The kit every connector inherits, over a file that grows while it is read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from rapport.channels.contract import AccountAccess
from rapport.channels.testing import ConnectorContract, Fault


class GrowingFile:
    """A JSON Lines file somebody appends to."""

    beginning = ""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0

    def access(self) -> AccountAccess:
        return AccountAccess(1, "file", "Halden Rail", "halden-rail", {"path": str(self.path)}, {})

    async def public_says(self, text: str, *, reply_to: str = "") -> str:
        self.count += 1
        self.write(
            {
                "key": str(self.count),
                "author": "mara",
                "text": text,
                "created_at": f"2026-03-02T08:{self.count:02d}:00Z",
                "parent": reply_to.rpartition(":")[2],
            }
        )
        return f"file:halden-rail:{self.count}"

    async def public_deletes(self, key: str) -> None:
        raise AssertionError("a file says nothing of deletions")

    async def hostile_items(self) -> int:
        lines = [
            b'{"text": "caf\xe9", "author": "a", "created_at": "2026-01-01"}',
            b"\0\0\0",
            b"[" * 100_000,
            b'{"text": "\\ud800", "author": "a", "created_at": "2026-01-01"}',
            b'{"text": "a\\u0000b", "author": "a", "created_at": "2026-01-01"}',
            b'{"text": "x", "author": "a", "created_at": "9999-12-31T23:59:59Z"}',
            b'{"text": ["x"], "author": {"id": {}}, "created_at": 1e308}',
            b"9" * 5_000,
            b'{"x": "' + b"x" * 3_000_000 + b'"}',
        ]
        with self.path.open("ab") as file:
            file.write(b"\n".join(lines) + b"\n")
        return len(lines)

    async def standing(self) -> Sequence[str]:
        return []

    def fail_next(self, fault: Fault) -> None:
        raise AssertionError(f"a file cannot meet “{fault}”")

    async def drop_stream(self) -> None:
        raise AssertionError("a file has no stream")

    def write(self, fields: dict[str, str]) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(fields) + "\n")


class TestFileContract(ConnectorContract):
    package = "rapport.connectors.file"

    @pytest.fixture
    def far(self, tmp_path: Path) -> GrowingFile:
        file = GrowingFile(tmp_path / "messages.jsonl")
        file.write({"text": "first", "author": "otto", "created_at": "2026-03-02T08:00:00Z"})
        return file
