"""The morning as a mail. It names no customer: it links, and quotes only what was said in public."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rapport.web.morning.contexts import morning_shown
from rapport.workspace import queries as workspace
from rapport.workspace.registry import MorningLetter


def morning_letter(day: date, now: datetime) -> MorningLetter:
    """Of a day, in the language and zone that hold."""
    house = workspace.organisation()
    assert house is not None  # whoever plans mails has found it
    shown = morning_shown(house, workspace.morning_window(house, day), now=now)
    context = {"morning": shown, "root": settings.RAPPORT_URL, "house": house}
    told = {"organisation": house.name, "day": shown.title}
    return MorningLetter(
        subject=_("Morning at %(organisation)s, %(day)s") % told,
        text=_without_gaps(render_to_string("morning/mail.txt", context)),
        html=render_to_string("morning/mail.html", context),
    )


def _without_gaps(text: str) -> str:
    """At most one empty line in a row: templates leave more behind."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    return "\n".join(kept) + "\n"
