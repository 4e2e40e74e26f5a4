"""The case in the desk the organisation has already: its number and its address there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from rapport.converse.actions.keeping import locked, save
from rapport.converse.errors import ConverseError, NoSuchCase
from rapport.converse.events import CaseSet
from rapport.ledger.actions import publish
from rapport.query.values import folded
from rapport.workspace.models import Member

NUMBER_LENGTH, URL_LENGTH = 100, 500
_COLUMNS = ("conversation", "case_number", "case_url")


@transaction.atomic
def set_case(
    conversation_id: int, *, number: str, url: str = "", by: Member | None, now: datetime
) -> None:
    """An empty number takes the case away. Safe to repeat. Raises NoSuchConversation, NoSuchCase."""
    number, url = " ".join(number.replace("\0", "").split()), url.replace("\0", "").strip()
    _demand_case(number, url)
    conversation = locked(conversation_id)
    if (conversation.case_number, conversation.case_url) == (number, url):
        return
    conversation.case_number, conversation.case_url = number, url
    conversation.case_key = folded(number)[:NUMBER_LENGTH]
    publish(CaseSet(conversation.pk, by.pk if by else None), now=now)
    save(conversation, now, "case_number", "case_key", "case_url")


@dataclass(frozen=True, slots=True)
class CasesRead:
    """`wrong`: (line of the file, why), in its order."""

    set: int
    wrong: tuple[tuple[int, str], ...]


def set_cases(rows: Iterable[dict[str, str | None]], *, now: datetime) -> CasesRead:
    """Rows of a file with the columns conversation (its number here), case_number and, where known, case_url.

    What cannot be read is told with its line, and stops nothing.
    """
    done, wrong = 0, []
    for line, row in enumerate(rows, start=2):  # the first is the head
        told = {name: (row.get(name) or "").strip() for name in _COLUMNS}
        given = told["conversation"].removeprefix("#")
        if not (given.isascii() and given.isdigit() and len(given) < 19):
            wrong.append((line, f"“{given[:30]}” is no number of a conversation."))
            continue
        try:
            set_case(int(given), number=told["case_number"], url=told["case_url"], by=None, now=now)
        except ConverseError as error:
            wrong.append((line, str(error)))
        else:
            done += 1
    return CasesRead(done, tuple(wrong))


def _demand_case(number: str, url: str) -> None:
    if len(number) > NUMBER_LENGTH:
        raise NoSuchCase(f"A case number has at most {NUMBER_LENGTH} letters.")
    if url and not number:
        raise NoSuchCase("Write the number of the case as well as its address.")
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("no:")
    if url and (parts.scheme not in ("http", "https") or not parts.netloc or len(url) > URL_LENGTH):
        raise NoSuchCase("The address of a case begins with https:// and has at most 500 letters.")
