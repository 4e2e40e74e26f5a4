"""What the page says: a sentence a place, the keys, what is written elsewhere, the version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.web.help.keys import Key, all_keys
from rapport.web.places import PlaceLink, places_for
from rapport.workspace.models import Member

PLACES_SAY: dict[str, Promise] = {
    "pulse": _("What is going on now, in sentences. Each figure opens the list behind it."),
    "morning": _("What happened since yesterday, whom we owe, what was praised."),
    "inbox": _("Everybody who needs an answer, the most pressing first, and the place to answer."),
    "notices": _("What you are told, your tasks, and what departments are asked."),
    "board": _("What is going on in the world, and what we may say of it."),
    "people": _("Who has spoken to us, and what passed between us."),
    "listening": _("What is said about us elsewhere, by stored queries."),
    "statements": _("What the organisation holds true; replies are checked against it."),
    "failings": _("What went wrong for many, whose it is to mend, and whom to tell."),
    "rota": _("Who is on duty, and who is away."),
    "import": _("Messages and case numbers from a file."),
    "purposes": _("What we said we would achieve, and how it stands."),
    "accounts": _("The profiles and mailboxes we speak and listen with."),
    "health": _("Whether everything is heard and sent, and what is missing."),
    "settings": _("Yours, the team’s and the organisation’s."),
    "help": _("This page."),
}
# Files of the folder `docs` that come with Rapport, in the order somebody new wants them.
WRITTEN: tuple[tuple[str, Promise], ...] = (
    ("user.md", _("Every place, for those who work in it")),
    ("answering.md", _("Replies, promises, private, failings")),
    ("finding.md", _("Finding, snoozing, several at once")),
    ("query-language.md", _("How to ask for exactly what you mean")),
    ("together.md", _("Notes, departments, tasks, handing over")),
    ("triage.md", _("Labels and rules")),
    ("moderation.md", _("Who is here, and published rules")),
    ("privacy.md", _("What is kept, for how long, and erasing")),
    ("operator.md", _("Running it: install, back up, look after")),
)


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    link: PlaceLink
    says: Promise | str


@dataclass(frozen=True, slots=True)
class Help:
    places: Sequence[PlaceSaid]
    keys: Sequence[Key]
    written: Sequence[tuple[str, Promise]]
    version: str


def help_shown(member: Member) -> Help:
    links = places_for(member, "")
    return Help(
        places=[PlaceSaid(link, PLACES_SAY.get(link.place.url_name, "")) for link in links],
        keys=all_keys(),
        written=WRITTEN,
        version=_installed(),
    )


def _installed() -> str:
    """ "" where Rapport runs from its source without having been installed."""
    try:
        return version("rapport-cx")
    except PackageNotFoundError:
        return ""
