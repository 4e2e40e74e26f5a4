"""A clock that tests set: of the server, of the jobs it is given to, and of pages that follow it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page

from rapport.ledger.testing import run_duties, run_jobs


class MovedClock:
    """It stands until it is set. Asking for the time anywhere in this process answers it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
        self.now = now
        self._pages: list[Page] = []
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.now)

    def leads(self, *pages: Page) -> None:
        """Their browsers count by it too; call before the first page is opened."""
        for page in pages:
            page.clock.install(time=self.now)
        self._pages += pages

    def set(self, now: datetime) -> datetime:
        self.now = now
        for page in self._pages:
            page.clock.set_system_time(now)
        return now

    def passes(self, **span: float) -> datetime:
        return self.set(self.now + timedelta(**span))

    def works(self, queue: str | None = None) -> None:
        """What workers do by now."""
        run_duties(self.now, queue=queue)
        run_jobs()
