"""Filters that turn values into words; the words themselves are in `rapport.web.shell.wording`."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rapport.web.shell import wording

register = template.Library()
register.filter("number", wording.number)
register.filter("short_number", wording.short_number)
register.filter("tally", wording.tally)
register.filter("span", wording.span)


@register.filter
def moment(at: datetime) -> str:
    return wording.moment(at, now=timezone.now())


@register.filter
def moment_with_time(at: datetime) -> str:
    return wording.moment_with_time(at, now=timezone.now())


@register.filter
def due(at: datetime) -> str:
    return wording.due(at, now=timezone.now())


@register.simple_tag
@lru_cache(maxsize=500)
def icon(name: str, css: str = "") -> SafeString:
    """One of the shell's line icons; decorative, so the words beside it must say the same."""
    return format_html(
        '<svg class="icon {}" viewBox="0 0 20 20" aria-hidden="true"><use href="#icon-{}"/></svg>',
        css,
        name,
    )


@register.simple_tag
@lru_cache(maxsize=500)
def mood_mark(mood: str, label: str = "") -> SafeString:
    """The shape of a mood: down, up, a dot, a triangle. `label` is read aloud."""
    return format_html(
        '<svg class="mood {0}" viewBox="0 0 16 16" role="img" aria-label="{1}"><use href="#mood-{0}"/></svg>',
        mood,
        label or mood,
    )
