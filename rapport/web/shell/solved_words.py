"""The sentence a thread is told once something was solved in private."""

from __future__ import annotations

from django.utils.translation import gettext as _


def spoken(line: str) -> str:
    """The organisation's own words, or the usual ones."""
    return line or _("Solved together in private.")
