"""Whether now is the moment: sending is stopped here, they asked for silence, or the place is for listening only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rapport.channels.queries import covering, hold_over
from rapport.voice.contract import DraftContext, Finding, Severity


def wrong_moments(context: DraftContext) -> list[Finding]:
    """Findings about all of a draft (start and end are 0). One statement at most."""
    return [
        Finding(
            kind="wrong_moment",
            severity=severity,
            start=0,
            end=0,
            why=why,
            evidence=evidence,
            statement_id=None,
            confidence=1.0,
            remedy=None,
        )
        for severity, why, evidence in _moments(context)
    ]


def _moments(context: DraftContext) -> Iterator[tuple[Severity, str, str]]:
    reason = _held_for(context)
    if reason is not None:
        # Nothing leaves: the door holds it. Whoever writes should know before.
        yield "note", "Sending is stopped here, so it will wait", reason
    if _asked_for_silence(context):
        yield "second", "They asked us not to contact them", _since(context)
    if context.listens_only:
        yield "second", "We only listen here", ""


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
