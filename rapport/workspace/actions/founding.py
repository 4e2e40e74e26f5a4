"""Founding the organisation, and what an owner decides for all."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.text import slugify

from rapport.kit.secrets import new_token, token_digest
from rapport.ledger.actions import notify_browsers, publish
from rapport.workspace import queries
from rapport.workspace.actions.entries import blank_entries, demand, new_member, wrong_member
from rapport.workspace.errors import AlreadySetUp, InvalidEntry, LinkSpent
from rapport.workspace.events import (
    HoursChanged,
    ReadOnlyChanged,
    RetentionChanged,
    WorkspaceFounded,
)
from rapport.workspace.models import (
    Brand,
    Member,
    Organisation,
    Purpose,
    RetentionRule,
    SetupToken,
)

RETENTION_DAYS = range(1, 3651)


def setup_token(now: datetime) -> str | None:
    """A new token for the set-up page, to be printed on the console; None once there is an owner.

    Several web processes may each print one: those of the last day stay good until the first is used.
    """
    if queries.is_set_up():
        return None
    SetupToken.objects.exclude(pk__in=queries.open_setup_tokens(now).values("pk")).delete()
    secret = new_token()
    SetupToken.objects.create(digest=token_digest(secret), created_at=now)
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
    if queries.is_set_up():
        raise AlreadySetUp("Rapport is set up already. Ask an owner to invite you.")
    spent = (
        queries.open_setup_tokens(now)
        .select_for_update()
        .filter(digest=token_digest(token))
        .first()
    )
    if spent is None:
        raise LinkSpent("This set-up link is used or too old. Start Rapport again for a new one.")
    wrong = blank_entries(organisation=organisation, brand=brand, purpose=purpose)
    if timezone not in available_timezones():
        wrong["timezone"] = f"“{timezone}” is no time zone. Choose one such as Europe/Stockholm."
    wrong |= wrong_member(email=email, name=owner_name, password=password, name_field="owner_name")
    if wrong:
        raise InvalidEntry(wrong)
    Organisation.objects.create(
        name=organisation.strip(), timezone=timezone, is_demo=is_demo, created_at=now
    )
    add_purpose(add_brand(brand), sentence=purpose)
    owner = new_member(email=email, name=owner_name, role=Member.Role.OWNER, password=password)
    spent.used_at = now
    spent.save(update_fields=["used_at"])
    publish(WorkspaceFounded(owner_id=owner.pk), now=now)
    return owner


def add_brand(name: str, *, kind: str = Brand.Kind.OWN) -> Brand:
    if wrong := blank_entries(name=name):
        raise InvalidEntry(wrong)
    name = name.strip()
    return Brand.objects.create(name=name, kind=kind, slug=_free_slug(name))


def add_purpose(brand: Brand, *, sentence: str) -> Purpose:
    if wrong := blank_entries(sentence=sentence):
        raise InvalidEntry(wrong)
    return Purpose.objects.create(
        brand=brand, sentence=sentence.strip(), position=Purpose.objects.count()
    )


def measure_purpose(purpose: Purpose, *, measure: str, target: int | None, by: Member) -> None:
    """By which number it is judged, "" for none, and what share it is to reach. Raises InvalidEntry."""
    demand(by, "settings")
    wrong = {}
    if measure and measure not in Purpose.Measure.values:
        wrong["measure"] = f"“{measure}” is no measure."
    if target is not None and not 1 <= target <= 100:
        wrong["target"] = "Choose between 1 and 100 percent."
    if wrong:
        raise InvalidEntry(wrong)
    purpose.measure, purpose.target = measure, target if measure else None
    purpose.save(update_fields=["measure", "target"])


def withdraw_purpose(purpose: Purpose, *, by: Member) -> None:
    demand(by, "settings")
    purpose.delete()


@transaction.atomic
def change_organisation(*, name: str, timezone: str, by: Member) -> Organisation:
    demand(by, "settings")
    wrong = blank_entries(name=name)
    if timezone not in available_timezones():
        wrong["timezone"] = f"“{timezone}” is no time zone. Choose one such as Europe/Stockholm."
    if wrong:
        raise InvalidEntry(wrong)
    organisation = Organisation.objects.select_for_update().get()
    moved = organisation.timezone != timezone
    organisation.name, organisation.timezone = name.strip(), timezone
    organisation.save(update_fields=["name", "timezone"])
    if moved:
        # Hours without a zone of their own are worked in this one.
        publish(HoursChanged(workspace_id=organisation.pk, by_id=by.pk))
    return organisation


@transaction.atomic
def set_read_only(read_only: bool, *, by: Member) -> None:
    """A read-only workspace hears and reads but sends nothing; channels holds that at the door."""
    demand(by, "settings")
    organisation = Organisation.objects.select_for_update().get()
    if organisation.read_only != read_only:
        organisation.read_only = read_only
        organisation.save(update_fields=["read_only"])
        publish(ReadOnlyChanged(workspace_id=organisation.pk, read_only=read_only, by_id=by.pk))
        notify_browsers("workspace")


@transaction.atomic
def set_retention(kind: str, *, days: int, by: Member) -> None:
    """How long records of a kind are kept from now on; the daily sweep acts on it."""
    demand(by, "settings")
    if days not in RETENTION_DAYS:
        raise InvalidEntry({kind: "Choose between 1 and 3650 days."})
    RetentionRule.objects.update_or_create(kind=kind, defaults={"days": days})
    house = Organisation.objects.get()
    publish(RetentionChanged(workspace_id=house.pk, kind=kind, days=days, by_id=by.pk))


def _free_slug(name: str) -> str:
    base = slugify(name)[:50] or "brand"
    slug, number = base, 2
    while Brand.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug
