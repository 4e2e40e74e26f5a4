"""One act on many conversations: the same facts as one by one, a few statements for all, and one undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.converse.actions.acts import COLUMNS, Kind, record, standing, was
from rapport.converse.actions.calling import call_again_untaken
from rapport.converse.actions.closing import close, demand_reason
from rapport.converse.actions.keeping import take_turn, tell
from rapport.converse.actions.labelling_many import unlabel_all_of
from rapport.converse.actions.snoozing import demand_later
from rapport.converse.batch import LIVE
from rapport.converse.errors import NoSuchConversation
from rapport.converse.events import (
    ConversationAssigned,
    ConversationReopened,
    ConversationResolved,
    ConversationSnoozed,
    ConversationWoken,
)
from rapport.converse.models import Conversation, ManyAtOnce
from rapport.converse.settling import SETTLED, settle
from rapport.converse.weighing import weigh
from rapport.ledger.actions import publish_all
from rapport.ledger.rows import update_rows
from rapport.workspace.models import Member

AT_MOST = 500
SETTLED_IDS = tuple("policy_id" if name == "policy" else name for name in SETTLED)


@transaction.atomic
def assign_many(
    ids: Iterable[int], *, to: Member | None, by: Member, now: datetime
) -> ManyAtOnce | None:
    """Give them to a member, or to nobody. None where that changes nothing."""
    to_id = to.pk if to else None

    def change(one: Conversation) -> bool:
        is_new, one.assignee_id = one.assignee_id != to_id, to_id
        return is_new

    return _act(
        Kind.ASSIGN, ids, change,
        lambda one, act_id: ConversationAssigned(one.pk, to_id, by.pk, act_id), by=by, now=now,
    )  # fmt: skip


@transaction.atomic
def resolve_many(
    ids: Iterable[int], *, reason: str = "", by: Member, now: datetime
) -> ManyAtOnce | None:
    """Nothing is left to do in any of them; danger, and what is over, stays as it is. Raises NoSuchReason.

    People are called for as long as somebody waits in danger: that ends where a person resolves that very one.
    """
    demand_reason(reason)

    def change(one: Conversation) -> bool:
        if one.status not in LIVE or one.danger:
            return False
        close(one, reason=reason, now=now)
        return True

    return _act(
        Kind.RESOLVE, ids, change,
        lambda one, act_id: ConversationResolved(one.pk, by.pk, reason, act_id), by=by, now=now,
    )  # fmt: skip


@transaction.atomic
def snooze_many(
    ids: Iterable[int], *, until: datetime, by: Member, now: datetime
) -> ManyAtOnce | None:
    """Out of the lists until then; danger, and what is over, stays where it is. Raises CannotSnooze."""
    demand_later(until, now=now)

    def change(one: Conversation) -> bool:
        if one.status not in LIVE or one.danger or one.snoozed_until == until:
            return False
        one.snoozed_until = until
        return True

    return _act(
        Kind.SNOOZE, ids, change,
        lambda one, act_id: ConversationSnoozed(one.pk, until, by.pk, act_id), by=by, now=now,
    )  # fmt: skip


@transaction.atomic
def undo_many(act_id: int, *, by: Member, now: datetime) -> int:
    """Put back what the act changed; returns of how many. What somebody changed since stays as it is.

    Undoing twice changes nothing. Raises NoSuchConversation where there is no such act.
    """
    act = ManyAtOnce.objects.select_for_update(of=("self",)).filter(pk=act_id).first()
    if act is None:
        raise NoSuchConversation("This cannot be undone any more: it was too long ago.")
    if act.undone_at is not None:
        return 0
    act.undone_at = now
    act.save(update_fields=["undone_at"])
    if act.kind == Kind.LABEL:
        return unlabel_all_of(act, by=by, now=now)
    ones = {one.conversation_id: one for one in act.ones.all()}
    if act.kind == Kind.RESOLVE:
        take_turn(*ones)
    found = _locked(ones)
    columns = COLUMNS[act.kind]
    back = [c for c in found if standing(c, columns) == ones[c.pk].after]
    if act.kind == Kind.RESOLVE:
        back = _with_nobody_live(back)
    for one in back:
        for column, value in ones[one.pk].before.items():
            setattr(one, column, was(column, value))
    settle(back, now=now)
    publish_all([_undoing(one, act.kind, by) for one in back], now=now)
    _write(back, columns, now=now)
    weigh(back, now=now)
    if act.kind == Kind.RESOLVE:
        call_again_untaken(back, now=now)
    return len(back)


def _act(
    kind: ManyAtOnce.Kind,
    ids: Iterable[int],
    change: Callable[[Conversation], bool],
    fact: Callable[[Conversation, int], Any],
    *,
    by: Member,
    now: datetime,
) -> ManyAtOnce | None:
    columns, found = COLUMNS[kind], _locked(ids)
    before = {one.pk: standing(one, columns) for one in found}
    changed = [one for one in found if change(one)]
    if not changed:
        return None
    settle(changed, now=now)
    act = record(kind, changed, before=before, by=by, now=now)
    publish_all([fact(one, act.pk) for one in changed], now=now)
    _write(changed, columns, now=now)
    return act


def _locked(ids: Iterable[int]) -> list[Conversation]:
    """In the order of their keys, so that two people who choose the same never wait for each other."""
    wanted = sorted(set(ids))[:AT_MOST]
    found = Conversation.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    return list(found)


def _write(conversations: Sequence[Conversation], columns: Sequence[str], *, now: datetime) -> None:
    for one in conversations:
        one.version += 1
        one.changed_at = now
    update_rows(conversations, [*columns, *SETTLED_IDS, "version", "changed_at"])
    tell(conversations)


def _with_nobody_live(resolved: Sequence[Conversation]) -> list[Conversation]:
    """Those whose person has not begun another conversation there since."""
    people = {one.person_id for one in resolved}
    live = Conversation.objects.filter(person_id__in=people, status__in=LIVE)
    taken = set(live.values_list("person_id", "account_id"))
    free = []
    for one in resolved:
        if (one.person_id, one.account_id) not in taken:
            taken.add((one.person_id, one.account_id))
            free.append(one)
    return free


def _undoing(one: Conversation, kind: str, by: Member) -> Any:
    if kind == Kind.ASSIGN:
        return ConversationAssigned(one.pk, one.assignee_id, by.pk)
    if kind == Kind.RESOLVE:
        return ConversationReopened(one.pk, by.pk)
    if one.snoozed_until is not None:
        return ConversationSnoozed(one.pk, one.snoozed_until, by.pk)
    return ConversationWoken(one.pk, "member", by.pk)
