"""Every write of this room: founding, members, purposes, preferences, retention."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import available_timezones

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from rapport.ledger.actions import notify_browsers, publish
from rapport.workspace import queries
from rapport.workspace.errors import AlreadySetUp, InvalidEntry, LastOwner, LinkSpent, NotAllowed
from rapport.workspace.events import (
    MemberDeactivated,
    MemberJoined,
    MemberReactivated,
    ReadOnlyChanged,
    RetentionChanged,
    RoleChanged,
    WorkspaceFounded,
)
from rapport.workspace.links import digest, new_secret
from rapport.workspace.models import (
    Brand,
    Invitation,
    Member,
    Organisation,
    Purpose,
    RetentionRule,
    SetupToken,
    SignInLink,
)

SETUP_TOKEN_HOURS = 24
INVITATION_DAYS = 7
THEMES = ("system", "light", "dark", "contrast")
DENSITIES = ("comfortable", "compact")
RETENTION_DAYS = range(1, 3651)


def setup_token(now: datetime) -> str | None:
    """A new token for the set-up page, to be printed on the console; None once there is an owner.

    Several web processes may each print one: those of the last day stay good until the first is used.
    """
    if queries.is_set_up():
        return None
    SetupToken.objects.filter(created_at__lt=now - timedelta(hours=SETUP_TOKEN_HOURS)).delete()
    secret = new_secret()
    SetupToken.objects.create(digest=digest(secret), created_at=now)
    return secret


@transaction.atomic
def set_up(
    token: str,
    *,
    organisation: str,
    brand: str,
    owner_name: str,
    email: str,
    password: str,
    purpose: str,
    timezone: str,
    now: datetime,
    is_demo: bool = False,
) -> Member:
    """Found the organisation and its first owner. All or nothing.

    Raises AlreadySetUp, LinkSpent, or InvalidEntry with the names of these parameters.
    """
    spent = SetupToken.objects.select_for_update().filter(
        digest=digest(token), created_at__gte=now - timedelta(hours=SETUP_TOKEN_HOURS)
    )
    if queries.is_set_up():
        raise AlreadySetUp("Rapport is set up already. Ask an owner to invite you.")
    if not spent.filter(used_at=None).exists():
        raise LinkSpent("This set-up link is used or too old. Start Rapport again for a new one.")
    wrong = _blank(organisation=organisation, brand=brand, purpose=purpose)
    if timezone not in available_timezones():
        wrong["timezone"] = f"“{timezone}” is no time zone. Choose one such as Europe/Stockholm."
    wrong |= _wrong_member(email=email, name=owner_name, password=password, name_field="owner_name")
    if wrong:
        raise InvalidEntry(wrong)
    Organisation.objects.create(
        name=organisation.strip(), timezone=timezone, is_demo=is_demo, created_at=now
    )
    add_purpose(add_brand(brand), sentence=purpose)
    owner = _new_member(email=email, name=owner_name, role=Member.Role.OWNER, password=password)
    spent.update(used_at=now)
    publish(WorkspaceFounded(owner_id=owner.pk), now=now)
    return owner


def add_brand(name: str, *, kind: str = Brand.Kind.OWN) -> Brand:
    if wrong := _blank(name=name):
        raise InvalidEntry(wrong)
    name = name.strip()
    return Brand.objects.create(name=name, kind=kind, slug=_free_slug(name))


def add_purpose(brand: Brand, *, sentence: str) -> Purpose:
    if wrong := _blank(sentence=sentence):
        raise InvalidEntry(wrong)
    return Purpose.objects.create(
        brand=brand, sentence=sentence.strip(), position=Purpose.objects.count()
    )


def withdraw_purpose(purpose: Purpose, *, by: Member) -> None:
    _demand(by, "settings")
    purpose.delete()


def add_member(email: str, *, name: str, role: str, password: str | None = None) -> Member:
    """A member at once, without an invitation. Without a password they need a sign-in link."""
    wrong = _wrong_member(email=email, name=name, password=password)
    if role not in Member.Role.values:
        wrong["role"] = f"“{role}” is no role."
    if wrong:
        raise InvalidEntry(wrong)
    return _new_member(email=email, name=name, role=role, password=password)


def invite(email: str, *, name: str = "", role: str, by: Member, now: datetime) -> str:
    """The secret of an invitation link, good once and for a week; shown once, passed on by a person.

    Inviting the same address again ends the earlier invitation.
    """
    _demand(by, "manage_members")
    wrong = _wrong_email(email)
    if role not in Member.Role.values:
        wrong["role"] = f"“{role}” is no role."
    if wrong:
        raise InvalidEntry(wrong)
    secret = new_secret()
    with transaction.atomic():
        Invitation.objects.filter(email__iexact=email.strip(), used_at=None).delete()
        Invitation.objects.create(
            email=email.strip(),
            name=name.strip(),
            role=role,
            digest=digest(secret),
            invited_by=by,
            expires_at=now + timedelta(days=INVITATION_DAYS),
        )
    return secret


@transaction.atomic
def accept_invitation(secret: str, *, name: str, password: str, now: datetime) -> Member:
    """Make the invited member. Raises LinkSpent, InvalidEntry."""
    invitation = (
        Invitation.objects.select_for_update()
        .filter(digest=digest(secret), used_at=None, expires_at__gt=now)
        .first()
    )
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
    _demand(by, "manage_members")
    invitation.delete()


def sign_in_link(member: Member, *, now: datetime, minutes: int = 15) -> str:
    """The secret of a link that signs the member in once, when opened. For the console only:

    what is pasted into a chat is opened by the chat's own preview, which would spend it.
    """
    return _new_link(member, expires_at=now + timedelta(minutes=minutes), signs_in_on_open=True)


def handed_link(member: Member, *, by: Member, now: datetime, hours: int = 24) -> str:
    """The secret of a sign-in link an owner hands to a colleague; its page asks for one press first."""
    _demand(by, "manage_members")
    return _new_link(member, expires_at=now + timedelta(hours=hours), signs_in_on_open=False)


@transaction.atomic
def use_sign_in_link(secret: str, *, now: datetime) -> Member:
    """Whom it signs in. Raises LinkSpent; a second use of the same link does."""
    link = (
        SignInLink.objects.select_for_update(of=("self",))
        .select_related("member")
        .filter(digest=digest(secret), used_at=None, expires_at__gt=now, member__is_active=True)
        .first()
    )
    if link is None:
        raise LinkSpent("This sign-in link is used or too old.")
    link.used_at = now
    link.save(update_fields=["used_at"])
    return link.member


@transaction.atomic
def set_role(member: Member, *, role: str, by: Member) -> None:
    _demand(by, "manage_members")
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
    _demand(by, "manage_members")
    _keep_an_owner(without=member)
    member.is_active = False
    member.save(update_fields=["is_active"])
    SignInLink.objects.filter(member=member, used_at=None).delete()
    publish(MemberDeactivated(member_id=member.pk, by_id=by.pk))
    notify_browsers("session", [member.pk])


@transaction.atomic
def reactivate(member: Member, *, by: Member) -> None:
    _demand(by, "manage_members")
    member.is_active = True
    member.save(update_fields=["is_active"])
    publish(MemberReactivated(member_id=member.pk, by_id=by.pk))


def change_organisation(*, name: str, timezone: str, by: Member) -> Organisation:
    _demand(by, "settings")
    wrong = _blank(name=name)
    if timezone not in available_timezones():
        wrong["timezone"] = f"“{timezone}” is no time zone. Choose one such as Europe/Stockholm."
    if wrong:
        raise InvalidEntry(wrong)
    organisation = Organisation.objects.get()
    organisation.name, organisation.timezone = name.strip(), timezone
    organisation.save(update_fields=["name", "timezone"])
    return organisation


@transaction.atomic
def set_read_only(read_only: bool, *, by: Member) -> None:
    """A read-only workspace hears and reads but sends nothing; channels holds that at the door."""
    _demand(by, "settings")
    organisation = Organisation.objects.select_for_update().get()
    if organisation.read_only != read_only:
        organisation.read_only = read_only
        organisation.save(update_fields=["read_only"])
        publish(ReadOnlyChanged(workspace_id=organisation.pk, read_only=read_only, by_id=by.pk))
        notify_browsers("workspace")


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


@transaction.atomic
def set_retention(kind: str, *, days: int, by: Member) -> None:
    """How long records of a kind are kept from now on; the daily sweep acts on it."""
    _demand(by, "settings")
    if days not in RETENTION_DAYS:
        raise InvalidEntry({kind: "Choose between 1 and 3650 days."})
    RetentionRule.objects.update_or_create(kind=kind, defaults={"days": days})
    house = Organisation.objects.get()
    publish(RetentionChanged(workspace_id=house.pk, kind=kind, days=days, by_id=by.pk))


def forget_spent_links(before: datetime, limit: int) -> int:
    """Delete links that ended before then. Returns how many."""
    links = SignInLink.objects.filter(expires_at__lt=before)[:limit]
    invitations = Invitation.objects.filter(expires_at__lt=before)[:limit]
    gone, _ = SignInLink.objects.filter(pk__in=links.values("pk")).delete()
    more, _ = Invitation.objects.filter(pk__in=invitations.values("pk")).delete()
    return gone + more


def _demand(by: Member, action: str) -> None:
    if not queries.can(by, action):
        raise NotAllowed(action)


def _blank(**entries: str) -> dict[str, str]:
    limits = {"sentence": 300, "purpose": 300, "organisation": 200}
    wrong = {}
    for name, value in entries.items():
        limit = limits.get(name, 120)
        if not value.strip():
            wrong[name] = "Please fill this in."
        elif len(value.strip()) > limit or "\x00" in value:
            wrong[name] = f"Please keep this under {limit} characters."
    return wrong


def _wrong_email(email: str) -> dict[str, str]:
    try:
        validate_email(email.strip())
    except ValidationError:
        return {"email": "This does not look like a mail address."}
    if Member.objects.filter(email__iexact=email.strip()).exists():
        return {"email": "A member with this mail address exists already."}
    return {}


def _wrong_member(
    *, email: str, name: str, password: str | None, name_field: str = "name"
) -> dict[str, str]:
    wrong = _wrong_email(email)
    if blank := _blank(name=name):
        wrong[name_field] = blank["name"]
    if password is not None:
        try:
            validate_password(password, Member(email=email.strip(), name=name))
        except ValidationError as error:
            wrong["password"] = " ".join(error.messages)
    return wrong


def _new_member(*, email: str, name: str, role: str, password: str | None) -> Member:
    member = Member(email=email.strip(), name=name.strip(), role=role)
    member.set_password(password)
    member.save()
    return member


def _new_link(member: Member, *, expires_at: datetime, signs_in_on_open: bool) -> str:
    secret = new_secret()
    SignInLink.objects.create(
        member=member,
        digest=digest(secret),
        expires_at=expires_at,
        signs_in_on_open=signs_in_on_open,
    )
    return secret


def _keep_an_owner(*, without: Member) -> None:
    # Locked, so that two owners cannot demote each other at the same moment.
    owners = Member.objects.select_for_update().filter(role=Member.Role.OWNER, is_active=True)
    if {owner.pk for owner in owners} == {without.pk}:
        raise LastOwner("This is the only owner. Make somebody else an owner first.")


def _free_slug(name: str) -> str:
    base = slugify(name)[:50] or "brand"
    slug, number = base, 2
    while Brand.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug
