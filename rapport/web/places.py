"""The places of the rail, in the user's words and in their order. One line makes a new one appear."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

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


PLACES = (
    Place("Pulse", "pulse", "pulse", "p", on_phone=True),
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
)


def places_for(member: Member, path: str) -> list[PlaceLink]:
    """The places that exist and that this member may enter."""
    links = []
    for place in PLACES:
        try:
            url = reverse(place.url_name)
        except NoReverseMatch:
            continue  # its screen has not been built yet
        if workspace.can(member, place.needs):
            links.append(PlaceLink(place, url, is_here=path.startswith(url)))
    return links
