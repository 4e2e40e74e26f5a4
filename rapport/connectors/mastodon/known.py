"""Which id of the home server stands for which URI, as far as this process has seen.

The contract speaks in URIs, the server in ids of its own, and its deletions name ids only.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable

from rapport.kit.fediverse.statuses import Status

MOST_KNOWN = 20_000
_OWN_PATH = re.compile(r"/(?:ap/)?users/[^/]{1,100}/statuses/([A-Za-z0-9]{1,64})(?:/activity)?")


class Known:
    """The newest 20,000 statuses seen."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._uris: OrderedDict[str, str] = OrderedDict()
        self._ids: OrderedDict[str, str] = OrderedDict()

    def add(self, statuses: Iterable[Status]) -> None:
        for status in statuses:
            self._uris[status.id] = status.uri
            self._ids[status.uri] = status.id
            if status.boosted:
                self.add([status.boosted])
        for kept in (self._uris, self._ids):
            while len(kept) > MOST_KNOWN:
                kept.popitem(last=False)

    def uri_of(self, status_id: str) -> str:
        return self._uris.get(status_id, "")

    def id_of(self, uri: str) -> str:
        """The id, seen before or standing in the URI itself where the home server made it; else ""."""
        if uri in self._ids:
            return self._ids[uri]
        if not self.is_home(uri):
            return ""
        match = _OWN_PATH.fullmatch(uri.removeprefix(self._host))
        return match.group(1) if match else ""

    def is_home(self, uri: str) -> bool:
        return uri.startswith(f"{self._host}/")
