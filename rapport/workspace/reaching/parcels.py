"""What leaves together: the notices of one member on one way, in words and with a link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.kit.secrets import SecretsError, unseal
from rapport.workspace.models import Member, Notice, NoticeDelivery, NoticeWay
from rapport.workspace.reaching import mail, services
from rapport.workspace.reaching.errors import NotReached
from rapport.workspace.reaching.replies import reply_address
from rapport.workspace.registry import Letter, letter_of, notice_words, without_names

# Where the faces show what a notice is about (web.notices holds a test of it).
NOTICE_PATH = "/notices/{id}/"
LINES_AT_MOST = 30


@dataclass(frozen=True)
class Parcel:
    deliveries: Sequence[NoticeDelivery]
    way: NoticeWay
    member: Member
    title: str
    text: str
    reply_to: str = field(default="", repr=False)


def parcels(claimed: Sequence[NoticeDelivery], *, zone: str, now: datetime) -> list[Parcel]:
    """What leaves together, in words of the organisation's time."""
    with timezone.override(ZoneInfo(zone)):
        words = words_of([one.notice for one in claimed if _is_mail(one)])
        with without_names():
            outside = words_of([one.notice for one in claimed if not _is_mail(one)])
        gathered: dict[int, list[NoticeDelivery]] = defaultdict(list)
        made = []
        for delivery in claimed:
            letter = letter_of(delivery.notice) if _is_mail(delivery) else None
            if letter is not None:
                made.append(_with_letter(delivery, letter, words=words, now=now))
            else:
                gathered[delivery.way_id].append(delivery)
        return made + [
            _together(group, words=words if _is_mail(group[0]) else outside)
            for group in gathered.values()
        ]


def words_of(notices: Iterable[Notice]) -> dict[int, str]:
    """A sentence each, by id; none for what a notice was about and is gone."""
    by_kind: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_kind[notice.kind].append(notice)
    said: dict[int, str] = {}
    for kind, some in by_kind.items():
        say = notice_words(kind)
        if say is not None:
            said |= say(some)
    return said


def hand_in(parcel: Parcel) -> tuple[str, bool] | None:
    """None when it was taken; else why not, and whether that is for good. No database here: it runs in a thread."""
    if not parcel.text:
        return None  # what it was about is gone: there is nothing to say
    try:
        if parcel.way.kind == NoticeWay.Kind.MAIL:
            mail.send(
                parcel.member.email,
                subject=parcel.title,
                text=parcel.text,
                reply_to=parcel.reply_to,
            )
        else:
            services.send(address_of(parcel.way), title=parcel.title, text=parcel.text)
    except NotReached as trouble:
        return str(trouble), trouble.for_good
    except SecretsError as error:
        return str(error)[:200], True
    return None


def address_of(way: NoticeWay) -> str:
    """Raises SecretsError."""
    assert way.sealed is not None
    return str(unseal(way.sealed, about=f"way:{way.member_id}")["url"])


def link_of(notice: Notice) -> str:
    return f"{settings.RAPPORT_URL}{NOTICE_PATH.format(id=notice.pk)}"


def _is_mail(delivery: NoticeDelivery) -> bool:
    return delivery.way.kind == NoticeWay.Kind.MAIL


def _with_letter(
    delivery: NoticeDelivery, letter: Letter, *, words: Mapping[int, str], now: datetime
) -> Parcel:
    notice = delivery.notice
    said = words.get(notice.pk, "")
    reply_to = reply_address(notice, letter, now=now) if said and letter.mailbox else ""
    text = "\n\n".join(filter(None, [said, letter.text, link_of(notice)])) if said else ""
    return Parcel([delivery], delivery.way, notice.member, said, text, reply_to=reply_to)


def _together(group: Sequence[NoticeDelivery], *, words: Mapping[int, str]) -> Parcel:
    told = [one.notice for one in group if one.notice_id in words]
    lines = [f"{words[notice.pk]}\n{link_of(notice)}" for notice in told[:LINES_AT_MOST]]
    if len(told) > LINES_AT_MOST:
        lines.append(_("And %(n)d more.") % {"n": len(told) - LINES_AT_MOST})
    title = words[told[0].pk] if told else ""
    if len(told) > 1:
        title = ngettext("%(n)d notice", "%(n)d notices", len(told)) % {"n": len(told)}
    return Parcel(group, group[0].way, group[0].notice.member, title, "\n\n".join(lines))
