"""The morning mail: once a member and day, at its hour by the wall, late until ten, and never without a word why not."""

from __future__ import annotations

import smtplib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import available_timezones

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from rapport.workspace import actions, queries, registry
from rapport.workspace.actions.morning import NOT_SENT
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member, MorningMail, Organisation
from rapport.workspace.morning import morning_of
from rapport.workspace.registry import MorningLetter, register_morning
from rapport.workspace.testing import make_member, make_organisation

pytestmark = pytest.mark.django_db
# A Wednesday, half past seven in Stockholm.
MORNING = datetime(2026, 5, 13, 5, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Broken(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, email_messages: Any) -> int:
        raise smtplib.SMTPServerDisconnected("gone")


class Picky(BaseEmailBackend):
    """It knows nobody."""

    def send_messages(self, email_messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"x": (550, b"no")})


@pytest.fixture
def house(db: None, settings: Any) -> Iterator[Organisation]:
    settings.RAPPORT_MAIL_FROM = "rapport@halden.example"
    before = registry.morning_writer()
    register_morning(
        lambda day, now: MorningLetter(f"Morning {day}", f"Told at {now:%H:%M}.", "<p>Told.</p>")
    )
    yield make_organisation()
    registry._morning[:] = [before] if before else []


@pytest.fixture
def lena(house: Organisation) -> Member:
    member = make_member("Lena", role=Member.Role.LEAD)
    Member.objects.update(created_at=MORNING - timedelta(days=30))
    return member


def states() -> list[tuple[str, str]]:
    return [(one.state, one.reason) for one in MorningMail.objects.order_by("member__name", "day")]


def test_leads_and_owners_get_one_at_the_hour_and_agents_none(lena: Member) -> None:
    make_member("Olivia", role=Member.Role.OWNER)
    make_member("Alice")
    assert actions.send_mornings(MORNING - MINUTE) == 0
    assert actions.send_mornings(MORNING) == 2
    assert actions.send_mornings(MORNING + MINUTE) == 0
    assert sorted(one.to[0] for one in mail.outbox) == [
        "lena@halden.example",
        "olivia@halden.example",
    ]
    assert mail.outbox[0].subject == "Morning 2026-05-13"
    (html,) = mail.outbox[0].alternatives  # type: ignore[attr-defined]
    assert html[1] == "text/html"


def test_the_next_day_brings_the_next_one(lena: Member) -> None:
    for day in range(3):
        for minute in (0, 1, 200):
            actions.send_mornings(MORNING + timedelta(days=day, minutes=minute))
    assert len(mail.outbox) == 3


def test_a_worker_that_comes_back_before_ten_sends_it_late(lena: Member) -> None:
    assert actions.send_mornings(MORNING + timedelta(minutes=149)) == 1


def test_after_ten_it_is_not_sent_and_says_so(lena: Member) -> None:
    assert actions.send_mornings(MORNING + timedelta(minutes=151)) == 0
    assert states() == [("missed", NOT_SENT)]
    assert mail.outbox == []


def test_who_came_after_the_hour_has_missed_nothing(house: Organisation) -> None:
    member = make_member("New", role=Member.Role.LEAD)
    Member.objects.filter(pk=member.pk).update(created_at=MORNING + timedelta(hours=3))
    actions.send_mornings(MORNING + timedelta(hours=4))
    assert states() == []


def test_two_workers_that_plan_at_once_make_one_mail(lena: Member) -> None:
    actions.send_mornings(MORNING)
    # The second had read that nobody was planned before the first wrote.
    MorningMail.objects.bulk_create(
        [MorningMail(member=lena, day=MORNING.date(), due_at=MORNING, until=MORNING)],
        ignore_conflicts=True,
    )
    actions.send_mornings(MORNING + MINUTE)
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_the_same_moment_send_one_mail(lena: Member) -> None:
    begin = threading.Barrier(4)

    def worker(_number: int) -> int:
        begin.wait(20)
        try:
            return actions.send_mornings(MORNING)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(worker, range(4))) == 1
    assert len(mail.outbox) == MorningMail.objects.count() == 1


def test_a_letter_that_cannot_be_written_waits_for_the_next_try(lena: Member) -> None:
    def breaks(day: date, now: datetime) -> MorningLetter:
        raise RuntimeError("a table is locked")

    written = registry.morning_writer()
    assert written is not None
    register_morning(breaks)
    with pytest.raises(RuntimeError):
        actions.send_mornings(MORNING)
    register_morning(written)
    assert actions.send_mornings(MORNING + MINUTE) == 1


def test_switched_off_while_it_is_tried_again_it_goes_no_more(lena: Member, settings: Any) -> None:
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    actions.send_mornings(MORNING)
    actions.set_morning(is_on=False, at=time(7, 30), to_leads=True, by=lena, now=MORNING)
    settings.EMAIL_BACKEND = working
    assert actions.send_mornings(MORNING + 2 * MINUTE) == 0
    assert states()[0][0] == "spared"


def test_a_broken_mail_server_is_tried_again_and_its_reason_stands(
    lena: Member, settings: Any
) -> None:
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    actions.send_mornings(MORNING)
    assert states() == [("waiting", "The mail server could not be reached.")]
    assert actions.send_mornings(MORNING + MINUTE) == 0
    settings.EMAIL_BACKEND = working
    assert actions.send_mornings(MORNING + 2 * MINUTE) == 1
    assert states() == [("sent", "")]


def test_one_that_is_broken_until_ten_is_given_up_with_its_reason(
    lena: Member, settings: Any
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    for minutes in range(0, 130, 2):
        actions.send_mornings(MORNING + minutes * MINUTE)
    assert states() == [("waiting", "The mail server could not be reached.")]
    for minutes in range(130, 160, 2):
        actions.send_mornings(MORNING + minutes * MINUTE)
    assert states() == [("failed", "The mail server could not be reached.")]


def test_a_mailbox_that_is_none_is_not_tried_again(lena: Member, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Picky"
    actions.send_mornings(MORNING)
    assert states() == [("failed", "The mail server does not take mail for lena@halden.example.")]


def test_a_worker_that_died_while_sending_does_not_send_twice(lena: Member) -> None:
    MorningMail.objects.create(
        member=lena, day=MORNING.date(), due_at=MORNING, until=MORNING + timedelta(hours=2),
        state="sending", claimed_at=MORNING,
    )  # fmt: skip
    assert actions.send_mornings(MORNING + 6 * MINUTE) == 0
    assert states()[0][0] == "failed"


def test_who_left_or_wants_no_mail_gets_none(lena: Member) -> None:
    ben = make_member("Ben", role=Member.Role.LEAD)
    Member.objects.filter(pk=ben.pk).update(is_active=False)
    actions.set_mail(lena, is_on=False)
    assert actions.send_mornings(MORNING) == 0
    assert states() == []
    assert queries.morning_silent(queries.morning_setting()) == [lena]


def test_who_is_taken_off_the_list_before_it_leaves_gets_none(lena: Member) -> None:
    lena.quiet_from, lena.quiet_until = time(22), time(8)
    lena.save()
    assert actions.send_mornings(MORNING) == 0
    Member.objects.filter(pk=lena.pk).update(role="agent")
    assert actions.send_mornings(MORNING + timedelta(minutes=30)) == 0
    assert states() == [("spared", "")]


def test_quiet_hours_hold_it_until_they_end(lena: Member) -> None:
    lena.quiet_from, lena.quiet_until = time(22), time(11)
    lena.save()
    assert actions.send_mornings(MORNING) == 0
    assert actions.send_mornings(MORNING + timedelta(minutes=209)) == 0
    assert actions.send_mornings(MORNING + timedelta(minutes=210)) == 1


def test_without_a_lead_or_a_mail_server_nothing_happens(
    house: Organisation, settings: Any
) -> None:
    make_member("Alice")
    assert actions.send_mornings(MORNING) == 0
    make_member("Lena", role=Member.Role.LEAD)
    settings.RAPPORT_MAIL_FROM = ""
    assert actions.send_mornings(MORNING) == 0
    assert states() == []


def test_a_lead_chooses_the_hour_and_who_else_gets_it(lena: Member) -> None:
    alice = make_member("Alice")
    with pytest.raises(NotAllowed):
        actions.set_morning(is_on=True, at=time(8), to_leads=True, by=alice, now=MORNING)
    with pytest.raises(InvalidEntry):
        actions.set_morning(is_on=True, at=time(23), to_leads=True, by=lena, now=MORNING)
    actions.set_morning(
        is_on=True, at=time(8), to_leads=False, members=[alice], by=lena, now=MORNING
    )
    assert actions.send_mornings(MORNING) == 0
    assert actions.send_mornings(MORNING + timedelta(minutes=30)) == 1
    assert mail.outbox[0].to == ["alice@halden.example"]


def test_switched_off_nothing_leaves(lena: Member) -> None:
    actions.set_morning(is_on=False, at=time(7, 30), to_leads=True, by=lena, now=MORNING)
    assert actions.send_mornings(MORNING + MINUTE) == 0
    assert states() == []


def test_todays_is_sent_now_to_whoever_asks_whatever_was_sent(lena: Member, settings: Any) -> None:
    actions.send_mornings(MORNING)
    assert actions.send_morning_to(lena, now=MORNING + timedelta(hours=8)) == ""
    assert len(mail.outbox) == 2
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    assert actions.send_morning_to(lena, now=MORNING) == "The mail server could not be reached."


def test_what_became_of_them_is_forgotten_after_a_while(lena: Member) -> None:
    actions.send_mornings(MORNING)
    assert actions.forget_mornings(MORNING, 10) == 0
    assert actions.forget_mornings(MORNING + timedelta(days=1), 10) == 1


@pytest.mark.parametrize(
    ("day", "hour", "length"),
    [(date(2026, 3, 29), 5, 23), (date(2026, 3, 30), 5, 24), (date(2026, 10, 25), 6, 25)],
)
def test_daylight_saving_moves_no_morning(day: date, hour: int, length: int) -> None:
    window = morning_of(day, at=time(7, 30), zone="Europe/Stockholm")
    assert window.at == datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)
    assert window.at - window.since == timedelta(hours=length)
    assert window.until - window.at == timedelta(minutes=150)


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.times(time(4), time(12)),
    st.sampled_from(sorted(available_timezones())),
)
def test_mornings_follow_each_other_without_gap_or_overlap(day: date, at: time, zone: str) -> None:
    at = at.replace(second=0, microsecond=0)
    today = morning_of(day, at=at, zone=zone)
    following = morning_of(day + timedelta(days=1), at=at, zone=zone)
    assert following.since == today.at
    assert today.since <= today.at < today.until
