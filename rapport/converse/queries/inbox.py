"""The list: one statement for a page of rows, one for its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.db.models import F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value

from rapport.channels.errors import UnknownNetwork
from rapport.channels.registry import home_of, manifest_for
from rapport.converse.contract import Chip, Counts, Mood, Row, Tab
from rapport.converse.due_times import CLOCKS, running
from rapport.converse.models import ClockPolicy, Conversation
from rapport.converse.models.alarms import RUNS
from rapport.converse.queries.bounces import returned_words
from rapport.converse.queries.labels import label_rows, labels_of
from rapport.converse.queries.orders import LIVE, NEEDS_ANSWER, TABS, Order, in_tab
from rapport.converse.queries.shielding import COVERED, is_covered
from rapport.converse.queries.turns import unread_by
from rapport.ledger.prepared import Prepared
from rapport.understand.contract import LET_DOWN
from rapport.workspace.models import Member
from rapport.workspace.queries import can

Status = Conversation.Status
ROWS_AT_MOST = 100
# What a list says at most: "99+".
COUNT_AT_MOST = 100
SAY_LENGTH = 280


def inbox(
    member: Member, *, tab: Tab = Tab.PRIORITY, after: str = "", limit: int = ROWS_AT_MOST
) -> list[Row]:
    """The rows of a tab in their order. `after`: those that come after the row with that `cursor_after`."""
    if not can(member, "see"):
        return []
    order, limit = TABS[tab], min(limit, ROWS_AT_MOST)
    found: Iterable[dict[str, Any]]
    if after:
        found = _page_of(tab, member.pk, order.after(after), limit)
    else:
        mine = {"member": member.pk} if tab == Tab.MINE else {}
        found = _first_page(tab, limit)(**mine)
    return as_rows(found, order)


def _page_of(tab: Tab, member_id: int, after: Q, limit: int) -> QuerySet[Any, Any]:
    """The page's ids by the index alone, and only their rows are joined."""
    order = TABS[tab]
    held = in_tab(member_id, tab).filter(after).order_by(*order.sql).values("pk")
    return shown_conversations().filter(pk__in=held[:limit]).order_by(*order.sql)


@lru_cache(maxsize=64)
def _first_page(tab: Tab, limit: int) -> Prepared:
    if tab == Tab.MINE:
        return Prepared(lambda member: _page_of(tab, member, Q(), limit), member=int)
    return Prepared(lambda: _page_of(tab, 0, Q(), limit))


def rows(member: Member, ids: Iterable[int], *, tab: Tab = Tab.PRIORITY) -> list[Row]:
    """Those of these conversations that stand in the tab now, in its order; at most 100 are looked at. One statement."""
    if not can(member, "see"):
        return []
    order = TABS[tab]
    asked = in_tab(member.pk, tab).filter(pk__in=list(ids)[:ROWS_AT_MOST])
    found = shown_conversations().filter(pk__in=asked.values("pk")).order_by(*order.sql)
    return as_rows(found, order)


def rows_of(member: Member, ids: Iterable[int]) -> list[Row]:
    """These conversations, whatever list they stand in. One statement."""
    return rows_by_id(ids) if can(member, "see") else []


def in_danger(ids: Iterable[int]) -> list[int]:
    """Those of them that are not over and in danger: nothing that is done to many puts them off or ends them."""
    found = Conversation.objects.filter(pk__in=list(ids), status__in=LIVE, danger=True)
    return list(found.order_by("pk").values_list("pk", flat=True))


def cursor_after(row: Row, *, tab: Tab) -> str:
    """Where the page after this row begins, for an address."""
    return TABS[tab].cursor(row.order)


def rows_by_id(ids: Iterable[int]) -> list[Row]:
    """These rows in any order, whatever list they stand in. One statement; the caller has asked who may see them."""
    wanted = list(ids)
    return as_rows(_BY_ID(ids=wanted)) if wanted else []


def counts(member: Member, *, now: datetime) -> Counts:
    """The numbers beside the tabs and in the rail, in one statement; each stops at COUNT_AT_MOST."""
    found = _COUNTS(member=member.pk, now=now)[0]
    return Counts(
        open=found["open"],
        mine=found["mine"],
        waiting=found["waiting"],
        resolved=0,
        overdue=found["overdue"],
        oldest_at=found["oldest"],
    )


class _AtMost(Subquery):
    """How many there are, of COUNT_AT_MOST: of 5,000 live ones all were read for numbers that stop at a hundred."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, found: QuerySet[Conversation]) -> None:
        super().__init__(found.order_by().values("pk")[:COUNT_AT_MOST])


def _counted(member: int, now: datetime) -> QuerySet[Any, Any]:
    """One row, beside the member who asks."""
    here = Conversation.objects.filter(snoozed_until=None)
    is_open = Conversation.objects.filter(NEEDS_ANSWER)
    return Member.objects.filter(pk=member).values(
        open=_AtMost(is_open),
        mine=_AtMost(here.filter(status__in=LIVE, assignee=member)),
        waiting=_AtMost(here.filter(status=Status.WAITING)),
        overdue=_AtMost(is_open.filter(is_late(now))),
        oldest=Subquery(
            is_open.order_by()
            .values(all=Value(1))
            .annotate(oldest=Min("waiting_since"))
            .values("oldest")
        ),
    )


# Counted for every page there is.
_COUNTS = Prepared(_counted, member=int, now=datetime)


def is_late(now: datetime) -> Q:
    """A clock that runs ran out before what it counts was done."""
    late = Q()
    for due, runs in RUNS.values():
        late |= runs & Q((f"{due}__lt", now))
    return late


# What a row shows: of seven tables a hundred and thirty columns would be read for it otherwise.
_COLUMNS = (
    *("version", "status", "opened_at", "danger", "sentiment", "intent", "came_back", "priority", "priority_parts"),
    *("waiting_since", "acknowledged_at", "answered_at", "resolved_at", "acknowledge_due_at", "answer_due_at"),
    *("first_answered_at", "next_due_at", "resolve_from", "resolve_due_at", "asks", "runs_always"),
    *("changed_at", "snoozed_until", "claimed_until", "claimed_by_id", "assignee_id"),
)  # fmt: skip
_BESIDE = {
    "network": F("account__network"),
    "account_handle": F("account__handle"),
    # Not by a join: `prepared.demand_an_order`.
    "hours_id": Subquery(ClockPolicy.objects.filter(pk=OuterRef("policy")).values("hours")),
    "author_handle": F("last_customer_message__author__name"),
    "author_name": F("last_customer_message__author__display_name"),
    "assignee_name": F("assignee__name"),
    "claimed_name": F("claimed_by__name"),
    "said_id": F("last_customer_message"),
    "said_title": F("last_customer_message__title"),
    "said_text": F("last_customer_message__text"),
    "said_at": F("last_customer_message__created_at"),
    "said_deleted_at": F("last_customer_message__deleted_at"),
    "gear": F("last_customer_message__reading__gear"),
    "reasons": F("last_customer_message__reading__reasons"),
    "offensive": F("last_customer_message__reading__offensive"),
    "said_danger": F("last_customer_message__reading__danger"),
}


class Shown(SimpleNamespace):
    """What was read of a conversation for its row. Seven objects of Django's for each would cost more than all the rest."""

    Status = Conversation.Status


def shown_conversations() -> QuerySet[Any, Any]:
    """Made rows of by `as_rows`."""
    beside = _BESIDE | {"label_rows": label_rows()}
    found: QuerySet[Any, Any] = Conversation.objects.values("pk", *_COLUMNS, **beside)
    return found


_BY_ID = Prepared(lambda ids: shown_conversations().filter(pk__among=ids), ids=list)


def as_rows(found: Iterable[dict[str, Any]], order: Order | None = None) -> list[Row]:
    numbers: Callable[[Any], tuple[float, ...]] = order.numbers if order else lambda _: ()
    shown = (Shown(**one) for one in found)
    return [_row_of(c, order=numbers(c)) for c in shown]


def _row_of(c: Any, *, order: tuple[float, ...]) -> Row:
    assignee = Member(pk=c.assignee_id, name=c.assignee_name) if c.assignee_id else None
    is_claimed = c.claimed_by_id is not None and c.claimed_until is not None
    is_said = c.said_id is not None
    return Row(
        id=c.pk,
        version=c.version,
        who=_who(c),
        handle=c.author_handle or "",
        network=c.network,
        network_name=network_name(c.network),
        account=c.account_handle,
        say=_say(c) if is_said else "",
        at=c.said_at if is_said else c.opened_at,
        mood=mood_of(c),
        mood_is_rough=c.gear is None or c.gear == "rough",
        chips=chips(c),
        priority=c.priority,
        status=c.status,
        assignee_id=c.assignee_id,
        assignee_name=assignee.name if assignee else "",
        assignee_initials=assignee.initials if assignee else "",
        assignee_hue=assignee.hue if assignee else 0,
        claimed_by_id=c.claimed_by_id if is_claimed else None,
        claimed_by_name=c.claimed_name if is_claimed else "",
        came_back=returned_words(c.came_back) if c.status == Status.OPEN else "",
        order=order,
        labels=labels_of(c),
    )


def _who(c: Any) -> str:
    if c.author_handle is None:
        return "Somebody erased"
    return c.author_name or c.author_handle or "Somebody"


def network_name(slug: str) -> str:
    """A network as people call it, by the slug of a connector or of a place on it; the slug where its connector is gone."""
    for known in (home_of(slug), slug):
        try:
            return manifest_for(known).name
        except UnknownNetwork:
            continue
    return home_of(slug).capitalize()


def mood_of(c: Conversation) -> Mood:
    if c.danger:
        return "danger"
    return c.sentiment if c.sentiment in ("negative", "positive") else "neutral"  # type: ignore[return-value]


_WANTS = {"leaving": "wants to leave"}


def chips(c: Conversation) -> tuple[Chip, ...]:
    """At most three reasons to act, the gravest first."""
    found = [
        *_danger_chips(c),
        *_promise_chips(c),
        *_clock_chips(c),
        *_crowd_chips(c.priority_parts),
    ]
    if c.intent == "praise":
        found.append(Chip("praise", "pos"))
    elif c.intent in ("question", "request", *LET_DOWN) and len(found) < 3:
        found.append(Chip(_WANTS.get(c.intent, c.intent)))
    return tuple(found[:3])


def _danger_chips(c: Conversation) -> list[Chip]:
    return [Chip("danger", "hot")] if c.danger else []


def _promise_chips(c: Conversation) -> list[Chip]:
    codes = {p["code"] for p in c.priority_parts}
    if "promise_broken" in codes:
        return [Chip("promise broken", "hot")]
    return [Chip("promise owed", "warn")] if "promise_owed" in codes else []


def _clock_chips(c: Conversation) -> list[Chip]:
    """The clock that runs: acknowledge first, then answer."""
    if c.status != Status.OPEN:
        return []
    ends = running(c)
    for name in CLOCKS[:3]:
        if name in ends:
            return [_clock_chip("answer" if name == "next" else name, ends[name], c)]
    return []


def _clock_chip(name: str, due_at: datetime, c: Any) -> Chip:
    """In the hours that `policies.hours_for` counts in: danger to life waits for nobody's."""
    own = None if c.danger else c.hours_id
    always = c.danger or (c.runs_always and own is None)
    return Chip("", "warn", clock=name, due_at=due_at, day_and_night=always, hours_id=own)


def _crowd_chips(found: Sequence[dict[str, Any]]) -> list[Chip]:
    by_code = {p["code"]: p for p in found}
    chips = [Chip("our answer made it worse", "hot")] if "worse" in by_code else []
    if (others := by_code.get("others")) and others.get("n", 0) > 0:
        chips.append(Chip(f"+{others['n']} join in", "neg"))
    if repeat := by_code.get("repeat"):
        chips.append(
            Chip(
                {2: "second time", 3: "third time"}.get(
                    repeat["n"], f"{repeat['n']} times this week"
                ),
                "warn",
            )
        )
    if (urgency := by_code.get("urgency")) and urgency.get("name"):
        chips.append(Chip(str(urgency["name"]), "neg"))
    if (exposure := by_code.get("exposure")) and exposure.get("n", 0) >= 1000:
        chips.append(Chip(f"up to {exposure['n'] / 1000:.1f}k see it".replace(".0k", "k")))
    return chips


def _say(c: Any) -> str:
    if c.said_deleted_at is not None:
        return "(taken back by its writer)"
    if is_covered(offensive=c.offensive, danger=c.said_danger):
        return f"({COVERED.lower()}; open to read)"
    flat = " ".join((c.said_text or c.said_title).split())
    unread = unread_by(c.reasons or ())
    if unread:
        flat = f"{flat} ({unread}, not read)" if flat else f"{unread}, not read"
    return flat if len(flat) <= SAY_LENGTH else flat[: SAY_LENGTH - 1].rstrip() + "…"
