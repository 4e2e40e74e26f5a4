"""The morning mail's reads: when it is, who gets it, what became of the last ones."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

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


def morning_told() -> Subquery:
    """What `morning_setting_of` needs, beside the organisation."""
    return Subquery(MorningSetting.objects.values(told=JSONObject(at="at", is_on="is_on"))[:1])


def morning_setting_of(house: Organisation) -> MorningSetting:
    """When it leaves and whether, of an organisation that `organisation` read, without a statement."""
    told: dict[str, Any] = getattr(house, "morning_told", None) or {}
    if not told:
        return MorningSetting()
    return MorningSetting(at=time.fromisoformat(told["at"]), is_on=told["is_on"])


def morning_window(
    house: Organisation, day: date, *, setting: MorningSetting | None = None
) -> MorningWindow:
    """When the mail of a day leaves, and from when it tells."""
    return morning_of(day, at=(setting or morning_setting_of(house)).at, zone=house.timezone)


def morning_today(
    house: Organisation, *, now: datetime, setting: MorningSetting | None = None
) -> MorningWindow:
    return morning_window(house, now.astimezone(ZoneInfo(house.timezone)).date(), setting=setting)


def latest_morning(
    house: Organisation, *, now: datetime, setting: MorningSetting | None = None
) -> MorningWindow:
    """Today's once its hour has come, yesterday's before."""
    chosen = setting or morning_setting_of(house)
    today = morning_today(house, now=now, setting=chosen)
    if now >= today.at:
        return today
    return morning_window(house, today.day - timedelta(days=1), setting=chosen)


def morning_recipients(setting: MorningSetting) -> list[Member]:
    """Those who work here, are named or lead, and did not turn mail off."""
    return list(_chosen(setting).exclude(_wants_no_mail()))


def morning_silent(setting: MorningSetting) -> list[Member]:
    """Those it would go to, had they not turned mail off."""
    return list(_chosen(setting).filter(_wants_no_mail()))


def mornings_sent(*, limit: int) -> list[MorningMail]:
    """What became of the last ones, the latest first."""
    found = MorningMail.objects.select_related("member").order_by("-day", "member__name", "pk")
    return list(found[:limit])


def _chosen(setting: MorningSetting) -> QuerySet[Member]:
    whom = Q(pk__in=setting.members.values("pk")) if setting.pk else Q(pk__in=[])
    if setting.to_leads:
        whom |= Q(role__in=[Member.Role.LEAD, Member.Role.OWNER])
    return Member.objects.filter(whom, is_active=True).order_by("name", "pk")


def _wants_no_mail() -> Q:
    off = NoticeWay.objects.filter(kind=NoticeWay.Kind.MAIL, is_on=False)
    return Q(pk__in=off.values("member"))
