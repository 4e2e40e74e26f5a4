"""The one job that carries a fact to a subscriber."""

from __future__ import annotations

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rapport.ledger.connecting import free_connection
from rapport.ledger.contract import from_payload
from rapport.ledger.models import StoredFact
from rapport.ledger.registry import subscriber as find_subscriber

logger = logging.getLogger(__name__)

# A reaction that fails is tried again after 2, 4, 8 ... seconds; after ten tries somebody has to look.
RETRY = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.task(name="ledger.react", queue="in", retry=RETRY)
def react(fact_id: int, subscriber: str) -> None:
    """Call one subscriber with one fact. Runs in a worker; may run twice."""
    found = find_subscriber(subscriber)
    stored = StoredFact.objects.filter(pk=fact_id).first()
    if found is None or stored is None:
        logger.warning("Fact %s has nobody called %s to go to any more; left.", fact_id, subscriber)
        return
    try:
        found.react(from_payload(stored.kind, stored.payload))
    finally:
        free_connection()
