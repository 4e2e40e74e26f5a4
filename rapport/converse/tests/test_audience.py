"""The audience: who joined in, how many may see it, what others did under our answer, and whether it made things worse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.converse import queries
from rapport.converse.actions import weigh_all
from rapport.converse.audience import Voice, audience_of
from rapport.converse.testing import SmallWorld
from rapport.listen.models import Message
from rapport.understand.models import Reading
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON

CUSTOMER, OURS = 1, 99


def voice(
    number: int, person: int, mood: str = "negative", *, under: int | None = None, followers: int | None = None
) -> Voice:  # fmt: skip
    return Voice(
        message_id=number,
        parent_id=under,
        person_id=person,
        name=f"Person {person}",
        at=NOON + timedelta(minutes=number),
        is_own=person == OURS,
        sentiment=mood,  # type: ignore[arg-type]
        text=f"words {number}",
        followers=followers,
    )


@pytest.mark.parametrize(
    ("before", "under", "worse"), [(0, 2, False), (0, 3, True), (3, 3, False), (3, 4, True)]
)
def test_worse_is_more_angry_others_under_our_answer_than_before_and_three_at_least(
    before: int, under: int, worse: bool
) -> None:
    said = [voice(1, CUSTOMER)]
    said += [voice(2 + n, 10 + n) for n in range(before)]
    said.append(voice(50, OURS, "neutral"))
    # The customer's own anger beneath it is not the community's.
    said += [voice(60, CUSTOMER, under=50)]
    said += [voice(61 + n, 30 + n, under=50) for n in range(under)]
    assert audience_of(said, customer_id=CUSTOMER).is_worse is worse


def test_one_person_who_shouts_is_one_voice() -> None:
    said = [voice(50, OURS, "neutral"), *(voice(60 + n, 7, under=50) for n in range(9))]
    found = audience_of(said, customer_id=CUSTOMER)
    assert not found.is_worse
    assert [(one.times, one.words) for one in found.joined] == [(9, "words 68")]


@given(st.lists(st.tuples(st.integers(1, 6), st.one_of(st.none(), st.integers(0, 10**6)))))
def test_up_to_counts_each_person_once_and_never_less_than_the_largest(
    told: list[tuple[int, int | None]],
) -> None:
    said = [voice(n, who, followers=count) for n, (who, count) in enumerate(told)]
    found = audience_of(said, customer_id=CUSTOMER, our_followers=500)
    last = dict(told)
    assert found.up_to == 500 + sum(n or 0 for n in last.values())
    assert found.unknown == sum(1 for n in last.values() if n is None)


def make_angry(*messages: Message) -> None:
    Reading.objects.filter(message__in=messages).update(sentiment="negative", covered=True)


@pytest.fixture
def fallout(world: SmallWorld, brand: object) -> SmallWorld:
    """Kajsa asks, we answer badly, three others are angry beneath our answer; Kajsa asks again."""
    first = world.says("Where is my refund?", key="k-1", followers=100)
    ours = world.ours("Read our terms.", under="k-1", root="k-1", at=world.passes(minutes=1))
    voices = []
    for number, who in enumerate(("ann", "ben", "cia")):
        at = world.passes(minutes=1)
        under = ours.remote_key
        voices.append(
            world.says(
                "This is no way to treat people, terrible!",
                who=who,
                under=under,
                root="k-1",
                at=at,
                to_us=False,
                followers=1_000 * number,
            )
        )
    make_angry(*voices)
    world.says("Well? Where is my refund?", under="k-1", root="k-1", at=world.passes(minutes=1))
    assert first.thread_id == voices[0].thread_id
    return world


@pytest.mark.django_db
def test_it_is_a_reason_in_the_row_and_stands_under_the_answer(
    fallout: SmallWorld, alice: Member
) -> None:
    now = fallout.passes(minutes=1)
    weigh_all(now=now)
    c = fallout.conversation("kajsa")
    (row,) = [row for row in queries.inbox(alice) if row.id == c.pk]
    assert "our answer made it worse" in [chip.text for chip in row.chips]
    page = queries.conversation_page(alice, c.pk, now=now)
    assert page.audience is not None
    assert page.audience.is_worse
    (under,) = page.audience.under.values()
    assert (under.people, under.negative, under.negative_before) == (3, 3, 0)
    assert page.audience.up_to == 3_100


@pytest.mark.django_db
def test_what_only_the_two_of_us_see_has_no_audience(world: SmallWorld, alice: Member) -> None:
    world.says("My card number is wrong", scope="private")
    page = queries.conversation_page(alice, world.conversation().pk, now=NOON)
    assert page.audience is None
