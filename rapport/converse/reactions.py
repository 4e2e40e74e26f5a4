"""What this room does when a lower room announces something."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from rapport.channels.events import DeliveryRequeued, DeliverySent, DeliveryStopped
from rapport.converse import actions
from rapport.converse.events import (
    AnswerQueued,
    ClockPoliciesChanged,
    ConversationAssigned,
    ConversationEscalated,
    ConversationLabelled,
    ConversationResolved,
    ConversationRouted,
    ConversationsOpened,
    ConversationsPassedOn,
    ConversationTriaged,
    ConversationUnlabelled,
    NoteWritten,
    TriageUndone,
)
from rapport.converse.models import Answer, Conversation
from rapport.converse.queries.automatic import with_automatic_reply
from rapport.ledger.registry import on
from rapport.listen.events import ThreadsMerged
from rapport.understand.events import MessagesUnderstood
from rapport.voice.events import ReplyApproved
from rapport.voice.queries import waits_for_approval
from rapport.workspace.actions import hand_over_reply
from rapport.workspace.events import (
    HoursChanged,
    MemberDeactivated,
    PhoneRunTaken,
    ReplyReceived,
    RoleChanged,
    TaskAdded,
    TaskFinished,
)


@on(MessagesUnderstood, queue="in")
def thread_messages(fact: MessagesUnderstood) -> None:
    actions.take_in(
        fact.account_id,
        message_ids=fact.message_ids,
        again_ids=fact.again_ids,
        deleted_ids=fact.deleted_ids,
        now=timezone.now(),
    )


@on(ConversationsOpened, queue="in")
def answer_by_themselves(fact: ConversationsOpened) -> None:
    for conversation_id in with_automatic_reply(fact.conversation_ids):
        actions.answer_by_itself(conversation_id, now=timezone.now())


@on(ThreadsMerged, queue="in")
def follow_threads(fact: ThreadsMerged) -> None:
    actions.follow_merged_threads(fact.from_ids, fact.into_ids)


@on(DeliverySent, queue="in")
def stop_clocks(fact: DeliverySent) -> None:
    actions.answer_sent(fact.delivery_id, now=timezone.now())


@on(DeliverySent, queue="in")
def note_moderated(fact: DeliverySent) -> None:
    actions.moderation_sent(fact.delivery_id, now=timezone.now())


@on(DeliveryStopped, queue="in")
def note_not_moderated(fact: DeliveryStopped) -> None:
    actions.moderation_stopped(fact.delivery_id, now=timezone.now())


@on(DeliveryStopped, queue="in")
def wait_again(fact: DeliveryStopped) -> None:
    actions.answer_stopped(fact.delivery_id, now=timezone.now())


@on(DeliveryRequeued, queue="in")
def their_turn_again(fact: DeliveryRequeued) -> None:
    actions.answer_requeued(fact.delivery_id, now=timezone.now())


@on(AnswerQueued, queue="slow")
def tell_watchers_of_answer(fact: AnswerQueued) -> None:
    if fact.kind == "reply" and not waits_for_approval(fact.delivery_id):
        _tell_watchers(fact.conversation_id, "answered", fact.delivery_id, fact.member_id)


@on(ReplyApproved, queue="slow")
def tell_watchers_of_approved(fact: ReplyApproved) -> None:
    answer = Answer.objects.select_related("delivery").filter(delivery=fact.delivery_id).first()
    if answer is not None and answer.kind == Answer.Kind.REPLY:
        writer = answer.delivery.member_id
        _tell_watchers(answer.conversation_id, "answered", fact.delivery_id, writer)


@on(NoteWritten, queue="slow")
def tell_watchers_of_note(fact: NoteWritten) -> None:
    _tell_watchers(fact.conversation_id, "noted", fact.note_id, fact.member_id)


@on(ConversationResolved, queue="slow")
def tell_watchers_of_end(fact: ConversationResolved) -> None:
    at = Conversation.objects.filter(pk=fact.conversation_id).values_list("resolved_at", flat=True)
    resolved_at = at.first()
    number = int(resolved_at.timestamp()) if resolved_at else 0
    _tell_watchers(fact.conversation_id, "resolved", number, fact.member_id)


def _tell_watchers(conversation_id: int, what: str, number: int, by_id: int | None) -> None:
    now = timezone.now()
    actions.tell_watchers(conversation_id, what=what, number=number, by_id=by_id, now=now)


@on(ReplyReceived, queue="in")
def take_answer_by_mail(fact: ReplyReceived) -> None:
    if fact.kind != "consultation":
        return
    with transaction.atomic():
        reply = hand_over_reply(fact.reply_token_id)
        if reply is not None:
            text, now = reply.text, timezone.now()
            actions.answer_by_mail(reply.about_id, text, by=reply.member, now=now)


@on(PhoneRunTaken, queue="in")
def give_danger_to_its_taker(fact: PhoneRunTaken) -> None:
    if fact.conversation_id is not None:
        actions.give_to_taker(fact.conversation_id, fact.member_id, now=timezone.now())


@on(TaskAdded, queue="in")
def show_task(fact: TaskAdded) -> None:
    if fact.conversation_id is not None:
        actions.note_task_changed(fact.conversation_id, now=timezone.now())


@on(TaskFinished, queue="in")
def show_task_done(fact: TaskFinished) -> None:
    if fact.conversation_id is not None:
        actions.note_task_changed(fact.conversation_id, now=timezone.now())


@on(HoursChanged, queue="slow")
def recount_clocks(fact: HoursChanged) -> None:
    actions.recount_clocks(now=timezone.now())


@on(MemberDeactivated, queue="in")
def pass_on_what_they_had(fact: MemberDeactivated) -> None:
    actions.pass_on_all(fact.member_id, now=timezone.now())


@on(RoleChanged, queue="in")
def pass_on_what_they_may_not_answer(fact: RoleChanged) -> None:
    """Whoever became a guest reads along and answers nobody; for any other role nothing happens."""
    actions.pass_on_all(fact.member_id, now=timezone.now())


@on(ClockPoliciesChanged, queue="slow")
def recount_by_policies(fact: ClockPoliciesChanged) -> None:
    actions.recount_clocks(now=timezone.now())


# What a policy's condition may ask of and no message brings: who has it, its team, its labels.
@on(ConversationAssigned, queue="in")
def ask_policies_of_assigned(fact: ConversationAssigned) -> None:
    actions.ask_policies_again([fact.conversation_id], now=timezone.now())


@on(ConversationEscalated, queue="in")
def ask_policies_of_raised(fact: ConversationEscalated) -> None:
    actions.ask_policies_again([fact.conversation_id], now=timezone.now())


@on(ConversationRouted, queue="in")
def ask_policies_of_routed(fact: ConversationRouted) -> None:
    actions.ask_policies_again([fact.conversation_id], now=timezone.now())


@on(ConversationLabelled, queue="in")
def ask_policies_of_labelled(fact: ConversationLabelled) -> None:
    actions.ask_policies_again([fact.conversation_id], now=timezone.now())


@on(ConversationUnlabelled, queue="in")
def ask_policies_of_unlabelled(fact: ConversationUnlabelled) -> None:
    actions.ask_policies_again([fact.conversation_id], now=timezone.now())


@on(ConversationTriaged, queue="in")
def ask_policies_of_triaged(fact: ConversationTriaged) -> None:
    actions.ask_policies_again([fact.conversation_id], now=timezone.now())


@on(TriageUndone, queue="in")
def ask_policies_of_put_back(fact: TriageUndone) -> None:
    actions.ask_policies_again([fact.conversation_id], now=timezone.now())


@on(ConversationsPassedOn, queue="in")
def ask_policies_of_passed_on(fact: ConversationsPassedOn) -> None:
    actions.ask_policies_again(fact.conversation_ids, now=timezone.now())
