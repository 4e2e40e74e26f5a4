"""How the square shows words and times."""

from __future__ import annotations

import re
from datetime import datetime

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from rapport.plaza.actions import MENTION

register = template.Library()


@register.filter
def said(text: str) -> SafeString:
    """A text with its mentions linked; everything else is escaped, and no address is made a link."""
    out, at = [], 0
    for found in MENTION.finditer(text):
        out.append(conditional_escape(text[at : found.start()]))
        page = reverse("plaza:citizen", args=[found.group(1)])
        out.append(format_html('<a href="{}">@{}</a>', page, found.group(1)))
        at = found.end()
    out.append(conditional_escape(text[at:]))
    return mark_safe("".join(out))  # noqa: S308 - every part was escaped above


@register.filter
def ago(then: datetime, now: datetime) -> str:
    """How long ago, in a few letters: "now", "7 min", "3 h", "12 Feb"."""
    seconds = (now - then).total_seconds()
    if seconds < 45:
        return "now"
    if seconds < 3600:
        return f"{max(1, round(seconds / 60))} min"
    if seconds < 86_400:
        return f"{round(seconds / 3600)} h"
    day = f"{then.day} {then:%b}"
    return day if then.year == now.year else f"{day} {then.year}"


@register.filter
def short(number: int) -> str:
    """1,234 as "1.2k"."""
    return str(number) if number < 1_000 else re.sub(r"\.0k", "k", f"{number / 1_000:.1f}k")
