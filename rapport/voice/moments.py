"""Whether now is the moment: sending is stopped here, something is going on, they asked for silence, we only listen, or they have
not answered what we wrote last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from rapport.channels.queries import covering, hold_over
from rapport.voice.checking.findings import of_all
from rapport.voice.contract import Draft, DraftContext, Finding, Remedy, Severity, StatementText

# One who has not answered twice within a day is not helped by a third: so many since their last words, and it is said.
UNANSWERED_AT_MOST = 2


# What is going on, and the words for now where there are any.
Caution = tuple[str, StatementText | None]


def wrong_moments(
    draft: Draft,
    context: DraftContext,
    *,
    cautions: Sequence[Caution] = (),
    unanswered: int = 0,
) -> list[Finding]:
    """Findings about all of a draft (start and end are 0). One statement at most.

    `unanswered`: what we wrote to them within a day since they wrote last.
    """
    found = [of_all("wrong_moment", *said) for said in _moments(context, unanswered)]
    return found + [_going_on(draft, *caution) for caution in cautions]


def _going_on(draft: Draft, reason: str, words: StatementText | None) -> Finding:
    """Whoever says what was agreed for now is told so; others are given the words."""
    found = of_all("wrong_moment", "second", "Something is going on here", reason)
    if words is None:
        return found
    if _plain(words.text) in _plain(draft.text):
        why = "Something is going on here; you say what we say for now"
        return replace(found, severity="note", why=why, statement_id=words.id)
    end = len(draft.text)
    remedy = Remedy("Say what we say for now", end, end, words.text)
    return replace(
        found,
        why=f"{found.why}: {reason}",
        evidence=words.text,
        statement_id=words.id,
        remedy=remedy,
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _moments(context: DraftContext, unanswered: int) -> Iterator[tuple[Severity, str, str]]:
    reason = _held_for(context)
    if reason is not None:
        # Nothing leaves: the door holds it. Whoever writes should know before.
        yield "note", "Sending is stopped here, so it will wait", reason
    if _asked_for_silence(context):
        yield "second", "They asked us not to contact them", _since(context)
    if context.listens_only:
        yield "second", "We only listen here", ""
    if unanswered >= UNANSWERED_AT_MOST:
        yield "note", f"They have answered none of our last {unanswered} today", ""


def _held_for(context: DraftContext) -> str | None:
    if context.standing is None:
        hold = hold_over(context.keys) if context.keys else None
        return hold.reason if hold else None
    found = covering(context.standing, context.keys)
    return str(found["reason"]) if found else None


def _asked_for_silence(context: DraftContext) -> bool:
    """Whoever writes to us again after that wants an answer."""
    since, wrote = context.wants_silence_since, context.wrote_at
    return since is not None and (wrote is None or wrote <= since)


def _since(context: DraftContext) -> str:
    since: datetime | None = context.wants_silence_since
    return f"since {since.day} {since:%B %Y}" if since else ""
