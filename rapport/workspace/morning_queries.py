"""The morning mail's reads: when it is, who gets it, what became of the last ones."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from rapport.workspace.models import (
    Member,
    MorningMail,
    MorningSetting,
    NoticeWay,
    Organisation,
)
from rapport.workspace.morning import MorningWindow, morning_of


def morning_setting() -> MorningSetting:
    """What was set, or an unsaved row of defaults."""
    return MorningSetting.objects.first() or MorningSetting()


def morning_window(
    house: Organisation, day: date, *, setting: MorningSetting | None = None
) -> MorningWindow:
    """When the mail of a day leaves, and from when it tells."""
    return morning_of(day, at=(setting or morning_setting()).at, zone=house.timezone)


def morning_today(
    house: Organisation, *, now: datetime, setting: MorningSetting | None = None
) -> MorningWindow:
    return morning_window(house, now.astimezone(ZoneInfo(house.timezone)).date(), setting=setting)


def latest_morning(
    house: Organisation, *, now: datetime, setting: MorningSetting | None = None
) -> MorningWindow:
    """Today's once its hour has come, yesterday's before."""
    chosen = setting or morning_setting()
    today = morning_today(house, now=now, setting=chosen)
    if now >= today.at:
        return today
    return morning_window(house, today.day - timedelta(days=1), setting=chosen)


def morning_recipients(setting: MorningSetting) -> list[Member]:
    """Those who work here, are named or lead, and did not turn mail off."""
    return list(_chosen(setting).filter(takes_mail=True))


def morning_silent(setting: MorningSetting) -> list[Member]:
    """Those it would go to, had they not turned mail off."""
    return list(_chosen(setting).filter(takes_mail=False))


def mornings_sent(*, limit: int) -> list[MorningMail]:
    """What became of the last ones, the latest first."""
    found = MorningMail.objects.select_related("member").order_by("-day", "member__name", "pk")
    return list(found[:limit])


def _chosen(setting: MorningSetting):  # type: ignore[no-untyped-def]
    off = NoticeWay.objects.filter(member=OuterRef("pk"), kind=NoticeWay.Kind.MAIL, is_on=False)
    whom = Q(pk__in=setting.members.values("pk")) if setting.pk else Q(pk__in=[])
    if setting.to_leads:
        whom |= Q(role__in=[Member.Role.LEAD, Member.Role.OWNER])
    here = Member.objects.filter(whom, is_active=True)
    return here.annotate(takes_mail=~Exists(off)).order_by("name", "pk")
