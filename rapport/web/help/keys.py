"""Every key of the Inbox, read from the templates that give it: the list the overlay shows is the list there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

_WEB = Path(__file__).parents[1]
# In the order one meets them: the list, the conversation and what stands in it, everywhere.
_TEMPLATES = (
    "inbox/templates/inbox/find.html",
    "inbox/templates/inbox/list.html",
    "inbox/templates/inbox/views_bar.html",
    "inbox/templates/inbox/conversation.html",
    "inbox/templates/inbox/*.html",
    "shell/templates/shell/keys.html",
)
_GIVEN = re.compile(
    r'data-key(?:-note)?="(?P<keys>[^"{]+)"[^>]*?'
    r"""data-key-says="\{% translate '(?P<says>[^']+)' %\}" """
    r"""data-key-group="\{% translate '(?P<group>[^']+)' %\}\""""
)


@dataclass(frozen=True, slots=True)
class Key:
    """`keys` as templates write them: "e", "g p", "Ctrl+Enter"; in words the browser puts them, as in the overlay."""

    keys: str
    says: str
    group: str


def all_keys() -> list[Key]:
    return [Key(keys, _(says), _(group)) for keys, says, group in _given()]


@lru_cache(maxsize=1)
def _given() -> tuple[tuple[str, str, str], ...]:
    """Each once, however many templates give it."""
    return tuple(dict.fromkeys(_found()))


def _found() -> Iterator[tuple[str, str, str]]:
    for pattern in _TEMPLATES:
        for template in sorted(_WEB.glob(pattern)):
            for one in _GIVEN.finditer(template.read_text(encoding="utf-8")):
                yield one["keys"], one["says"], one["group"]
