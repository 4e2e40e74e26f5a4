"""A department is asked, answers, or need not any more. The owner stays owner, and nothing is sent outside."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rapport.converse.actions.holding import note
from rapport.converse.actions.keeping import locked, save
from rapport.converse.actions.pausing import pause_for_department, resume
from rapport.converse.errors import CannotConsult, NoSuchConsultation, NothingToSay
from rapport.converse.events import (
    ConsultationAnswered,
    ConsultationAsked,
    ConsultationShared,
    ConsultationWithdrawn,
)
from rapport.converse.models import Consultation, Conversation, SharedAnswer
from rapport.ledger.actions import notify_browsers, publish
from rapport.workspace import actions as staff
from rapport.workspace.models import Member, Team
from rapport.workspace.queries import can

State = Consultation.State
SHARED_AT_MOST = 50
REMINDED_AT_ONCE = 200


@transaction.atomic
def consult(
    conversation_id: int, team: Team, *, question: str, due_at: datetime, by: Member, now: datetime
) -> Consultation:
    """Ask a department. Raises NothingToSay, CannotConsult."""
    if not question.strip():
        raise NothingToSay("The question is empty. Write what they should find out.")
    if due_at <= now:
        raise CannotConsult("The time you need it by is over. Choose one ahead.")
    people = list(team.members.filter(is_active=True).values_list("pk", flat=True))
    if not people:
        raise CannotConsult(
            f"Nobody is in {team.name}, so nobody would hear the question. Ask another, or have an owner put somebody in."
        )
    conversation = locked(conversation_id)
    asked = Consultation.objects.create(
        conversation=conversation,
        team=team,
        team_name=team.name,
        asked_by=by,
        question=question.strip()[:2_000],
        at=now,
        due_at=due_at,
    )
    publish(ConsultationAsked(conversation.pk, asked.pk, team.pk, by.pk), now=now)
    _tell("converse.asked", asked, to=people, by=by, now=now)
    save(conversation, now)
    pause_for_department(conversation.pk, now=now)
    return asked


@transaction.atomic
def answer_consultation(consultation_id: int, text: str, *, by: Member, now: datetime) -> None:
    """By somebody of that department, from the browser or by mail. Raises NothingToSay, CannotConsult,
    NoSuchConsultation."""
    if not text.strip():
        raise NothingToSay("The answer is empty. Write what you know, or that you do not.")
    asked = _locked(consultation_id)
    if not may_answer(by, asked):
        raise CannotConsult(f"This was asked of {asked.team_name}. Only its people answer.")
    if asked.state == State.WITHDRAWN:
        raise CannotConsult("The question was withdrawn: nobody waits for an answer any more.")
    if asked.state == State.ANSWERED:
        who = asked.answered_by.name if asked.answered_by else "A colleague"
        raise CannotConsult(f"{who} has answered this already.")
    asked.state, asked.answer = State.ANSWERED, text.strip()[:10_000]
    asked.answered_by, asked.ended_at = by, now
    asked.save(update_fields=["state", "answer", "answered_by", "ended_at"])
    conversation = locked(asked.conversation_id)
    publish(ConsultationAnswered(conversation.pk, asked.pk, by.pk), now=now)
    waiting = {pk for pk in (asked.asked_by_id, conversation.assignee_id) if pk}
    _tell("converse.consultation_answered", asked, to=waiting, by=by, now=now)
    save(conversation, now)
    _go_on_unless_asked(conversation.pk, now=now)


@transaction.atomic
def answer_by_mail(consultation_id: int, text: str, *, by: Member, now: datetime) -> None:
    """What a member mailed. Too late for an answer, it stands as their note: nothing that was written is lost."""
    try:
        with transaction.atomic():
            answer_consultation(consultation_id, text, by=by, now=now)
    except CannotConsult:
        asked = _locked(consultation_id)
        note(asked.conversation_id, text, by=by, now=now)
    except (NothingToSay, NoSuchConsultation):
        return


@transaction.atomic
def withdraw_consultation(consultation_id: int, *, by: Member, now: datetime) -> None:
    """Nobody needs it any more. Safe to repeat."""
    asked = _locked(consultation_id)
    if asked.state != State.OPEN:
        return
    asked.state, asked.ended_at = State.WITHDRAWN, now
    asked.save(update_fields=["state", "ended_at"])
    conversation = locked(asked.conversation_id)
    publish(ConsultationWithdrawn(conversation.pk, asked.pk, by.pk), now=now)
    notify_browsers("consultation", [asked.pk])
    save(conversation, now)
    _go_on_unless_asked(conversation.pk, now=now)


@transaction.atomic
def share_answer(
    consultation_id: int, conversation_ids: Iterable[int], *, by: Member, now: datetime
) -> int:
    """Let an answer stand in other open conversations too; returns in how many it is new. Nothing is sent."""
    asked = _locked(consultation_id)
    if asked.state != State.ANSWERED:
        raise CannotConsult("There is no answer yet that could hold for others.")
    wanted = Conversation.objects.filter(pk__in=list(conversation_ids)[:SHARED_AT_MOST])
    wanted = wanted.exclude(pk=asked.conversation_id).exclude(shared_answers__consultation=asked)
    new = sorted(wanted.values_list("pk", flat=True))
    for pk in new:
        conversation = locked(pk)
        SharedAnswer.objects.create(consultation=asked, conversation=conversation, by=by, at=now)
        save(conversation, now)
    if new:
        publish(ConsultationShared(tuple(new), asked.pk, by.pk), now=now)
    return len(new)


@transaction.atomic
def remind_of_consultations(now: datetime) -> int:
    """What is due and not answered: tell who was asked and who waits, once; returns how many."""
    due = Consultation.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=State.OPEN, reminded_at=None, due_at__lte=now
    )
    found = list(due.order_by("due_at")[:REMINDED_AT_ONCE])
    for asked in found:
        members = asked.team.members.values_list("pk", flat=True) if asked.team else ()
        waiting = [asked.asked_by_id] if asked.asked_by_id else []
        _tell("converse.consultation_late", asked, to=[*members, *waiting], by=None, now=now)
    Consultation.objects.filter(pk__in=[one.pk for one in found]).update(reminded_at=now)
    return len(found)


def may_answer(member: Member, asked: Consultation) -> bool:
    """People of the department, and those who lead."""
    if not can(member, "advise"):
        return False
    if can(member, "hold") or getattr(asked, "of_their_team", False):
        return True
    if hasattr(asked, "of_their_team"):
        return False
    return asked.team is not None and asked.team.members.filter(pk=member.pk).exists()


def _go_on_unless_asked(conversation_id: int, *, now: datetime) -> None:
    """The resolve clock stands still as long as any department is asked."""
    asked = Consultation.objects.filter(conversation=conversation_id, state=State.OPEN)
    if not asked.exists():
        resume(conversation_id, now=now)


def _locked(consultation_id: int) -> Consultation:
    found = Consultation.objects.select_for_update(of=("self",)).filter(pk=consultation_id)
    asked = found.select_related("team", "answered_by").first()
    if asked is None:
        raise NoSuchConsultation("This question is gone. Its conversation may have been erased.")
    return asked


def _tell(
    kind: str, asked: Consultation, *, to: Iterable[int], by: Member | None, now: datetime
) -> None:
    staff.notify(
        kind,
        to=to,
        about=("consultation", asked.pk),
        key=f"{kind}:{asked.pk}",
        by_id=by.pk if by else None,
        now=now,
    )
    notify_browsers("consultation", [asked.pk])
