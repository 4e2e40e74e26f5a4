"""What became of each time the check spoke up: noted, answered with a reason, settled at sending, judged by a lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.channels.models import Delivery
from rapport.ledger.actions import publish
from rapport.voice.contract import Finding
from rapport.voice.events import CheckSettingChanged, ObjectionJudged
from rapport.voice.models import CheckSetting, Objection, Statement
from rapport.voice.notices import STATEMENT_DOUBTED
from rapport.voice.objections import KINDS
from rapport.workspace.actions import notify
from rapport.workspace.errors import InvalidEntry, NotAllowed, NotThere
from rapport.workspace.models import Member
from rapport.workspace.queries import can

State, Reason = Objection.State, Objection.Reason
Key = tuple[str, int | None, str]


@transaction.atomic
def note_objections(
    findings: Iterable[Finding],
    text: str,
    *,
    brand_id: int,
    person_id: int | None,
    by: Member,
    now: datetime,
    reason: str = "",
    words: str = "",
) -> list[Objection]:
    """Somebody was asked to wait because of these; with a `reason`, they send all the same. Safe to repeat.

    What becomes of them is known once a reply of theirs to this person is sent (`settle_objections`). Whose statement is said to
    be out of date hears of it. Two statements, and one each for what has a reason.
    """
    held = [finding for finding in findings if finding.severity == "hold"]
    if not held:
        return []
    known = {_key(one): one for one in _open(by.pk, person_id)}
    fresh = {
        _key_of(finding, text): _made(finding, text, brand_id, person_id, by, now)
        for finding in held
        if _key_of(finding, text) not in known
    }
    Objection.objects.bulk_create(fresh.values())
    meant = [(known | fresh)[_key_of(finding, text)] for finding in held]
    if reason:
        _say_why(meant, reason, words, by=by, now=now)
    return meant


@transaction.atomic
def say_not_so(
    finding: Finding, text: str, *, brand_id: int, person_id: int | None, by: Member, now: datetime
) -> Objection:
    """A member says that a note is wrong here. Said twice within the same words it counts once."""
    made = _made(finding, text, brand_id, person_id, by, now)
    made.state, made.reason = State.NOT_SO, Reason.WRONG
    same = Objection.objects.filter(
        member=by, kind=made.kind, passage=made.passage, state=State.NOT_SO
    )
    same = same.filter(person=None) if person_id is None else same.filter(person_id=person_id)
    found = same.first()
    if found is not None:
        return found
    made.save()
    return made


@transaction.atomic
def note_remedy(
    finding: Finding, text: str, *, brand_id: int, person_id: int | None, by: Member, now: datetime
) -> Objection:
    """A member took what the check offered: it was heeded. Of what was asked about before, the same row."""
    known = {_key(one): one for one in _open(by.pk, person_id)}
    kept = known.get(_key_of(finding, text)) or _made(finding, text, brand_id, person_id, by, now)
    kept.state = State.HEEDED
    kept.save()
    return kept


def settle_objections(
    delivery: Delivery, *, person_id: int | None, findings: Sequence[Mapping[str, Any]]
) -> None:
    """A reply was sent: what the check had asked its writer about before was changed, or stands. One statement where nothing was."""
    stood = {(finding.get("kind"), finding.get("statement_id")) for finding in findings}
    asked = _open(delivery.member_id, person_id)
    # What is asked of a next reply, begun before this one's receipt was here, is not settled by this one.
    settled = [one for one in asked if one.at <= delivery.created_at]
    for one in settled:
        one.state = State.SENT if (one.kind, one.statement_id) in stood else State.HEEDED
        one.delivery = delivery
    Objection.objects.bulk_update(settled, ["state", "delivery"])


@transaction.atomic
def judge_objection(objection_id: int, *, verdict: str, by: Member, now: datetime) -> Objection:
    """A lead says whether the check was right; "" takes it back. Raises NotAllowed, NotThere, InvalidEntry."""
    if not can(by, "manage_approvals"):
        raise NotAllowed("judge the check")
    if verdict and verdict not in Objection.Verdict.values:
        raise InvalidEntry({"verdict": "Say whether the check was right or wrong."})
    found = Objection.objects.select_for_update().filter(pk=objection_id).first()
    if found is None:
        raise NotThere("This finding is gone: the person it was about may be erased.")
    found.verdict = verdict
    found.judged_by, found.judged_at = (by, now) if verdict else (None, None)
    found.save(update_fields=["verdict", "judged_by", "judged_at"])
    publish(ObjectionJudged(found.pk, by.pk, verdict), now=now)
    return found


@transaction.atomic
def keep_check_setting(
    kind: str, *, least_confidence: float, most: str, by: Member, now: datetime
) -> CheckSetting:
    """From the next check on. Raises NotAllowed, NotThere for a kind the check does not know, InvalidEntry."""
    if not can(by, "manage_approvals"):
        raise NotAllowed("change how the check speaks")
    if kind not in KINDS:
        raise NotThere("The check knows no such kind of finding.")
    if not 0.0 <= least_confidence <= 1.0:
        raise InvalidEntry({"least_confidence": "How sure it must be is between 0 and 100 %."})
    if most not in CheckSetting.Most.values:
        raise InvalidEntry({"most": "Choose how loud it may be."})
    kept, _ = CheckSetting.objects.update_or_create(
        kind=kind,
        defaults={
            "least_confidence": least_confidence,
            "most": most,
            "changed_by": by,
            "changed_at": now,
        },
    )
    publish(CheckSettingChanged(kind, by.pk), now=now)
    return kept


def _open(member_id: int | None, person_id: int | None) -> list[Objection]:
    if member_id is None or person_id is None:
        return []
    return list(
        Objection.objects.filter(member_id=member_id, person_id=person_id, state=State.OPEN)
    )


def _made(
    finding: Finding, text: str, brand_id: int, person_id: int | None, by: Member, now: datetime
) -> Objection:
    return Objection(
        brand_id=brand_id,
        person_id=person_id,
        member=by,
        statement_id=finding.statement_id,
        kind=finding.kind,
        severity=finding.severity,
        confidence=finding.confidence,
        passage=_passage(finding, text),
        why=finding.why[:300],
        evidence=finding.evidence[:500],
        at=now,
    )


def _passage(finding: Finding, text: str) -> str:
    return text[finding.start : finding.end][:300]


def _key(one: Objection) -> Key:
    return one.kind, one.statement_id, one.passage


def _key_of(finding: Finding, text: str) -> Key:
    return finding.kind, finding.statement_id, _passage(finding, text)


def _say_why(
    meant: Iterable[Objection], reason: str, words: str, *, by: Member, now: datetime
) -> None:
    if reason not in Reason.values:
        raise InvalidEntry({"reason": "Say why it goes out as it is."})
    for one in meant:
        one.reason, one.words = reason, words.strip()[:500]
        one.save(update_fields=["reason", "words"])
        if reason == Reason.OLD:
            _tell_owner(one, by=by, now=now)


def _tell_owner(one: Objection, *, by: Member, now: datetime) -> None:
    if one.statement_id is None:
        return
    doubted = Statement.objects.filter(pk=one.statement_id).select_related("owner").first()
    if doubted is None or doubted.owner is None or doubted.owner == by:
        return
    notify(
        STATEMENT_DOUBTED,
        to=[doubted.owner.pk],
        about=("statement", doubted.pk),
        key=f"{STATEMENT_DOUBTED}:{one.pk}",
        now=now,
        by_id=by.pk,
    )
