"""Which queries take more than their share of the time, measured, so that they can be set aside before others suffer."""

from __future__ import annotations

from dataclasses import dataclass

# A thousand queries share the time about evenly; who takes a fifth of it alone is not one of them.
SHARE_AT_MOST = 0.2
# But a fifth of nearly nothing hurts nobody. A thousand queries together take about 12 µs a post; one that takes 50 by
# itself holds a core below the 20,000 posts a second that ten thousand queries are held to (2026-11).
NANOSECONDS_A_DOCUMENT = 50_000
# What is measured together: enough documents that one long text does not decide, or so much time that waiting for more
# would be the harm itself.
_DOCUMENTS = 500
_NANOSECONDS = 500_000_000
# In a row, so that a burst of texts made against a query does not silence it.
_WINDOWS = 2


@dataclass(frozen=True, slots=True)
class Overrun:
    """`share` (0 to 1) of all matching time, and `microseconds` of processor time a document, of the last window."""

    share: float
    microseconds: float


class Watch:
    """Given what single evaluations took, in processor time, and what whole batches did."""

    def __init__(self) -> None:
        self._by_query: dict[int, int] = {}
        self._documents = self._nanoseconds = 0
        self._windows: dict[int, int] = {}
        self._found: dict[int, Overrun] = {}

    def note(self, id: int, nanoseconds: int) -> None:
        self._by_query[id] = self._by_query.get(id, 0) + nanoseconds

    def note_batch(self, documents: int, nanoseconds: int) -> None:
        self._documents += documents
        self._nanoseconds += nanoseconds
        if self._documents >= _DOCUMENTS or self._nanoseconds >= _NANOSECONDS:
            self._close()

    def forget(self, id: int) -> None:
        for noted in (self._by_query, self._windows, self._found):
            noted.pop(id, None)

    def found(self) -> dict[int, Overrun]:
        """Those that took too much in the last two windows, until they are forgotten or take less."""
        return dict(self._found)

    def _close(self) -> None:
        over = {
            id: Overrun(taken / self._nanoseconds, taken / self._documents / 1000)
            for id, taken in self._by_query.items()
            if taken > SHARE_AT_MOST * self._nanoseconds
            and taken > NANOSECONDS_A_DOCUMENT * self._documents
        }
        self._windows = {id: self._windows.get(id, 0) + 1 for id in over}
        self._found = {id: one for id, one in over.items() if self._windows[id] >= _WINDOWS}
        self._by_query.clear()
        self._documents = self._nanoseconds = 0
