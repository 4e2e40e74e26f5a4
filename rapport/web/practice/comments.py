"""What the checks say of an answer to a recorded case: the same ones that speak in the reply box. Nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from rapport.channels.contract import Limits
from rapport.channels.errors import UnknownNetwork
from rapport.channels.registry import manifest_for
from rapport.converse.actions import text_length
from rapport.converse.queries import network_name
from rapport.kit.business_time import Hours
from rapport.voice import queries as voice
from rapport.voice.contract import Draft
from rapport.web.inbox.composer import FindingShown, findings_shown
from rapport.web.practice.case import Case
from rapport.web.shell import wording


@dataclass(frozen=True, slots=True)
class Comments:
    """`findings` are the reply check's; `others` are one sentence each, with a tone."""

    findings: Sequence[FindingShown]
    others: Sequence[tuple[str, str]]
    length: int
    limit: int | None

    @property
    def is_clean(self) -> bool:
        return not (self.findings or self.others)


def comments_on(case: Case, text: str, *, brand_id: int, hours: Hours, now: datetime) -> Comments:
    """What stands in the Inbox beside the same words: what the brand holds true counts here, too."""
    limits = limits_of(case)
    length = text_length(text, limits.text_units)
    if not text.strip():
        return Comments((), (), length, limits.text_length)
    draft = Draft(text=text, message=case.asked, public=case.is_public)
    today = timezone.localdate(now)
    found = voice.check_recorded(draft, brand_id=brand_id, today=today, besides=case.statements)
    others = [
        *_too_long(case, length, limits),
        *_promises(text, hours=hours, now=now),
    ]
    return Comments(findings_shown(found), others, length, limits.text_length)


def limits_of(case: Case) -> Limits:
    """Those of the network it was said on; none where that connector is not installed."""
    try:
        return manifest_for(case.network).limits
    except UnknownNetwork:
        return Limits()


def _too_long(case: Case, length: int, limits: Limits) -> list[tuple[str, str]]:
    if limits.text_length is None or length <= limits.text_length:
        return []
    told = {
        "network": network_name(case.network),
        "n": limits.text_length,
        "over": length - limits.text_length,
    }
    return [(_("%(network)s takes %(n)d characters; this is %(over)d too long.") % told, "hot")]


def language_name(code: str) -> str:
    try:
        return str(translation.get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _promises(text: str, *, hours: Hours, now: datetime) -> list[tuple[str, str]]:
    """A promise is no mistake: it is written down with its date, and comes back in time."""
    return [
        (
            _(
                "A promise, due %(when)s: “%(words)s” In the inbox it is written down and comes back in time."
            )
            % {"when": wording.due_with_time(one.due_at, now=now), "words": one.words},
            "accent",
        )
        for one in voice.promises_in(text, now=now, hours=hours)
    ]
