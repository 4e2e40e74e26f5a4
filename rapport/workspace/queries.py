"""Reads: who may do what, who we are, what we want to achieve."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.crypto import constant_time_compare

from rapport.kit.business_time import DAY_AND_NIGHT, Hours
from rapport.kit.secrets import token_digest
from rapport.workspace.errors import NotThere
from rapport.workspace.escalation import Rung as Rung
from rapport.workspace.escalation import escalation_steps as escalation_steps
from rapport.workspace.escalation import members_of_teams as members_of_teams
from rapport.workspace.escalation import rungs_now as rungs_now
from rapport.workspace.escalation import told_by as told_by
from rapport.workspace.hours import USUAL_WEEK, engine_hours
from rapport.workspace.models import (
    Brand,
    BusinessHours,
    Invitation,
    Member,
    Organisation,
    Purpose,
    SetupToken,
    SignInLink,
    Team,
)

SETUP_TOKEN_HOURS = 24

_AGENT = frozenset(
    {"see", "answer", "assign", "note", "resolve", "correct", "import", "keep_board", "listen"}
)
_LEAD = _AGENT | {
    *("manage_statements", "manage_saved_replies", "manage_accounts", "manage_clocks"),
    *("hold", "erase"),
}
_OWNER = _LEAD | {"manage_members", "settings"}

PERMISSIONS: Mapping[str, frozenset[str]] = {
    Member.Role.OWNER: _OWNER,
    Member.Role.LEAD: _LEAD,
    Member.Role.AGENT: _AGENT,
    Member.Role.GUEST: frozenset({"see"}),
}
ACTIONS = _OWNER


def can(member: Member | AnonymousUser, action: str, subject: object = None) -> bool:
    """Whether the member may do that. The one place where permission is decided.

    `subject` is what it would be done to; the fixed roles do not look at it, custom ones will.
    Raises ValueError for an action nobody defined, so that a misspelt one cannot pass as a refusal.
    """
    if action not in ACTIONS:
        raise ValueError(f"{action!r} is no action; the actions are {', '.join(sorted(ACTIONS))}")
    if not isinstance(member, Member) or not member.is_active:
        return False
    return action in PERMISSIONS.get(member.role, frozenset())


def organisation() -> Organisation | None:
    """The house, with what `hours_of` asks of it. One statement."""
    return Organisation.objects.annotate(hours_told=_hours_told()).first()


def business_hours() -> BusinessHours:
    """What was set, or an unsaved row that says day and night."""
    return BusinessHours.objects.first() or BusinessHours(week=list(USUAL_WEEK))


def working_hours() -> Hours:
    """The organisation's hours for the calendar engine; day and night where nobody set any. One statement."""
    return hours_of(organisation())


def hours_of(house: Organisation | None) -> Hours:
    """The same of an organisation that `organisation` read, without a statement."""
    if house is None:
        return DAY_AND_NIGHT
    told: dict[str, Any] | None = house.hours_told  # type: ignore[attr-defined]
    return engine_hours(BusinessHours(**(told or {})), zone=house.timezone)


def _hours_told() -> Subquery:
    columns = ("day_and_night", "zone", "week", "days", "country", "subdivision")
    told = JSONObject(**{column: column for column in columns})
    return Subquery(BusinessHours.objects.values(told=told)[:1])


def is_set_up() -> bool:
    return Member.objects.filter(role=Member.Role.OWNER, is_active=True).exists()


def is_read_only() -> bool:
    return Organisation.objects.filter(read_only=True).exists()


def own_brands() -> QuerySet[Brand]:
    return Brand.objects.filter(kind=Brand.Kind.OWN).order_by("id")


def competitors() -> QuerySet[Brand]:
    return Brand.objects.filter(kind=Brand.Kind.COMPETITOR).order_by("name")


def purposes() -> QuerySet[Purpose]:
    return Purpose.objects.select_related("brand").order_by("position", "id")


def members() -> QuerySet[Member]:
    """Those who work here now, by name."""
    return Member.objects.filter(is_active=True).order_by("name", "id")


def members_for(member: Member) -> QuerySet[Member]:
    """Everybody whose page `member` may open: an owner sees the deactivated too."""
    everybody = Member.objects.order_by("-is_active", "name", "id")
    return everybody if can(member, "manage_members") else everybody.filter(is_active=True)


def teams() -> QuerySet[Team]:
    return Team.objects.prefetch_related("members").order_by("name")


def member_for(member: Member, member_id: int) -> Member:
    """One colleague. Raises NotThere."""
    found = members_for(member).filter(pk=member_id).first() if can(member, "see") else None
    if found is None:
        raise NotThere("There is no such member.")
    return found


def open_invitations(now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(used_at=None, expires_at__gt=now).order_by("-id")


def invitation_of(secret: str, now: datetime) -> Invitation | None:
    return open_invitations(now).filter(digest=token_digest(secret)).first()


def is_invited(email: str, *, now: datetime) -> bool:
    return open_invitations(now).filter(email__iexact=email).exists()


def setup_is_open(secret: str, *, now: datetime) -> bool:
    """Whether this set-up token may still make the first owner."""
    return open_setup_tokens(now).filter(digest=token_digest(secret)).exists() and not is_set_up()


def open_setup_tokens(now: datetime) -> QuerySet[SetupToken]:
    oldest = now - timedelta(hours=SETUP_TOKEN_HOURS)
    return SetupToken.objects.filter(used_at=None, created_at__gte=oldest)


def sign_in_link_of(secret: str, now: datetime) -> SignInLink | None:
    """The link while it can be used; its member is loaded."""
    return (
        SignInLink.objects.select_related("member")
        .filter(
            digest=token_digest(secret), used_at=None, expires_at__gt=now, member__is_active=True
        )
        .first()
    )


def member_of_session(session_key: str) -> Member | None:
    """Whom a session signs in now; None once it ended, expired, or the member left or chose a new password."""
    session = SessionStore(session_key).load()
    member_id, backend = session.get(SESSION_KEY), session.get(BACKEND_SESSION_KEY)
    if not member_id or not backend:
        return None
    member = Member.objects.filter(pk=member_id, is_active=True).first()
    if member is None or not constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), member.get_session_auth_hash()
    ):
        return None
    return member


def session_is_alive(session_key: str) -> bool:
    """Whether a session still signs somebody in. Event streams ask, so that a session's end is theirs."""
    return member_of_session(session_key) is not None
