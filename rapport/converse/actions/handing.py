"""Passing conversations on: with a summary, by an offer, at the end of a shift, when somebody leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from rapport.converse.actions.holding import assign, note
from rapport.converse.actions.keeping import locked, save, tell
from rapport.converse.batch import LIVE
from rapport.converse.errors import CannotAnswer
from rapport.converse.events import (
    ConversationsPassedOn,
    HandoverDeclined,
    HandoverOffered,
)
from rapport.converse.models import Conversation, HandoverOffer, ShiftsEnded
from rapport.converse.queries.owed import open_of
from rapport.ledger.actions import publish
from rapport.ledger.rows import update_rows
from rapport.workspace import queries as workspace
from rapport.workspace.actions import notify
from rapport.workspace.models import Member, Team

# Ends of shifts that lie back further, because no worker ran, are left to people.
LOOKED_BACK = timedelta(hours=24)
_MOMENT = timedelta(seconds=1)


@transaction.atomic
def hand_over(
    conversation_id: int, *, to: Member, by: Member, now: datetime, summary: str = ""
) -> None:
    """Give it to a colleague at once, with what they should know as a note. They are told."""
    if summary.strip():
        note(conversation_id, summary, by=by, now=now)
    assign(conversation_id, to=to, by=by, now=now)
    about = ("conversation", conversation_id)
    key = f"given:{conversation_id}:{now:%Y%m%d%H%M%S}"
    notify("converse.given", to=[to.pk], about=about, key=key, now=now, by_id=by.pk)


@transaction.atomic
def offer(
    conversation_id: int, *, to: Member, by: Member, now: datetime, summary: str = ""
) -> None:
    """Ask a colleague to take it over. It stays with its owner until they accept. Raises CannotAnswer."""
    conversation = locked(conversation_id)
    if conversation.status not in LIVE:
        raise CannotAnswer("This conversation is over. There is nothing to hand over.")
    if not workspace.can(to, "answer"):
        raise CannotAnswer(f"{to.name} cannot answer. Choose somebody else.")
    if conversation.assignee_id == to.pk:
        return
    if summary.strip():
        note(conversation_id, summary, by=by, now=now)
        conversation.refresh_from_db(fields=["version"])
    HandoverOffer.objects.filter(conversation=conversation).delete()
    made = HandoverOffer.objects.create(conversation=conversation, by=by, to=to, at=now)
    publish(HandoverOffered(conversation.pk, to.pk, by.pk), now=now)
    notify(
        "converse.offered",
        to=[to.pk],
        about=("conversation", conversation.pk),
        key=f"offered:{made.pk}",
        now=now,
        by_id=by.pk,
    )
    save(conversation, now)


@transaction.atomic
def accept_offer(conversation_id: int, *, by: Member, now: datetime) -> bool:
    """It is theirs from now on. False where nothing is offered to them (any more)."""
    locked(conversation_id)
    if not HandoverOffer.objects.filter(conversation=conversation_id, to=by).exists():
        return False
    assign(conversation_id, to=by, by=by, now=now)
    return True


@transaction.atomic
def decline_offer(conversation_id: int, *, by: Member, now: datetime) -> bool:
    """Not they. Also whoever offered it may take the offer back. False where there is none."""
    conversation = locked(conversation_id)
    found = HandoverOffer.objects.filter(conversation=conversation).first()
    if found is None or by.pk not in (found.to_id, found.by_id, conversation.assignee_id):
        return False
    found.delete()
    publish(HandoverDeclined(conversation.pk, by.pk), now=now)
    save(conversation, now)
    return True


@transaction.atomic
def end_shifts(*, now: datetime) -> list[int]:
    """What members whose shift is over still have open, and nobody accepted, goes to the lead on duty.

    Returns the ids of conversations passed on. Each end is seen to once, also after workers stood still for a while.
    """
    mark, is_first = ShiftsEnded.objects.select_for_update().get_or_create(
        singleton=True, defaults={"up_to": now}
    )
    if is_first or mark.up_to >= now:
        return []
    since = max(mark.up_to, now - LOOKED_BACK)
    planned = workspace.rota(since - _MOMENT, now + _MOMENT)
    passed: list[int] = []
    for shift in planned.ended_between(since, now):
        keeper = workspace.keeper(planned, now, team_id=shift.team_id)
        if keeper is None or keeper.pk == shift.member.pk:
            continue  # nobody else is there: it is better owned by somebody who went home than by nobody
        left = _still_of(
            shift.member, [one.conversation.pk for one in open_of(shift.member, now=now)]
        )
        _pass_on(left, shift.member, to=keeper, why="shift_ended", now=now)
        passed += [c.pk for c in left]
    ShiftsEnded.objects.filter(pk=mark.pk).update(up_to=now)
    return passed


def _still_of(member: Member, ids: Sequence[int]) -> list[Conversation]:
    """Locked; what somebody accepted or was given at this very moment is theirs."""
    theirs = Conversation.objects.filter(pk__in=ids, assignee=member, status__in=LIVE)
    return list(theirs.select_for_update(of=("self",)).order_by("pk"))


@transaction.atomic
def pass_on_all(member_id: int, *, now: datetime) -> list[int]:
    """Somebody does not answer here any more: all they had goes to who leads, and their claims are let go.

    Returns the ids of conversations passed on. Safe to repeat.
    """
    member = Member.objects.filter(pk=member_id).first()
    if member is None or workspace.can(member, "answer"):
        return []  # gone altogether, or back already
    HandoverOffer.objects.filter(to=member).delete()
    _let_claims_go(member, now=now)
    team = member.teams.order_by("pk").first()
    planned = workspace.rota(now, now + _MOMENT)
    keeper = workspace.keeper(planned, now, team_id=team.pk if team else None)
    theirs = Conversation.objects.select_for_update(of=("self",)).filter(
        assignee=member, status__in=LIVE
    )
    found = list(theirs.order_by("pk"))
    _pass_on(found, member, to=keeper, why="left", now=now, team=team)
    return [c.pk for c in found]


def _pass_on(
    conversations: Sequence[Conversation],
    member: Member,
    *,
    to: Member | None,
    why: str,
    now: datetime,
    team: Team | None = None,
) -> None:
    if not conversations:
        return
    for c in conversations:
        c.assignee, c.team = to, c.team or team
        c.version, c.changed_at = c.version + 1, now
        if c.claimed_by_id == member.pk:
            c.claimed_by = c.claimed_until = None
    update_rows(
        conversations,
        ["assignee", "team", "claimed_by", "claimed_until", "version", "changed_at"],
    )
    to_id = to.pk if to is not None else None
    ids = tuple(sorted(c.pk for c in conversations))
    publish(ConversationsPassedOn(ids, member.pk, to_id, why), now=now)
    if to is not None:
        notify(
            "converse.left_to_you",
            to=[to.pk],
            about=("member", member.pk),
            key=f"passed_on:{member.pk}:{now:%Y%m%d%H%M%S}",
            now=now,
        )
    tell(conversations)


def _let_claims_go(member: Member, *, now: datetime) -> None:
    held = list(Conversation.objects.select_for_update(of=("self",)).filter(claimed_by=member))
    for c in held:
        c.claimed_by = c.claimed_until = None
        c.version, c.changed_at = c.version + 1, now
    update_rows(held, ["claimed_by", "claimed_until", "version", "changed_at"])
    tell(held)
