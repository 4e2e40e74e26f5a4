"""What the list shows, in words. Reads through `converse.queries`; templates only print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlencode

from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from rapport.converse import queries as converse
from rapport.converse.contract import TAKEN_DOWN, Chip, Counts, Row, Tab
from rapport.converse.errors import NoSuchView
from rapport.converse.queries import Scope
from rapport.kit.business_time import DAY_AND_NIGHT, Hours
from rapport.query.errors import QueryError
from rapport.web.inbox.finding import SearchShown, search_shown
from rapport.web.inbox.placing import place_said
from rapport.web.listening.marked import Piece, pieces
from rapport.web.shell import wording
from rapport.workspace.models import Member

PAGE = 25
FIND_LENGTH = 1_000
AFTER_LENGTH = 400


# The addresses of rows differ in one number; in its place.
_ANY = 900_000_009


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list was asked for: its order, or what to find and where; and where its page begins."""

    tab: Tab
    find: str = ""
    scope: Scope = Scope.OPEN
    after: str = ""
    view: int | None = None

    @classmethod
    def from_query(cls, query: dict[str, str]) -> Asked:
        """Anything unreadable falls back to the first list, never to an error."""
        tab, scope, view = query.get("tab", ""), query.get("scope", ""), query.get("view", "")
        return cls(
            tab=Tab(tab) if tab in list(Tab) else Tab.PRIORITY,
            find=query.get("find", "").replace("\0", "").strip()[:FIND_LENGTH],
            scope=Scope(scope) if scope in list(Scope) else Scope.OPEN,
            after=query.get("after", "")[:AFTER_LENGTH],
            view=int(view) if view.isascii() and view.isdigit() and len(view) < 19 else None,
        )

    def url(self, *, conversation_id: int | None = None, **changes: object) -> str:
        """A page's beginning is not part of it: an address shows a list from its top."""
        path = (
            reverse("inbox_open", args=[conversation_id]) if conversation_id else reverse("inbox")
        )
        values = {"tab": str(self.tab), "find": self.find, "scope": str(self.scope), "after": ""}
        values["view"] = str(self.view or "")
        values |= {name: str(value) for name, value in changes.items()}
        usual = {"tab": str(Tab.PRIORITY), "find": "", "scope": str(Scope.OPEN), "after": ""}
        usual["view"] = ""
        kept = {name: value for name, value in values.items() if value != usual.get(name)}
        return f"{path}?{urlencode(kept)}" if kept else path

    @property
    def is_plain(self) -> bool:
        """One of the tabs."""
        return not self.find and self.view is None

    @property
    def rows_url(self) -> str:
        """Where single rows of this list are asked for."""
        return self.url().replace(reverse("inbox"), reverse("inbox_rows"), 1)


@dataclass(frozen=True, slots=True)
class TabLink:
    label: str
    url: str
    count: int | None
    is_here: bool


@dataclass(frozen=True, slots=True)
class ChipShown:
    text: str
    tone: str
    verb: str = ""
    due_at: datetime | None = None
    still_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RowShown:
    row: Row
    url: str
    when: str
    mood_words: str
    chips: tuple[ChipShown, ...]
    is_open: bool
    came_back: str = ""

    @property
    def pieces(self) -> list[Piece]:
        """What was said, with the words that were looked for."""
        return pieces(self.row.say, self.row.marks)

    @property
    def order(self) -> str:
        """The row's place as JavaScript reads numbers."""
        return " ".join(f"{number:.6f}".replace("inf", "Infinity") for number in self.row.order)


@dataclass(frozen=True, slots=True)
class Empty:
    title: str
    why: str
    url: str = ""
    does: str = ""


@dataclass(frozen=True, slots=True)
class ListShown:
    tab: Tab
    find: str
    heading: str
    count: int | None
    has_more: bool
    oldest_at: datetime | None
    oldest: str
    tabs: Sequence[TabLink]
    rows: Sequence[SafeString]
    rows_url: str
    more_url: str
    empty: Empty
    is_quiet: bool
    search: SearchShown | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    """The rows of a page, and what is known of the rest."""

    rows: Sequence[Row]
    following: str = ""
    count: int | None = None
    is_more: bool = False
    search: SearchShown | None = None
    heading: str = ""


def list_shown(
    member: Member,
    *,
    asked: Asked,
    counts: Counts,
    now: datetime,
    hours: Hours,
    named: Mapping[int, Hours],
    open_id: int | None = None,
    only: Sequence[int] | None = None,
) -> ListShown:
    """A list with its head. `hours`, `named`: as in `rows_shown`.

    `only`: of its rows those of these conversations that stand in it.
    """
    if asked.find:
        held = _found(member, asked, only=only, now=now)
    elif asked.view is not None:
        held = _of_view(member, asked, asked.view, only=only, now=now)
    else:
        held = _held(member, asked, only=only)
    needs_us = asked.tab in (Tab.PRIORITY, Tab.CLOCK, Tab.NEWEST) and asked.is_plain
    oldest_at = counts.oldest_at if needs_us else None
    shown = rows_shown(
        held.rows,
        me=member.pk,
        asked=asked,
        now=now,
        hours=hours,
        named=named,
        open_id=open_id,
    )
    language = get_language()
    return ListShown(
        tab=asked.tab,
        find=asked.find,
        heading=held.heading or _heading(asked),
        count=_count(asked, counts) if asked.is_plain else held.count,
        has_more=held.is_more,
        oldest_at=oldest_at,
        oldest=wording.span(wording.minutes_between(oldest_at, now)) if oldest_at else "",
        tabs=_tabs(asked, counts),
        rows=[_rendered(row, language) for row in shown],
        rows_url=asked.rows_url,
        more_url=asked.url(after=held.following) if held.following else "",
        empty=_empty(asked, held),
        is_quiet=not held.rows and needs_us,
        search=held.search,
    )


def _held(member: Member, asked: Asked, *, only: Sequence[int] | None) -> _Held:
    if only is not None:
        return _Held(converse.rows(member, only, tab=asked.tab))
    rows = converse.inbox(member, tab=asked.tab, after=asked.after, limit=PAGE + 1)
    page = rows[:PAGE]
    goes_on = len(rows) > PAGE
    return _Held(page, converse.cursor_after(page[-1], tab=asked.tab) if goes_on else "")


def _of_view(
    member: Member, asked: Asked, view_id: int, *, only: Sequence[int] | None, now: datetime
) -> _Held:
    try:
        view = converse.view_for(member, view_id)
    except NoSuchView as error:
        raise Http404(str(error)) from error
    try:
        rows = converse.view_rows(
            member, view, now=now, after=asked.after, limit=PAGE + 1, only=only
        )
    except QueryError as error:
        said = search_shown(view.text, converse.Found(error=error), is_all=False)
        return _Held((), search=said, heading=view.name)
    page = rows[:PAGE]
    following = converse.view_cursor(view, page[-1]) if len(rows) > PAGE else ""
    return _Held(page, following, heading=view.name)


def _found(member: Member, asked: Asked, *, only: Sequence[int] | None, now: datetime) -> _Held:
    found = converse.search(
        member,
        asked.find,
        now=now,
        scope=asked.scope,
        cursor=asked.after,
        limit=PAGE,
        only=only,
        translate=_,
    )
    said = search_shown(asked.find, found, is_all=asked.scope == Scope.ALL)
    count = None if found.error else found.count
    return _Held(found.rows, found.following, count, found.is_more, said)


def rows_shown(
    rows: Iterable[Row],
    *,
    me: int,
    asked: Asked,
    now: datetime,
    hours: Hours,
    named: Mapping[int, Hours],
    open_id: int | None = None,
) -> list[RowShown]:
    """`me`: whose list it is; what they are answering themselves needs no chip.

    `hours`: the organisation's. `named`: those of teams and brands, by their id.
    """
    somewhere = asked.url(conversation_id=_ANY)
    return [
        _row(
            row,
            me=me,
            url=_opens(somewhere, row),
            now=now,
            hours=hours,
            named=named,
            is_open=row.id == open_id,
        )
        for row in rows
    ]


@lru_cache(maxsize=4000)
def _rendered(shown: RowShown, language: str | None) -> SafeString:
    """A row as HTML. What it shows is all in `shown`, so it renders once however many people look at it."""
    return render_to_string("inbox/row.html", {"shown": shown})


@wording.kept_by_language
def mood_words(mood: str, *, is_rough: bool = False) -> str:
    """What the shape of a mood says, read aloud."""
    said = {
        "negative": _("negative"),
        "positive": _("positive"),
        "neutral": _("neutral"),
        "danger": _("danger to life"),
    }[mood]
    return (
        _("%(mood)s, a rough reading") % {"mood": said} if is_rough and mood != "danger" else said
    )


def _opens(somewhere: str, row: Row) -> str:
    """What was found is opened where it was said."""
    url = somewhere.replace(str(_ANY), str(row.id), 1)
    return f"{url}&at={place_said(row.found)}" if row.found else url


def _row(
    row: Row,
    *,
    me: int,
    url: str,
    now: datetime,
    hours: Hours,
    named: Mapping[int, Hours],
    is_open: bool,
) -> RowShown:
    chips = [_chip(chip, now=now, hours=_hours_of(chip, hours, named)) for chip in row.chips]
    if row.claimed_by_name and row.claimed_by_id != me:
        chips.insert(
            0, ChipShown(_("%(name)s is answering") % {"name": row.claimed_by_name}, "accent")
        )
    return RowShown(
        row=row,
        url=url,
        when=wording.moment(row.at, now=now),
        mood_words=mood_words(row.mood, is_rough=row.mood_is_rough),
        chips=tuple(chips[:3]),
        is_open=is_open,
        came_back=_came_back(row.came_back),
    )


def _came_back(why: str) -> str:
    if why == TAKEN_DOWN:
        return _("Your answer was deleted there")
    return _("Your answer came back: %(why)s") % {"why": why} if why else ""


def _hours_of(chip: Chip, house: Hours, named: Mapping[int, Hours]) -> Hours:
    if chip.day_and_night:
        return DAY_AND_NIGHT
    # Those that were added or taken away since the organisation was read are not in `named`.
    return named.get(chip.hours_id, house) if chip.hours_id is not None else house


def _chip(chip: Chip, *, now: datetime, hours: Hours) -> ChipShown:
    if not chip.clock or chip.due_at is None:
        return ChipShown(chip.text, chip.tone)
    saying = wording.clock_saying(due_at=chip.due_at, now=now, hours=hours)
    return ChipShown(
        text=wording.clock(chip.clock, due_at=chip.due_at, now=now, hours=hours),
        tone=wording.clock_tone(due_at=chip.due_at, now=now, hours=hours),
        verb=wording.clock_verb(chip.clock),
        due_at=saying.due_at,
        still_until=saying.still_until,
    )


def _heading(asked: Asked) -> str:
    if asked.find:
        return _("Found")
    return {
        Tab.MINE: pgettext("conversations", "Yours"),
        Tab.WAITING: _("Their turn"),
        Tab.RESOLVED: _("Resolved"),
        Tab.SNOOZED: _("Snoozed"),
        Tab.PAST: _("Before Rapport"),
    }.get(asked.tab, _("Needs an answer"))


def _count(asked: Asked, counts: Counts) -> int | None:
    counted = {
        Tab.MINE: counts.mine,
        Tab.WAITING: counts.waiting,
        Tab.RESOLVED: None,
        Tab.SNOOZED: None,
        Tab.PAST: None,
    }
    return counted.get(asked.tab, counts.open)


def _tabs(asked: Asked, counts: Counts) -> list[TabLink]:
    named: list[tuple[Tab, str, int | None]] = [
        (Tab.PRIORITY, _("Priority"), None),
        (Tab.CLOCK, _("Clock"), None),
        (Tab.NEWEST, _("Newest"), None),
        (Tab.MINE, _("Mine"), counts.mine),
        (Tab.WAITING, _("Theirs"), None),
        (Tab.SNOOZED, _("Snoozed"), None),
        (Tab.RESOLVED, _("Done"), None),
        (Tab.PAST, _("Before"), None),
    ]
    return [
        TabLink(
            label,
            asked.url(tab=tab, find="", scope=Scope.OPEN, view=""),
            count,
            is_here=tab == asked.tab and asked.is_plain,
        )
        for tab, label, count in named
    ]


def _empty(asked: Asked, held: _Held) -> Empty:
    if held.search is not None and held.search.wrong is not None:
        return Empty(
            _("Nothing was looked for yet"), _("What is wrong with the query stands above.")
        )
    if asked.find:
        return _nothing_found(asked, has_more=bool(held.following))
    if asked.view is not None:
        return Empty(
            _("Nothing in this view"),
            _("What fits it stands here as soon as it comes."),
            reverse("inbox"),
            _("See who waits"),
        )
    match asked.tab:
        case Tab.MINE:
            return Empty(
                _("Nothing is yours"),
                _("What you take with M, or are given, stands here until it is resolved."),
                reverse("inbox"),
                _("See who waits"),
            )
        case Tab.WAITING:
            return Empty(
                _("Nobody's turn but ours"),
                _("People we answered stand here until they write again."),
            )
        case Tab.RESOLVED:
            return Empty(_("Nothing resolved yet"), _("What you finish with E stands here."))
        case Tab.SNOOZED:
            return Empty(
                _("Nothing is put off"),
                _("What you snooze with S stands here until its time, or until they write."),
            )
        case Tab.PAST:
            return Empty(
                _("Nothing from before"),
                _("What was said before Rapport listened, and came with an import, stands here."),
            )
        case _:
            return Empty(
                _("Nobody waits"),
                _("Everything heard is answered. New messages come by themselves."),
                reverse("practice"),
                _("Practise on recorded cases"),
            )


def _nothing_found(asked: Asked, *, has_more: bool) -> Empty:
    if has_more:
        return Empty(
            _("Nothing among the latest"),
            _("Thousands of messages were looked through. Look further back, or ask more closely."),
        )
    if asked.scope == Scope.OPEN:
        return Empty(
            _("Nothing by these words"),
            _("Looked at everything said in conversations that are not over."),
            asked.url(scope=Scope.ALL),
            _("Look in all history"),
        )
    return Empty(
        _("Nothing by these words"),
        _("Looked at everything said in all conversations there are."),
        asked.url(find="", scope=Scope.OPEN),
        _("Show the whole list"),
    )
