"""What this process has heard of authors: the stream itself carries a DID and nothing more."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from rapport.channels.contract import Author
from rapport.connectors.jetstream.translate import author_of

REMEMBERED = 50_000


class Names:
    """Authors by DID; the longest unheard of are forgotten."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Author] = OrderedDict()

    def author(self, did: str) -> Author:
        known = self._known.get(did)
        return known or author_of(did)

    def remember(self, author: Author) -> None:
        self._known[author.remote_id] = author
        self._known.move_to_end(author.remote_id)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def renamed(self, did: str, handle: str) -> None:
        """The network said what somebody is called from now on."""
        self.remember(replace(self.author(did), handle=handle))
