"""The morning mail: planned once a member and day, sent by a worker, and said where it was not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from rapport.workspace import queries
from rapport.workspace.actions.entries import demand
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.models import Member, MorningMail, MorningSetting, Organisation
from rapport.workspace.morning import EARLIEST, LATEST, MorningWindow
from rapport.workspace.reaching import mail
from rapport.workspace.reaching.errors import NotReached
from rapport.workspace.reaching.quiet import leaves_at
from rapport.workspace.registry import MorningLetter, WriteMorning, morning_writer

State = MorningMail.State
ATTEMPTS = 6
FIRST_WAIT = timedelta(minutes=2)
# A mail server answers within 15 s; after this the worker died with it.
LOST_AFTER = timedelta(minutes=5)
# Whose quiet hours last past the latest hour gets it when they end, and so long after.
_AFTER_QUIET = timedelta(minutes=30)
BATCH = 50


@transaction.atomic
def set_morning(
    *,
    is_on: bool,
    at: time,
    to_leads: bool,
    members: Iterable[Member] = (),
    by: Member,
    now: datetime,
) -> MorningSetting:
    """Who gets it, and when by the organisation's wall. Raises InvalidEntry."""
    demand(by, "manage_clocks")
    if not EARLIEST <= at <= LATEST:
        raise InvalidEntry({"at": _("Choose a time between 04:00 and 12:00.")})
    row, _made = MorningSetting.objects.get_or_create(singleton=True)
    row.is_on, row.at, row.to_leads, row.changed_at = is_on, at, to_leads, now
    row.save()
    row.members.set(members)
    return row


def send_morning_to(member: Member, *, now: datetime) -> str:
    """Today's, at once, whatever was sent before; returns why it failed, "" where it was taken. Outside a transaction."""
    write, house = morning_writer(), queries.organisation()
    if write is None or house is None:
        return _("There is nothing to write it from yet.")
    letter = _written(write, queries.morning_today(house, now=now), house, now=now)
    return (_handed_in(letter, member) or ("", False))[0]


def send_mornings(now: datetime) -> int:
    """Plan what is due today and send it; returns how many left. Talks to the mail server: outside of transactions."""
    house = queries.organisation()
    if house is None:
        return 0
    _plan(house, now=now)
    _note_lost(now)
    claimed = _claimed(now)
    write = morning_writer()
    if not claimed or write is None:
        return 0
    sent = 0
    letters: dict[object, MorningLetter] = {}
    for one in claimed:
        if one.day not in letters:
            window = queries.morning_window(house, one.day)
            letters[one.day] = _written(write, window, house, now=now)
        sent += _note_outcome(one, _handed_in(letters[one.day], one.member), now=now)
    return sent


@transaction.atomic
def _plan(house: Organisation, *, now: datetime) -> None:
    """A row for each who gets it, from its hour on; a row that says so where no worker was there until it was too late.

    Two workers that plan at once make one row: (member, day) is unique.
    """
    setting = queries.morning_setting()
    window = queries.morning_today(house, now=now, setting=setting)
    if not setting.is_on or now < window.at or not mail.is_set_up():
        return
    known = set(MorningMail.objects.filter(day=window.day).values_list("member_id", flat=True))
    is_late = now > window.until
    # Not of the day on which it was switched on, nor of somebody who came later.
    begun = max(house.created_at, setting.changed_at or house.created_at)
    if is_late and (known or begun > window.at):
        return
    rows = [
        _row(one, window, zone=house.timezone, is_late=is_late)
        for one in queries.morning_recipients(setting)
        if one.pk not in known and not (is_late and one.created_at > window.at)
    ]
    MorningMail.objects.bulk_create(rows, ignore_conflicts=True)


def _row(member: Member, window: MorningWindow, *, zone: str, is_late: bool) -> MorningMail:
    due = leaves_at(window.at, quiet=(member.quiet_from, member.quiet_until), zone=zone)
    until = max(window.until, due + _AFTER_QUIET) if due > window.at else window.until
    row = MorningMail(member=member, day=window.day, due_at=due, until=until)
    if is_late and until <= window.until:
        row.state = State.MISSED
        row.reason = "No worker was running while it could be sent."
    return row


def _note_lost(now: datetime) -> None:
    """Who died while sending may have sent: it is not sent twice."""
    MorningMail.objects.filter(state=State.SENDING, claimed_at__lt=now - LOST_AFTER).update(
        state=State.FAILED,
        reason="The worker stopped while sending; whether it arrived is not known.",
    )
    waiting = MorningMail.objects.filter(state=State.WAITING, until__lt=now)
    waiting.filter(attempts=0).update(
        state=State.MISSED, reason="No worker was running while it could be sent."
    )
    waiting.update(state=State.FAILED)


@transaction.atomic
def _claimed(now: datetime) -> list[MorningMail]:
    due = MorningMail.objects.filter(state=State.WAITING, due_at__lte=now)
    claimed = list(
        due.select_for_update(of=("self",), skip_locked=True)
        .select_related("member")
        .order_by("due_at", "pk")[:BATCH]
    )
    wanted = (
        {one.pk for one in queries.morning_recipients(queries.morning_setting())}
        if claimed
        else set()
    )
    going = [one for one in claimed if one.member_id in wanted]
    gone = [one.pk for one in claimed if one.member_id not in wanted]
    MorningMail.objects.filter(pk__in=gone).update(state=State.SPARED)
    for one in going:
        one.state, one.claimed_at, one.attempts = State.SENDING, now, one.attempts + 1
    MorningMail.objects.bulk_update(going, ["state", "claimed_at", "attempts"])
    return going


def _written(
    write: WriteMorning, window: MorningWindow, house: Organisation, *, now: datetime
) -> MorningLetter:
    """In the organisation's time and language."""
    with timezone.override(ZoneInfo(house.timezone)), translation.override(None):
        return write(window.day, now)


def _handed_in(letter: MorningLetter, member: Member) -> tuple[str, bool] | None:
    """None when it was taken; else why not, and whether that is for good."""
    try:
        mail.send(member.email, subject=letter.subject, text=letter.text, html=letter.html)
    except NotReached as trouble:
        return str(trouble), trouble.for_good
    return None


def _note_outcome(one: MorningMail, trouble: tuple[str, bool] | None, *, now: datetime) -> int:
    mine = MorningMail.objects.filter(pk=one.pk)
    if trouble is None:
        return mine.update(state=State.SENT, sent_at=now, reason="")
    reason, for_good = trouble
    if for_good or one.attempts >= ATTEMPTS:
        mine.update(state=State.FAILED, reason=reason[:200])
    else:
        again = now + FIRST_WAIT * 2 ** (one.attempts - 1)
        mine.update(state=State.WAITING, due_at=again, reason=reason[:200])
    return 0


def forget_mornings(before: datetime, limit: int) -> int:
    """Delete what became of mails older than that, at most `limit`; returns how many."""
    old = list(
        MorningMail.objects.filter(day__lt=before.date())
        .order_by("day")
        .values_list("pk", flat=True)[:limit]
    )
    MorningMail.objects.filter(pk__in=old).delete()
    return len(old)
