"""A worker process: one queue of jobs and that queue's duties."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.jobs import DeleteJobCondition

from rapport.ledger.locks import one_line_for_locks
from rapport.ledger.stepping_back import stay_behind
from rapport.ledger.ticking import tick_forever

logger = logging.getLogger(__name__)

# What was tried (DESIGN section 3): jobs of a killed worker come back within about eight seconds.
POLL_SECONDS = 0.5
HEARTBEAT_SECONDS = 2.0
STALLED_AFTER_SECONDS = 6.0
CONCURRENCY = {"in": 2, "out": 8, "slow": 2}


def run_worker(queue: str) -> None:
    """Work on one queue until told to stop (SIGINT, SIGTERM) or until PostgreSQL goes away."""
    asyncio.run(_work(queue))


async def _work(queue: str) -> None:
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker_app.open_async(), one_line_for_locks():
        beside = [
            asyncio.create_task(stay_behind()),
            asyncio.create_task(tick_forever(queue)),
            asyncio.create_task(_rescue_forever(worker_app)),
        ]
        try:
            await worker_app.run_worker_async(
                queues=[queue],
                name=f"rapport-{queue}",
                concurrency=CONCURRENCY.get(queue, 2),
                fetch_job_polling_interval=POLL_SECONDS,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=STALLED_AFTER_SECONDS,
                shutdown_graceful_timeout=2.0,
                delete_jobs=DeleteJobCondition.SUCCESSFUL,
            )
        finally:
            for task in beside:
                task.cancel()
            for task in beside:
                with contextlib.suppress(asyncio.CancelledError):
                    await task


async def _rescue_forever(worker_app: object) -> None:
    """Give jobs of killed workers back to the queue. Safe in every worker: retrying is a compare-and-set."""
    manager = worker_app.job_manager  # type: ignore[attr-defined]
    while True:
        await asyncio.sleep(HEARTBEAT_SECONDS)
        try:
            for job in await manager.get_stalled_jobs(
                seconds_since_heartbeat=STALLED_AFTER_SECONDS
            ):
                logger.warning("Job %s was left by a worker that is gone; it runs again.", job.id)
                await manager.retry_job(job)
        except exceptions.ProcrastinateException:
            logger.exception("Looking for stalled jobs failed.")
