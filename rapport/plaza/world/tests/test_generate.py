from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rapport.plaza.world.generate import generate
from rapport.plaza.world.shapes import Post, World

END = datetime(2026, 11, 19, 17, 58, tzinfo=UTC)
# Changes with every word of the texts: write the new one down when that was meant.
SHA_OF_SEED_7 = "331f875282a3753070cae5bbe7a1d9e028142d0a4adcbc214af48b7378fa668d"


def test_seed_7_is_the_same_world_to_the_byte(world: World) -> None:
    assert world.sha256() == SHA_OF_SEED_7


def test_the_world_does_not_hang_on_the_hash_seed(world: World) -> None:
    program = (
        "from datetime import datetime, UTC; from rapport.plaza.world.generate import generate;"
        "print(generate(7, datetime(2026, 11, 19, 17, 58, tzinfo=UTC)).sha256())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == world.sha256()


def test_the_zone_of_the_end_does_not_matter(world: World) -> None:
    elsewhere = END.astimezone(ZoneInfo("America/Lima"))
    assert generate(7, elsewhere).sha256() == world.sha256()


def test_another_seed_is_another_world(world: World) -> None:
    assert generate(8, END).sha256() != world.sha256()


def test_a_naive_end_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        generate(7, datetime(2026, 11, 19, 17, 58))  # noqa: DTZ001


def test_json_lines_hold_everything(world: World) -> None:
    lines = [json.loads(line) for line in world.to_json_lines().splitlines()]
    kinds = Counter(line["_"] for line in lines)
    assert kinds == {
        "world": 1,
        "brief": 1,
        "person": len(world.people),
        "post": len(world.posts),
    }


def test_four_hundred_people_forty_of_them_with_character(world: World) -> None:
    assert len(world.public) == 400
    assert sum(person.character is not None for person in world.public) == 40
    assert len({person.slug for person in world.people}) == len(world.people)
    assert len({person.handle.lower() for person in world.people}) == len(world.people)


def test_most_have_few_followers_and_few_have_many(world: World) -> None:
    counts = sorted(person.followers for person in world.public)
    assert counts[200] < 400
    assert counts[-4] > 5_000


def test_120_days_of_between_five_and_eight_thousand_posts(world: World) -> None:
    assert 5_000 <= len(world.posts) <= 8_000
    first, last = world.posts[0].at, world.posts[-1].at
    assert timedelta(days=119) < END - first <= timedelta(days=120)
    assert last < END


def test_every_kind_and_language_is_there(world: World) -> None:
    kinds = Counter(post.kind for post in world.posts)
    assert len(kinds) == 8
    assert min(kinds.values()) > 80
    languages = Counter(post.language for post in world.posts)
    assert set(languages) == {"en", "sv", "de", "fr", "es"}
    assert languages["en"] > 0.7 * len(world.posts)


def test_posts_stand_in_order_and_parents_before_replies(world: World) -> None:
    place = {post.key: number for number, post in enumerate(world.posts)}
    for number, post in enumerate(world.posts):
        assert post.key == f"p-{number + 1:06d}"
        assert number == 0 or world.posts[number - 1].at <= post.at
        if post.parent_key is None:
            assert post.root_key == post.key
        else:
            parent = world.post[post.parent_key]
            assert place[parent.key] < number
            assert parent.root_key == post.root_key


def test_hardly_a_text_stands_twice(world: World) -> None:
    texts = Counter(post.text for post in world.posts)
    doubled = sum(count - 1 for count in texts.values())
    assert doubled / len(world.posts) < 0.02
    assert max(texts.values()) <= 5


def test_one_screen_shows_few_near_copies(world: World) -> None:
    roots = [post for post in world.posts if post.parent_key is None and post.kind != "brand"]
    windows = [roots[start : start + 25] for start in range(0, len(roots) - 25, 25)]
    alike = sum(_near_copies(window) for window in windows)
    assert alike / len(windows) < 0.5


def _near_copies(posts: list[Post]) -> int:
    bags = [frozenset(post.text.lower().split()) for post in posts]
    return sum(
        len(one & other) / len(one | other) > 0.6
        for place, one in enumerate(bags)
        for other in bags[place + 1 :]
    )


def test_no_slot_or_bracket_of_the_grammar_is_left(world: World) -> None:
    for post in world.posts:
        assert not set(post.text) & set("{}[]|"), post.text
        assert post.text == post.text.strip()
        assert len(post.text) <= 500


def test_mornings_are_louder_than_nights_and_workdays_than_sundays(world: World) -> None:
    zone = ZoneInfo(world.brief.timezone)
    to_brand = [post for post in world.posts if "@haldenrail" in post.text]
    hours = Counter(post.at.astimezone(zone).hour for post in to_brand)
    days = Counter(post.at.astimezone(zone).weekday() for post in to_brand)
    assert hours[7] + hours[8] > 8 * (hours[2] + hours[3])
    assert days[1] > 1.3 * days[6]


def test_two_incidents_each_gather_dozens_under_one_thread(world: World) -> None:
    for topic in ("timetable", "leak"):
        sizes = Counter(post.root_key for post in world.posts if post.topic == topic)
        root, _ = sizes.most_common(1)[0]
        thread = world.thread(root)
        start = thread[0].at
        people = {post.author for post in thread if post.at < start + timedelta(hours=2)}
        assert len(people) >= 30
        own = [post for post in thread if post.kind == "brand" and post.parent_key == root]
        assert len(own) >= 3
        assert own[0].at - start > timedelta(minutes=30)
        assert any("sorry" in post.text for post in own)


def test_three_promises_are_broken_and_one_of_them_is_still_owed(world: World) -> None:
    promises = world.brief.promises
    assert Counter(promise.state for promise in promises) == {"broken": 3, "kept": 4, "open": 2}
    owed = [each for each in promises if each.state == "broken" and each.settled is None]
    assert [each.person for each in owed] == ["rvik"]
    assert owed[0].due.astimezone(ZoneInfo(world.brief.timezone)).weekday() == 4
    for promise in promises:
        post = world.post[promise.post_key]
        assert (post.kind, post.agent) == ("brand", promise.made_by)
        assert post.at < promise.due
        assert world.post[str(post.parent_key)].author == promise.person
        assert (promise.due > END) == (promise.state == "open")


def test_the_brand_told_some_people_the_opposite(world: World) -> None:
    told = [post.text for post in world.posts if post.kind == "brand"]
    for right, wrong in (
        ("14 days", "within 30 days"),
        ("30 days at Halden Central", "14 days only"),
        ("also before 9", "before 9 on weekdays, on any line"),
    ):
        assert sum(right in text for text in told) > 2
        assert any(wrong in text for text in told)


def test_the_brief_names_team_and_statements(world: World) -> None:
    brief = world.brief
    assert [member.role for member in brief.team].count("owner") == 1
    assert [member.role for member in brief.team].count("lead") == 1
    assert len(brief.team) == 6
    assert all(member.email.endswith("@halden.example") for member in brief.team)
    assert 15 <= len(brief.statements) <= 20
    owners = {member.slug for member in brief.team}
    assert {statement.owner for statement in brief.statements} <= owners
    assert {post.agent for post in world.posts if post.kind == "brand"} <= owners
    assert world.person[brief.account].side == "brand"
    assert all(world.person[slug].side == "competitor" for slug in brief.competitors)
    assert len(brief.purposes) == 3
