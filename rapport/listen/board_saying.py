"""What may be said of a fact in public, and whether a text says when it ends. Times are local to the active zone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rapport.kit.text import terms
from rapport.listen.words.board import UNTIL

LONGEST_LINE = 500
LONGEST_WHAT_SAID = 280
END = "{end}"


def sayable_line(
    *,
    what: str,
    where: str,
    say: str,
    ends_at: datetime | None,
    now: datetime,
    language: str = "",
    translations: Mapping[str, str] | None = None,
    wanted: str = "",
) -> str:
    """One sentence with the expected end. A sentence written for it stands as it is; else what and where make one.

    `language` is that of `what`, `wanted` that of the person it is said to: their translation is taken where there is one.
    """
    end = said_end(ends_at, now=now, language=wanted or language) if ends_at else ""
    if say:
        return _filled(say, end)
    told = _translation(translations or {}, wanted)
    spoken = wanted if told else language
    text = _cut((told or what).strip().partition("\n")[0].strip())
    # A translation is of what happened; where stands in the words of the source.
    if where and where.casefold() not in text.casefold() and not told:
        text = f"{text.rstrip('.')}, {_cut(where, 120)}"
    if end:
        text = f"{text.rstrip('.')}, {_until(spoken).replace(END, end)}"
    return _closed(text)[:LONGEST_LINE]


def said_end(ends_at: datetime, *, now: datetime, language: str = "") -> str:
    """18:00 today, with the day on any other."""
    local, today = timezone.localtime(ends_at), timezone.localtime(now).date()
    clock = date_format(local, "H:i")
    if local.date() == today:
        return clock
    with translation.override(primary(language) or translation.get_language()):
        return f"{date_format(local, 'j M')} {clock}"


def says_end(text: str, ends_at: datetime) -> bool:
    """Whether a text holds that time of day, however it is written: 18:00, 18.00, 18h00, 18 Uhr, 6 pm, 6:00 p.m."""
    local = timezone.localtime(ends_at)
    hour, minute = local.hour, local.minute
    forms = [rf"0?{hour}\s?[:.h]\s?{minute:02}"]
    half = rf"{hour % 12 or 12}"
    mark = r"a" if hour < 12 else r"p"
    forms.append(rf"{half}[:.]{minute:02}\s?{mark}\.?m\b")
    if minute == 0:
        forms += [rf"0?{hour}\s?(?:uhr|h)\b", rf"{half}\s?{mark}\.?m\b"]
    return re.search(rf"(?<![\d:.])(?:{'|'.join(forms)})(?![\d:])", text, re.IGNORECASE) is not None


def keeps_line(text: str, line: str) -> bool:
    """Whether at least half of the words of a line that was put into a text are still there."""
    words = set(terms(line))
    return bool(words) and 2 * len(words & set(terms(text))) >= len(words)


def primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _translation(translations: Mapping[str, str], wanted: str) -> str:
    if not wanted:
        return ""
    found = {primary(language): text for language, text in translations.items()}
    return found.get(primary(wanted), "").strip()


def _until(language: str) -> str:
    return UNTIL.get(primary(language)) or (_("until {end}") if not language else f"({END})")


def _filled(say: str, end: str) -> str:
    if END in say and not end:
        return ""
    return say.replace(END, end)[:LONGEST_LINE]


def _cut(text: str, limit: int = LONGEST_WHAT_SAID) -> str:
    if len(text) <= limit:
        return text
    return text[: limit - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…", "。")) else f"{text}."
