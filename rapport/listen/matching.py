"""The queries that listen, compiled, one matcher a process; it looks before each page whether any query changed."""

from __future__ import annotations

import json
import logging
import pickle
import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from django.core.cache import cache

from rapport.channels.contract import InboundPost
from rapport.channels.models import Account
from rapport.listen import documents
from rapport.listen.models import Query, QueryStamp, StoredList
from rapport.query.checks import search_words
from rapport.query.errors import QueryError
from rapport.query.matching import Cost, Matcher, Overrun
from rapport.query.naming import StoredList as ListOfQuery
from rapport.query.naming import resolve
from rapport.query.parsing import parse
from rapport.query.tree import Node

logger = logging.getLogger(__name__)

# Words a place may be asked for, all queries together: searches and hashtags are paid for one by one.
TERMS_AT_MOST = 60

# How common words are, in the installation's cache, for the next start: an estimate, so that the last process to write
# wins and nothing is missed when it is gone. Written when a quarter more was learned.
_LEARNED = "listen:learned-words"
_LEARNED_FOR = timedelta(days=30)
_LEARNED_AT_LEAST = 250


def stamp() -> int:
    """Changes whenever a query or a list does."""
    return QueryStamp.objects.values_list("number", flat=True).first() or 0


@lru_cache(maxsize=20_000)
def _parsed(text: str, names: frozenset[str]) -> Node:
    return parse(text, names=names).tree


class Compiled:
    """Every stored query as a tree without names and lists. `broken`: why a query cannot be used, by its id."""

    def __init__(self) -> None:
        rows = list(
            Query.objects.filter(archived_at=None).values_list(
                "pk", "handle", "text", "is_listening"
            )
        )
        self.lists = {
            one.name: ListOfQuery(tuple(one.authors), tuple(one.sites))
            for one in StoredList.objects.all()
        }
        self.names = frozenset(handle for _, handle, _, _ in rows)
        self._texts = {handle: text for _, handle, text, _ in rows}
        self.trees: dict[int, Node] = {}
        self.broken: dict[int, str] = {}
        for pk, _, text, is_listening in rows:
            if is_listening:
                try:
                    self.trees[pk] = self.resolved(text)
                except QueryError as error:
                    self.broken[pk] = str(error)

    def resolved(self, text: str) -> Node:
        """Raises QueryError."""
        return resolve(_parsed(text, self.names), self._named, lists=self.lists.get)

    def _named(self, name: str) -> Node | None:
        text = self._texts.get(name)
        return None if text is None else _parsed(text, self.names)


class Listening:
    """What this process listens for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamp = -1
        self._matcher = Matcher({})
        self._kept_at: float | None = None
        self._trees: dict[int, Node] = {}

    def match(
        self, account: Account, posts: Sequence[InboundPost], *, now: datetime
    ) -> dict[str, list[int]]:
        """The ids of the queries each post matches, by its key; posts that match none are absent.

        Our own words and private ones are nobody's mentions.
        """
        asked = [p for p in posts if not (p.deleted or p.own or p.scope == "private")]
        with self._lock:
            self._refresh()
            if not asked or not self._trees:
                return {}
            network = account.home
            found = self._matcher.match_batch(
                [documents.of_post(p, network=network) for p in asked], now=now
            )
            self._keep_learned()
        return {post.key: ids for post, ids in zip(asked, found, strict=True) if ids}

    def costs(self) -> Mapping[int, Cost]:
        """What each query has cost in this process."""
        with self._lock:
            return self._matcher.costs()

    def overruns(self) -> Mapping[int, Overrun]:
        """Queries that took too much of the time here; each is listened with until it is set aside."""
        with self._lock:
            return self._matcher.overruns()

    def terms(self) -> tuple[str, ...]:
        """Words one of which every query needs, the shortest lists first; for places that must be asked for words."""
        with self._lock:
            self._refresh()
            return search_terms(self._trees.values())

    def _refresh(self) -> None:
        now = stamp()
        if now == self._stamp:
            return
        if self._kept_at is None:
            self._take_up_learned()
        compiled = Compiled()
        for gone in self._trees.keys() - compiled.trees.keys():
            self._matcher.drop(gone)
        for pk, tree in compiled.trees.items():
            if self._trees.get(pk) != tree:
                self._put(pk, tree)
        self._trees, self._stamp = compiled.trees, now

    def _take_up_learned(self) -> None:
        """Before the first query is put, so that it is found by words that are rare here."""
        self._matcher = Matcher({}, learned=_kept())
        self._kept_at = self._matcher.texts_learned

    def _keep_learned(self) -> None:
        learned = self._matcher.texts_learned
        if learned < max(_LEARNED_AT_LEAST, 1.25 * (self._kept_at or 0)):
            return
        self._kept_at = learned
        cache.set(_LEARNED, json.dumps(self._matcher.learned()), _LEARNED_FOR.total_seconds())

    def _put(self, pk: int, tree: Node) -> None:
        try:
            self._matcher.put(pk, tree)
        except (LookupError, ValueError) as error:
            logger.warning("Query %s cannot be listened with: %s", pk, error)
            self._matcher.drop(pk)


def _kept() -> object:
    """What an earlier process learned; None where that is gone or unreadable."""
    try:
        found: object = json.loads(cache.get(_LEARNED) or "null")
    except (TypeError, ValueError, pickle.UnpicklingError):
        return None
    return found


def search_terms(trees: Iterable[Node]) -> tuple[str, ...]:
    """The words of these queries to ask a place for, in order and without repetition; a prefix ends with a star."""
    found: dict[str, None] = {}
    for tree in trees:
        needed = search_words(tree)
        for word in sorted(needed or ()):
            found[word.lexeme + ("*" if word.is_prefix else "")] = None
    return tuple(found)[:TERMS_AT_MOST]


LISTENING = Listening()
