"""The morning mail: planned once a member and day, sent by a worker, and said where it was not."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
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
# After a failure: 2, 4, 8, 16 minutes, and then every 16 until it is too late.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(minutes=16)
# A mail server answers within 15 s; after this the worker died with it.
LOST_AFTER = timedelta(minutes=5)
# Whose quiet hours last past the latest hour gets it when they end, and so long after.
_AFTER_QUIET = timedelta(minutes=30)
BATCH = 50
NOT_SENT = "No worker sent it in time: none was running, or it failed (its log says why)."


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
    house, write = queries.organisation(), morning_writer()
    if house is None or write is None:
        return 0
    setting = queries.morning_setting()
    _plan(house, setting, now=now)
    _note_lost(now)
    # Written before any is claimed: should that fail, they wait for the next try.
    letters = {
        day: _written(write, queries.morning_window(house, day, setting=setting), house, now=now)
        for day in _due(now).order_by().values_list("day", flat=True).distinct()
    }
    if not letters:
        return 0
    return sum(
        _note_outcome(one, _handed_in(letters[one.day], one.member), now=now)
        for one in _claimed(setting, days=letters, now=now)
    )


def _due(now: datetime) -> QuerySet[MorningMail]:
    return MorningMail.objects.filter(state=State.WAITING, due_at__lte=now)


@transaction.atomic
def _plan(house: Organisation, setting: MorningSetting, *, now: datetime) -> None:
    """A row for each who gets it, from its hour on; a row that says so where no worker was there until it was too late.

    Two workers that plan at once make one row: (member, day) is unique.
    """
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
        row.reason = NOT_SENT
    return row


def _note_lost(now: datetime) -> None:
    """Who died while sending may have sent: it is not sent twice."""
    MorningMail.objects.filter(state=State.SENDING, claimed_at__lt=now - LOST_AFTER).update(
        state=State.FAILED,
        reason="The worker stopped while sending; whether it arrived is not known.",
    )
    waiting = MorningMail.objects.filter(state=State.WAITING, until__lt=now)
    waiting.filter(attempts=0).update(state=State.MISSED, reason=NOT_SENT)
    waiting.update(state=State.FAILED)


@transaction.atomic
def _claimed(setting: MorningSetting, *, days: Container[date], now: datetime) -> list[MorningMail]:
    """What is sent now, for this worker alone. Who is no longer to get it is passed over for good."""
    found = _due(now).select_for_update(of=("self",), skip_locked=True).select_related("member")
    claimed = [one for one in found.order_by("due_at", "pk")[:BATCH] if one.day in days]
    wanted = {one.pk for one in queries.morning_recipients(setting)} if setting.is_on else set()
    gone = [one.pk for one in claimed if one.member_id not in wanted]
    MorningMail.objects.filter(pk__in=gone).update(state=State.SPARED)
    going = [one for one in claimed if one.member_id in wanted]
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
    again = now + min(FIRST_WAIT * 2 ** (one.attempts - 1), LONGEST_WAIT)
    if for_good or again > one.until:
        mine.update(state=State.FAILED, reason=reason[:200])
    else:
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
