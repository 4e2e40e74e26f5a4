"""Worker entry points."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rapport.channels.delivering import drain


@app.task(name="channels.drain_account", queue="out", retry=RetryStrategy(max_attempts=3, wait=2))
async def drain_account(account_id: int) -> None:
    """Send what is due on one account."""
    await drain(account_id)
