"""What this room does when a lower room announces something."""

from __future__ import annotations

from django.utils import timezone

from rapport.channels.events import DeliveryRequeued, DeliverySent, DeliveryStopped
from rapport.converse import actions
from rapport.converse.events import ClockPoliciesChanged
from rapport.ledger.registry import on
from rapport.listen.events import ThreadsMerged
from rapport.understand.events import MessagesUnderstood
from rapport.workspace.events import HoursChanged, MemberDeactivated, RoleChanged


@on(MessagesUnderstood, queue="in")
def thread_messages(fact: MessagesUnderstood) -> None:
    actions.take_in(
        fact.account_id,
        message_ids=fact.message_ids,
        again_ids=fact.again_ids,
        deleted_ids=fact.deleted_ids,
        now=timezone.now(),
    )


@on(ThreadsMerged, queue="in")
def follow_threads(fact: ThreadsMerged) -> None:
    actions.follow_merged_threads(fact.from_ids, fact.into_ids)


@on(DeliverySent, queue="in")
def stop_clocks(fact: DeliverySent) -> None:
    actions.answer_sent(fact.delivery_id, now=timezone.now())


@on(DeliveryStopped, queue="in")
def wait_again(fact: DeliveryStopped) -> None:
    actions.answer_stopped(fact.delivery_id, now=timezone.now())


@on(DeliveryRequeued, queue="in")
def their_turn_again(fact: DeliveryRequeued) -> None:
    actions.answer_requeued(fact.delivery_id, now=timezone.now())


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
