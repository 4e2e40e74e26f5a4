"""Remedies that need no thought: where the error can be taken away by one change of letters, the change."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rapport.query.errors import QueryError
from rapport.query.parsing import MAX_LENGTH, parse

_FAR = re.compile(r"(?i)o?near/\d+f?")
_OPERATORS = {"and", "or", "not", "-", "near"}
# A run of operators with nothing after it, back to the last word.
_DANGLING = re.compile(r"(?:\s*(?:\bAND|\bOR|\bNOT|\bO?NEAR(?:/\d+f?)?|[-–])(?=\s|$))+\s*$")


@dataclass(frozen=True, slots=True)
class Mending:
    """Put `words` in place of [start, end), in code points; `says` is what the button says."""

    start: int
    end: int
    words: str
    says: str

    def of(self, text: str) -> str:
        return text[: self.start] + self.words + text[self.end :]


def mending(text: str, error: QueryError, *, names: Container[str] = ()) -> Mending | None:
    """The first change after which the query can be read, or is wrong only further on."""
    if not error.length or len(text) > MAX_LENGTH:
        return None
    for change in _changes(text, error):
        try:
            parse(change.of(text), names=names)
        except QueryError as next_error:
            if next_error.position > error.position + len(change.words):
                return change
        else:
            return change
    return None


def _changes(text: str, error: QueryError) -> Iterator[Mending]:
    start, end = error.position, error.position + error.length
    wrong = text[start:end]
    if wrong == "(":
        yield Mending(len(text), len(text), ")", _("Close it at the end"))
    if _FAR.fullmatch(wrong):
        yield Mending(start, end, "AND", _("Write AND instead"))
    if wrong.endswith("*") and len(wrong) > 1:
        yield Mending(end - 1, end, "", _("Take the * out"))
    if wrong.startswith("*") and len(wrong) > 1:
        yield Mending(start, start + 1, "", _("Take the * out"))
    if wrong.casefold() in _OPERATORS or wrong in ("(", ")"):
        # With the space before it, so that no two are left.
        before = start - 1 if start and text[start - 1] == " " else start
        yield Mending(before, end, "", _("Take “%(sign)s” out") % {"sign": wrong})
    dangling = _DANGLING.search(text[:end])
    if dangling and dangling.start():
        words = dangling.group().strip()
        yield Mending(dangling.start(), end, "", _("Take “%(sign)s” out") % {"sign": words})
