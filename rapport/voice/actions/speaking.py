"""Statements, promises, and our own record of what was said: every write of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from rapport.channels.models import Delivery
from rapport.ledger.actions import notify_browsers, publish
from rapport.listen.models import Message
from rapport.people.models import Person
from rapport.voice.actions.objecting import settle_objections
from rapport.voice.errors import EmptyStatement, StatementReplaced, WrongValidity
from rapport.voice.events import PromiseRecorded, PromiseSettled, StatementMade, StatementWithdrawn
from rapport.voice.memory import OTHERS_FOR, draw_claims, hear_outside, not_drawn
from rapport.voice.models import Promise, Spoken, Statement
from rapport.workspace.models import Brand, Member

# A promise comes back so long before it is due, at most a quarter of the time it runs.
REMIND_BEFORE = timedelta(hours=4)
SETTLED_AFTER = timedelta(minutes=2)


@transaction.atomic
def add_statement(
    brand: Brand,
    *,
    text: str,
    topic: str = "",
    owner: Member | None = None,
    source: str = "",
    audience: str = Statement.Audience.EVERYBODY,
    is_holding: bool = False,
    valid_from: date | None = None,
    valid_until: date | None = None,
    by: Member | None,
    now: datetime,
    replaces: Statement | None = None,
) -> Statement:
    """Something the brand holds to be true and may say. Raises EmptyStatement, WrongValidity."""
    if not text.strip():
        raise EmptyStatement("A statement needs words: what may we say?")
    if valid_from and valid_until and valid_until < valid_from:
        raise WrongValidity(
            f"It would end on {valid_until} before it begins on {valid_from}. Change one of the dates."
        )
    made = Statement.objects.create(
        brand=brand,
        text=text.strip(),
        topic=topic.strip(),
        owner=owner,
        source=source.strip(),
        audience=audience,
        is_holding=is_holding,
        valid_from=valid_from,
        valid_until=valid_until,
        replaces=replaces,
        created_by=by,
        created_at=now,
    )
    fact = StatementMade(made.pk, by.pk if by else None, replaces.pk if replaces else None)
    publish(fact, now=now)
    notify_browsers("statement", [made.pk])
    return made


@transaction.atomic
def revise_statement(
    old: Statement,
    *,
    text: str,
    topic: str,
    owner: Member | None,
    source: str,
    valid_from: date | None,
    valid_until: date | None,
    by: Member | None,
    now: datetime,
    audience: str = Statement.Audience.EVERYBODY,
    is_holding: bool = False,
) -> Statement:
    """A new version; the old one stays readable. Raises StatementReplaced when somebody was quicker."""
    current = Statement.objects.select_for_update().get(pk=old.pk)
    if current.withdrawn_at or Statement.objects.filter(replaces=current).exists():
        raise StatementReplaced(
            "This statement was changed or withdrawn meanwhile. Open the latest version."
        )
    return add_statement(
        old.brand,
        text=text,
        topic=topic,
        owner=owner,
        source=source,
        audience=audience,
        is_holding=is_holding,
        valid_from=valid_from,
        valid_until=valid_until,
        by=by,
        now=now,
        replaces=current,
    )


@transaction.atomic
def withdraw_statement(statement: Statement, *, by: Member | None, now: datetime) -> None:
    """We do not hold it any more. Withdrawing twice changes nothing."""
    if Statement.objects.filter(pk=statement.pk, withdrawn_at=None).update(withdrawn_at=now):
        publish(StatementWithdrawn(statement.pk, by.pk if by else None), now=now)
        notify_browsers("statement", [statement.pk])


@transaction.atomic
def record_promise(
    person: Person,
    *,
    text: str,
    due_at: datetime,
    by: Member | None,
    now: datetime,
    message: Message | None = None,
) -> Promise:
    """Something told a person that would happen."""
    made = Promise.objects.create(
        person=person,
        message=message,
        text=text.strip()[:500],
        due_at=due_at,
        remind_at=due_at - max(timedelta(0), min(REMIND_BEFORE, (due_at - now) / 4)),
        recorded_by=by,
        created_at=now,
    )
    publish(PromiseRecorded(made.pk, person.pk, by.pk if by else None), now=now)
    return made


@transaction.atomic
def settle_promise(promise: Promise, *, state: str, by: Member | None, now: datetime) -> None:
    """It was kept, or the person released us from it. Settling twice changes nothing."""
    if Promise.objects.filter(pk=promise.pk, state=Promise.State.OPEN).update(
        state=state, settled_at=now
    ):
        publish(PromiseSettled(promise.pk, promise.person_id, by.pk if by else None), now=now)


def note_reminded(promise_ids: Iterable[int], *, now: datetime) -> None:
    """They came back to be kept."""
    Promise.objects.filter(pk__in=list(promise_ids)).update(reminded_at=now)


def note_broken(promise_ids: Iterable[int], *, now: datetime) -> None:
    """It was told that they are broken."""
    Promise.objects.filter(pk__in=list(promise_ids)).update(broken_told_at=now)


def record_spoken(
    delivery: Delivery,
    *,
    person: Person | None,
    answered: Message | None,
    findings: Sequence[dict[str, Any]] = (),
    now: datetime,
) -> None:
    """Our own record of what was said to whom, and of what it asserts. Safe to repeat."""
    spoken, is_new = Spoken.objects.get_or_create(
        delivery=delivery,
        defaults={
            "brand_id": delivery.account.brand_id,
            "person": person,
            "member_id": delivery.member_id,
            "answered": answered,
            "thread_id": answered.thread_id if answered else None,
            "text": delivery.text,
            "findings": list(findings),
            "at": delivery.sent_at or now,
        },
    )
    if is_new:
        draw_claims([spoken])
        person_id = person.pk if person else None
        settle_objections(delivery, person_id=person_id, findings=findings)


def remember_outside(*, now: datetime, back: timedelta = OTHERS_FOR) -> int:
    """Take up what colleagues wrote to people outside of Rapport so far back, at most as far as others' replies matter."""
    # An echo of our own may come before its receipt: by then it is known whose it is.
    return hear_outside(since=now - back, until=now - SETTLED_AFTER)


def draw_what_is_left(*, limit: int = 500) -> int:
    """Draw claims out of replies that today's rules have not seen, the newest first; returns how many replies."""
    left = not_drawn(limit)
    with transaction.atomic():
        draw_claims(left)
    return len(left)
