"""Members come, change and leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from rapport.kit.secrets import new_token, token_digest
from rapport.ledger.actions import notify_browsers, publish
from rapport.workspace.actions.entries import (
    blank_entries,
    demand,
    new_member,
    wrong_email,
    wrong_member,
)
from rapport.workspace.actions.tasks import hand_back_tasks
from rapport.workspace.errors import InvalidEntry, LastOwner, LinkSpent
from rapport.workspace.events import (
    MemberDeactivated,
    MemberJoined,
    MemberReactivated,
    RoleChanged,
)
from rapport.workspace.models import Invitation, Member, SignInLink, Team

INVITATION_DAYS = 7
THEMES = ("system", "light", "dark", "contrast")
DENSITIES = ("comfortable", "compact")


def add_member(email: str, *, name: str, role: str, password: str | None = None) -> Member:
    """A member at once, without an invitation. Without a password they need a sign-in link."""
    wrong = wrong_member(email=email, name=name, password=password)
    if role not in Member.Role.values:
        wrong["role"] = f"“{role}” is no role."
    if wrong:
        raise InvalidEntry(wrong)
    return new_member(email=email, name=name, role=role, password=password)


def invite(email: str, *, name: str = "", role: str, by: Member, now: datetime) -> str:
    """The secret of an invitation link, good once and for a week; shown once, passed on by a person.

    Inviting the same address again ends the earlier invitation.
    """
    demand(by, "manage_members")
    wrong = wrong_email(email)
    if role not in Member.Role.values:
        wrong["role"] = f"“{role}” is no role."
    if wrong:
        raise InvalidEntry(wrong)
    secret = new_token()
    with transaction.atomic():
        Invitation.objects.filter(email__iexact=email.strip(), used_at=None).delete()
        Invitation.objects.create(
            email=email.strip(),
            name=name.strip(),
            role=role,
            digest=token_digest(secret),
            invited_by=by,
            expires_at=now + timedelta(days=INVITATION_DAYS),
        )
    return secret


@transaction.atomic
def accept_invitation(secret: str, *, name: str, password: str, now: datetime) -> Member:
    """Make the invited member. Raises LinkSpent, InvalidEntry."""
    return _join(
        Invitation.objects.filter(digest=token_digest(secret)),
        name=name,
        password=password,
        now=now,
    )


@transaction.atomic
def join_by_invitation(email: str, *, name: str, now: datetime) -> Member:
    """Make the member invited under that address, which somebody else has verified; no password.

    Raises LinkSpent where nobody invited that address.
    """
    invited = Invitation.objects.filter(email__iexact=email.strip())
    return _join(invited, name=name, password=None, now=now)


def _join(
    invited: QuerySet[Invitation], *, name: str, password: str | None, now: datetime
) -> Member:
    invitation = invited.select_for_update().filter(used_at=None, expires_at__gt=now).first()
    if invitation is None:
        raise LinkSpent("This invitation is used or too old. Ask an owner for a new one.")
    member = add_member(invitation.email, name=name, role=invitation.role, password=password)
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    publish(
        MemberJoined(member_id=member.pk, role=member.role, invited_by_id=invitation.invited_by_id),
        now=now,
    )
    return member


def withdraw_invitation(invitation: Invitation, *, by: Member) -> None:
    demand(by, "manage_members")
    invitation.delete()


@transaction.atomic
def set_role(member: Member, *, role: str, by: Member) -> None:
    demand(by, "manage_members")
    if role not in Member.Role.values:
        raise InvalidEntry({"role": f"“{role}” is no role."})
    if role != Member.Role.OWNER:
        _keep_an_owner(without=member)
    if member.role != role:
        member.role = role
        member.save(update_fields=["role"])
        publish(RoleChanged(member_id=member.pk, role=role, by_id=by.pk))
        # Their open event streams carry the old role.
        notify_browsers("session", [member.pk])


@transaction.atomic
def deactivate(member: Member, *, by: Member) -> None:
    """They see nothing from now on; what they wrote stays. Their open links end too."""
    demand(by, "manage_members")
    _keep_an_owner(without=member)
    member.is_active = False
    member.save(update_fields=["is_active"])
    SignInLink.objects.filter(member=member, used_at=None).delete()
    publish(MemberDeactivated(member_id=member.pk, by_id=by.pk))
    hand_back_tasks(member, by=by, now=timezone.now())
    notify_browsers("session", [member.pk])


@transaction.atomic
def reactivate(member: Member, *, by: Member) -> None:
    demand(by, "manage_members")
    member.is_active = True
    member.save(update_fields=["is_active"])
    publish(MemberReactivated(member_id=member.pk, by_id=by.pk))


@transaction.atomic
def add_team(name: str, *, members: Iterable[Member] = (), by: Member) -> Team:
    """Raises InvalidEntry where the name is empty or taken."""
    demand(by, "manage_members")
    _demand_team_name(name)
    team = Team.objects.create(name=name.strip())
    team.members.set(members)
    return team


@transaction.atomic
def change_team(team: Team, *, name: str, members: Iterable[Member], by: Member) -> None:
    demand(by, "manage_members")
    if name.strip().casefold() != team.name.casefold():
        _demand_team_name(name)
    team.name = name.strip()
    team.save(update_fields=["name"])
    team.members.set(members)


def dissolve_team(team: Team, *, by: Member) -> None:
    """Its members stay; what was given to the team is nobody's."""
    demand(by, "manage_members")
    team.delete()


def _demand_team_name(name: str) -> None:
    if wrong := blank_entries(name=name):
        raise InvalidEntry(wrong)
    if Team.objects.filter(name__iexact=name.strip()).exists():
        raise InvalidEntry({"name": "A team of this name exists already."})


def change_preferences(member: Member, *, theme: str, density: str) -> None:
    wrong = {}
    if theme not in THEMES:
        wrong["theme"] = f"“{theme}” is no theme."
    if density not in DENSITIES:
        wrong["density"] = f"“{density}” is no density."
    if wrong:
        raise InvalidEntry(wrong)
    member.theme, member.density = theme, density
    member.save(update_fields=["theme", "density"])


def _keep_an_owner(*, without: Member) -> None:
    # Locked, so that two owners cannot demote each other at the same moment.
    owners = Member.objects.select_for_update().filter(role=Member.Role.OWNER, is_active=True)
    if {owner.pk for owner in owners} == {without.pk}:
        raise LastOwner("This is the only owner. Make somebody else an owner first.")
