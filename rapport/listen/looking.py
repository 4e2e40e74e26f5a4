"""What screens ask of a query besides its mentions: how it reads, where it matched, what is said beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from rapport.kit.text import terms
from rapport.listen.documents import of_message
from rapport.listen.models import Mention, Message, Query, StoredList
from rapport.listen.search import found_by
from rapport.query.checks import Problem, check_for_listening, required_terms
from rapport.query.errors import QueryError, QueryWarning
from rapport.query.explaining import Explained, explain
from rapport.query.naming import StoredList as ListOfQuery
from rapport.query.naming import resolve
from rapport.query.parsing import parse
from rapport.query.tree import Named, Node, Or
from rapport.query.words import in_words

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """How a query reads. With an `error` there is nothing else; its position is 0, 0 where it lies in another query."""

    words: str = ""
    warnings: tuple[QueryWarning, ...] = ()
    problems: tuple[Problem, ...] = ()
    error: QueryError | None = None
    names: frozenset[str] = frozenset()


class Vocabulary:
    """Stored queries by the names other queries call them, and the lists once one is asked for."""

    def __init__(self) -> None:
        rows = Query.objects.filter(archived_at=None).values_list("handle", "text")
        self.texts: dict[str, str] = dict(rows)
        self.names = frozenset(self.texts)

    def tree(self, text: str) -> Node:
        """Raises QueryError."""
        return self.resolved(parse(text, names=self.names).tree)

    def resolved(self, tree: Node) -> Node:
        """Raises QueryError."""
        return resolve(tree, self.named, lists=self.list_called)

    def named(self, name: str) -> Node | None:
        text = self.texts.get(name)
        return None if text is None else parse(text, names=self.names).tree

    def list_called(self, name: str) -> ListOfQuery | None:
        return self._lists.get(name)

    @cached_property
    def _lists(self) -> dict[str, ListOfQuery]:
        stored = StoredList.objects.all()
        return {one.name: ListOfQuery(tuple(one.authors), tuple(one.sites)) for one in stored}


def look_at(text: str, *, handle: str = "", translate: Callable[[str], str] = str) -> Looked:
    """Never raises. `handle`: of the stored query this text is meant for, so that a circle through it is found."""
    known = Vocabulary()
    try:
        parsed = parse(text, names=known.names)
        tree = known.resolved(parsed.tree)
        if handle:
            known.texts[handle] = text
            known.resolved(Named(handle))
    except QueryError as error:
        return Looked(error=error, names=known.names)
    return Looked(
        words=in_words(parsed.tree, translate=translate),
        warnings=tuple(parsed.warnings),
        problems=tuple(check_for_listening(tree)),
        names=known.names,
    )


def costly_queries(queries: Iterable[Query]) -> set[int]:
    """Which of these have no word to look for first, so that every post must be looked at. No statement."""
    found = list(queries)
    texts = {query.handle: query.text for query in found}
    names = frozenset(texts)

    def named(name: str) -> Node | None:
        return parse(texts[name], names=names).tree if name in texts else None

    costly = set()
    for query in found:
        try:
            tree = resolve(parse(query.text, names=names).tree, named)
        except QueryError:
            continue
        if required_terms(tree) is None:
            costly.add(query.pk)
    return costly


def marks(
    messages: Sequence[Message], *, now: datetime, query: Query | None = None
) -> dict[int, Spans]:
    """Where each message matched, as (start, end) in its text, for one query or for all it is a mention of."""
    known = Vocabulary()
    if query is not None:
        wanted = {message.pk: {query.text} for message in messages}
    else:
        wanted = {message.pk: set() for message in messages}
        mentioned = Mention.objects.filter(message__in=wanted, query__archived_at=None)
        for pk, text in mentioned.values_list("message_id", "query__text"):
            wanted[pk].add(text)
    trees = _trees(known, {text for texts in wanted.values() for text in texts})
    return {
        message.pk: _marked(message, [trees[t] for t in wanted[message.pk] if t in trees], now)
        for message in messages
    }


def spans_in_text(message: Message, explained: Iterable[Explained]) -> Spans:
    """What held and was wanted, as (start, end) in the message's text."""
    # Spans count in the searched text, which begins with the title.
    before = len(message.title) + 1 if message.title else 0
    spans = {
        (start - before, end - before)
        for one in explained
        if one.wanted and one.within in ("", "text")
        for start, end in one.spans
        if start >= before
    }
    return tuple(sorted(spans))


def _trees(known: Vocabulary, texts: Iterable[str]) -> dict[str, Node]:
    trees = {}
    for text in texts:
        try:
            trees[text] = known.tree(text)
        except QueryError:
            continue  # a named query was changed under it; its mentions stand all the same
    return trees


def _marked(message: Message, trees: Sequence[Node], now: datetime) -> Spans:
    document = of_message(message)
    return spans_in_text(message, [one for t in trees for one in explain(t, document, now=now)])


SAID_DAYS = 30
SAID_AT_MOST = 300
# A word counts as beside a name when it is said there at least so often, and so many times its usual share.
BESIDE_LEAST, BESIDE_LIFT = 3, 3.0


def words_beside(name: str, *, now: datetime, most: int = 6) -> list[str]:
    """Words that stored messages with a word of the name use far more than others do; the most telling first.

    A message counts once a word. By lift, the measure of association rules, with a floor against chance.
    """
    own = [term for term in terms(name) if len(term) > 2]
    if not own:
        return []
    vocabulary = [parse(f'"{term}"').tree for term in own]
    tree = vocabulary[0] if len(vocabulary) == 1 else Or(tuple(vocabulary))
    since = now - timedelta(days=SAID_DAYS)
    beside = found_by(tree, since=since, now=now, most=SAID_AT_MOST)
    usual = Message.objects.filter(is_own=False, scope="public", deleted_at=None)
    usually = _said_in(usual.order_by("-created_at")[:SAID_AT_MOST])
    said = _said_in(beside)
    of_all = max(1, usually.total())
    scored = [
        (count * of_all / (said.total() * max(1, usually[word])), word)
        for word, count in said.items()
        if count >= BESIDE_LEAST and word not in own and len(word) > 3 and word.isalpha()
    ]
    return [word for lift, word in sorted(scored, reverse=True) if lift >= BESIDE_LIFT][:most]


def _said_in(messages: Iterable[Message]) -> Counter[str]:
    said: Counter[str] = Counter()
    for message in messages:
        said.update(set(terms(message.text)))
    return said
