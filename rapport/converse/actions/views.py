"""Keeping, changing and removing saved views."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.converse.contract import Tab
from rapport.converse.errors import NoSuchView
from rapport.converse.models import View
from rapport.converse.queries.searching import read
from rapport.converse.queries.views import ORDERS, may_change, views_for
from rapport.query.errors import QueryError
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member, Team
from rapport.workspace.queries import can

NAME_LENGTH = 60
TEXT_LENGTH = 1_000
# What is offered in the head of a list, not an archive.
VIEWS_AT_MOST = 40


@transaction.atomic
def keep_view(
    name: str,
    text: str,
    *,
    by: Member,
    now: datetime,
    order: Tab = Tab.PRIORITY,
    is_for_all: bool = False,
    team: Team | None = None,
    view_id: int | None = None,
) -> View:
    """Make a view, or change one. For its maker alone where it is neither for all nor for a team.

    Raises NotAllowed, InvalidEntry (a name that is missing, a query that cannot be read), NoSuchView.
    """
    if not can(by, "note"):
        raise NotAllowed("note")
    wrong = _wrong(name, text, by=by, is_new=view_id is None)
    if wrong:
        raise InvalidEntry(wrong)
    view = View(member=by, created_at=now) if view_id is None else changeable_view(view_id, by=by)
    view.name, view.text = " ".join(name.split()), text.strip()
    view.order = order if order in ORDERS else Tab.PRIORITY
    view.is_for_all, view.team = is_for_all, None if is_for_all else team
    view.save()
    return view


@transaction.atomic
def remove_view(view_id: int, *, by: Member, now: datetime) -> View:
    """It is gone from every list, until `restore_view`. Raises NoSuchView, NotAllowed."""
    view = changeable_view(view_id, by=by)
    view.removed_at = now
    view.save(update_fields=["removed_at"])
    return view


@transaction.atomic
def restore_view(view_id: int, *, by: Member) -> View:
    """Take a removing back. Raises NoSuchView, NotAllowed."""
    view = changeable_view(view_id, by=by)
    view.removed_at = None
    view.save(update_fields=["removed_at"])
    return view


def changeable_view(view_id: int, *, by: Member) -> View:
    view = View.objects.filter(pk=view_id).first()
    if view is None:
        raise NoSuchView("This view is gone, or was never yours to see.")
    if not may_change(view, by):
        raise NotAllowed("settings")
    return view


def _wrong(name: str, text: str, *, by: Member, is_new: bool) -> dict[str, str]:
    if not name.strip():
        return {"name": "Give it a name: it stands above the list."}
    if len(name) > NAME_LENGTH:
        return {"name": f"At most {NAME_LENGTH} letters, so that it fits above the list."}
    if not text.strip() or len(text) > TEXT_LENGTH:
        return {"text": f"Write what it shows, in at most {TEXT_LENGTH:,} letters."}
    try:
        read(text)
    except QueryError as error:
        return {"text": str(error)}
    if is_new and len(views_for(by)) >= VIEWS_AT_MOST:
        return {"name": f"There are {VIEWS_AT_MOST} views already. Remove one first."}
    return {}
