"""Everybody one can give something to, as HTML. The same beside every conversation, so rendered once for each choice."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rapport.workspace.models import Member

# Ids and names, in the order in which they are shown.
Names = tuple[tuple[int, str], ...]


@lru_cache(maxsize=500)
def menu_lines(names: Names, chosen: int | None) -> SafeString:
    """Buttons of a menu. `chosen`: who has it now."""
    return _rendered("inbox/colleague_lines.html", names, chosen)


@lru_cache(maxsize=500)
def options(names: Names, chosen: int | None) -> SafeString:
    """Of a select. `chosen`: who is offered first."""
    return _rendered("inbox/colleague_options.html", names, chosen)


def _rendered(template: str, names: Names, chosen: int | None) -> SafeString:
    colleagues = [Member(pk=pk, name=name) for pk, name in names]
    return render_to_string(template, {"colleagues": colleagues, "chosen": chosen})
