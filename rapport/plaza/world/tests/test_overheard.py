from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

from rapport.plaza.actions import mentions
from rapport.plaza.world import live
from rapport.plaza.world.overheard import before_the_end
from rapport.plaza.world.places import local
from rapport.plaza.world.shapes import World

BRAND = "haldenrail"


def test_a_week_of_words_about_the_brand_addresses_it_not_once(world: World) -> None:
    told = before_the_end(world)
    roots = [post for post in told if post.parent_key is None]
    assert len(roots) >= 15
    assert not any(BRAND in mentions(post.text) for post in roots)
    assert all(world.end - timedelta(days=8) < post.at < world.end for post in told)
    assert len({post.text.lower() for post in roots}) == len(roots)


def test_they_stand_in_order_under_keys_of_their_own_and_a_parent_before_its_answer(
    world: World,
) -> None:
    told = before_the_end(world)
    assert [post.at for post in told] == sorted(post.at for post in told)
    at = {post.key: post.at for post in told}
    assert len(at) == len(told)
    assert not at.keys() & world.post.keys()
    assert all(at[post.parent_key] < post.at for post in told if post.parent_key)


def test_the_same_world_has_the_same_beside_it(world: World) -> None:
    assert before_the_end(world) == before_the_end(replace(world))
    assert before_the_end(replace(world, seed=8)) != before_the_end(world)


def test_none_of_the_five_who_wait_asks_somewhere_else_meanwhile(world: World) -> None:
    waiting = {world.post[key].author for key in world.waiting}
    assert not waiting & {post.author for post in before_the_end(world)}


def test_at_night_nobody_stands_on_a_platform(world: World) -> None:
    for shift in range(0, 24, 6):
        later = replace(world, end=world.end + timedelta(hours=shift))
        roots = [post for post in before_the_end(later) if post.parent_key is None]
        assert all(local(post.at).hour >= 5 for post in roots)


def test_mostly_nobody_answers_now_and_then_a_competitor_does(world: World) -> None:
    answered: Counter[str] = Counter()
    for number in range(200):
        heard = live.overheard(Random(f"overheard-{number}"), world, now=world.end)
        sides = {world.person[answer.post.author].side for answer in heard.answers}
        answered[min(sides, default="nobody")] += 1
        assert not heard.post.addressed
        assert heard.post.author not in {answer.post.author for answer in heard.answers}
    assert 100 <= answered["nobody"] <= 160
    assert 20 <= answered["competitor"] <= 70
