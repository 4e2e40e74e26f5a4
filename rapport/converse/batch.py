"""A batch of understood messages on its way into conversations: loaded, applied and saved in few statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet

from rapport.channels.models import Account
from rapport.converse.fitting import fit
from rapport.converse.models import LIVE_STATUSES, Conversation, Turn
from rapport.converse.policies import Policies, policies_now
from rapport.converse.queries.bounces import bounce_reason
from rapport.converse.queries.moderation import quiet_authors
from rapport.converse.queries.unanswered import wrote_meanwhile
from rapport.converse.returning import hear_returned, heard_in, returned_among
from rapport.converse.settling import SETTLED, settle, turn_is_theirs
from rapport.converse.taking_in import (
    REOPENS_WITHIN,
    hear_customer,
    hear_ours,
    hear_quiet,
    is_machines,
    is_past,
    is_quiet,
)
from rapport.ledger.locks import as_locked
from rapport.ledger.rows import insert_rows, update_rows
from rapport.listen.models import Message, Sighting
from rapport.understand.models import Reading

Status = Conversation.Status
LIVE = LIVE_STATUSES  # as most of this room knows it
SAVED = [
    "status", "opened_at", "waiting_since", "acknowledged_at", "first_answered_at", "answered_at", "resolved_at",
    "asks", "resolve_from", "last_message", "last_customer_message", "thread",
    "danger", "sentiment", "intent", "came_back", "resolved_because", "snoozed_until", "version", "changed_at", *SETTLED,
]  # fmt: skip
_OF_THE_LAST = (
    "last_message__created_at", "last_customer_message__created_at", "last_customer_message__received_at",
)  # fmt: skip
_OWN_COLUMNS = [field.name for field in Conversation._meta.concrete_fields]
# What the rules below look at. Of 500 messages the other columns took half the time of this room.
READ = (
    "is_own", "automatic", "scope", "remote_key", "created_at", "received_at", "parent", "thread", "author__person",
    "author__is_ours", "delivery__origin", "delivery__created_at", "delivery__answer__kind", "reading__danger", "reading__needs_answer",
    "reading__intent", "reading__covered", "reading__sentiment",
)  # fmt: skip


class Batch:
    """Messages of one account, oldest first, and every conversation they may belong to.

    Call inside a transaction that holds the account's turn (ledger.locks): then a person has at most one
    live conversation, even when two messages arrive 200 ms apart.
    """

    def __init__(self, account: Account, message_ids: Sequence[int], *, now: datetime) -> None:
        self.account = account
        self.now = now
        mine = Conversation.objects.filter(account=account)
        self.addressed = set(
            Sighting.objects.filter(
                message_id__among=message_ids, account=account, to_us=True
            ).values_list("message_id", flat=True)
        )
        heard = Message.objects.filter(pk__among=message_ids, deleted_at=None, turn=None)
        self.threads = set(heard.order_by().values_list("thread_id", flat=True).distinct()) - {None}
        self.messages: list[Message] = []
        self.policies = Policies()
        # A place that never had a conversation, and tells of nobody who spoke to us, has nothing to load either.
        if not account.is_place or self.addressed or mine.exists():
            self.messages = self._concerning(heard, mine)
            self.policies = policies_now()
        self.quiet = quiet_authors(m.author_id for m in self.messages if not m.is_own)
        self.by_message: dict[int, Conversation] = {}
        self.live: dict[int, Conversation] = {}
        self.past: dict[tuple[int, int | None], Conversation] = {}
        self.resolved: dict[int, Conversation] = {}
        self.turns: list[tuple[Conversation, Message]] = []
        self.touched: dict[int, Conversation] = {}
        # Those that begin with this batch, or begin again.
        self.begun: list[Conversation] = []
        self.waited: set[int] = set()  # ids of those in which something waited before
        self._load()

    def _concerning(self, heard: QuerySet[Message], mine: QuerySet[Conversation]) -> list[Message]:
        """What a place tells of the words of strangers is nobody's conversation: it is not even loaded."""
        concerning = heard.filter(
            Q(pk__among=self.addressed)
            | Q(is_own=True)
            | Q(scope="private")
            | Exists(mine.filter(person_id=OuterRef("author__person_id")))
        )
        found = concerning.select_related("author", "delivery__answer", "reading").only(*READ)
        return list(found.order_by("created_at", "pk"))

    def _load(self) -> None:
        if not self.messages:
            return
        persons = {m.author.person_id for m in self.messages if m.author and not m.is_own}
        threads = {m.thread_id for m in self.messages}
        parents = {m.parent_id for m in self.messages if m.parent_id}
        # Locked: the account's turn keeps other messages out, not whoever answers, resolves or snoozes meanwhile.
        mine = (
            Conversation.objects.select_for_update(of=("self",))
            .filter(account=self.account)
            .exclude(status=Status.MERGED)
            .select_related("last_message", "last_customer_message")
            .only(*_OWN_COLUMNS, *_OF_THE_LAST)
        )
        # Asked for before, not joined: the planner would read every turn there is.
        turned = list(
            Turn.objects.filter(message_id__among=parents).values_list(
                "message_id", "conversation_id"
            )
        )
        near = mine.filter(
            Q(person_id__among=persons) & (~Q(status=Status.PAST) | Q(thread_id__among=threads))
            | Q(pk__among={conversation_id for _, conversation_id in turned})
        )
        # In the order of their keys, as whoever acts on many does, so that neither waits for the other.
        locked = sorted(as_locked(near.order_by("pk")), key=lambda c: c.opened_at)
        loaded = {c.pk: c for c in locked}
        self.waited = {c.pk for c in loaded.values() if c.waiting_since is not None}
        for conversation in loaded.values():
            self._file(conversation)
        for message_id, conversation_id in turned:
            if conversation_id in loaded:
                self.by_message[message_id] = loaded[conversation_id]

    def _file(self, conversation: Conversation) -> None:
        if conversation.status in LIVE:
            self.live[conversation.person_id] = conversation
        elif conversation.status == Status.PAST:
            self.past[(conversation.person_id, conversation.thread_id)] = conversation
        else:
            self.resolved[conversation.person_id] = conversation

    def take_in(self) -> None:
        """Put each message where it belongs; those of onlookers belong to nobody's conversation."""
        for message in self.messages:
            conversation = (
                self._for_ours(message) if message.is_own else self._for_customer(message)
            )
            if conversation is None:
                continue
            if message.is_own:
                meanwhile = partial(self._meanwhile, conversation, message)
                hear_ours(conversation, message, meanwhile=meanwhile, policies=self.policies)
            elif is_quiet(message, self.quiet) and not is_machines(message):
                hear_quiet(conversation, message, reading_of(message))
            elif not is_machines(message):
                hear_customer(conversation, message, reading_of(message), policies=self.policies)
            elif message.automatic == "bounce":
                self._hear_returned(conversation, message)
            # An automatic reply is shown, and no more.
            self.by_message[message.pk] = conversation
            self.turns.append((conversation, message))
            self.touched[id(conversation)] = conversation

    def _meanwhile(self, conversation: Conversation, ours: Message) -> list[Message]:
        """What they wrote since this answer was written; a statement only where they did."""
        last, delivery = conversation.last_customer_message, ours.delivery
        if last is None:
            return []
        if delivery is None:  # it was sent outside Rapport, in the moment in which it was written
            is_later, since = last.created_at > ours.created_at, Q(created_at__gt=ours.created_at)
        else:
            written = delivery.created_at
            is_later, since = last.received_at > written, Q(received_at__gt=written)
        here = [m.pk for c, m in self.turns if c is conversation]
        return wrote_meanwhile(conversation, since, among=here) if is_later else []

    def _hear_returned(self, conversation: Conversation, bounce: Message) -> None:
        """An answer of ours could not be delivered: the customer still waits for one."""
        if conversation.status == Status.PAST or self._has_another(conversation):
            return
        here = [m.pk for c, m in self.turns if c is conversation]
        heard = heard_in(Q(turn__conversation=conversation.pk or 0) | Q(pk__in=here))
        comes_back = hear_returned(
            conversation,
            {bounce.parent_id} if bounce.parent_id else (),
            heard=heard,
            returned=returned_among([*heard, bounce]),
            reason=bounce_reason(bounce.text),
            policies=self.policies,
        )
        if comes_back:
            self.live[conversation.person_id] = conversation
            if self.resolved.get(conversation.person_id) is conversation:
                del self.resolved[conversation.person_id]

    def _has_another(self, conversation: Conversation) -> bool:
        """Whether the person has a live conversation that is not this one: then they are spoken with there."""
        if conversation.status in LIVE:
            return False
        if conversation.person_id in self.live:
            return True
        others = Conversation.objects.filter(
            account=self.account, person_id=conversation.person_id, status__in=LIVE
        )
        return others.exists()

    def _for_ours(self, message: Message) -> Conversation | None:
        return self.by_message.get(message.parent_id) if message.parent_id else None

    def _for_customer(self, message: Message) -> Conversation | None:
        if message.author is None or message.author.is_ours:
            return None
        person_id = message.author.person_id
        if is_machines(message):
            return self.by_message.get(message.parent_id or 0) or self.live.get(person_id)
        addressed = message.pk in self.addressed or message.scope == "private"
        if is_past(message):
            found = self.past.get((person_id, message.thread_id))
            return found or (self._open(message, Status.PAST) if addressed else None)
        live = self.live.get(person_id)
        if live is not None:
            return live if addressed or live.thread_id == message.thread_id else None
        resolved = self.resolved.get(person_id)
        if resolved is not None and self._reopens(resolved, message):
            self.live[person_id] = self.resolved.pop(person_id)
            resolved.resolved_at, resolved.resolved_because = None, ""
            resolved.status = Status.QUIET
            self.begun.append(resolved)
            return resolved
        return self._open(message, Status.QUIET) if addressed else None

    def _reopens(self, resolved: Conversation, message: Message) -> bool:
        """A place tells of whatever somebody says to anybody: there it must be the same thread."""
        at = resolved.resolved_at or resolved.changed_at
        is_near = at > message.created_at - REOPENS_WITHIN and not self.account.is_place
        return is_near or resolved.thread_id == message.thread_id

    def _open(self, message: Message, status: str) -> Conversation:
        assert message.author is not None
        opened = Conversation(
            brand_id=self.account.brand_id,
            account=self.account,
            person_id=message.author.person_id,
            status=status,
            opened_at=message.created_at,
            thread_id=message.thread_id,
            changed_at=self.now,
            version=0,
        )
        self._file(opened)
        self.begun.append(opened)
        return opened

    def save(self) -> list[Conversation]:
        """Write everything; returns the conversations that changed."""
        changed = list(self.touched.values())
        for conversation in changed:
            conversation.version += 1
            conversation.changed_at = self.now
        Conversation.objects.bulk_create([c for c in changed if c.pk is None])
        settle(changed, now=self.now, policies=self.policies)
        update_rows([c for c in changed if c.version > 1 or turn_is_theirs(c)], SAVED)
        began = {c.pk for c in changed} - self.waited
        fit(changed, began=began, policies=self.policies, now=self.now)
        turns = [
            {"conversation_id": c.pk, "message_id": m.pk, "at": m.created_at} for c, m in self.turns
        ]
        insert_rows(Turn, turns, keep=True)
        return changed


def reading_of(message: Message) -> Reading | None:
    return getattr(message, "reading", None)


def ids(conversations: Iterable[Conversation]) -> list[int]:
    return sorted(c.pk for c in conversations)
