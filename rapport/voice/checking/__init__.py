"""The reply check: what a draft says against what we hold true, and what it would give away in public.

Pure functions over values. Reads nothing, writes nothing, knows no clock but the day it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rapport.voice.checking.audiences import may_be_said, not_for_them, without_telling
from rapport.voice.checking.contradictions import contradictions_in
from rapport.voice.checking.copies import robotic_in
from rapport.voice.checking.craft import craft_in
from rapport.voice.checking.dismissive import dismissive_in
from rapport.voice.checking.parts import PATIENCE_SECONDS, Parts, unread
from rapport.voice.checking.personal import personal_data_in, read_data_in
from rapport.voice.checking.placeholders import placeholders_in
from rapport.voice.checking.places import wrong_place_in
from rapport.voice.checking.remembered import told_otherwise
from rapport.voice.checking.unanswered import unanswered_in
from rapport.voice.contract import Draft, Finding, StatementText

__all__ = ["check_draft", "check_surely", "unread"]


def check_draft(draft: Draft, statements: Sequence[StatementText], *, today: date) -> list[Finding]:
    """What to look at before it goes out, in the order of the text. Statements not valid today do not count.

    All that the house can tell, with what is right seven times in ten only: for `rapport check` and for measuring.
    """
    return _checked(draft, statements, today=today, sure=False)


def check_surely(
    draft: Draft, statements: Sequence[StatementText], *, today: date
) -> list[Finding]:
    """The same, but for what speaks too often where nothing is wrong: this is what the reply box says.

    On our own good answers to the recorded cases all of it found fault with thirteen of 26 (docs/decisions/0031).
    """
    return _checked(draft, statements, today=today, sure=True)


def _checked(
    draft: Draft, statements: Sequence[StatementText], *, today: date, sure: bool
) -> list[Finding]:
    parts = Parts(patience=PATIENCE_SECONDS if sure else None)
    ours = [each.text for each in statements if may_be_said(each, draft)]

    def true() -> list[Finding]:
        found = contradictions_in(draft, statements, today=today, weighs=not sure)
        return without_telling(found, draft, statements)

    # What gives somebody away is looked for first, whatever comes of the rest.
    given_away = parts.run("personal data", lambda: _personal(draft, ours, sure=sure))
    findings = parts.run("what we hold true", true)
    findings += parts.run("who may be told", lambda: not_for_them(draft, statements, today=today))
    told = parts.run(
        "what was told before", lambda: told_otherwise(draft, today=today, standing_only=sure)
    )
    findings += _apart(told, findings)
    findings += parts.run("gaps", lambda: placeholders_in(draft.text))
    findings += parts.run("near-copies", lambda: _robotic(draft))
    if not sure:
        findings += parts.run("coldness", lambda: dismissive_in(draft.text, message=draft.message))
        findings += parts.run("questions", lambda: unanswered_in(draft.text, message=draft.message))
    findings += parts.run(
        "the place",
        lambda: wrong_place_in(draft.text, message=draft.message, public=draft.public),
    )
    findings += parts.run(
        "craft",
        lambda: craft_in(
            draft.text, message=draft.message, public=draft.public, ours=ours, waits=not sure
        ),
    )
    findings += given_away
    findings += parts.run("what tells of people", lambda: _read(draft, ours, given_away))
    findings += parts.not_looked_at(draft.text)
    return sorted(findings, key=lambda finding: (finding.start, finding.end))


def _robotic(draft: Draft) -> list[Finding]:
    return robotic_in(
        draft.text,
        recent=draft.recent,
        in_thread=draft.in_thread,
        saved=draft.saved,
        message=draft.message,
    )


def _personal(draft: Draft, ours: Sequence[str], *, sure: bool) -> list[Finding]:
    if not draft.public:
        return []
    return personal_data_in(draft.text, allowed=ours, message=draft.message, guesses=not sure)


def _read(draft: Draft, ours: Sequence[str], besides: Sequence[Finding]) -> list[Finding]:
    if not draft.public or draft.quick:
        return []
    return read_data_in(
        draft.text, besides=besides, allowed=ours, message=draft.message, surely=True
    )


def _apart(more: Sequence[Finding], findings: Sequence[Finding]) -> list[Finding]:
    """What a statement says already needs no second word."""
    return [
        finding
        for finding in more
        if not any(finding.start < one.end and one.start < finding.end for one in findings)
    ]
