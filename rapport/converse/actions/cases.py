"""The case in the desk the organisation has already: its number and its address there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapport.converse.actions.keeping import locked, save, tell
from rapport.converse.cases import NUMBER_LENGTH, cases_in_rows, tidy_case
from rapport.converse.errors import NoSuchCase
from rapport.converse.events import CaseSet
from rapport.converse.models import Conversation
from rapport.converse.queries.cases import NO_CONVERSATION, CasePlanned, CasesPlan, plan_cases
from rapport.ledger.actions import publish, publish_all
from rapport.ledger.rows import update_rows
from rapport.query.values import folded
from rapport.workspace.models import Member

WRITTEN_AT_ONCE = 200


@transaction.atomic
def set_case(
    conversation_id: int, *, number: str, url: str = "", by: Member | None, now: datetime
) -> None:
    """An empty number takes the case away. Safe to repeat. Raises NoSuchConversation, NoSuchCase."""
    number, url = tidy_case(number, url)
    conversation = locked(conversation_id)
    if (conversation.case_number, conversation.case_url) == (number, url):
        return
    conversation.case_number, conversation.case_url = number, url
    conversation.case_key = folded(number)[:NUMBER_LENGTH]
    publish(CaseSet(conversation.pk, by.pk if by else None), now=now)
    save(conversation, now, "case_number", "case_key", "case_url")


@dataclass(frozen=True, slots=True)
class CasesRead:
    """`set`: how many stand as they were given. `wrong`: (line of the file, why), in its order."""

    set: int
    wrong: tuple[tuple[int, str], ...]


def set_cases(rows: Iterable[Mapping[str, str | None]], *, now: datetime) -> CasesRead:
    """Rows of a file with the columns conversation (its number here), case_number and, where known, case_url.

    What cannot be read is told with its line, and stops nothing.
    """
    return set_each(plan_cases(list(cases_in_rows(rows))), now=now)


def set_each(plan: CasesPlan, *, now: datetime) -> CasesRead:
    """Each case for itself: what cannot be set stops no other. Locks a few hundred conversations at a time."""
    wrong, changes = list(plan.wrong), plan.changes
    for start in range(0, len(changes), WRITTEN_AT_ONCE):
        gone = _write(changes[start : start + WRITTEN_AT_ONCE], by=None, now=now)
        wrong += [(one.line, NO_CONVERSATION) for one in gone]
    return CasesRead(len(plan.right) + len(plan.wrong) - len(wrong), tuple(sorted(wrong)))


@transaction.atomic
def set_all(plan: CasesPlan, *, by: Member, now: datetime) -> int:
    """All or none; how many changed. Raises NoSuchCase where a conversation is gone, and then nothing has changed."""
    if gone := _write(plan.changes, by=by, now=now):
        raise NoSuchCase(f"Line {gone[0].line}: {NO_CONVERSATION} Nothing was changed.")
    return len(plan.changes)


@transaction.atomic
def _write(
    changes: Sequence[CasePlanned], *, by: Member | None, now: datetime
) -> list[CasePlanned]:
    """In a few statements, however many they are; returns those whose conversation is gone."""
    wanted = {one.conversation_id: one for one in changes}
    found = Conversation.objects.select_for_update(of=("self",)).filter(pk__in=wanted)
    # In one order, so that two who write many wait for each other and never in a circle.
    standing = list(found.order_by("pk"))
    for conversation in standing:
        one = wanted[conversation.pk]
        conversation.case_number, conversation.case_url = one.number, one.url
        conversation.case_key = folded(one.number)[:NUMBER_LENGTH]
        conversation.version, conversation.changed_at = conversation.version + 1, now
    columns = ["case_number", "case_key", "case_url", "version", "changed_at"]
    update_rows(standing, columns)
    publish_all([CaseSet(one.pk, by.pk if by else None) for one in standing], now=now)
    tell(standing)
    there = {conversation.pk for conversation in standing}
    return [one for one in changes if one.conversation_id not in there]
