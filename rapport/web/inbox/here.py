"""Who else looks at a conversation, and who writes there: said by every open tab every ten seconds, and kept nowhere.

What is known is in the memory of this process (`HUB.presence`); what a member is told of it, only of conversations they
may see, and only of colleagues who work here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rapport.converse import queries as converse
from rapport.ledger.actions import tell_presence
from rapport.ledger.contract import Beat
from rapport.ledger.live import HUB
from rapport.web.inbox.pages import number
from rapport.workspace import queries as workspace
from rapport.workspace.models import Member

# More rows than a screen shows are not looked at.
ROWS_AT_MOST = 60
FACES_AT_MOST = 4
_TAB = re.compile(r"[a-z0-9]{1,16}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a tab shows: the conversation that is open (0: none) and the rows in view."""

    tab: str
    open_id: int
    types: bool
    rows: tuple[int, ...]

    @classmethod
    def from_form(cls, form: Mapping[str, str]) -> Asked:
        rows = [pk for one in form.get("rows", "").split(",")[:ROWS_AT_MOST] if (pk := number(one))]
        tab = form.get("tab", "")
        return cls(
            tab=tab if _TAB.fullmatch(tab) else "",
            open_id=number(form.get("open", "")) or 0,
            types=form.get("types") == "1",
            rows=tuple(rows),
        )


@dataclass(frozen=True, slots=True)
class Colleague:
    name: str
    initials: str
    hue: int
    types: bool

    @property
    def says(self) -> str:
        said = _("%(name)s is typing…") if self.types else _("%(name)s reads")
        return said % {"name": self.name}


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation and who else is there, whoever types first."""

    id: int
    colleagues: tuple[Colleague, ...]

    @property
    def faces(self) -> tuple[Colleague, ...]:
        return self.colleagues[:FACES_AT_MOST]

    @property
    def more(self) -> int:
        return len(self.colleagues) - len(self.faces)

    @property
    def says(self) -> str:
        return ", ".join(one.says for one in self.colleagues)

    @property
    def warning(self) -> str:
        """What stands over Send while somebody else writes."""
        names = [one.name for one in self.colleagues if one.types]
        if not names:
            return ""
        if len(names) == 1:
            return _("%(name)s is writing too.") % {"name": names[0]}
        return _("%(n)d colleagues are writing too.") % {"n": len(names)}


@require_http_methods(["GET", "POST"])
async def here(request: HttpRequest) -> HttpResponse:
    """POST: this tab is here, and GET or POST: who else is. The one place that answers without the usual guard, being async."""
    member = await request.auser()
    if not isinstance(member, Member) or not member.is_active:
        return HttpResponse("You are signed out.", status=401, content_type="text/plain")
    await HUB.linger()
    return await sync_to_async(_answered)(request, member)


def _answered(request: HttpRequest, member: Member) -> HttpResponse:
    beats = request.method == "POST"
    asked = Asked.from_form((request.POST if beats else request.GET).dict())
    others = {pk: found for pk in {asked.open_id, *asked.rows} if (found := _others(member, pk))}
    seen = converse.seen_by(member, {asked.open_id, *others} - {0})
    if beats and asked.tab:
        open_id = asked.open_id if asked.open_id in seen else 0
        tell_presence(Beat(member.pk, asked.tab, open_id, types=asked.types))
    places = _places({pk: found for pk, found in others.items() if pk in seen})
    context = {"open": places.pop(asked.open_id, None), "rows": list(places.values())}
    # Without what every page has around it: this is asked for every few seconds.
    return HttpResponse(render_to_string("inbox/here.html", context))


def _others(member: Member, conversation_id: int) -> dict[int, str]:
    found = HUB.presence.at_subject(conversation_id)
    return {pk: does for pk, does in found.items() if pk != member.pk}


def _places(found: Mapping[int, Mapping[int, str]]) -> dict[int, Place]:
    ids = {pk for others in found.values() for pk in others}
    here_now = {m.pk: m for m in workspace.members().filter(pk__in=ids)} if ids else {}
    places = {}
    for conversation_id, others in found.items():
        colleagues = [
            Colleague(m.name, m.initials, m.hue, types=does == "types")
            for pk, does in others.items()
            if (m := here_now.get(pk)) is not None and workspace.can(m, "see")
        ]
        colleagues.sort(key=lambda one: (not one.types, one.name))
        if colleagues:
            places[conversation_id] = Place(conversation_id, tuple(colleagues))
    return places
