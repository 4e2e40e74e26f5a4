"""The least valid organisation, brand and members, for tests of every room."""

from __future__ import annotations

from datetime import UTC, datetime

from rapport.workspace import actions
from rapport.workspace.models import Brand, Member, Organisation

PASSWORD = "correct horse battery"
NOON = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)


def make_organisation(
    name: str = "Halden Rail", *, timezone: str = "Europe/Stockholm"
) -> Organisation:
    return Organisation.objects.create(name=name, timezone=timezone, created_at=NOON)


def make_brand(name: str = "Halden Rail", *, kind: str = Brand.Kind.OWN) -> Brand:
    return actions.add_brand(name, kind=kind)


def make_member(name: str, *, role: str = Member.Role.AGENT, is_active: bool = True) -> Member:
    """A member called `name`, with the mail address name@halden.example and PASSWORD."""
    member = actions.add_member(
        f"{name.lower().replace(' ', '.')}@halden.example", name=name, role=role, password=PASSWORD
    )
    if not is_active:
        Member.objects.filter(pk=member.pk).update(is_active=False)
        member.is_active = False
    return member
