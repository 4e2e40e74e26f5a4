"""Nothing was lost, and it can be proved: a day counted against the network, after the worst of days."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rapport.channels.actions import keep_account
from rapport.channels.contract import (
    Ability,
    AccountInfo,
    Author,
    Connector,
    InboundPost,
    Manifest,
    Page,
    Rejected,
)
from rapport.channels.errors import Refused, RetryLater
from rapport.channels.models import Account
from rapport.channels.registry import installed_for_test
from rapport.listen import actions, queries
from rapport.listen.actions.auditing import DayCount, finish_audit
from rapport.listen.auditing import audit_day
from rapport.listen.erasing import let_audits_go
from rapport.listen.errors import CannotCount
from rapport.listen.models import DayAudit, ListeningSpan, Message
from rapport.listen.reading_accounts import read_account
from rapport.people.actions import erase_person
from rapport.workspace.models import Brand, Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
ANN = Author(remote_id="did:ann", handle="ann", name="Ann")
DAY = NOON.date()
# 291 posts fall into 7 minutes when they are written that far apart.
APART = timedelta(minutes=7) / 291
BEGINS = NOON - timedelta(minutes=20)
POSTS = 4213


class Clock:
    """What `timezone.now` says while a test runs."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Numbered(Connector):
    """A network on which posts are numbered. Its clock goes on only when what it told was stored."""

    manifest = Manifest(
        slug="numbered",
        name="Numbered",
        abilities=frozenset({Ability.STREAM, Ability.PAST}),
    )
    posts: ClassVar[list[InboundPost]]
    clock: ClassVar[Clock]
    stored: ClassVar[asyncio.Event]
    faults: ClassVar[list[Exception]] = []

    async def stream(self, cursor: str) -> AsyncIterator[Page]:
        told = int(cursor or 0)
        yield Page(cursor=str(told))
        while told < len(self.posts):
            due = [p for p in self.posts[told:] if p.created_at and p.created_at <= self.clock.now]
            if due:
                self.stored.clear()
                told += len(due)
                yield Page(posts=tuple(due), cursor=str(told), reached_at=self.clock.now)
                await self.stored.wait()
            self.clock.now += timedelta(minutes=1)
        raise RetryLater("The day is over.")

    async def past(self, since: datetime, until: datetime, cursor: str) -> Page:
        if self.faults:
            raise self.faults.pop()
        first = int(cursor or 0)
        within = [p for p in self.posts if p.created_at and since <= p.created_at < until]
        last = first + 500
        return Page(posts=tuple(within[first:last]), cursor=str(last), more=last < len(within))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(BEGINS)
    monkeypatch.setattr(timezone, "now", clock)
    monkeypatch.setattr(Numbered, "clock", clock, raising=False)
    return clock


@pytest.fixture
def network(clock: Clock) -> Iterator[type[Numbered]]:
    members = {"posts": [], "faults": []}
    bound = type("BoundNumbered", (Numbered,), members)
    with installed_for_test(bound):
        yield bound


@pytest.fixture
def account(network: type[Numbered], brand: Brand) -> Account:
    return connected(brand, "numbered")


def connected(brand: Brand, network: str) -> Account:
    return keep_account(
        brand,
        network=network,
        info=AccountInfo(remote_id=f"{network}:us", handle="us"),
        settings={},
        secrets={},
        by=None,
        now=BEGINS - timedelta(days=1),
    )


def post(key: str, at: datetime = NOON, **changes: object) -> InboundPost:
    given = InboundPost(key=key, author=ANN, text=f"Late: {key}", created_at=at, to_us=True)
    return replace(given, **changes)  # type: ignore[arg-type]


def numbered(count: int) -> list[InboundPost]:
    return [post(f"n{n}", BEGINS + APART * (n + 0.5)) for n in range(count)]


async def collect(account: Account, network: type[Numbered], *, until: datetime) -> None:
    """What a collector does from now on, until it is stopped or the day is over."""
    network.stored = asyncio.Event()
    reading = read_account(account.pk)
    try:
        async for _ in reading:
            if network.clock.now >= until:
                break
            network.stored.set()
    except RetryLater:
        pass
    await reading.aclose()


def counted(account: Account, *, now: datetime, fetches_again: bool = False) -> DayAudit:
    Numbered.clock.now = now
    actions.ask_audit(account, DAY, now=now, fetches_again=fetches_again)
    for audit_id in actions.take_audits([account.pk], now=now):
        async_to_sync(audit_day)(audit_id)
    return DayAudit.objects.get(account=account, day=DAY)


def figures(audit: DayAudit) -> tuple[int, int | None, int, int]:
    return audit.held, audit.expected, audit.missing, audit.late


def test_after_seven_minutes_without_a_collector_all_4213_posts_are_held_and_291_are_late(
    account: Account, network: type[Numbered], clock: Clock
) -> None:
    network.posts = numbered(POSTS)
    async_to_sync(collect)(account, network, until=NOON)
    assert clock.now == NOON
    stopped_with = Message.objects.count()
    clock.now += timedelta(minutes=7)
    async_to_sync(collect)(account, network, until=NOON + timedelta(days=1))

    clock.now = datetime(2026, 5, 13, 0, 31, tzinfo=UTC)
    assert actions.plan_audits([account.pk], now=clock.now) == 1
    (audit_id,) = actions.take_audits([account.pk], now=clock.now)
    async_to_sync(audit_day)(audit_id)

    audit = DayAudit.objects.get()
    assert (audit.day, audit.state) == (DAY, "done")
    assert figures(audit) == (4213, 4213, 0, 291)
    heard_before = Message.objects.filter(received_at__lte=NOON).count()
    assert heard_before == stopped_with < POSTS
    (gap,) = queries.interruptions(account.pk, since=audit.since, until=audit.until)
    assert gap == (NOON, NOON + timedelta(minutes=7))


def test_what_was_lost_is_counted_and_fetched_again(
    account: Account, network: type[Numbered], clock: Clock
) -> None:
    network.posts = numbered(700)
    actions.receive(account, Page(posts=tuple(network.posts)), now=clock.now + timedelta(hours=2))
    evening = NOON + timedelta(hours=8)
    assert figures(counted(account, now=evening)) == (700, 700, 0, 0)
    lost = ["n3", "n499", "n640"]
    with connection.cursor() as cursor:
        cursor.execute(
            """DELETE FROM listen_sighting WHERE message_id IN
               (SELECT id FROM listen_message WHERE remote_key = ANY(%s))""",
            [lost],
        )
        cursor.execute(
            """DELETE FROM listen_searchdocument WHERE message_id IN
               (SELECT id FROM listen_message WHERE remote_key = ANY(%s))""",
            [lost],
        )
        cursor.execute("DELETE FROM listen_message WHERE remote_key = ANY(%s)", [lost])
    missing = counted(account, now=evening)
    assert (figures(missing), missing.fetched) == ((697, 700, 3, 0), 0)
    again = counted(account, now=evening, fetches_again=True)
    assert (figures(again), again.fetched) == ((700, 700, 0, 0), 3)
    assert set(Message.objects.filter(remote_key__in=lost).values_list("text", flat=True)) == {
        "Late: n3",
        "Late: n499",
        "Late: n640",
    }
    account.refresh_from_db()
    assert account.cursor == ""
    assert figures(counted(account, now=evening)) == (700, 700, 0, 0)


def test_a_page_is_compared_in_as_many_statements_however_long_it_is(
    account: Account, network: type[Numbered]
) -> None:
    def statements(posts: int) -> int:
        network.posts = numbered(posts)
        with CaptureQueriesContext(connection) as captured:
            counted(account, now=NOON + timedelta(hours=8))
        return len(captured)

    statements(3)
    assert statements(400) == statements(4)


def test_only_what_concerns_us_is_expected(
    account: Account, network: type[Numbered], alice: Member
) -> None:
    network.posts = [
        post("to-us"),
        post("stranger", to_us=False),
        post("reply", to_us=False, parent_key="to-us", root_key="to-us"),
        post("gone"),
        InboundPost(key="gone", deleted=True, created_at=NOON),
        post("the-day-before", NOON - timedelta(days=1)),
    ]
    actions.receive(account, Page(posts=tuple(network.posts[:3])), now=NOON)
    assert figures(counted(account, now=NOON)) == (2, 2, 0, 0)


def test_whoever_was_erased_is_not_missing(
    account: Account, network: type[Numbered], lena: Member
) -> None:
    network.posts = [post("a"), post("b", author=Author(remote_id="did:bea", handle="bea"))]
    actions.receive(account, Page(posts=tuple(network.posts)), now=NOON)
    person_id = Message.objects.get(remote_key="b").author.person_id  # type: ignore[union-attr]
    erase_person(person_id, by=lena, now=NOON)
    again = counted(account, now=NOON, fetches_again=True)
    assert figures(again) == (1, 1, 0, 0)
    assert Message.objects.count() == 1


def test_of_a_place_only_what_a_query_matches_is_expected(
    network: type[Numbered], brand: Brand, alice: Member
) -> None:
    place_manifest = replace(Numbered.manifest, slug="everywhere", is_place=True)
    everywhere = type("Everywhere", (network,), {"manifest": place_manifest})
    with installed_for_test(everywhere):
        place = connected(brand, "everywhere")
        everywhere.posts = [
            post("before", NOON - timedelta(hours=1), text="harbour"),
            post("after", NOON + timedelta(minutes=1), text="harbour"),
            post("other", NOON + timedelta(minutes=1), text="mountain"),
        ]
        later = NOON + timedelta(hours=1)
        actions.keep_query("harbour", name="Ours", by=alice, now=NOON)
        # The query listens since noon; what was written before is not missing.
        assert figures(counted(place, now=later)) == (0, 1, 1, 0)
        assert figures(counted(place, now=later, fetches_again=True)) == (1, 1, 0, 0)
        # A whole network is counted when somebody asks, not by the clock.
        assert actions.plan_audits([place.pk], now=NOON + timedelta(days=1)) == 0


def test_where_no_past_is_listed_what_we_hold_is_counted_at_once(
    network: type[Numbered], brand: Brand, clock: Clock
) -> None:
    manifest = replace(Numbered.manifest, slug="hearsay", abilities=frozenset({Ability.STREAM}))
    with installed_for_test(type("Hearsay", (network,), {"manifest": manifest})):
        account = connected(brand, "hearsay")
        actions.note_listening(account.pk, now=NOON)
        back = NOON + timedelta(minutes=9)
        actions.note_listening(account.pk, now=back)
        actions.receive(
            account,
            Page(posts=(post("in-time"), post("late", NOON + timedelta(minutes=5)))),
            now=back,
        )
        Message.objects.filter(remote_key="in-time").update(received_at=NOON)
        audit = actions.ask_audit(account, DAY, now=back)
        assert figures(audit) == (2, None, 0, 1)
        assert audit.state == "done"


def test_a_day_ahead_is_not_counted(account: Account) -> None:
    with pytest.raises(CannotCount, match="ahead"):
        actions.ask_audit(account, DAY + timedelta(days=1), now=NOON)


def test_a_fault_of_the_network_leaves_the_last_count_standing(
    account: Account, network: type[Numbered]
) -> None:
    network.posts = numbered(3)
    actions.receive(account, Page(posts=tuple(network.posts)), now=NOON)
    counted(account, now=NOON)
    network.faults = [Refused("The past is closed.")]
    audit = counted(account, now=NOON + timedelta(hours=1))
    assert (audit.state, audit.reason) == ("failed", "The past is closed.")
    assert figures(audit) == (3, 3, 0, 0)


def test_yesterday_is_counted_once_and_only_after_it_is_over(account: Account) -> None:
    midnight = datetime(2026, 5, 13, tzinfo=UTC)
    early = midnight + timedelta(minutes=29)
    actions.plan_audits([account.pk], now=early)
    assert not DayAudit.objects.filter(day=DAY).exists()
    for minutes in (31, 32, 900):
        actions.plan_audits([account.pk], now=midnight + timedelta(minutes=minutes))
    assert DayAudit.objects.filter(day=DAY).count() == 1


def test_two_collectors_never_count_the_same_day_at_once(account: Account) -> None:
    audit = actions.ask_audit(account, DAY, now=NOON)
    assert actions.take_audits([account.pk], now=NOON) == [audit.pk]
    assert actions.take_audits([account.pk], now=NOON + timedelta(seconds=5)) == []
    assert actions.take_audits([account.pk], now=NOON + timedelta(minutes=1)) == [audit.pk]


def test_what_is_asked_for_while_a_day_is_being_counted_is_not_lost(
    account: Account, network: type[Numbered]
) -> None:
    actions.ask_audit(account, DAY, now=NOON)
    (audit_id,) = actions.take_audits([account.pk], now=NOON)
    begun = DayAudit.objects.select_related("account").get(pk=audit_id)
    later = NOON + timedelta(seconds=1)
    actions.ask_audit(account, DAY, now=later, fetches_again=True)
    finish_audit(begun, DayCount(), now=later)
    waiting = DayAudit.objects.get(pk=audit_id)
    assert (waiting.state, waiting.fetches_again) == ("waiting", True)


def test_short_silences_are_no_interruption_and_waiting_for_the_next_turn_is_none(
    account: Account,
) -> None:
    for minutes in (0, 2, 4):
        actions.note_listening(account.pk, now=NOON + timedelta(minutes=minutes))
    assert ListeningSpan.objects.count() == 1
    Account.objects.filter(pk=account.pk).update(poll_seconds=600)
    actions.note_listening(account.pk, now=NOON + timedelta(minutes=15))
    assert ListeningSpan.objects.count() == 1
    actions.note_listening(account.pk, now=NOON + timedelta(minutes=40))
    assert ListeningSpan.objects.count() == 2


def test_old_counts_go_and_the_span_that_goes_on_stays(account: Account) -> None:
    for minutes in (0, 30):
        actions.note_listening(account.pk, now=NOON + timedelta(minutes=minutes))
    actions.ask_audit(account, DAY, now=NOON)
    assert let_audits_go(NOON + timedelta(days=1), 100) == 2
    assert ListeningSpan.objects.get().is_latest


def test_the_same_unreadable_item_is_listed_once(account: Account) -> None:
    page = Page(rejected=(Rejected("no date", "{}", where="event 7"),))
    for _ in range(3):
        actions.receive(account, page, now=NOON)
    assert queries.quarantined(account).count() == 1
