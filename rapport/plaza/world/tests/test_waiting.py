"""Who waits at the end, found by an independent, simple judge that knows nothing of kinds."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from rapport.plaza.world.generate import generate
from rapport.plaza.world.shapes import Post, World

ENDS = (
    datetime(2026, 11, 19, 17, 58, tzinfo=UTC),  # a Thursday evening
    datetime(2026, 11, 20, 13, 30, tzinfo=UTC),  # a Friday, before the call was due
    datetime(2026, 11, 23, 6, 10, tzinfo=UTC),  # a Monday morning
    datetime(2027, 3, 28, 1, 30, tzinfo=UTC),  # a Sunday night, clocks going forward
    datetime(2026, 7, 4, 22, 0, tzinfo=UTC),  # a summer Saturday
)
GRATEFUL = re.compile(r"thank|tack|danke|merci|gracias|\bok\b|great|good|lovely|cheers", re.I)


def waiting(world: World, *, hours: int = 72) -> list[Post]:
    """Named the brand, or asked below its words, and heard nothing from it in that thread since."""
    found = []
    for post in world.posts:
        if post.at < world.end - timedelta(hours=hours) or post.author == world.brief.account:
            continue
        thread = world.thread(post.root_key)
        later = [each for each in thread if each.at > post.at]
        heard = any(each.author == world.brief.account for each in later)
        if _is_to_brand(post, world) and not heard:
            found.append(post)
    return found


def _is_to_brand(post: Post, world: World) -> bool:
    if world.person[post.author].side != "public":
        return False
    if "@haldenrail" in post.text.lower():
        return True
    parent = world.post.get(post.parent_key or "")
    below = parent is not None and parent.author == world.brief.account
    return below and not GRATEFUL.search(post.text) and post.text.endswith("?")


@pytest.mark.parametrize("end", ENDS, ids=str)
def test_exactly_five_people_wait(end: datetime) -> None:
    world = generate(7, end)
    found = waiting(world)
    assert {post.key for post in found} == set(world.waiting)
    assert len({post.author for post in found}) == 5
    assert all(end - timedelta(hours=4) < post.at < end for post in found)


@pytest.mark.parametrize("seed", [1, 4711])
def test_five_wait_whatever_the_seed(seed: int) -> None:
    world = generate(seed, ENDS[0])
    assert {post.key for post in waiting(world)} == set(world.waiting)


def test_nobody_says_something_to_a_silent_brand_in_the_last_three_days(world: World) -> None:
    """Bystanders too: whoever speaks in a thread to the brand is followed by a word of the brand."""
    late = [post for post in world.posts if post.at > world.end - timedelta(hours=72)]
    for root in late:
        if root.parent_key is not None or "@haldenrail" not in root.text.lower():
            continue
        thread = world.thread(root.key)
        if root.key in world.waiting:
            continue
        last = max(post.at for post in thread if post.kind == "brand")
        after = [post for post in thread if post.at > last]
        assert all(post.author == root.author for post in after)


def test_the_five_are_the_ones_of_the_story(world: World) -> None:
    five = [world.post[key] for key in world.waiting]
    assert [(post.author, post.topic, post.kind) for post in five] == [
        ("rvik", "ramp", "complaint"),
        ("kidsticket", "delay", "complaint"),
        ("pendlar", "form", "question"),
        ("biketrain", "bicycle", "question"),
        ("nightowl", "conductor", "praise"),
    ]
    ramp = world.thread(five[0].root_key)
    assert any("will call you on Friday" in post.text for post in ramp if post.kind == "brand")


def test_earlier_some_were_never_answered(world: World) -> None:
    unanswered = waiting(world, hours=24 * 120)
    assert 80 < len(unanswered) < 500
    assert any(post.kind == "praise" for post in unanswered)


def test_a_competitor_was_first_now_and_then(world: World) -> None:
    first = 0
    for post in world.posts:
        if post.kind == "competitor" and post.topic != "rival":
            before = [
                each
                for each in world.thread(post.root_key)
                if each.at < post.at and each.kind == "brand"
            ]
            first += not before
    assert first >= 10
