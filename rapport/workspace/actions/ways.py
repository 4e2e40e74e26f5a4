"""By which ways a member wants to be told. Everybody decides for themselves."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from rapport.kit.secrets import seal
from rapport.workspace.errors import InvalidEntry, NotThere
from rapport.workspace.models import Member, NoticeWay
from rapport.workspace.reaching import services
from rapport.workspace.reaching.errors import NotReached
from rapport.workspace.reaching.parcels import Parcel, hand_in

WAYS_AT_MOST = 5


def add_service(member: Member, url: str) -> NoticeWay:
    """Looks up the host a service names: call outside a transaction. Raises InvalidEntry."""
    if NoticeWay.objects.filter(member=member, kind=NoticeWay.Kind.SERVICE).count() >= WAYS_AT_MOST:
        raise InvalidEntry({"url": _("Five are kept at most. Take one away first.")})
    if len(url) > 500:
        raise InvalidEntry({"url": _("This address is too long to be one.")})
    try:
        name, kept = services.named(url)
    except NotReached as refusal:
        raise InvalidEntry({"url": str(refusal)}) from refusal
    return NoticeWay.objects.create(
        member=member,
        kind=NoticeWay.Kind.SERVICE,
        name=name,
        sealed=seal({"url": kept}, about=f"way:{member.pk}"),
    )


def remove_way(member: Member, way_id: int) -> None:
    """What waits on it goes with it. Safe to repeat."""
    NoticeWay.objects.filter(member=member, pk=way_id, kind=NoticeWay.Kind.SERVICE).delete()


@transaction.atomic
def set_mail(member: Member, *, is_on: bool) -> None:
    NoticeWay.objects.update_or_create(
        member=member, kind=NoticeWay.Kind.MAIL, defaults={"is_on": is_on, "name": "Mail"}
    )


def set_quiet_hours(member: Member, *, begin: time | None, end: time | None) -> None:
    """By the organisation's wall, over midnight too; None for none. Raises InvalidEntry where only one is given."""
    if (begin is None) != (end is None):
        field = "quiet_until" if end is None else "quiet_from"
        raise InvalidEntry({field: _("Give both times, or neither.")})
    if begin is not None and begin == end:
        raise InvalidEntry({"quiet_until": _("That is no time at all. Choose another end.")})
    member.quiet_from, member.quiet_until = begin, end
    member.save(update_fields=["quiet_from", "quiet_until"])


def try_way(member: Member, way_id: int, *, now: datetime) -> str:
    """Send one line by it, now; returns why that failed, "" where it was taken. Call outside a transaction.

    Raises NotThere.
    """
    way = NoticeWay.objects.filter(member=member, pk=way_id).first()
    if way is None:
        raise NotThere("There is no such way to you.")
    said = _("This is a try from Rapport. Notices reach you here.")
    trouble = hand_in(Parcel([], way, member, title=_("A try from Rapport"), text=said))
    if trouble is None:
        NoticeWay.objects.filter(pk=way.pk).update(worked_at=now, trouble="")
        return ""
    NoticeWay.objects.filter(pk=way.pk).update(failed_at=now, trouble=trouble[0])
    return trouble[0]
