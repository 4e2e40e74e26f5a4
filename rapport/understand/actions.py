"""Every write of this room: reading messages, and people's corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.db import transaction

from rapport.ledger.actions import publish
from rapport.ledger.rows import insert_rows
from rapport.listen.models import Message, Sighting
from rapport.understand import queries
from rapport.understand.contract import ReadingResult, Reason, Sentiment
from rapport.understand.errors import NoSuchAnswer
from rapport.understand.events import MessagesUnderstood, ReadingCorrected
from rapport.understand.models import Correction, Reading
from rapport.understand.queries import wants_words
from rapport.understand.reading.unread import marked_unread, unread_in
from rapport.understand.registry import read_texts, why
from rapport.workspace.models import Member

# What a person may say better than the machine, and how.
ANSWERS: dict[str, tuple[str, ...]] = {
    "sentiment": ("negative", "neutral", "positive"),
    "needs_answer": ("yes", "no"),
    "danger": ("yes", "no"),
}
# More than these in one batch are a burst: the full gear takes a tenth of a second for them on one slow processor, and a collector
# brings a batch five times a second.
AT_ONCE = 8
AGAIN_AT_ONCE = 64
AGAIN_WITHIN = timedelta(days=1)
ROUGH = "rough"
_NO_WORD = {"start": 0, "end": 0, "weight": 0.0}
_COLUMNS = [f.name for f in Reading._meta.fields if not f.primary_key]


def understand(
    account_id: int,
    *,
    new_ids: Sequence[int],
    edited_ids: Sequence[int],
    deleted_ids: Sequence[int],
    import_run_id: int | None,
    now: datetime,
    around_ids: Sequence[int] = (),
) -> None:
    """Read a batch and hand it on. Safe to repeat: a reading is replaced by the same reading.

    Our own messages are handed on unread; `around_ids` are read and not handed on. What a person corrected is not overwritten by reading anew.
    """
    messages = list(
        Message.objects.filter(pk__among=[*new_ids, *around_ids, *edited_ids])
        .only("pk", "text", "media", "is_own")
        .order_by("pk")
    )
    readable = [m for m in messages if not m.is_own]
    # Many at once are read quickly first; `read_again` does it better when there is time.
    hurried = import_run_id is not None or len(readable) > AT_ONCE
    texts = [m.text for m in readable]
    results = _with_media(readable, read_texts(texts, lightly=hurried))
    with transaction.atomic():
        rows = [_reading(m, r, now) for m, r in zip(readable, results, strict=True)]
        insert_rows(Reading, rows, replace=_COLUMNS)
        _keep_corrections(edited_ids)
        fact = MessagesUnderstood(
            account_id=account_id,
            message_ids=tuple(new_ids),
            again_ids=tuple(edited_ids),
            deleted_ids=tuple(deleted_ids),
            import_run_id=import_run_id,
        )
        publish(fact, now=now)


def read_again(*, now: datetime) -> int:
    """Read by the full gear what was read in a hurry, the newest first, some at a time. Returns how many were read.

    Only what changed its meaning is handed on. What nobody read again within a day stays as it is: it is answered by then.
    """
    if settings.READER == ROUGH:
        return 0
    waiting = list(queries.read_in_a_hurry(since=now - AGAIN_WITHIN)[:AGAIN_AT_ONCE])
    if not waiting:
        return 0
    results = _with_media(waiting, read_texts([m.text for m in waiting]))
    if results[0].gear == ROUGH:
        return 0
    with transaction.atomic():
        rows = [_reading(m, r, now) for m, r in zip(waiting, results, strict=True)]
        before = {r.message_id: r for r in Reading.objects.filter(pk__in=[m.pk for m in waiting])}
        insert_rows(Reading, rows, replace=_COLUMNS)
        _keep_corrections([m.pk for m in waiting])
        changed = [row["message_id"] for row in rows if _differs(row, before[row["message_id"]])]
        for account_id, ids in _by_account(changed).items():
            publish(
                MessagesUnderstood(account_id=account_id, message_ids=(), again_ids=tuple(ids)),
                now=now,
            )
    return len(waiting)


def _differs(row: dict[str, Any], before: Reading) -> bool:
    """`danger`, what is wanted and how it sounds: what somebody's work hangs on. Not how sure it is."""
    telling = ("sentiment", "needs_answer", "intent", "danger", "urgency", "offensive", "emotion")
    return any(row[name] != getattr(before, name) for name in telling)


def _by_account(message_ids: Sequence[int]) -> dict[int, list[int]]:
    """Each message by one of the accounts that saw it."""
    seen = Sighting.objects.filter(message_id__in=message_ids).order_by("message_id", "account_id")
    one_each = seen.distinct("message_id").values_list("account_id", "message_id")
    found: dict[int, list[int]] = {}
    for account_id, message_id in one_each:
        found.setdefault(account_id, []).append(message_id)
    return found


def explain(message: Message) -> None:
    """Find the words that made a mood, once, and keep them with the reading: some twenty passes of the full gear.

    Nothing is done where the rough gear read it, which knows its words at once, and where the model cannot be used.
    """
    reading = Reading.objects.filter(pk=message.pk).first()
    if reading is None or not wants_words(reading):
        return
    found = why(message.text, cast("Sentiment", reading.sentiment))
    if found is None:
        return
    # One without words says that somebody looked, and no word decided it.
    words = [_kept(one) for one in found] or [_NO_WORD | {"kind": reading.sentiment}]
    kept = [one for one in reading.reasons if one["kind"] not in ANSWERS["sentiment"]]
    same = Reading.objects.filter(pk=message.pk, sentiment=reading.sentiment, gear=reading.gear)
    same.update(reasons=[*words, *kept])


@transaction.atomic
def correct(message: Message, *, field: str, value: str, by: Member, now: datetime) -> None:
    """A person's better answer. Kept beside the machine's, and from now on the one that counts.

    Raises NoSuchAnswer.
    """
    if value not in ANSWERS.get(field, ()):
        raise NoSuchAnswer(
            f"“{value}” is no answer to “{field}”; choose one of {', '.join(ANSWERS.get(field, ()))}."
        )
    reading = Reading.objects.select_for_update().get(message=message)
    before = getattr(reading, field)
    Correction.objects.create(
        message=message, field=field, machine_value=_word(before), value=value, member=by, at=now
    )
    _apply(reading, field, value)
    reading.save(update_fields=[field])
    publish(ReadingCorrected(message_id=message.pk, member_id=by.pk, field=field), now=now)
    seen = message.sightings.first()
    if seen is not None:
        publish(
            MessagesUnderstood(account_id=seen.account_id, message_ids=(), again_ids=(message.pk,)),
            now=now,
        )


def _with_media(
    messages: Sequence[Message], results: Sequence[ReadingResult]
) -> list[ReadingResult]:
    """What is only a picture, a voice or a video says so; one statement where there are any."""
    unread = {
        m.pk: what
        for m, result in zip(messages, results, strict=True)
        if m.media and (what := unread_in(m.text, m.media, result))
    }
    if not unread:
        return list(results)
    to_us = set(
        Sighting.objects.filter(message_id__in=list(unread), to_us=True).values_list(
            "message_id", flat=True
        )
    )
    return [
        marked_unread(result, unread[m.pk], to_us=m.pk in to_us) if m.pk in unread else result
        for m, result in zip(messages, results, strict=True)
    ]


def _reading(message: Message, result: ReadingResult, now: datetime) -> dict[str, Any]:
    return {
        "message_id": message.pk,
        "language": result.language[:12],
        "language_confidence": result.language_confidence,
        "covered": result.covered,
        "sentiment": result.sentiment,
        "probabilities": [round(p, 4) for p in result.probabilities],
        "needs_answer": result.needs_answer,
        "needs_answer_confidence": result.needs_answer_confidence,
        "intent": result.intent,
        "danger": result.danger,
        "urgency": result.urgency,
        "offensive": result.offensive,
        # Their words stay with the message: reasons keep places, not texts, so that erasure is complete.
        "reasons": [_kept(one) for one in result.reasons],
        "emotion": result.emotion,
        "gear": result.gear,
        "read_at": now,
    }


def _kept(one: Reason) -> dict[str, Any]:
    return {"kind": one.kind, "start": one.start, "end": one.end, "weight": one.weight}


def _keep_corrections(message_ids: Sequence[int]) -> None:
    if not message_ids:
        return
    for correction in Correction.objects.filter(message_id__in=message_ids).order_by("at"):
        reading = Reading.objects.get(message_id=correction.message_id)
        _apply(reading, correction.field, correction.value)
        reading.save(update_fields=[correction.field])


def _apply(reading: Reading, field: str, value: str) -> None:
    setattr(reading, field, value if field == "sentiment" else value == "yes")


def _word(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
