"""Worker entry points."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rapport.listen.actions import listen_again_to_the_past
from rapport.listen.importing import MAX_ATTEMPTS, read_stored


# One try more than there are attempts: the last one gives up, and says so on the run.
@app.task(
    name="listen.read_upload",
    queue="slow",
    retry=RetryStrategy(max_attempts=MAX_ATTEMPTS + 1, exponential_wait=2),
)
def read_upload(run_id: int) -> None:
    """Read an uploaded file in."""
    read_stored(run_id)


@app.task(name="listen.rerun_query", queue="slow", retry=RetryStrategy(max_attempts=3))
def rerun_query(query_id: int) -> None:
    """Ask a query of what is stored."""
    listen_again_to_the_past(query_id, now=timezone.now())
