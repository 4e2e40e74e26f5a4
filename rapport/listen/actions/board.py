"""The facts board: told by sources, written by hand, changed, ended; each change is a version."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from rapport.channels.contract import InboundFact
from rapport.channels.models import Account
from rapport.ledger.actions import notify_browsers, publish
from rapport.ledger.locks import in_turn
from rapport.ledger.rows import update_rows
from rapport.listen.board_words import know_by_words
from rapport.listen.contract import WrittenFact
from rapport.listen.errors import CannotBoard, NoSuchFact
from rapport.listen.events import BoardChanged
from rapport.listen.models import BoardFact, BoardFactVersion
from rapport.listen.models.board import LONGEST_CAUSE, LONGEST_SAY, LONGEST_WHAT, LONGEST_WHERE
from rapport.workspace.models import Brand, Member

# What stands in a version when it changes.
_TOLD = ("what", "where", "cause", "starts_at", "ends_at", "sayable", "say")
_SOURCES = (
    "what", "where", "cause", "starts_at", "ends_at", "sayable", "url", "language", "translations",
    "told", "version", "changed_at", "over_at", "stems", "weights",
)  # fmt: skip
_LONGEST_CHANGE = 400
_MOST_TRANSLATIONS = 20
# No screen can show a time near the ends of the calendar in every zone, and none is meant.
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
# Controls, and what turns the direction of the text around it: a fact must not dress up the page.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class _Change:
    fact: BoardFact
    changes: list[dict[str, Any]]


@transaction.atomic
def receive_facts(account: Account, facts: Sequence[InboundFact], *, now: datetime) -> int:
    """Keep what a source tells: the same key replaces, `over` ends it. Returns how many facts are new or changed.

    What is told again in the same words changes nothing, so that what a member set right stays until the source says
    something else. Statements do not grow with the number of facts. Safe to repeat.
    """
    told: dict[str, InboundFact] = {}
    for one in facts:
        if 0 < len(one.key) <= 500 and one.key.isprintable():
            told[one.key] = _after(told.get(one.key), one)
    if not told:
        return 0
    in_turn(f"board:{account.pk}")
    known = {
        fact.key: fact for fact in BoardFact.objects.filter(account=account, key__in=list(told))
    }
    new = [
        fact
        for key, one in told.items()
        if key not in known and (fact := _new(account, one, now)) is not None
    ]
    changed = [
        change
        for key, fact in known.items()
        if (change := _retold(fact, told[key], now)) is not None
    ]
    if not new and not changed:
        return 0
    again = [change.fact for change in changed]
    know_by_words([*new, *again])
    BoardFact.objects.bulk_create(new)
    update_rows(again, _SOURCES)
    _note_versions([*(_Change(fact, []) for fact in new), *changed], by=None, now=now)
    _tell([*new, *again], now=now)
    return len(new) + len(changed)


@transaction.atomic
def write_fact(written: WrittenFact, *, brand: Brand, by: Member, now: datetime) -> BoardFact:
    """A fact by hand. Raises CannotBoard."""
    fact = BoardFact(
        brand=brand,
        key=f"hand:{uuid.uuid4()}",
        owner=written.owner or by,
        created_at=now,
        changed_at=now,
    )
    _write(fact, written)
    know_by_words([fact])
    fact.save()
    _note_versions([_Change(fact, [])], by=by, now=now)
    _tell([fact], now=now)
    return fact


@transaction.atomic
def change_fact(
    fact_id: int, written: WrittenFact, *, seen_version: int, by: Member, now: datetime
) -> BoardFact:
    """Set a fact right. One a source told keeps it until the source says something else.

    Raises CannotBoard, also where it was changed since `seen_version`; NoSuchFact.
    """
    fact = _locked(fact_id)
    if fact.version != seen_version:
        raise CannotBoard(
            "It was changed while you wrote. What you typed is still here; compare and save again."
        )
    before = _values(fact)
    _write(fact, written)
    fact.owner = written.owner
    changes = _differences(before, _values(fact))
    know_by_words([fact])
    _changed(fact, changes, by=by, now=now)
    return fact


@transaction.atomic
def end_fact(fact_id: int, *, by: Member, now: datetime) -> None:
    """It is over. Ending what is over already changes nothing. Raises NoSuchFact."""
    fact = _locked(fact_id)
    if fact.over_at is None:
        fact.over_at = now
        _changed(fact, [_over_change(is_over=True)], by=by, now=now)


@transaction.atomic
def go_on_with_fact(fact_id: int, *, by: Member, now: datetime) -> None:
    """It is not over after all. Raises NoSuchFact."""
    fact = _locked(fact_id)
    if fact.over_at is not None:
        fact.over_at = None
        _changed(fact, [_over_change(is_over=False)], by=by, now=now)


def _changed(fact: BoardFact, changes: list[dict[str, Any]], *, by: Member, now: datetime) -> None:
    fact.version, fact.changed_at = fact.version + 1, now
    fact.save()
    _note_versions([_Change(fact, changes)] if changes else [], by=by, now=now)
    _tell([fact], now=now)


def _locked(fact_id: int) -> BoardFact:
    fact = BoardFact.objects.select_for_update().filter(pk=fact_id).first()
    if fact is None:
        raise NoSuchFact("This is not on the board any more.")
    return fact


def _new(account: Account, told: InboundFact, now: datetime) -> BoardFact | None:
    """None for the end of what was never heard of, and for what says nothing."""
    if told.over or not _text(told.what, LONGEST_WHAT):
        return None
    fact = BoardFact(
        brand_id=account.brand_id,
        account=account,
        key=told.key,
        owner_id=account.owner_id,
        created_at=now,
        changed_at=now,
    )
    _take(fact, told)
    return fact


def _after(before: InboundFact | None, told: InboundFact) -> InboundFact:
    """Told twice in one page: what the second does not name stays as the first told it."""
    if before is None or before.over or told.over or not told.only:
        return told
    only = before.only | told.only if before.only else frozenset()
    return replace(before, only=only, **{name: getattr(told, name) for name in told.only})


def _retold(fact: BoardFact, told: InboundFact, now: datetime) -> _Change | None:
    """The fact as its source tells it now; None where that is nothing new."""
    if told.over:
        if fact.told == "over":
            return None
        was_over = fact.over_at is not None
        fact.told, fact.over_at = "over", fact.over_at or now
        changes = [] if was_over else [_over_change(is_over=True)]
    else:
        if fact.told == _digest(told) or not _text(told.what, LONGEST_WHAT):
            return None
        before, was_over = _values(fact), fact.over_at is not None
        _take(fact, _completed(fact, told))
        fact.told = _digest(told)
        fact.over_at = None
        changes = _differences(before, _values(fact))
        changes += [_over_change(is_over=False)] if was_over else []
    fact.version, fact.changed_at = fact.version + 1, now
    return _Change(fact, changes)


def _completed(fact: BoardFact, told: InboundFact) -> InboundFact:
    """With everything a source left as it was."""
    if not told.only:
        return told
    left = {f.name for f in fields(InboundFact)} - told.only - {"key", "over", "only"}
    return replace(told, **{name: getattr(fact, name) for name in left})


def _take(fact: BoardFact, told: InboundFact) -> None:
    fact.what = _text(told.what, LONGEST_WHAT)
    fact.where = _line(told.where, LONGEST_WHERE)
    fact.cause = _line(told.cause, LONGEST_CAUSE)
    fact.starts_at, fact.ends_at = _times(told.starts_at, told.ends_at)
    fact.sayable = told.sayable
    fact.url = told.url if told.url.startswith(("http://", "https://")) else ""
    fact.url = fact.url if len(fact.url) <= 2_000 and fact.url.isprintable() else ""
    fact.language = _line(told.language, 35)
    fact.translations = {
        _line(language, 35): _text(text, LONGEST_WHAT)
        for language, text in list(told.translations.items())[:_MOST_TRANSLATIONS]
    }
    fact.told = _digest(told)


def _digest(told: InboundFact) -> str:
    said = (
        told.what, told.where, told.cause, told.starts_at, told.ends_at, told.sayable, told.url, told.language,
        sorted(told.translations.items()),
    )  # fmt: skip
    words = repr((*said, sorted(told.only)) if told.only else said)
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=32).hexdigest()


def _times(
    starts_at: datetime | None, ends_at: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """As told, without what cannot be: times outside of the century, an end before the start."""
    starts_at = starts_at if starts_at and _EARLIEST < starts_at < _LATEST else None
    ends_at = ends_at if ends_at and _EARLIEST < ends_at < _LATEST else None
    return starts_at, None if starts_at and ends_at and ends_at < starts_at else ends_at


def _write(fact: BoardFact, written: WrittenFact) -> None:
    fact.what = _text(written.what, LONGEST_WHAT)
    if not fact.what:
        raise CannotBoard("Say what is going on.")
    if _times(written.starts_at, written.ends_at) != (written.starts_at, written.ends_at):
        raise CannotBoard("It cannot end before it begins, and both must lie in this century.")
    fact.where = _line(written.where, LONGEST_WHERE)
    fact.cause = _line(written.cause, LONGEST_CAUSE)
    fact.starts_at, fact.ends_at = written.starts_at, written.ends_at
    fact.sayable, fact.say = written.sayable, _line(written.say, LONGEST_SAY)


def _text(value: str, limit: int) -> str:
    text = _UNFIT.sub("", value.replace("\r\n", "\n")).encode("utf-8", "replace").decode().strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _line(value: str, limit: int) -> str:
    return " ".join(_text(value, limit).split())


def _values(fact: BoardFact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in _TOLD}


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"field": name, "before": _plain(before[name]), "after": _plain(after[name])}
        for name in _TOLD
        if before[name] != after[name]
    ]


def _over_change(*, is_over: bool) -> dict[str, Any]:
    return {"field": "over", "before": not is_over, "after": is_over}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value[:_LONGEST_CHANGE] if isinstance(value, str) else value


def _note_versions(changes: Iterable[_Change], *, by: Member | None, now: datetime) -> None:
    """One version each; what only changed in words nobody sees here (a translation) is none."""
    BoardFactVersion.objects.bulk_create(
        BoardFactVersion(
            fact=one.fact,
            number=one.fact.version,
            member=by,
            by_source=by is None,
            at=now,
            changes=one.changes,
        )
        for one in changes
        if one.changes or one.fact.version == 1
    )


def _tell(facts: Sequence[BoardFact], *, now: datetime) -> None:
    if facts:
        publish(BoardChanged(tuple(sorted(fact.pk for fact in facts))), now=now)
        notify_browsers("board", {fact.pk: fact.version for fact in facts})
