"""What each query costs, so that one costly query can be seen, and named, by whoever wrote it."""

from __future__ import annotations

from dataclasses import dataclass

# A query asked of more than this share of all documents is found by words that everybody uses.
COSTLY_SHARE = 0.05
# Below this many documents nothing is said about a query.
ENOUGH_DOCUMENTS = 500


@dataclass(frozen=True, slots=True)
class Cost:
    """Counted since the query was put, of the documents that came by.

    `asked`: those in which a word it is found by was met. `evaluated`: those that held all its words, where a query asks
    more than that. `share_of_time` (0 to 1) of what all queries take, measured in one batch of 16.
    """

    documents: int
    asked: int
    evaluated: int
    matched: int
    share_of_time: float

    @property
    def is_costly(self) -> bool:
        """Asked of more than one document in twenty, without holding for half of them."""
        if self.documents < ENOUGH_DOCUMENTS:
            return False
        return self.asked > 2 * self.matched and self.asked > COSTLY_SHARE * self.documents


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a query would cost before it is put: `share` (0 to 1) of documents it would be asked of.

    `found_by` are the words (`refund`, `organi*`, `author:ann`) it is found by; none: it is asked of every document.
    """

    share: float
    found_by: tuple[str, ...]

    @property
    def is_costly(self) -> bool:
        return self.share > COSTLY_SHARE
