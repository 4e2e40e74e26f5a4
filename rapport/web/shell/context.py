"""What the shell shows around every page: read only when a template asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.converse import queries as converse
from rapport.converse.contract import Counts, PileOn
from rapport.converse.queries import Called
from rapport.web.access import member_of, organisation_of
from rapport.web.live.begun import begun_at
from rapport.web.places import PlaceLink, places_for
from rapport.web.shell import wording
from rapport.workspace.models import Member, Organisation
from rapport.workspace.queries import open_alarms_of, unseen_of


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thread into which many people are coming."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Danger:
    """Somebody in danger whom nobody has taken, or its practice."""

    words: str
    url: str
    take_url: str


@dataclass
class Shell:
    request: HttpRequest
    member: Member

    @cached_property
    def organisation(self) -> Organisation | None:
        return organisation_of(self.request)

    @cached_property
    def since(self) -> str:
        """Where the page's stream begins: nothing told after the page was asked for is lost to it."""
        return f"{begun_at(self.request):.6f}"

    @cached_property
    def unseen_notices(self) -> int:
        return unseen_of(self.organisation)

    @cached_property
    def dangers(self) -> list[Danger]:
        """One statement more where somebody is in danger, for whom."""
        found = open_alarms_of(self.organisation)
        about = [one["about_id"] for one in found if one["about_id"]]
        whose = converse.people_for(self.member, about) if about else {}
        return [_danger(one, whose) for one in found]

    @cached_property
    def counts(self) -> Counts:
        return counts_of(self.request)

    @cached_property
    def places(self) -> list[PlaceLink]:
        return places_for(self.member, self.request.path)

    @cached_property
    def alarms(self) -> list[Alarm]:
        return [_alarm(pile_on) for pile_on in pile_ons_of(self.request)]


def shell(request: HttpRequest) -> dict[str, Shell | None]:
    """Context processor. `shell` is None for somebody who has not signed in."""
    user = getattr(request, "user", None)
    return {"shell": Shell(request, user) if isinstance(user, Member) else None}


def counts_of(request: HttpRequest) -> Counts:
    """The numbers of the rail and the tabs, counted once a request."""
    if not hasattr(request, "rapport_counts"):
        request.rapport_counts = converse.counts(member_of(request), now=timezone.now())  # type: ignore[attr-defined]
    counted: Counts = request.rapport_counts  # type: ignore[attr-defined]
    return counted


def pile_ons_of(request: HttpRequest) -> Sequence[PileOn]:
    """The pile-ons of now, found once a request."""
    if not hasattr(request, "rapport_pile_ons"):
        share_pile_ons(request, converse.pile_ons(now=timezone.now()))
    found: Sequence[PileOn] = request.rapport_pile_ons  # type: ignore[attr-defined]
    return found


def share_pile_ons(request: HttpRequest, found: Sequence[PileOn]) -> None:
    """A view that has looked already spares the shell from looking again."""
    request.rapport_pile_ons = found  # type: ignore[attr-defined]


def _danger(alarm: dict[str, Any], whose: Mapping[int, Called]) -> Danger:
    take_url = reverse("take_alarm", args=[alarm["id"]])
    if alarm["is_practice"]:
        words = _("Practice, no real danger: press as you would")
        return Danger(words, reverse("alarm", args=[alarm["id"]]), take_url)
    url = reverse("inbox_open", args=[alarm["about_id"]])
    if (called := whose.get(alarm["about_id"])) is None:
        return Danger(_("Danger to life: nobody has taken it yet"), url, take_url)
    words = _("Danger to life: nobody has taken %(who)s (%(network)s) yet")
    return Danger(words % {"who": called.name, "network": called.network}, url, take_url)


def _alarm(pile_on: PileOn) -> Alarm:
    people = ngettext("%(n)d person", "%(n)d people", pile_on.people) % {"n": pile_on.people}
    words = _("Pile-on forming under “%(title)s”: %(people)s in %(span)s") % {
        "title": pile_on.title,
        "people": people,
        "span": wording.span(pile_on.minutes),
    }
    if pile_on.new_people == pile_on.people:
        words += ", " + _("all new to us")
    elif pile_on.new_people:
        words += ", " + _("%(n)d of them new to us") % {"n": pile_on.new_people}
    here = pile_on.conversation_id
    return Alarm(f"{words}.", reverse("inbox_open", args=[here]) if here else "")
