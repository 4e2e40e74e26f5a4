"""The list of notices, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from rapport.web.shell import wording
from rapport.workspace import queries as workspace
from rapport.workspace.models import Member, Notice

SHOWN_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class NoticeShown:
    id: int
    words: str
    url: str
    when: str
    is_new: bool
    is_done: bool
    is_pressing: bool
    by_initials: str
    by_hue: int


@dataclass(frozen=True, slots=True)
class NoticesShown:
    lines: Sequence[NoticeShown]
    new: int
    has_more: bool


def notices_shown(member: Member, *, now: datetime) -> NoticesShown:
    found = workspace.notices_of(member, limit=SHOWN_AT_MOST + 1)
    words = workspace.notice_sentences(found)
    lines = [_line(one, words[one.pk], now=now) for one in found if one.pk in words]
    return NoticesShown(
        lines=lines[:SHOWN_AT_MOST],
        new=sum(line.is_new for line in lines),
        has_more=len(found) > SHOWN_AT_MOST,
    )


def _line(notice: Notice, words: str, *, now: datetime) -> NoticeShown:
    return NoticeShown(
        id=notice.pk,
        words=words,
        url=reverse("notice", args=[notice.pk]),
        when=wording.moment(notice.at, now=now),
        is_new=notice.seen_at is None and notice.done_at is None,
        is_done=notice.done_at is not None,
        is_pressing=notice.weight == Notice.Weight.NOW,
        by_initials=notice.by.initials if notice.by else "",
        by_hue=notice.by.hue if notice.by else 0,
    )
