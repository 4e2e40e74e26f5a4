"""The places of the rail, in the user's words and in their order. One line makes a new one appear."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from rapport.workspace import queries as workspace
from rapport.workspace.models import Member


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    url_name: str
    icon: str
    key: str  # after `g`
    needs: str = "see"
    on_phone: bool = False


@dataclass(frozen=True, slots=True)
class PlaceLink:
    place: Place
    url: str
    is_here: bool

    @property
    def has_count(self) -> bool:
        return self.place.url_name in ("inbox", "notices")

    @property
    def in_rail(self) -> SafeString:
        """In the rail; what carries no number is the same for everybody, and rendered once a language."""
        return _rendered(self, "shell/rail_place.html", get_language())

    @property
    def in_sheet(self) -> SafeString:
        """Among the further places of a phone."""
        return _rendered(self, "shell/rail_later.html", get_language())


@lru_cache(maxsize=500)
def _rendered(link: PlaceLink, template: str, language: str | None) -> SafeString:
    return render_to_string(template, {"link": link})


PLACES = (
    Place("Pulse", "pulse", "pulse", "p", on_phone=True),
    Place("Morning", "morning", "morning", "n"),
    Place("Inbox", "inbox", "inbox", "i", on_phone=True),
    Place("Notices", "notices", "bell", "b", on_phone=True),
    Place("Facts board", "board", "board", "f"),
    Place("People", "people", "people", "e", on_phone=True),
    Place("Listening", "listening", "listening", "l"),
    Place("Statements", "statements", "statements", "t", on_phone=True),
    Place("Failings", "failings", "check", "d"),
    Place("Rota", "rota", "rota", "r"),
    Place("Import", "import", "import", "m", needs="import"),
    Place("Purposes", "purposes", "purposes", "o"),
    Place("Accounts", "accounts", "accounts", "a", needs="manage_accounts"),
    Place("Health", "health", "health", "y"),
    Place("Settings", "settings", "settings", "s"),
    Place("Help", "help", "help", "h"),
)


def places_for(member: Member, path: str) -> list[PlaceLink]:
    """The places that exist and that this member may enter."""
    return [
        PlaceLink(place, url, is_here=path.startswith(url))
        for place, url in _that_exist()
        if workspace.can(member, place.needs)
    ]


@lru_cache(maxsize=1)
def _that_exist() -> tuple[tuple[Place, str], ...]:
    found = []
    for place in PLACES:
        try:
            found.append((place, reverse(place.url_name)))
        except NoReverseMatch:
            continue  # its screen has not been built yet
    return tuple(found)
