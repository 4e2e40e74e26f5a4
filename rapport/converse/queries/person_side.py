"""What stands between a person and us, beside the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from rapport.assets.queries import picture_path
from rapport.converse.contract import Contact, HistoryLine, PersonSide, PromiseView
from rapport.converse.models import Conversation
from rapport.converse.queries.inbox import network_name
from rapport.converse.queries.names import hue, initials, name_of, title
from rapport.people.models import Handle

HANDLES_AT_MOST = 12


def person_side(c: Conversation, *, now: datetime) -> PersonSide:
    author = c.last_customer_message.author if c.last_customer_message else None
    earlier = [_Exchange.from_json(row) for row in c.history_rows]  # type: ignore[attr-defined]
    name = name_of(author)
    return PersonSide(
        person_id=c.person_id,
        name=name,
        handle=author.name if author else "",
        network_name=network_name(c.account.network),
        avatar_path=picture_path(author.avatar_url) if author and author.avatar_url else "",
        initials=initials(name),
        hue=hue(c.person_id),
        followers=author.followers if author else None,
        wrote=sum(e.wrote for e in earlier),
        answered=sum(1 for e in earlier if e.answered_at),
        since=min((e.opened_at for e in earlier), default=None),
        promises=tuple(_promise(p, now) for p in c.promise_rows),  # type: ignore[attr-defined]
        history=tuple(_history(e, beside=c) for e in earlier if e.id != c.pk)[:6],
        contacts=tuple(
            _contact(row)
            for row in c.handle_rows  # type: ignore[attr-defined]
            if author is None or row["id"] != author.pk
        ),
        wants_silence=c.person.wants_silence_since is not None,
    )


def handle_rows(person: OuterRef) -> QuerySet[Handle, Any]:
    """Who they are on the networks, to be read beside something else; the one heard of last first."""
    told = JSONObject(
        id="pk",
        network="network",
        handle="name",
        name="display_name",
        url="url",
        followers="followers",
    )
    theirs = Handle.objects.filter(person=person, is_ours=False)
    return theirs.order_by("-seen_at", "pk").values(json=told)[:HANDLES_AT_MOST]


def _promise(row: dict[str, Any], now: datetime) -> PromiseView:
    due = parse_datetime(row["due_at"])
    assert due is not None
    state: Any = "broken" if row["state"] == "open" and due < now else row["state"]
    return PromiseView(id=row["id"], text=row["text"], due_at=due, state=state)


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One conversation with a person, as far as their history needs it."""

    id: int
    opened_at: datetime
    acknowledged_at: datetime | None
    answered_at: datetime | None
    text: str
    wrote: int
    account_id: int
    network: str

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> _Exchange:
        times = {n: parse_datetime(row[n]) for n in ("acknowledged_at", "answered_at") if row[n]}
        opened = parse_datetime(row["opened_at"])
        assert opened is not None
        return cls(
            id=row["id"],
            opened_at=opened,
            acknowledged_at=times.get("acknowledged_at"),
            answered_at=times.get("answered_at"),
            text=row["text"] or "",
            wrote=row["wrote"],
            account_id=row["account"],
            network=row["network"],
        )


def _history(e: _Exchange, *, beside: Conversation) -> HistoryLine:
    return HistoryLine(
        conversation_id=e.id,
        at=e.opened_at,
        text=title(e.text, 110),
        outcome=_outcome(e),
        network_name=network_name(e.network),
        can_merge=e.account_id == beside.account_id,
    )


def _contact(row: dict[str, Any]) -> Contact:
    # Only a page on the web is led to: what else an address may be came from outside.
    url = row["url"] if str(row["url"]).startswith(("https://", "http://")) else ""
    return Contact(
        network_name=network_name(row["network"]),
        handle=row["handle"],
        name=row["name"],
        url=url,
        followers=row["followers"],
    )


def _outcome(e: _Exchange) -> str:
    """What came of an earlier exchange, in words."""
    if e.answered_at is None:
        return "acknowledged, not answered" if e.acknowledged_at else "not answered"
    return f"answered after {duration((e.answered_at - e.opened_at).total_seconds())}"


def duration(seconds: float) -> str:
    """A span as one would say it: "4 min", "3 h", "2 days"."""
    minutes = max(1, round(seconds / 60))
    if minutes < 90:
        return f"{minutes} min"
    hours = round(minutes / 60)
    return f"{hours} h" if hours < 48 else f"{round(hours / 24)} days"
