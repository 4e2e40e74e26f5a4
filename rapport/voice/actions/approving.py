"""A colleague reads a reply before it leaves: asked, approved, changed, sent back, passed on. Nothing waits unseen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from rapport.channels.actions import release, undo
from rapport.channels.models import Delivery
from rapport.ledger.actions import notify_browsers, publish
from rapport.people.models import Person
from rapport.voice.approvals import approvers, may_approve
from rapport.voice.errors import CannotApprove
from rapport.voice.events import ApprovalAsked, ReplyApproved, ReplySentBack
from rapport.voice.models import Approval, ApprovalRule
from rapport.voice.notices import APPROVAL_ASKED, APPROVAL_WAITS_LONG, SENT_BACK, says_yes
from rapport.workspace.actions import notify
from rapport.workspace.models import Member, Notice
from rapport.workspace.queries import can

State, Asked = Approval.State, Approval.Asked
PASSED_ON_AT_ONCE = 200


@transaction.atomic
def ask_approval(
    delivery: Delivery, rule: ApprovalRule, *, person: Person | None, by: Member, now: datetime
) -> Approval:
    """Ask whom the rule names to read what waits in the state "review"; who left, or wrote it, is not asked."""
    asked = Approval.objects.create(
        delivery=delivery,
        rule=rule,
        rule_name=rule.name,
        person=person,
        writer=by,
        asked_of=_able(rule.approver, by),
        deputy=_able(rule.deputy, by),
        minutes=rule.minutes,
        asked_at=now,
        due_at=now + timedelta(minutes=rule.minutes),
    )
    if asked.asked_of is None:
        _ask_deputy_or_all(asked, now=now)
        asked.save(update_fields=["asked_of", "asked", "due_at"])
    publish(ApprovalAsked(asked.pk, delivery.pk, by.pk), now=now)
    _tell_asked(asked, now=now)
    return asked


@transaction.atomic
def approve(approval_id: int, *, by: Member, now: datetime, text: str | None = None) -> Approval:
    """Let it go, in other words where `text` differs. The writer's words are kept beside it. Raises CannotApprove."""
    asked = _decidable(approval_id, by)
    changed = text is not None and text.strip() != asked.delivery.text.strip()
    if changed and not (text or "").strip():
        raise CannotApprove("There are no words left to send. Send it back instead.")
    if changed:
        asked.original, asked.state = asked.delivery.text, State.CHANGED
    else:
        asked.state = State.APPROVED
    _decided(asked, by, now)
    if not release(asked.delivery_id, now=now, text=text if changed else None):
        raise CannotApprove("It does not wait any more: its writer took it back.")
    publish(ReplyApproved(asked.pk, asked.delivery_id, by.pk), now=now)
    return asked


@transaction.atomic
def send_back(approval_id: int, *, by: Member, now: datetime, note: str = "") -> Approval:
    """It does not leave; its writer has the words again, and why. Raises CannotApprove."""
    asked = _decidable(approval_id, by)
    asked.state, asked.note = State.BACK, note.strip()[:1_000]
    _decided(asked, by, now)
    undo(asked.delivery_id, now=now)
    publish(ReplySentBack(asked.pk, asked.delivery_id, by.pk), now=now)
    if asked.writer_id is not None:
        notify(
            SENT_BACK,
            to=[asked.writer_id],
            about=("approval", asked.pk),
            key=f"{SENT_BACK}:{asked.pk}",
            now=now,
            by_id=by.pk,
        )
    return asked


@transaction.atomic
def decide_by_mail(approval_id: int, text: str, *, by: Member, now: datetime) -> None:
    """ "Yes" lets it go; anything else goes back to the writer with it. Too late, it changes nothing."""
    try:
        with transaction.atomic():
            if says_yes(text):
                approve(approval_id, by=by, now=now)
            else:
                send_back(approval_id, by=by, now=now, note=text)
    except CannotApprove:
        return


@transaction.atomic
def close_approval(delivery_id: int, *, now: datetime) -> None:
    """Its writer took it back, or the person was erased. Safe to repeat."""
    waiting = Approval.objects.filter(delivery_id=delivery_id, state=State.WAITING)
    waiting = waiting.exclude(delivery__state=Delivery.State.REVIEW)
    if waiting.update(state=State.WITHDRAWN, decided_at=now):
        notify_browsers("approval", [delivery_id])


@transaction.atomic
def pass_on_approvals(*, now: datetime) -> int:
    """What nobody decided in time, or what was asked of somebody who left, is asked of the next; returns how many."""
    waiting = Approval.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=State.WAITING
    )
    late = waiting.filter(due_at__lte=now) | waiting.filter(asked_of__is_active=False)
    found = list(late.select_related("asked_of", "deputy", "writer").order_by("pk"))
    for asked in found[:PASSED_ON_AT_ONCE]:
        _ask_deputy_or_all(asked, now=now)
        asked.save(update_fields=["asked_of", "asked", "due_at"])
        _tell_asked(asked, now=now, late=True)
    return len(found[:PASSED_ON_AT_ONCE])


def _ask_deputy_or_all(asked: Approval, *, now: datetime) -> None:
    """The deputy is asked once, after whom the rule names; then everybody, for as long as it waits."""
    deputy = asked.deputy if asked.deputy is not None and asked.deputy.is_active else None
    if asked.asked == Asked.FIRST and deputy is not None and deputy.pk != asked.asked_of_id:
        asked.asked_of, asked.asked = deputy, Asked.DEPUTY
        asked.due_at = now + timedelta(minutes=asked.minutes)
    else:
        asked.asked_of, asked.asked, asked.due_at = None, Asked.ALL, None


def _tell_asked(asked: Approval, *, now: datetime, late: bool = False) -> None:
    notify_browsers("approval", [asked.delivery_id])
    kind = APPROVAL_WAITS_LONG if late else APPROVAL_ASKED
    notify(
        kind,
        to=_asked_now(asked),
        about=("approval", asked.pk),
        key=f"{kind}:{asked.pk}:{asked.asked}",
        now=now,
        by_id=asked.writer_id,
        weight=Notice.Weight.NOW if asked.asked == Asked.ALL and late else Notice.Weight.SOON,
    )


def _asked_now(asked: Approval) -> Iterable[int]:
    if asked.asked_of_id is not None:
        return [asked.asked_of_id]
    return [one.pk for one in approvers() if one.pk != asked.writer_id]


def _able(member: Member | None, writer: Member) -> Member | None:
    """Who sends nothing, as guests, lets nothing go either."""
    if member is None or member.pk == writer.pk or not can(member, "answer"):
        return None
    return member


def _decidable(approval_id: int, by: Member) -> Approval:
    found = Approval.objects.select_for_update(of=("self",)).select_related(
        "delivery", "decided_by", "asked_of"
    )
    asked = found.filter(pk=approval_id).first()
    if asked is None:
        raise CannotApprove("This is gone. The person it answered may have been erased.")
    if asked.state == State.WITHDRAWN or (
        asked.waits and asked.delivery.state != Delivery.State.REVIEW
    ):
        raise CannotApprove("Its writer took it back. Nothing was sent.")
    if not asked.waits:
        who = asked.decided_by.name if asked.decided_by else "A colleague"
        done = "sent it back" if asked.state == State.BACK else "approved it"
        raise CannotApprove(f"{who} {done} already.")
    if not may_approve(by, asked):
        own = asked.writer_id == by.pk
        raise CannotApprove(
            "Somebody else reads what you wrote." if own else "It was not asked of you."
        )
    return asked


def _decided(asked: Approval, by: Member, now: datetime) -> None:
    asked.decided_by, asked.decided_at = by, now
    asked.save(update_fields=["state", "original", "note", "decided_by", "decided_at"])
    notify_browsers("approval", [asked.delivery_id])
