"""Members come, change and leave."""

from __future__ import annotations

import re
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
from rapport.workspace.models import Brand, Invitation, Member, SignInLink, Team

INVITATION_DAYS = 7
PURPOSE_LENGTH = 200
SKILLS_AT_MOST = 20
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)
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
def add_team(
    name: str,
    *,
    members: Iterable[Member] = (),
    purpose: str = "",
    brand: Brand | None = None,
    lead: Member | None = None,
    by: Member,
) -> Team:
    """Raises InvalidEntry where the name is empty or taken, or the purpose too long."""
    demand(by, "manage_members")
    _demand_team_name(name)
    _demand_purpose(purpose)
    team = Team.objects.create(name=name.strip(), purpose=purpose.strip(), brand=brand, lead=lead)
    team.members.set(_with_lead(members, lead))
    return team


@transaction.atomic
def change_team(
    team: Team,
    *,
    name: str,
    members: Iterable[Member],
    purpose: str = "",
    brand: Brand | None = None,
    lead: Member | None = None,
    by: Member,
) -> None:
    demand(by, "manage_members")
    if name.strip().casefold() != team.name.casefold():
        _demand_team_name(name)
    _demand_purpose(purpose)
    team.name, team.purpose = name.strip(), purpose.strip()
    team.brand, team.lead = brand, lead
    team.save(update_fields=["name", "purpose", "brand", "lead"])
    team.members.set(_with_lead(members, lead))


def _with_lead(members: Iterable[Member], lead: Member | None) -> list[Member]:
    """Who leads a team belongs to it."""
    return [*members, *([lead] if lead is not None else [])]


def _demand_purpose(purpose: str) -> None:
    if len(purpose.strip()) > PURPOSE_LENGTH or "\x00" in purpose:
        raise InvalidEntry({"purpose": f"Please keep this under {PURPOSE_LENGTH} characters."})


@transaction.atomic
def change_skills(
    member: Member,
    *,
    languages: Iterable[str],
    skills: Iterable[str],
    capacity: int,
    by: Member,
) -> None:
    """What a member speaks and knows, and how many open conversations they are given at most. One's own, or as an owner.

    `languages`: codes of two or three letters. `skills`: words of the house. Raises InvalidEntry.
    """
    if by.pk != member.pk:
        demand(by, "manage_members")
    spoken = list(dict.fromkeys(code.strip().lower() for code in languages if code.strip()))
    known = list(dict.fromkeys(" ".join(s.lower().split()) for s in skills if s.strip()))
    wrong = {}
    if strange := [code for code in spoken if not _LANGUAGE.fullmatch(code)]:
        wrong["languages"] = f"“{strange[0][:20]}” is no code of a language. Write sv, en, de."
    if len(known) > SKILLS_AT_MOST or any(len(s) > 40 or "\x00" in s for s in known):
        wrong["skills"] = f"Keep it to {SKILLS_AT_MOST} skills of at most 40 letters."
    if not 1 <= capacity <= 200:
        wrong["capacity"] = "Choose between 1 and 200."
    if wrong:
        raise InvalidEntry(wrong)
    member.languages, member.skills, member.capacity = spoken[:SKILLS_AT_MOST], known, capacity
    member.save(update_fields=["languages", "skills", "capacity"])


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
