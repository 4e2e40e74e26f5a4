"""Priority is a sum one can read, within the bounds the house has set itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.converse import actions, queries
from rapport.converse.priority import MOOD, TURN_AT_MOST, Situation, part_name, parts, total
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.understand.actions import correct
from rapport.workspace.models import Member

NOW = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)
followers = st.one_of(st.none(), st.integers(0, 400_000_000))
situations = st.builds(
    Situation,
    now=st.just(NOW),
    danger=st.booleans(),
    broken_promises=st.integers(0, 5),
    owed_promises=st.integers(0, 5),
    urgency=st.integers(0, 100),
    negative=st.booleans(),
    clock_from=st.one_of(st.none(), st.just(NOW - timedelta(minutes=30))),
    clock_due=st.one_of(
        st.none(), st.integers(-600, 600).map(lambda m: NOW + timedelta(minutes=m))
    ),
    times_asked=st.integers(1, 40),
    others=st.integers(0, 5000),
    followers=followers,
)


@given(situations)
def test_the_parts_add_up_to_the_whole_and_have_names(s: Situation) -> None:
    found = parts(s)
    assert total(found) == sum(p["points"] for p in found)
    assert all(part_name(p) and p["points"] > 0 for p in found)


@given(followers)
def test_exposure_is_at_most_fifteen_points(count: int | None) -> None:
    assert total(parts(Situation(now=NOW, followers=count))) <= 15


@given(situations, followers)
def test_followers_never_outweigh_danger_or_a_broken_promise(
    s: Situation, count: int | None
) -> None:
    plain = Situation(now=NOW, followers=count)
    for grave in (Situation(now=NOW, danger=True), Situation(now=NOW, broken_promises=1)):
        assert total(parts(grave)) > total(parts(plain))


@given(situations)
def test_reversing_who_is_followed_changes_at_most_fifteen_points(s: Situation) -> None:
    swapped = Situation(
        **{f: getattr(s, f) for f in s.__slots__ if f != "followers"}, followers=None
    )
    assert 0 <= total(parts(s)) - total(parts(swapped)) <= 15


@given(situations, st.integers(1, 500))
def test_time_going_by_never_lowers_a_priority(s: Situation, minutes: int) -> None:
    later = Situation(
        **{f: getattr(s, f) for f in s.__slots__ if f != "now"},
        now=s.now + timedelta(minutes=minutes),
    )
    assert total(parts(later)) >= total(parts(s))


@given(situations, st.floats(-2, 2))
def test_a_turn_of_mood_is_worth_less_than_being_angry(s: Situation, turn: float) -> None:
    turned = Situation(**{f: getattr(s, f) for f in s.__slots__ if f != "turn"}, turn=turn)
    more = total(parts(turned)) - total(parts(s))
    assert 0 <= more <= TURN_AT_MOST < MOOD
    assert more == 0 or (s.negative and turn < 0)


# Eight conversations in the order a team would take them, as they were written, with how many follow the writer and how
# many minutes ago it was.
EIGHT = {
    "danger": ("I am on the platform at Lindal and I want to jump.", 12, 1),
    "promise": (
        "You promised the ramp for my wheelchair would be at Lindal on Friday. Nobody came and I could not board. "
        "What happens now?",
        None,
        2,
    ),
    "child": (
        "We are stranded at Mora with our 9 year old, the last bus never came. How do we get home?",
        40,
        2,
    ),
    "breach": ("The app does not show my ticket. Why?", 900, 9),
    "refund": ("For the third time: where is my refund?", 200, 2),
    "famous": ("Are there power sockets in the night trains?", 48_000, 2),
    "bicycle": ("Can I take my bicycle on the 17:05 to Lund?", 300, 2),
    "praise": ("Lovely staff on the 8:15 today, thank you!", 20, 1),
}
ONLOOKERS = [f"onlooker{n}" for n in range(9)]


class Inbox:
    """The eight as they come in: through the door of every message, read by the product's own reading."""

    def __init__(self, world: SmallWorld, member: Member, followers: dict[str, int | None]) -> None:
        self.world, self.member, self.followers = world, member, followers
        self.now = world.now + timedelta(days=5)

    def fill(self) -> None:
        self._a_promise_is_broken()
        self._it_was_asked_before()
        for who in EIGHT:
            self._says(who)
        for onlooker in ONLOOKERS:
            self.world.now = self.now - timedelta(minutes=5)
            self.world.says(
                "Not for me either.", who=onlooker, under="breach", root="breach", to_us=False
            )
        self.world.now = self.now
        actions.weigh_all(now=self.now)

    def order(self) -> list[str]:
        """The list as a member sees it, by the handle of whoever wrote."""
        shown = queries.inbox(self.member)
        return [row.handle.lower() for row in shown]

    def parts_of(self, who: str) -> dict[str, int]:
        return {p["code"]: p["points"] for p in self.world.conversation(who).priority_parts}

    def _says(self, who: str) -> None:
        text, _followers, minutes = EIGHT[who]
        self.world.now = self.now - timedelta(minutes=minutes)
        scope = "private" if who == "promise" else "public"
        self.world.says(text, who=who, key=who, followers=self.followers[who], scope=scope)

    def _a_promise_is_broken(self) -> None:
        """By hand, as an agent does: what was promised, for a day that passes."""
        self.world.says(
            "Will there be a ramp on Friday?", who="promise", key="promise-1", scope="private"
        )
        conversation = self.world.conversation("promise")
        friday = self.world.now + timedelta(days=2)
        actions.promise(
            conversation.pk, "A ramp on Friday", due_at=friday, by=self.member, now=self.world.now
        )
        actions.resolve(conversation.pk, by=self.member, now=self.world.now)

    def _it_was_asked_before(self) -> None:
        for days in (1, 3):
            self.world.now = self.now - timedelta(days=5 - days)
            text = "Where is my refund?" if days == 1 else "I still have no refund. Where is it?"
            self.world.says(
                text, who="refund", key=f"refund-{days}", followers=self.followers["refund"]
            )
            conversation = self.world.conversation("refund")
            actions.resolve(conversation.pk, by=self.member, now=self.world.now)


@pytest.fixture
def as_written(world: SmallWorld, alice: Member) -> Inbox:
    return Inbox(world, alice, {who: followers for who, (_, followers, _) in EIGHT.items()})


@pytest.mark.django_db
def test_eight_conversations_stand_in_the_order_a_team_would_take_them(as_written: Inbox) -> None:
    as_written.fill()
    assert as_written.order() == [*EIGHT]
    known_by = {who: next(iter(as_written.parts_of(who)), "") for who in EIGHT}
    assert known_by["danger"] == "danger"
    assert known_by["promise"] == "promise_broken"
    assert {"vulnerable", "urgency"} <= as_written.parts_of("child").keys()
    assert {"clock", "others"} <= as_written.parts_of("breach").keys()
    assert "repeat" in as_written.parts_of("refund")
    assert known_by["famous"] == "exposure"


@pytest.mark.django_db
def test_reversing_who_has_how_many_followers_moves_none_of_the_first_three(
    world: SmallWorld, alice: Member
) -> None:
    counts = [followers for _, followers, _ in EIGHT.values()]
    turned = Inbox(world, alice, dict(zip(EIGHT, reversed(counts), strict=True)))
    turned.fill()
    assert turned.order()[:3] == [*EIGHT][:3]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "is_turn"),
    [
        ("Lovely staff on the 8:15 today, thank you!", True),
        ("This is terrible, the worst service ever, I hate it.", False),
        ("Can I take my bicycle on the 17:05 to Lund?", False),
    ],
)
def test_who_is_angrier_than_they_were_comes_a_little_sooner(
    world: SmallWorld, before: str, is_turn: bool
) -> None:
    world.says(before)
    world.passes(minutes=5)
    world.says("Terrible. The worst service ever, I hate it.")
    world.passes(minutes=1)
    actions.weigh_all(now=world.now)
    parts_now = {p["code"]: p for p in world.conversation().priority_parts}
    assert "mood" in parts_now
    assert ("turn" in parts_now) is is_turn
    if is_turn:
        assert part_name(parts_now["turn"]) == "Angrier than before"


@pytest.mark.django_db
def test_a_mood_somebody_corrected_counts_as_they_said(world: SmallWorld, alice: Member) -> None:
    first = world.says("This is terrible, the worst service ever, I hate it.")
    world.passes(minutes=5)
    world.says("Terrible. The worst service ever, I hate it.")
    correct(first, field="sentiment", value="positive", by=alice, now=world.now)
    run_jobs()
    actions.weigh_all(now=world.now)
    assert "turn" in {p["code"] for p in world.conversation().priority_parts}
