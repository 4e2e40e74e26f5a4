"""Bringing what was heard elsewhere into the Inbox, and the account that answers it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.channels.models import Account
from rapport.channels.registry import home_of
from rapport.converse.actions.keeping import locked, save, tell
from rapport.converse.actions.triaging import apply_rules
from rapport.converse.answering_accounts import account_that_answers
from rapport.converse.batch import LIVE, reading_of
from rapport.converse.errors import CannotAnswer, CannotBringIn
from rapport.converse.events import ConversationsOpened, MentionBroughtIn
from rapport.converse.fitting import fit
from rapport.converse.models import Conversation, Turn
from rapport.converse.policies import policies_now
from rapport.converse.taking_in import hear_brought
from rapport.converse.triage import Happening, When
from rapport.converse.weighing import weigh
from rapport.ledger.actions import notify_browsers, publish
from rapport.ledger.locks import as_locked, in_turn
from rapport.ledger.prepared import Prepared, first
from rapport.listen.models import Mention, Message
from rapport.workspace.errors import NotAllowed
from rapport.workspace.models import Brand, Member
from rapport.workspace.queries import can

Status = Conversation.Status


@transaction.atomic
def bring_in(message_id: int, *, by: Member, now: datetime) -> int:
    """Make a mention a conversation of the Inbox that is nobody's yet; returns the conversation's id.

    Safe to repeat, and for two people at once: a message stands in one conversation. Where its writer has a live
    conversation with the account that answers, it joins that one. Nothing is sent, so a read-only workspace may do it.
    Raises NotAllowed, CannotBringIn.
    """
    if not can(by, "answer"):
        raise NotAllowed("answer")
    message = _mention(message_id)
    account, brand_id = _account_for(message)
    # As `take_in` does: of a person and an account there is one live conversation, whoever makes it.
    in_turn(f"converse:{account.pk}")
    in_turn(f"bring:{message_id}")
    stands = Turn.objects.filter(message_id=message_id).values_list("conversation_id", flat=True)
    if (already := stands.first()) is not None:
        return already
    conversation = _live_or_new(message, account, brand_id=brand_id, now=now)
    was_open = conversation.status == Status.OPEN
    policies = policies_now()
    hear_brought(conversation, message, reading_of(message), policies=policies, now=now)
    conversation.version += 1
    conversation.changed_at = now
    conversation.save()
    if not was_open:
        fit([conversation], began={conversation.pk}, policies=policies, now=now)
    Turn.objects.create(
        conversation=conversation, message=message, at=message.created_at, brought_at=now
    )
    _announce(conversation, message, by=by, is_new=not was_open, now=now)
    return conversation.pk


def _announce(
    conversation: Conversation, message: Message, *, by: Member, is_new: bool, now: datetime
) -> None:
    publish(MentionBroughtIn(conversation.pk, message.pk, by.pk), now=now)
    if is_new:
        publish(ConversationsOpened((conversation.pk,)), now=now)
        begun = Happening(conversation, {When.OPENED: f"message:{message.pk}"})
        apply_rules([begun], now=now)
    weigh([conversation], now=now)
    tell([conversation])
    # Lists of mentions show where it stands now.
    notify_browsers("query", message.mentions.values_list("query_id", flat=True))


def _mention(message_id: int) -> Message:
    found = Message.objects.select_related("author", "reading").filter(
        pk=message_id, is_own=False, scope="public", deleted_at=None, author__is_ours=False
    )
    message = found.first()
    if message is None:
        raise CannotBringIn(
            "There is nothing to bring in: it was taken back or erased, or one of us wrote it."
        )
    return message


def _account_for(message: Message) -> tuple[Account, int]:
    """The account that can answer it, else the one that heard it; and the brand that is spoken of."""
    heard = Account.objects.filter(sightings__message=message).order_by("-is_place", "pk").first()
    if heard is None:
        raise CannotBringIn("It is not known any more where this was heard. Answer it there.")
    wanted = Mention.objects.filter(message=message, query__brand__kind=Brand.Kind.OWN)
    named = wanted.order_by("query_id").values_list("query__brand_id", flat=True).first()
    brand_id = named or heard.brand_id
    answers = account_that_answers(message.network, brand_id=brand_id)
    return answers or heard, brand_id


def _live_or_new(
    message: Message, account: Account, *, brand_id: int, now: datetime
) -> Conversation:
    assert message.author is not None
    person_id = message.author.person_id
    live = as_locked(
        Conversation.objects.select_for_update(of=("self",))
        .select_related("last_message", "last_customer_message")
        .filter(account=account, person_id=person_id, status__in=LIVE)
        .order_by("pk")[:1]
    )
    return first(live) or Conversation(
        brand_id=brand_id,
        account=account,
        person_id=person_id,
        status=Status.QUIET,
        opened_at=now,
        version=0,
    )


_TOLD_BY_PLACE = Prepared(
    lambda conversation: Conversation.objects.filter(
        pk=conversation, account__is_place=True
    ).values_list("account__network", "brand_id"),
    conversation=int,
)


def hand_to_answering_account(conversation_id: int, *, now: datetime) -> None:
    """Before something is sent: what a place told of moves to the account of ours that answers there.

    Call in the transaction that sends, before the conversation is locked. Raises CannotAnswer, saying what to do.
    """
    told: tuple[str, int] | None = first(_TOLD_BY_PLACE(conversation=conversation_id))
    if told is None:
        return
    network, brand_id = told
    account = account_that_answers(home_of(network), brand_id=brand_id)
    if account is None:
        raise CannotAnswer("No account of yours can answer there. Connect one, and answer here.")
    in_turn(f"converse:{account.pk}")
    conversation = locked(conversation_id)
    others = Conversation.objects.filter(person_id=conversation.person_id, account=account)
    if others.filter(status__in=LIVE).exists():
        raise CannotAnswer(
            f"This person has a conversation with {account.handle} already. Answer there."
        )
    conversation.account = account
    save(conversation, now, "account")
