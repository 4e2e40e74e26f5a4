"""Links that sign a member in once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from rapport.kit.secrets import new_token, token_digest
from rapport.workspace.actions.entries import demand, wrong_password
from rapport.workspace.errors import InvalidEntry, LinkSpent
from rapport.workspace.models import Invitation, Member, SignInLink


def sign_in_link(member: Member, *, now: datetime, minutes: int = 15) -> str:
    """The secret of a link that signs the member in once, when opened. For the console only:

    what is pasted into a chat is opened by the chat's own preview, which would spend it.
    """
    return _new_link(member, expires_at=now + timedelta(minutes=minutes), signs_in_on_open=True)


def handed_link(member: Member, *, by: Member, now: datetime, hours: int = 24) -> str:
    """The secret of a sign-in link an owner hands to a colleague; its page asks for one press first."""
    demand(by, "manage_members")
    return _new_link(member, expires_at=now + timedelta(hours=hours), signs_in_on_open=False)


@transaction.atomic
def use_sign_in_link(secret: str, *, now: datetime) -> Member:
    """Whom a link from the console signs in. Raises LinkSpent, also on a second use."""
    return _use(secret, signs_in_on_open=True, now=now)


@transaction.atomic
def use_handed_link(secret: str, *, password: str, now: datetime) -> Member:
    """Whom a handed link signs in; they choose a new password. Raises LinkSpent, InvalidEntry."""
    member = _use(secret, signs_in_on_open=False, now=now)
    if wrong := wrong_password(password, member):
        raise InvalidEntry(wrong)
    member.set_password(password)
    member.save(update_fields=["password"])
    return member


def _use(secret: str, *, signs_in_on_open: bool, now: datetime) -> Member:
    link = (
        SignInLink.objects.select_for_update(of=("self",))
        .select_related("member")
        .filter(
            digest=token_digest(secret),
            signs_in_on_open=signs_in_on_open,
            used_at=None,
            expires_at__gt=now,
            member__is_active=True,
        )
        .first()
    )
    if link is None:
        raise LinkSpent("This sign-in link is used or too old.")
    link.used_at = now
    link.save(update_fields=["used_at"])
    return link.member


def forget_spent_links(before: datetime, limit: int) -> int:
    """Delete links that ended before then. Returns how many."""
    links = SignInLink.objects.filter(expires_at__lt=before)[:limit]
    invitations = Invitation.objects.filter(expires_at__lt=before)[:limit]
    gone, _ = SignInLink.objects.filter(pk__in=links.values("pk")).delete()
    more, _ = Invitation.objects.filter(pk__in=invitations.values("pk")).delete()
    return gone + more


def _new_link(member: Member, *, expires_at: datetime, signs_in_on_open: bool) -> str:
    secret = new_token()
    SignInLink.objects.create(
        member=member,
        digest=token_digest(secret),
        expires_at=expires_at,
        signs_in_on_open=signs_in_on_open,
    )
    return secret
