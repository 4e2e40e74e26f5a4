"""What "Unanswered" and the thread around a message show: plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from rapport.converse.queries import InInbox, brought_in, inbox_column
from rapport.listen import queries
from rapport.listen.looking import marks
from rapport.listen.models import Message
from rapport.web.listening.bringing import Bringing, bringing
from rapport.web.listening.marked import Piece, cut, pieces
from rapport.web.listening.stream import network_name
from rapport.web.shell import wording
from rapport.workspace.models import Member

WAITS = {"30m": timedelta(minutes=30), "2h": timedelta(hours=2), "24h": timedelta(hours=24)}
FIRST, AT_MOST = 40, 200
THREAD_AT_MOST = 300


@dataclass(frozen=True, slots=True)
class Asked:
    wait: str = "30m"
    state: str = ""  # "rival": a competitor answered first
    order: str = ""  # "latest"; else the most urgent first
    shown: int = FIRST

    @classmethod
    def from_query(cls, query: dict[str, str]) -> Asked:
        """Anything unreadable falls back to the first choice, never to an error."""
        shown = query.get("shown", "")
        number = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 6 else FIRST
        return cls(
            wait=query["wait"] if query.get("wait") in WAITS else "30m",
            state="rival" if query.get("state") == "rival" else "",
            order="latest" if query.get("order") == "latest" else "",
            shown=max(FIRST, min(AT_MOST, number)),
        )

    def url(self, **changes: str) -> str:
        values = {"wait": self.wait, "state": self.state, "order": self.order}
        values |= {"shown": str(self.shown)} | changes
        usual = {"wait": "30m", "shown": str(FIRST)}
        kept = {k: v for k, v in values.items() if v and usual.get(k) != v}
        path = reverse("listening_unanswered")
        return f"{path}?{urlencode(kept)}" if kept else path


@dataclass(frozen=True, slots=True)
class Choice:
    words: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AskingShown:
    id: int
    who: str
    handle: str
    network: str
    followers: str
    when: str
    at: datetime
    waits: str
    title: str
    pieces: Sequence[Piece]
    mood: str
    url: str
    around_url: str
    replies: str
    why: str
    is_danger: bool
    # Of an asking one: who answered first. Of a message in a thread: which competitor wrote it.
    rival: str
    is_ours: bool
    bringing: Bringing


def unanswered_page(asked: Asked, *, member: Member, now: datetime) -> dict[str, Any]:
    rivals = queries.rival_handles()
    if asked.state == "rival":
        found = queries.answered_by_rivals(rivals, now=now)
    else:
        found = queries.unanswered_elsewhere(rivals, waited=WAITS[asked.wait], now=now)
    order = queries.latest_first if asked.order else queries.most_urgent_first
    in_inbox = inbox_column(OuterRef("pk"))
    there = list(order(found).annotate(in_inbox=in_inbox)[: asked.shown + 1])
    messages, has_more = there[: asked.shown], len(there) > asked.shown
    return {
        "asked": asked,
        "rows": _rows(messages, rivals, member=member, now=now),
        "waits": _waits(asked),
        "states": _states(asked),
        "orders": _orders(asked),
        "has_rivals": bool(rivals),
        "more_url": asked.url(shown=str(min(AT_MOST, asked.shown * 2)))
        if has_more and asked.shown < AT_MOST
        else "",
        "is_cut": has_more and asked.shown >= AT_MOST,
    }


def _waits(asked: Asked) -> list[Choice]:
    words = {"30m": _("30 min"), "2h": _("2 h"), "24h": _("24 h")}
    return [
        Choice(said, asked.url(wait=wait, shown=""), asked.wait == wait)
        for wait, said in words.items()
    ]


def _states(asked: Asked) -> list[Choice]:
    words = {"": _("Nobody answered"), "rival": _("A competitor answered first")}
    return [
        Choice(said, asked.url(state=state, shown=""), asked.state == state)
        for state, said in words.items()
    ]


def _orders(asked: Asked) -> list[Choice]:
    words = {"": _("Most urgent first"), "latest": _("Latest first")}
    return [
        Choice(said, asked.url(order=order, shown=""), asked.order == order)
        for order, said in words.items()
    ]


def _rows(
    messages: Sequence[Message], rivals: Mapping[int, str], *, member: Member, now: datetime
) -> list[AskingShown]:
    if not messages:
        return []
    marked = marks(messages, now=now)
    answered = queries.rival_answers([m.thread_id for m in messages], rivals)
    return [
        _row(
            m,
            marked.get(m.pk, ()),
            _rival(answered.get(m.thread_id or 0)),
            bringing(m, InInbox.of(m.in_inbox), member=member),  # type: ignore[attr-defined]
            now=now,
        )
        for m in messages
    ]


def _row(
    message: Message,
    spans: Sequence[tuple[int, int]],
    rival: str,
    stands: Bringing,
    *,
    now: datetime,
) -> AskingShown:
    author, reading = message.author, getattr(message, "reading", None)
    text, spans = cut(message.text, spans)
    return AskingShown(
        id=message.pk,
        who=(author.display_name or author.name or _("Somebody"))
        if author
        else _("Somebody erased"),
        handle=wording.handle_beside(author.display_name, author.name) if author else "",
        network=network_name(message.network),
        followers=wording.followers(author.followers) if author else "",
        when=wording.moment(message.created_at, now=now),
        at=message.created_at,
        waits=wording.span(wording.minutes_between(message.created_at, now)),
        title=message.title,
        pieces=pieces(text, spans),
        mood=reading.sentiment if reading is not None and reading.covered else "",
        url=message.url if message.url.startswith(("https://", "http://")) else "",
        around_url=reverse("listening_around", args=[message.pk]),
        replies=_replies(getattr(message, "known_replies", 0)),
        why=_why(reading, message.text),
        is_danger=bool(reading and reading.danger),
        rival=rival,
        is_ours=message.is_own,
        bringing=stands,
    )


def _replies(known: int) -> str:
    if not known:
        return _("no reply known")
    return ngettext("%(n)d reply known", "%(n)d replies known", known) % {"n": known}


def _rival(answer: queries.RivalAnswer | None) -> str:
    if answer is None:
        return ""
    return _("%(name)s answered after %(span)s") % {
        "name": answer.name,
        "span": wording.span(answer.minutes),
    }


def _why(reading: Any, text: str) -> str:
    """Why it is taken for a call for help, with the words that say so: "asks a question, stranded (“stuck at”)"."""
    if reading is None:
        return ""
    said = {
        "question": _("asks a question"),
        "complaint": _("complains"),
        "request": _("asks for something"),
        "fault": _("reports a fault"),
        "leaving": _("wants to leave"),
    }
    parts = [_("danger to life")] if reading.danger else []
    parts.append(said.get(reading.intent, _("wants an answer")))
    urgency = [r for r in reading.reasons if str(r.get("kind", "")).startswith("urgency:")]
    if urgency:
        most = max(urgency, key=lambda r: r.get("weight", 0))
        name = str(most["kind"]).partition(":")[2].strip()
        words = text[most.get("start", 0) : most.get("end", 0)].strip()[:40]
        label = _URGENT.get(name, name)
        if name != "danger":
            parts.append(f"{_(label)} (“{words}”)" if words else _(label))
    return ", ".join(parts)


# The parts of the urgency, as understand names them, in words for people.
_URGENT = {
    "stranded": gettext_noop("stranded"),
    "child": gettext_noop("a child is with them"),
    "medical": gettext_noop("a medical need"),
    "time pressure": gettext_noop("time presses"),
    "repeated": gettext_noop("not the first time"),
    "threat to leave": gettext_noop("threatens to leave"),
    "money": gettext_noop("money is at stake"),
    "law or press": gettext_noop("speaks of law or press"),
    "anger": gettext_noop("angry"),
}


def _around_row(message: Message, rival: str, stands: Bringing, *, now: datetime) -> AskingShown:
    """What a competitor says is nothing for us to answer."""
    is_theirs = bool(rival) and not stands.inbox_url
    return _row(message, (), rival, Bringing() if is_theirs else stands, now=now)


def around_page(message: Message, *, member: Member, now: datetime) -> dict[str, Any]:
    """The thread as far as we hold it, oldest first, with the message asked for marked."""
    rivals = queries.rival_handles()
    thread = (
        queries.thread_messages(message.thread_id, limit=THREAD_AT_MOST)
        if message.thread_id
        else [message]
    )
    shown = [m for m in thread if m.scope == "public"]
    if all(m.pk != message.pk for m in shown):
        shown = [message, *shown]  # far above the latest; still what was asked for
    told = queries.rival_answers([message.thread_id], rivals).get(message.thread_id or 0)
    there = brought_in([m.pk for m in shown])
    rows = [
        _around_row(
            m,
            rivals.get(m.author_id or 0, ""),
            bringing(m, there.get(m.pk), member=member),
            now=now,
        )
        for m in shown
    ]
    return {
        "message": message,
        "rows": rows,
        "rival": _rival(told),
        "is_whole": len(thread) < THREAD_AT_MOST,
        "network": network_name(message.network),
    }
