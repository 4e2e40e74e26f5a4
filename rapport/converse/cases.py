"""Case numbers as they are given, by hand, in a file or in a call. Nothing here asks the database."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from rapport.converse.errors import CannotReadCases, NoSuchCase

NUMBER_LENGTH, URL_LENGTH, KEY_LENGTH = 100, 500, 500
CASES_IN_A_FILE, CASES_IN_A_CALL = 5_000, 1_000
_COLUMNS = ("conversation", "case_number", "case_url")
_FIELDS = frozenset({"conversation", "message", "network", "number", "url"})


@dataclass(frozen=True, slots=True)
class CaseGiven:
    """A case for a conversation by its number here, or by the id a network gave a message of it.

    `line`: of the file, or the place in the call, from 1. `wrong`: why it cannot be read, "" where it can.
    """

    line: int
    conversation: str = ""
    message: str = ""
    network: str = ""
    number: str = ""
    url: str = ""
    wrong: str = ""


def tidy_case(number: str, url: str, *, https_only: bool = False) -> tuple[str, str]:
    """The number and the address as they are kept. Raises NoSuchCase."""
    number, url = " ".join(number.replace("\0", "").split()), url.replace("\0", "").strip()
    if len(number) > NUMBER_LENGTH:
        raise NoSuchCase(f"A case number has at most {NUMBER_LENGTH} letters.")
    if url and not number:
        raise NoSuchCase("Write the number of the case as well as its address.")
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("no:")
    schemes = ("https",) if https_only else ("http", "https")
    if url and (parts.scheme not in schemes or not parts.netloc or len(url) > URL_LENGTH):
        raise NoSuchCase("The address of a case begins with https:// and has at most 500 letters.")
    return number, url


def cases_in_csv(text: str) -> list[CaseGiven]:
    """Lines with the columns conversation (its number here), case_number and, where known, case_url.

    Parted by commas or, as some programs write them, by semicolons. Raises CannotReadCases.
    """
    head = text.removeprefix("\ufeff").partition("\n")[0]
    delimiter = ";" if ";" in head and "," not in head else ","
    try:
        rows = csv.DictReader(
            io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter
        )
        if missing := set(_COLUMNS[:2]) - set(rows.fieldnames or ()):
            raise CannotReadCases(
                f"There is no column {', '.join(sorted(missing))}. Name the columns in the first line."
            )
        given = list(cases_in_rows(rows))
    except csv.Error as error:
        raise CannotReadCases(f"This is no CSV: {error}. Save it as CSV in UTF-8.") from error
    if len(given) > CASES_IN_A_FILE:
        raise CannotReadCases(f"A file may hold {CASES_IN_A_FILE:,} lines. Cut it in two.")
    return given


def cases_in_rows(rows: Iterable[Mapping[str, str | None]]) -> Iterable[CaseGiven]:
    for line, row in enumerate(rows, start=2):  # the first is the head
        conversation, number, url = ((row.get(name) or "").strip() for name in _COLUMNS)
        yield CaseGiven(line, conversation=conversation, number=number, url=url)


def cases_in_json(body: bytes) -> list[CaseGiven]:
    """`{"conversation": 12 | "message": "id", "number": "INC-42", "url": "https://..."}`, or a list of such.

    Raises CannotReadCases for what is no such thing as a whole; a single one that is none says so in `wrong`.
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise CannotReadCases("The body is no JSON in UTF-8.") from error
    if isinstance(told, dict):
        told = told["cases"] if set(told) == {"cases"} else [told]
    if not isinstance(told, list) or not told:
        raise CannotReadCases("The body must be a case, or a list of cases.")
    if len(told) > CASES_IN_A_CALL:
        raise CannotReadCases(f"A call may hold {CASES_IN_A_CALL:,} cases; this has {len(told):,}.")
    return [_case_told(line, one) for line, one in enumerate(told, start=1)]


def _case_told(line: int, told: Any) -> CaseGiven:
    if not isinstance(told, dict):
        return CaseGiven(line, wrong="A case is an object.")
    if unknown := sorted(set(told) - _FIELDS):
        return CaseGiven(line, wrong=f"“{unknown[0][:30]}” is no field of a case.")
    conversation = told.get("conversation", "")
    if type(conversation) is int:
        conversation = str(conversation) if abs(conversation) < 10**18 else "?"
    texts = told | {"conversation": conversation}
    if wrong := next((name for name, one in texts.items() if not _is_text(one)), None):
        return CaseGiven(line, wrong=f"“{wrong}” must be text.")
    if "number" not in told:
        return CaseGiven(line, wrong="“number” is missing; an empty one takes the case away.")
    if bool(conversation) == bool(told.get("message")):
        return CaseGiven(line, wrong="Give either the conversation or a message of it.")
    return CaseGiven(line, **texts)


def _is_text(one: Any) -> bool:
    """Text a database can hold: a lone surrogate or a NUL is none."""
    if not isinstance(one, str) or "\0" in one:
        return False
    return not any("\ud800" <= letter <= "\udfff" for letter in one)
