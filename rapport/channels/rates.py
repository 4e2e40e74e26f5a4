"""What networks say is left of the requests they take, by account and endpoint: what would be refused is not asked.

A connector names its endpoints in its manifest, and each request goes through `Connector.rates`:

    async with self.rates.request("search") as heard:
        answer = await fetch(...)
        heard(answer.headers)

Where the network's own word leaves nothing, AllowanceSpent is raised before it is asked; waiting is the business of whoever
catches that, as of any other RetryLater. What collecting may not spend (`Endpoint.kept_for_answers`) is there for sending.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rapport.channels.errors import AllowanceSpent
from rapport.kit.allowances import Allowance, told_allowance

ENDPOINTS_AT_MOST = 20
SLUG_LENGTH = 40
# A window that ends so soon is waited for here; a stream need not be opened anew for it.
BRIEF = timedelta(seconds=2)
# Written down for the screens at most so often, and when nothing is left.
KEPT_EVERY = timedelta(seconds=15)

Heard = Callable[[Mapping[str, str]], None]
Keep = Callable[[str, Allowance], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A part of a network with an allowance of requests of its own; `name` is what people call it.

    `kept_for_answers` (0 to 1) is the share of the limit that collecting never spends.
    """

    slug: str
    name: str
    kept_for_answers: float = 0.0

    def kept_free(self, limit: int | None) -> int:
        """How many of so many requests collecting does not spend."""
        return int((limit or 0) * self.kept_for_answers)


@dataclass(slots=True)
class Spending:
    """One endpoint of one account in this process: the network's last word, and what is under way since."""

    told: Allowance | None = None
    under_way: int = 0
    kept: Allowance | None = None
    kept_at: datetime | None = None


class Rates:
    """The endpoints of one account. `known` may be shared by all connectors of the account in a process.

    `answers` says what is asked here serves an answer, and may take what is kept for them. Errors: KeyError for an
    endpoint the manifest does not name.
    """

    def __init__(
        self,
        endpoints: Sequence[Endpoint] = (),
        *,
        known: MutableMapping[str, Spending] | None = None,
        keep: Keep | None = None,
        answers: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._endpoints = {endpoint.slug: endpoint for endpoint in endpoints}
        self.known: MutableMapping[str, Spending] = {} if known is None else known
        self._keep = keep
        self._answers = answers
        self._clock = clock
        self._sleep = sleep

    @asynccontextmanager
    async def request(self, slug: str) -> AsyncIterator[Heard]:
        """One request; call what this yields with the answer's headers. Raises AllowanceSpent where it would be refused."""
        endpoint = self._endpoints[slug]
        spending = self.known.setdefault(slug, Spending())
        await self._wait_for(endpoint, spending)
        spending.under_way += 1

        def heard(headers: Mapping[str, str]) -> None:
            spending.told = told_allowance(headers, now=self._clock()) or spending.told

        try:
            yield heard
        finally:
            spending.under_way -= 1
        await self._write_down(slug, spending)

    async def _wait_for(self, endpoint: Endpoint, spending: Spending) -> None:
        told, now = spending.told, self._clock()
        if told is None or now >= told.resets_at:
            spending.told = None
            return
        kept = 0 if self._answers else endpoint.kept_free(told.limit)
        if told.left - spending.under_way > kept:
            return
        wait = told.resets_at - now
        if wait <= BRIEF:
            await self._sleep(wait.total_seconds())
            return
        await self._write_down(endpoint.slug, spending, at_once=True)
        raise AllowanceSpent(
            f"What the network allows is spent for now ({endpoint.name}). It is not asked before it allows more.",
            after=wait.total_seconds(),
        )

    async def _write_down(self, slug: str, spending: Spending, *, at_once: bool = False) -> None:
        """For the screens. A reading that was written down is written again when it changed, now and then."""
        now, told = self._clock(), spending.told
        if self._keep is None or told is None or told == spending.kept:
            return
        due = spending.kept_at is None or now - spending.kept_at >= KEPT_EVERY
        is_spent = told.left == 0 and told.resets_at - now > BRIEF
        if due or at_once or is_spent:
            spending.kept, spending.kept_at = told, now
            await self._keep(slug, told)
