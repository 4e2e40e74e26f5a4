"""Search over all that was said in conversations, by the query language; the same answer as the matcher gives."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import islice

from django.db.models import OuterRef, QuerySet

from rapport.converse.contract import Place as FoundPlace
from rapport.converse.contract import Row
from rapport.converse.documents import label_names, searched_document
from rapport.converse.models import Conversation, Turn
from rapport.converse.queries.candidates import (
    COLUMNS,
    WINDOW,
    Candidate,
    Place,
    Question,
    below,
    is_found_by_index,
    newest_candidates,
)
from rapport.converse.queries.inbox import COUNT_AT_MOST, SAY_LENGTH, rows_by_id
from rapport.ledger.prepared import Prepared
from rapport.listen.looking import Vocabulary, spans_in_text
from rapport.listen.models import Message
from rapport.query.document import Document
from rapport.query.errors import QueryError, QueryWarning
from rapport.query.explaining import explain
from rapport.query.matching import Matcher
from rapport.query.parsing import Parsed, parse
from rapport.query.sql import is_exact
from rapport.query.tree import Node
from rapport.query.words import in_words
from rapport.workspace.models import Member
from rapport.workspace.queries import can

Status = Conversation.Status
PAGE = 25
# So many messages are read and rechecked at a time.
_CHUNK = 41
# A hit weighs half after so many days: what an agent looks for is mostly of these weeks. Chosen, not measured.
HALF_LIFE_DAYS = 30
_HALF_LIFE_MICROS = HALF_LIFE_DAYS * 86_400_000_000
# Stretches of so many of the newest turns are asked before all history is.
STRETCHES = (10_000, 50_000)
# Where nothing holds, so many stretches are looked through before the page says how to look further.
STRETCHES_AT_MOST = 2
BEFORE_MARK = 60


class Scope(StrEnum):
    """Where search looks."""

    OPEN = "open"  # what is not over
    ALL = "all"  # all history


_STATUSES = {
    Scope.OPEN: [Status.OPEN, Status.WAITING, Status.QUIET],
    Scope.ALL: [Status.OPEN, Status.WAITING, Status.QUIET, Status.RESOLVED, Status.PAST],
}


@dataclass(frozen=True, slots=True)
class Found:
    """`count` stops at 100 ("99+"). `following` continues; "" at the end. With an `error` there is nothing else."""

    rows: tuple[Row, ...] = ()
    count: int = 0
    # There are more than were counted.
    is_more: bool = False
    following: str = ""
    words: str = ""
    warnings: tuple[QueryWarning, ...] = ()
    error: QueryError | None = None


@dataclass(frozen=True, slots=True)
class _Hit:
    candidate: Candidate
    message: Message
    document: Document


def search(
    member: Member,
    text: str,
    *,
    now: datetime,
    scope: Scope = Scope.ALL,
    cursor: str = "",
    limit: int = PAGE,
    only: Sequence[int] | None = None,
    translate: Callable[[str], str] = str,
) -> Found:
    """Conversations in which something said matches, each by its best message; never raises for a query.

    The newest 1,000 messages that may match are ranked by their words and their age, then the thousand before them.
    `only`: of these conversations. `text` empty finds nothing.
    """
    if not can(member, "see") or not text.strip():
        return Found()
    try:
        parsed, tree = read(text)
    except QueryError as error:
        return Found(error=error)
    asked = _Search(tree, statuses=_STATUSES[scope], only=only, now=now)
    hits, count, is_more, following = asked.page(_Cursor.read(cursor), limit=limit)
    by_id = {row.id: row for row in rows_by_id(hit.candidate.conversation_id for hit in hits)}
    rows = [
        _row(by_id[hit.candidate.conversation_id], hit, tree=tree, now=now)
        for hit in hits
        if hit.candidate.conversation_id in by_id
    ]
    return Found(
        rows=tuple(rows),
        count=count,
        is_more=is_more,
        following=following,
        words=in_words(parsed.tree, translate=translate),
        warnings=tuple(parsed.warnings),
    )


def read(text: str) -> tuple[Parsed, Node]:
    """As it was written, and with named queries and lists put in. Raises QueryError.

    Stored queries are read only where one can be named: this runs at every key.
    """
    if "@" not in text and "list:" not in text.casefold():
        parsed = parse(text)
        return parsed, parsed.tree
    known = Vocabulary()
    parsed = parse(text, names=known.names)
    return parsed, known.resolved(parsed.tree)


@dataclass(frozen=True, slots=True)
class _Cursor:
    """Where a page begins: in which stretch of history, and after how many conversations of it.

    `bottom`: the end of the stretch, known once it was chosen. `is_later`: newer stretches were shown before.
    """

    top: Place | None = None
    bottom: Place | None = None
    passed: int = 0
    is_later: bool = False

    @classmethod
    def read(cls, text: str) -> _Cursor:
        """What cannot be read begins at the newest."""
        try:
            top, bottom, passed, is_later = json.loads(base64.urlsafe_b64decode(text.encode()))
            if not 0 <= int(passed) <= WINDOW:
                return cls()
            return cls(_place(top), _place(bottom), int(passed), bool(is_later))
        except (ValueError, TypeError, KeyError, OverflowError):
            return cls()

    def written(self) -> str:
        told = [_told(self.top), _told(self.bottom), self.passed, int(self.is_later)]
        return base64.urlsafe_b64encode(json.dumps(told).encode()).decode()


def _told(place: Place | None) -> list[object] | None:
    return None if place is None else [place.at.isoformat(), place.message_id]


def _place(told: list[str] | None) -> Place | None:
    if told is None:
        return None
    at, message_id = datetime.fromisoformat(told[0]), int(told[1])
    if at.tzinfo is None or not 0 <= message_id < 2**63:
        raise ValueError("no place")
    return Place(at, message_id)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Candidates of a stretch of history, and where it ends; None: with the first message there is."""

    candidates: list[Candidate]
    bottom: Place | None


class _Search:
    def __init__(
        self, tree: Node, *, statuses: Sequence[str], only: Sequence[int] | None, now: datetime
    ) -> None:
        self.tree, self.now = tree, now
        self.question = Question.of(tree, now=now)
        self.statuses = [str(status) for status in statuses]
        self.only = None if only is None else list(only)
        self.matcher = Matcher({0: tree})
        self.is_exact = is_exact(tree, COLUMNS)

    def page(self, cursor: _Cursor, *, limit: int) -> tuple[list[_Hit], int, bool, str]:
        """Its hits, how many there are in its stretch at least, and where the next page begins."""
        for _ in range(STRETCHES_AT_MOST):
            stretch = self._stretch(cursor, enough=cursor.passed + limit + 1)
            window = stretch.candidates
            seen = self._seen_before(window) if cursor.is_later else set()
            grouped = self._grouped(window, seen=seen)
            enough = cursor.passed + limit + 1
            hits = list(
                islice(self._hits(grouped), enough if self.is_exact else max(enough, COUNT_AT_MOST))
            )
            page = hits[cursor.passed : cursor.passed + limit]
            count = min(COUNT_AT_MOST, len(grouped) if self.is_exact else len(hits))
            if len(hits) > cursor.passed + limit:
                top = cursor.top or window[0].place
                following = _Cursor(top, stretch.bottom, cursor.passed + limit, cursor.is_later)
                return page, count, stretch.bottom is not None, following.written()
            if stretch.bottom is None:
                return page, count, False, ""
            cursor = _Cursor(stretch.bottom, is_later=True)
            if page:
                break
        return page, count, True, cursor.written()

    def _stretch(self, cursor: _Cursor, *, enough: int) -> _Stretch:
        """The shortest stretch with enough conversations in it: of the newest turns, of more of them, of all there are.

        Of a common word the newest turns hold enough; to look at all its messages took 0.4 s where there were 83,000.
        """
        if cursor.passed or self.only is not None or self.question.is_narrow:
            return self._asked(cursor.top, cursor.bottom)
        stretch = _Stretch([], None)
        for turns in STRETCHES[:1] if self.question.is_words_alone else STRETCHES:
            bottom = below(cursor.top, turns)
            stretch = self._asked(cursor.top, bottom)
            there = len({one.conversation_id for one in stretch.candidates})
            if there >= enough or stretch.bottom is None:
                return stretch
        return self._asked(cursor.top, None) if is_found_by_index(self.tree) else stretch

    def _asked(self, top: Place | None, bottom: Place | None) -> _Stretch:
        found = newest_candidates(
            self.question, statuses=self.statuses, top=top, bottom=bottom, only=self.only
        )
        if len(found) < WINDOW:
            return _Stretch(found, bottom)
        last = found[-1].place
        return _Stretch(found, Place(last.at, last.message_id - 1))

    def _grouped(self, window: Sequence[Candidate], *, seen: set[int]) -> list[list[Candidate]]:
        """The candidates by conversation, the best first, both ways."""
        by_score = sorted(window, key=_order)
        grouped: dict[int, list[Candidate]] = {}
        for one in by_score:
            if one.conversation_id not in seen:
                grouped.setdefault(one.conversation_id, []).append(one)
        return list(grouped.values())

    def _hits(self, grouped: Sequence[list[Candidate]]) -> Iterator[_Hit]:
        """Rechecked by the matcher, in order; of a conversation the best message that holds."""
        waiting = list(grouped)
        while waiting:
            some, waiting = waiting[:_CHUNK], waiting[_CHUNK:]
            yield from self._checked(some)

    def _checked(self, some: Sequence[list[Candidate]]) -> Iterator[_Hit]:
        found: dict[int, _Hit] = {}
        left = [list(group) for group in some]
        while any(left):
            # Where the database says all there is to say, the first of each holds but for a message that went meanwhile.
            each = 1 if self.is_exact else _CHUNK // len(left) + 1
            batch = [group[:each] for group in left if group]
            left = [
                group[len(taken) :]
                for group, taken in zip([g for g in left if g], batch, strict=True)
            ]
            for hit in self._holding([one for group in batch for one in group]):
                found.setdefault(hit.candidate.conversation_id, hit)
            left = [group for group in left if group and group[0].conversation_id not in found]
        for group in some:
            hit_or_none = found.get(group[0].conversation_id)
            if hit_or_none is not None:
                yield hit_or_none

    def _holding(self, asked: Sequence[Candidate]) -> Iterator[_Hit]:
        turns = {turn.message_id: turn for turn in _turns(one.message_id for one in asked)}
        there = [one for one in asked if one.message_id in turns]
        documents = [
            searched_document(turns[one.message_id].message, turns[one.message_id].conversation)
            for one in there
        ]
        answers = self.matcher.match_batch(documents, now=self.now)
        for one, document, answer in zip(there, documents, answers, strict=True):
            if answer:
                yield _Hit(one, turns[one.message_id].message, document)

    def _seen_before(self, window: Sequence[Candidate]) -> set[int]:
        """Conversations of this stretch that a newer message has shown already on an earlier page."""
        here = sorted({one.conversation_id for one in window})
        if not here:
            return set()
        asking = _Search(self.tree, statuses=self.statuses, only=here, now=self.now)
        seen: set[int] = set()
        above, top = window[0].place, None
        while True:
            stretch = asking._asked(top, above)
            open_ = [one for one in stretch.candidates if one.conversation_id not in seen]
            seen |= {hit.candidate.conversation_id for hit in asking._holding(open_)}
            if stretch.bottom == above or stretch.bottom is None or stretch.bottom <= above:
                return seen
            top = stretch.bottom


def _order(one: Candidate) -> tuple[float, float]:
    """The best first: what the words weigh, halved every HALF_LIFE_DAYS, as a logarithm so that it needs no now."""
    lives = one.micros / _HALF_LIFE_MICROS
    return (-(math.log2(one.rank or 1.0) + lives), -one.message_id)


# What a document is made of: of six tables a hundred columns would be read for it otherwise.
_COLUMNS = (
    *("message_id", "conversation__status", "conversation__case_number", "conversation__brand__slug", "conversation__brand__name"),
    *("conversation__assignee__name", "conversation__assignee__email", "conversation__team__name"),
    *(f"message__{name}" for name in ("network", "channel", "kind", "url", "links", "created_at", "text", "title")),
    *(f"message__{name}" for name in ("media", "parent_key", "is_own", "counts", "claimed_language")),
    *(f"message__author__{name}" for name in ("name", "remote_id", "display_name", "followers")),
    *(f"message__reading__{name}" for name in ("sentiment", "emotion", "intent", "urgency")),
)  # fmt: skip


def _turns(message_ids: Iterable[int]) -> Iterator[Turn]:
    """With what `searched_document` asks of their conversations."""
    for turn in _TURNS(ids=list(message_ids)):
        turn.conversation.label_names = turn.label_names
        yield turn


def _turns_of(ids: list[int]) -> QuerySet[Turn]:
    found = Turn.objects.filter(message_id__among=ids).select_related(
        "message__author",
        "message__reading",
        "conversation__brand",
        "conversation__assignee",
        "conversation__team",
    )
    names = label_names(OuterRef("conversation"))
    return found.only(*_COLUMNS).annotate(label_names=names)


_TURNS = Prepared(_turns_of, ids=list)


def _row(row: Row, hit: _Hit, *, tree: Node, now: datetime) -> Row:
    message = hit.message
    spans = spans_in_text(message, explain(tree, hit.document, now=now))
    say, marks = passage(message.text or message.title, spans)
    return replace(
        row,
        say=say,
        marks=marks,
        at=hit.candidate.at,
        by_us=message.is_own,
        came_back="",
        order=_order(hit.candidate),
        found=FoundPlace(message.created_at, message.pk),
    )


def passage(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """What a row says of a message: as much as fits around its first mark, on one line; spans in what is returned."""
    first = min((start for start, _ in spans), default=0)
    begin = max(0, first - BEFORE_MARK) if first > SAY_LENGTH // 2 else 0
    end = min(len(text), begin + SAY_LENGTH)
    # White space stays as long as it was, so that the spans stay where they are.
    shown = "".join(" " if char.isspace() else char for char in text[begin:end])
    head, tail = "…" if begin else "", "…" if end < len(text) else ""
    shift = len(head) - begin
    kept = [(max(a, begin) + shift, min(b, end) + shift) for a, b in spans if b > begin and a < end]
    return head + shown + tail, tuple(kept)
