"""Filters that turn values into words; the words themselves are in `rapport.web.shell.wording`."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """One of the shell's line icons; decorative, so the words beside it must say the same."""
    return format_html(
        '<svg class="icon {}" viewBox="0 0 20 20" aria-hidden="true"><use href="#icon-{}"/></svg>',
        css,
        name,
    )
