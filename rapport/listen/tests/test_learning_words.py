"""What a process has learned about how common words are is there for the next one."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from rapport.channels.models import Account
from rapport.listen.matching import Listening
from rapport.listen.tests.test_listening import listen, place, post
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON

__all__ = ["place"]
pytestmark = pytest.mark.django_db

KEY = "listen:learned-words"


def hear(listening: Listening, place: Account, texts: list[str]) -> dict[str, list[int]]:
    posts = [post(f"{number}", text) for number, text in enumerate(texts)]
    return listening.match(place, posts, now=NOON)


def test_the_next_process_finds_queries_by_words_that_are_rare_here(
    place: Account, alice: Member
) -> None:
    query = listen("everybody sun", by=alice)
    first = Listening()
    hear(first, place, [f"everybody says w{number}" for number in range(300)])
    following = Listening()
    assert hear(following, place, ["everybody waits", "sun for everybody"]) == {"1": [query.pk]}
    # Of the two texts only the one with the rare word asked the query.
    assert following.costs()[query.pk].asked == 1


@pytest.mark.parametrize("kept", ["{", '{"texts": "many"}', 7, None])
def test_what_is_gone_or_unreadable_is_learned_anew(
    place: Account, alice: Member, kept: object
) -> None:
    query = listen("everybody sun", by=alice)
    cache.set(KEY, kept)
    listening = Listening()
    assert hear(listening, place, ["sun for everybody"]) == {"0": [query.pk]}
    hear(listening, place, [f"everybody says w{number}" for number in range(300)])
    assert '"everybody": 30' in cache.get(KEY)


def test_it_is_not_written_with_each_page(place: Account, alice: Member) -> None:
    listen("everybody sun", by=alice)
    listening = Listening()
    hear(listening, place, [f"everybody says w{number}" for number in range(300)])
    cache.delete(KEY)
    hear(listening, place, ["everybody says more"])
    assert cache.get(KEY) is None
