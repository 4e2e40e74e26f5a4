"""What the stream of mentions shows: the latest first, with the words that matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.channels.errors import UnknownNetwork
from rapport.channels.registry import manifest_for
from rapport.converse.queries import InInbox, inbox_column
from rapport.listen import queries
from rapport.listen.looking import marks
from rapport.listen.models import Message, Query
from rapport.web.listening.bringing import Bringing, bringing
from rapport.web.listening.contexts import SPANS
from rapport.web.listening.marked import Piece, cut, pieces
from rapport.web.shell import wording
from rapport.workspace.models import Member

FIRST, AT_MOST = 40, 200


@dataclass(frozen=True, slots=True)
class Asked:
    query_id: int | None
    span: str
    shown: int

    @classmethod
    def from_query(cls, query: dict[str, str]) -> Asked:
        """Anything unreadable falls back to everything, never to an error."""
        query_id, shown, span = (
            query.get("query", ""),
            query.get("shown", ""),
            query.get("span", ""),
        )
        return cls(
            query_id=_number(query_id),
            span=span if span in SPANS else "",
            shown=max(FIRST, min(AT_MOST, _number(shown) or FIRST)),
        )

    def url(self, **changes: str) -> str:
        values = {"query": str(self.query_id or ""), "span": self.span, "shown": str(self.shown)}
        values |= changes
        kept = {k: v for k, v in values.items() if v and (k, v) != ("shown", str(FIRST))}
        path = reverse("listening_stream")
        return f"{path}?{urlencode(kept)}" if kept else path


@dataclass(frozen=True, slots=True)
class MentionShown:
    id: int
    order: str
    who: str
    handle: str
    network: str
    followers: str
    when: str
    at: datetime
    title: str
    pieces: Sequence[Piece]
    mood: str
    url: str
    bringing: Bringing


def stream_page(asked: Asked, *, member: Member, now: datetime) -> dict[str, Any]:
    stored = list(queries.stored_queries())
    query = next((one for one in stored if one.pk == asked.query_id), None)
    found = queries.mentions(query)
    if asked.span:
        found = found.filter(created_at__gte=now - SPANS[asked.span])
    there = list(found.annotate(in_inbox=inbox_column(OuterRef("pk")))[: asked.shown + 1])
    messages = there[: asked.shown]
    has_more = len(there) > asked.shown
    return {
        "asked": asked,
        "queries": stored,
        "query": query,
        "rows": _rows(messages, query, member=member, now=now),
        "more_url": asked.url(shown=str(min(AT_MOST, asked.shown * 2)))
        if has_more and asked.shown < AT_MOST
        else "",
        "is_cut": has_more and asked.shown >= AT_MOST,
        "span_words": {
            "hour": _("in the last hour"),
            "day": _("in the last 24 hours"),
            "week": _("in the last 7 days"),
        }.get(asked.span, ""),
        "whole_url": asked.url(span="", shown=""),
    }


def _rows(
    messages: Sequence[Message], query: Query | None, *, member: Member, now: datetime
) -> list[MentionShown]:
    if not messages:
        return []
    marked = marks(messages, query=query, now=now)
    return [
        _row(
            m,
            marked.get(m.pk, ()),
            bringing(m, InInbox.of(m.in_inbox), member=member),  # type: ignore[attr-defined]
            now=now,
        )
        for m in messages
    ]


def _row(
    message: Message, spans: Sequence[tuple[int, int]], stands: Bringing, *, now: datetime
) -> MentionShown:
    author = message.author
    reading = getattr(message, "reading", None)
    text, spans = cut(message.text, spans)
    return MentionShown(
        id=message.pk,
        # Ascending, as the list's script sorts: the latest has the lowest number.
        order=f"{-message.created_at.timestamp():.6f} {-message.pk}",
        who=(author.display_name or author.name or _("Somebody"))
        if author
        else _("Somebody erased"),
        handle=wording.handle_beside(author.display_name, author.name) if author else "",
        network=network_name(message.network),
        followers=wording.followers(author.followers) if author else "",
        when=wording.moment(message.created_at, now=now),
        at=message.created_at,
        title=message.title,
        pieces=pieces(text, spans),
        # A mood is drawn only where the reading knows the language.
        mood=reading.sentiment if reading is not None and reading.covered else "",
        url=message.url if message.url.startswith(("https://", "http://")) else "",
        bringing=stands,
    )


def network_name(slug: str) -> str:
    try:
        return manifest_for(slug).name
    except UnknownNetwork:
        return slug


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
