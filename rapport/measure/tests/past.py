"""A past for tests: says who wrote what and when, and reads it in as a file would be."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rapport.ledger.testing import run_jobs
from rapport.listen.importing import read_in, start_import
from rapport.listen.models import ImportRun
from rapport.measure.contract import Mirror
from rapport.measure.queries import mirror
from rapport.workspace.models import Brand

# A Monday, ten in the morning in Stockholm.
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Past:
    def __init__(self, folder: Path, brand: Brand) -> None:
        self.folder = folder
        self.brand = brand
        self.lines: list[dict[str, object]] = []
        self.count = 0

    def says(
        self, text: str, *, who: str = "mara", after: float = 0, under: str = "", own: bool = False
    ) -> str:
        """Somebody writes, `after` minutes after Monday ten; returns the key."""
        self.count += 1
        at = MONDAY + timedelta(minutes=after)
        self.lines.append(
            {
                "key": str(self.count),
                "author": who,
                "text": text,
                "created_at": at.isoformat(),
                "parent": under,
                "own": own,
            }
        )
        return str(self.count)

    def ours(self, text: str, *, after: float, under: str = "", who: str = "haldenrail") -> str:
        return self.says(text, who=who, after=after, under=under, own=True)

    def read_in(self, *, account: str = "Halden Rail", name: str = "past.jsonl") -> ImportRun:
        path = self.folder / name
        path.write_text("".join(json.dumps(line) + "\n" for line in self.lines), encoding="utf-8")
        self.lines = []
        run = start_import(path, account=account, brand=self.brand, by=None, now=datetime.now(UTC))
        for _ in read_in(run, path):
            pass
        run_jobs(limit=10_000)
        return run

    def mirror(self) -> Mirror:
        return mirror(self.read_in())
