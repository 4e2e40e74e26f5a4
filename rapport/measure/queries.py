"""Every read of this room: the mirror of a past, and the list behind each of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from rapport.listen.models import ImportRun, Message
from rapport.measure.contract import Mirror, Wait
from rapport.measure.errors import NoSuchFigure, NotThere
from rapport.measure.mirror import look_into
from rapport.measure.morning import MORNING_AT_MOST as MORNING_AT_MOST
from rapport.measure.morning import Morning as Morning
from rapport.measure.morning import PurposeNumber as PurposeNumber
from rapport.measure.morning import look_at_morning as look_at_morning
from rapport.measure.morning_lists import conversations_behind as conversations_behind
from rapport.measure.morning_lists import promises_behind as promises_behind
from rapport.workspace.models import Member
from rapport.workspace.queries import can

T = TypeVar("T")

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a list, and our answer to it where there was one."""

    id: int
    who: str
    text: str
    at: datetime
    url: str
    answer: str = ""
    account: str = ""
    answered_at: datetime | None = None
    waited: timedelta | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    lines: Sequence[Line]
    count: int
    number: int
    pages: int


def run_for(member: Member, run_id: int) -> ImportRun:
    """The import whose mirror a member may see. Raises NotThere."""
    found = ImportRun.objects.select_related("account__brand").filter(pk=run_id).first()
    if found is None or not can(member, "see", found):
        raise NotThere("There is no such import.")
    return found


def mirror(run: ImportRun) -> Mirror:
    """Everything the mirror's page shows. As many statements for ten messages as for a hundred thousand."""
    return look_into(run)


def list_behind(found: Mirror, *, figure: str, at: str = "", page: int = 1) -> ListPage:
    """A page of the list a figure was counted from; `at` names an hour of the week. Raises NoSuchFigure."""
    if figure in ("unanswered", "asking", "praise"):
        ids: Sequence[int] = getattr(found, figure).ids
        return _messages(ids, page)
    if figure in ("acknowledge", "answer"):
        return _waits(getattr(found, figure).waits, page)
    if figure == "hours":
        return _messages(_of_hours(found, at), page)
    raise NoSuchFigure(f"The mirror has no figure called {figure!r}.")


def _of_hours(found: Mirror, at: str) -> Sequence[int]:
    if at:
        return found.hours.ids.get(at, ())
    return [pk for hour in found.hours.uncovered for pk in found.hours.ids[hour.slug]]


def _messages(ids: Sequence[int], page: int) -> ListPage:
    shown, number, pages = _page(ids, page)
    return ListPage([_line(m) for m in _in_order(shown)], len(ids), number, pages)


def _waits(waits: Sequence[Wait], page: int) -> ListPage:
    shown, number, pages = _page(waits, page)
    ids = [pk for wait in shown for pk in (wait.message_id, wait.answer_id)]
    found = {m.pk: m for m in _in_order(ids)}
    lines = [
        _line(found[w.message_id], answer=found[w.answer_id], waited=w.time)
        for w in shown
        if w.message_id in found and w.answer_id in found
    ]
    return ListPage(lines, len(waits), number, pages)


def _page(things: Sequence[T], page: int) -> tuple[Sequence[T], int, int]:
    pages = max(1, -(-len(things) // PER_PAGE))
    number = min(max(page, 1), pages)
    return things[(number - 1) * PER_PAGE : number * PER_PAGE], number, pages


def _in_order(ids: Sequence[int]) -> list[Message]:
    found = Message.objects.select_related("author").in_bulk(list(ids))
    return [found[pk] for pk in ids if pk in found]


def _line(
    message: Message, *, answer: Message | None = None, waited: timedelta | None = None
) -> Line:
    return Line(
        id=message.pk,
        who=str(message.author or ""),
        text=message.text,
        at=message.created_at,
        url=message.url,
        answer=answer.text if answer else "",
        account=str(answer.author or "") if answer else "",
        answered_at=answer.created_at if answer else None,
        waited=waited,
    )
