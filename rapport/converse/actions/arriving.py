"""Messages become turns of conversations; clocks run on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery

from rapport.channels.models import Account
from rapport.converse.actions.danger import call_for
from rapport.converse.actions.keeping import tell
from rapport.converse.actions.routing import route
from rapport.converse.actions.triaging import apply_rules
from rapport.converse.batch import Batch, ids, reading_of
from rapport.converse.events import ConversationsOpened, ConversationWoken
from rapport.converse.fitting import fit, recounted
from rapport.converse.happenings import happenings_of
from rapport.converse.models import Conversation, TriageRule, Turn
from rapport.converse.policies import Policies, policies_now
from rapport.converse.queries.moderation import quiet_authors
from rapport.converse.returning import hear_taken_down
from rapport.converse.settling import settle
from rapport.converse.taking_in import hasten, hear_customer, is_machines, is_quiet, judge, wants_us
from rapport.converse.triage import Happening
from rapport.converse.weighing import weigh
from rapport.ledger.actions import publish
from rapport.ledger.locks import as_locked, in_turn
from rapport.ledger.rows import update_rows
from rapport.listen.models import Message

Status = Conversation.Status


class _AskRules(Protocol):
    def __call__(self, happenings: Sequence[Happening], *, now: datetime) -> list[Conversation]: ...


def take_in(
    account_id: int,
    *,
    message_ids: Sequence[int],
    again_ids: Sequence[int] = (),
    deleted_ids: Sequence[int] = (),
    now: datetime,
) -> list[int]:
    """Thread understood messages into conversations; returns the ids of conversations that changed.

    Safe to repeat: a message that has its turn already is passed over.
    """
    # Asked beside the account, so that a house without rules spends no statement on them.
    is_on = TriageRule.objects.filter(is_on=True, removed_at=None)
    account = Account.objects.annotate(has_rules=Exists(is_on)).get(pk=account_id)
    ask = apply_rules if account.has_rules else _no_rules
    changed = _take_in(
        account,
        message_ids=message_ids,
        again_ids=again_ids,
        deleted_ids=deleted_ids,
        ask=ask,
        now=now,
    )
    if account.is_place:
        for other, followed in _followed(account, message_ids).items():
            changed += _take_in(other, message_ids=followed, ask=ask, now=now)
    return sorted(set(changed))


@transaction.atomic
def _take_in(
    account: Account,
    *,
    message_ids: Sequence[int],
    again_ids: Sequence[int] = (),
    deleted_ids: Sequence[int] = (),
    ask: _AskRules,
    now: datetime,
) -> list[int]:
    in_turn(f"converse:{account.pk}")
    batch = Batch(account, message_ids, now=now)
    open_before = {id(c) for c in batch.live.values() if c.status == Status.OPEN}
    snoozed = [c for c in batch.live.values() if c.snoozed_until is not None]
    batch.take_in()
    changed = batch.save()
    again = _look_again([*again_ids, *deleted_ids], deleted_ids=deleted_ids, now=now)
    opened = [c for c in changed if c.status == Status.OPEN and id(c) not in open_before]
    if opened:
        publish(ConversationsOpened(tuple(ids(opened))), now=now)
    happenings = happenings_of(batch)
    triaged = ask(happenings, now=now)
    if triaged:
        # Policies may ask for what rules write.
        fit(triaged, began=ids(opened), policies=batch.policies, now=now)
    given = {id(one.conversation) for one in happenings if one.is_given}
    if left := [c for c in opened if id(c) not in given]:
        route(left, account=account, now=now)
    for conversation in snoozed:
        if conversation.snoozed_until is None:
            publish(ConversationWoken(conversation.pk, "message"), now=now)
    touched = {c.pk: c for c in [*changed, *again]}
    weigh(list(touched.values()), now=now)
    call_for(touched.values(), now=now)
    beside = _weigh_neighbours(batch, now=now, but=set(touched))
    tell([*(c for c in touched.values() if c.status != Status.PAST), *beside])
    return sorted(touched)


def _no_rules(happenings: Sequence[Happening], *, now: datetime) -> list[Conversation]:
    return []


def _followed(place: Account, message_ids: Sequence[int]) -> dict[Account, list[int]]:
    """What people say on in a thread from which their words were brought in, by the account that answers them."""
    theirs = Conversation.objects.exclude(account=place).filter(
        person_id=OuterRef("author__person_id"), thread_id=OuterRef("thread_id")
    )
    said = Message.objects.filter(pk__among=message_ids, turn=None, is_own=False, deleted_at=None)
    found = said.annotate(account_id=Subquery(theirs.order_by("-pk").values("account")[:1]))
    found = found.exclude(account_id=None).order_by("pk")
    by_account: dict[int, list[int]] = defaultdict(list)
    for account_id, message_id in found.values_list("account_id", "pk"):
        by_account[account_id].append(message_id)
    accounts = Account.objects.in_bulk(by_account)
    return {accounts[pk]: followed for pk, followed in sorted(by_account.items())}


def _weigh_neighbours(batch: Batch, *, now: datetime, but: set[int]) -> list[Conversation]:
    """Others joined a thread: the conversations that stand in it show it, and weigh more now."""
    beside = Conversation.objects.filter(
        thread_id__among=batch.threads, status=Status.OPEN
    ).exclude(pk__among=but)
    # Somebody acts on one at this moment: it is weighed in the next round, and nobody waits for it here.
    found = list(beside.select_for_update(skip_locked=True).order_by("pk"))
    weigh(found, now=now)
    _next_version(found)
    return found


def _look_again(
    message_ids: Sequence[int], *, deleted_ids: Sequence[int], now: datetime
) -> list[Conversation]:
    """Messages were edited, corrected or deleted: judge the conversations anew whose latest they are."""
    if not message_ids:
        return []
    # Asked for before, not joined: the planner would read every turn there is.
    turned = Turn.objects.filter(message_id__in=message_ids).values_list("conversation_id")
    found = Conversation.objects.select_for_update(of=("self",)).filter(
        Q(last_customer_message_id__in=message_ids) | Q(pk__in=[pk for (pk,) in turned])
    )
    beside = ("last_customer_message__reading", "last_message")
    changed = as_locked(found.select_related(*beside).order_by("pk"))
    policies = policies_now() if changed else Policies()
    latest = [c.last_customer_message for c in changed if c.last_customer_message is not None]
    quiet = quiet_authors(m.author_id for m in latest)
    for conversation in changed:
        _judge_again(conversation, policies=policies, quiet=quiet, now=now)
        if deleted_ids:
            hear_taken_down(conversation, deleted_ids, policies=policies)
    settle(changed, now=now, policies=policies)
    recounted([c for c in changed if c.status == Status.OPEN], policies=policies, now=now)
    for conversation in changed:
        conversation.version += 1
        conversation.changed_at = now
        conversation.save()
    return changed


def _judge_again(
    conversation: Conversation, *, policies: Policies, quiet: Collection[int], now: datetime
) -> None:
    message = conversation.last_customer_message
    if message is None:
        return
    reading, was_danger = reading_of(message), conversation.danger
    judge(conversation, reading)
    if conversation.status == Status.OPEN and not _something_waits(conversation):
        conversation.status, conversation.waiting_since = Status.QUIET, None
    elif conversation.status == Status.QUIET and is_quiet(message, quiet):
        return
    elif conversation.status == Status.QUIET and wants_us(reading) and message.deleted_at is None:
        hear_customer(conversation, message, reading, policies=policies)
    elif conversation.status == Status.OPEN:
        conversation.asks |= reading is not None and reading.needs_answer
    if conversation.status == Status.OPEN and not was_danger and conversation.danger:
        hasten(conversation, since=now, policies=policies)


def _something_waits(conversation: Conversation) -> bool:
    if conversation.came_back:
        return True  # our answer never arrived
    since = conversation.waiting_since
    waiting = Message.objects.filter(turn__conversation=conversation, is_own=False, deleted_at=None)
    if since is not None:
        waiting = waiting.filter(created_at__gte=since)
    messages = [m for m in waiting.select_related("reading", "turn") if not is_machines(m)]
    # What a person brought in waits by their word: another reading of it changes nothing.
    return any(m.turn.brought_at is not None or wants_us(reading_of(m)) for m in messages)


@transaction.atomic
def follow_merged_threads(from_ids: Sequence[int], into_ids: Sequence[int]) -> None:
    """A parent that came late made two threads one."""
    for from_id, into_id in zip(from_ids, into_ids, strict=True):
        Conversation.objects.filter(thread_id=from_id).update(
            thread_id=into_id, version=F("version") + 1
        )


@transaction.atomic
def weigh_all(*, now: datetime) -> int:
    """Clocks run on: bring the priorities of everything open up to date; returns how many moved."""
    changed = weigh(list(Conversation.objects.filter(status=Status.OPEN).order_by("pk")), now=now)
    # Read anew: whoever acted since they were read gave them a version of their own, and none may come twice.
    weighed = Conversation.objects.filter(pk__among=[c.pk for c in changed])
    weighed.update(version=F("version") + 1)
    tell(weighed.only("pk", "version"))
    return len(changed)


def _next_version(conversations: Sequence[Conversation]) -> None:
    for conversation in conversations:
        conversation.version += 1
    update_rows(conversations, ["version"])
