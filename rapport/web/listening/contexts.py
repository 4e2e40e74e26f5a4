"""What the list of queries and the first ten minutes show: plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rapport.channels.errors import UnknownNetwork
from rapport.channels.models import Account
from rapport.channels.registry import manifest_for
from rapport.listen import queries
from rapport.listen.looking import costly_queries, words_beside
from rapport.listen.models import Backfill, Mention, Query, QueryVersion
from rapport.web.listening.suggesting import spellings
from rapport.web.shell import wording
from rapport.workspace.models import Brand, Member
from rapport.workspace.queries import can, own_brands

# A past nobody has begun to read for so long: the collector does not run, or is very busy.
UNTAKEN_SECONDS = 30
SPANS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class Count:
    """A number and the list behind it."""

    value: int
    url: str


@dataclass(frozen=True, slots=True)
class QueryLine:
    id: int
    name: str
    handle: str
    text: str
    whose: str
    is_competitor: bool
    hour: Count
    day: Count
    week: Count
    latest: str
    is_costly: bool
    is_listening: bool
    is_set_aside: bool
    version: int
    changed_by: str
    changed: str


@dataclass(frozen=True, slots=True)
class Past:
    """A past being read back, in words."""

    id: int
    place: str
    days: str
    state: str
    percent: int
    progress: str
    found: int
    trouble: str
    can_pause: bool
    can_go_on: bool


def stream_url(query_id: int | None = None, *, span: str = "") -> str:
    asked = {"query": str(query_id or ""), "span": span}
    kept = {name: value for name, value in asked.items() if value}
    path = reverse("listening_stream")
    return f"{path}?{urlencode(kept)}" if kept else path


def list_page(member: Member, *, now: datetime) -> dict[str, Any]:
    stored = list(queries.stored_queries())
    if not stored:
        return first_page(member)
    return {
        "lines": _lines(stored, now=now),
        "pasts": pasts_shown(queries.backfills(running_only=True), now=now),
        "may_listen": can(member, "listen"),
    }


def first_page(member: Member) -> dict[str, Any]:
    brand = own_brands().first()
    return {"name": brand.name if brand else "", "may_listen": can(member, "listen")}


def _lines(stored: Sequence[Query], *, now: datetime) -> list[QueryLine]:
    counts = queries.query_counts(now=now)
    changed = _last_changes(stored)
    costly = costly_queries(stored)
    none = queries.QueryCounts(0, 0, 0, None)
    return [
        _line(q, counts.get(q.pk, none), changed.get(q.pk), is_costly=q.pk in costly, now=now)
        for q in stored
    ]


def _last_changes(stored: Sequence[Query]) -> Mapping[int, QueryVersion]:
    latest = QueryVersion.objects.filter(query__in=[query.pk for query in stored])
    latest = latest.order_by("query_id", "-number").distinct("query_id")
    return {one.query_id: one for one in latest.select_related("member").defer("text")}


def _line(
    query: Query,
    counted: queries.QueryCounts,
    version: QueryVersion | None,
    *,
    is_costly: bool,
    now: datetime,
) -> QueryLine:
    member = version.member if version else None
    return QueryLine(
        id=query.pk,
        name=query.name,
        handle=query.handle,
        text=query.text,
        whose=whose(query),
        is_competitor=bool(query.brand and query.brand.kind == Brand.Kind.COMPETITOR),
        hour=Count(counted.hour, stream_url(query.pk, span="hour")),
        day=Count(counted.day, stream_url(query.pk, span="day")),
        week=Count(counted.week, stream_url(query.pk, span="week")),
        latest=wording.moment(counted.latest, now=now) if counted.latest else "",
        is_costly=is_costly and query.is_listening,
        is_listening=query.is_listening,
        is_set_aside=query.set_aside_at is not None,
        version=query.version,
        changed_by=member.name if member else "",
        changed=wording.moment(query.changed_at, now=now),
    )


def whose(query: Query) -> str:
    """The brand, the topic, the purpose: whichever are set."""
    said = [query.brand.name if query.brand else "", query.topic]
    said.append(query.purpose.sentence if query.purpose else "")
    return " · ".join(one for one in said if one and one != query.name)


def pasts_shown(found: Any, *, now: datetime) -> list[Past]:
    return [past_shown(backfill, now=now) for backfill in found]


def past_shown(backfill: Backfill, *, now: datetime) -> Past:
    state = backfill.state
    return Past(
        id=backfill.pk,
        place=place_name(backfill.account),
        days=_days(backfill),
        state=state,
        percent=100 if state == Backfill.State.DONE else backfill.percent,
        progress=_("%(done)d of %(all)d h")
        % {"done": min(backfill.hours_done, backfill.hours), "all": backfill.hours},
        found=backfill.kept,
        trouble=_trouble(backfill, now=now),
        can_pause=state == Backfill.State.RUNNING,
        can_go_on=state in (Backfill.State.PAUSED, Backfill.State.FAILED),
    )


def _days(backfill: Backfill) -> str:
    first, last = (
        date_format(timezone.localtime(at), "j M")
        for at in (backfill.since, backfill.until - timedelta(seconds=1))
    )
    days = first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
    return f"{days}, {backfill.query.name}" if backfill.query else days


def _trouble(backfill: Backfill, *, now: datetime) -> str:
    """What happened and what to do; "" while all is well."""
    account = backfill.account
    if backfill.state == Backfill.State.FAILED:
        what = backfill.reason.rstrip(". ") or _("The network gave no answer")
        return _("%(what)s. What was read stays. Go on when it is mended.") % {"what": what}
    if backfill.state != Backfill.State.RUNNING:
        return ""
    if account.state == Account.State.OFF:
        return _("Listening there is switched off. Let it listen again under Places.")
    if account.state != Account.State.ACTIVE:
        what = account.state_reason.rstrip(". ") or _("It cannot be reached")
        return _("%(what)s. It is tried again by itself; nothing is lost.") % {"what": what}
    begun_seconds = (now - backfill.started_at).total_seconds()
    if backfill.worked_at is None and begun_seconds > UNTAKEN_SECONDS:
        return _(
            "Nobody has begun to read yet. If this stays, the collector does not run: start it with “rapport up”."
        )
    return ""


def place_name(account: Account) -> str:
    """The network in its own words, and which part of it where there are several."""
    try:
        name = manifest_for(account.network).name
    except UnknownNetwork:
        name = account.network
    return f"{name}, {account.handle}" if account.network in ("hashtags", "feeds") else name


def begun_page(query: Query, member: Member, *, now: datetime) -> dict[str, Any]:
    """How the reading of its past comes on, and what to try where it found nothing."""
    pasts = pasts_shown(queries.backfills().filter(query=query).order_by("pk"), now=now)
    count = Mention.objects.filter(query=query).count()
    is_read = all(past.state == Backfill.State.DONE for past in pasts)
    is_barren = is_read and not count
    return {
        "query": query,
        "pasts": pasts,
        "count": count,
        "stream_url": stream_url(query.pk),
        "is_read": is_read,
        "is_barren": is_barren,
        "spellings": _suggestions(query, spellings(query.name)) if is_barren else [],
        "beside": _suggestions(query, words_beside(query.name, now=now)) if is_barren else [],
        "may_listen": can(member, "listen"),
    }


def _suggestions(query: Query, words: Sequence[str]) -> list[tuple[str, str]]:
    """Each with the address of the editor that has it written in already."""
    path = reverse("query", args=[query.pk])
    return [(word.strip('"'), f"{path}?{urlencode({'also': word})}") for word in words]
