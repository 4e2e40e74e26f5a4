"""Queries said in words and shown in colours."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.query.highlighting import colours
from rapport.query.parsing import parse
from rapport.query.testing import generate_query
from rapport.query.words import in_words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("refund", "mention refund"),
        (
            '(refund OR "money back") NEAR/4 parcel NOT late',
            "mention (refund or “money back”) within 4 words of parcel, but do not mention late",
        ),
        ("a ONEAR/0 b", "mention a directly followed by b"),
        ("a b -c -d", "mention a, and mention b, but do not mention c, and do not mention d"),
        ("-a", "do not mention a"),
        ("a OR (b c)", "mention a or (mention b, and mention c)"),
        (
            "refund* organi?e",
            "mention words beginning with refund, and mention words like organi?e",
        ),
        ('"a b"~3', "mention “a b” with at most 3 words between"),
        ('raw:"Google+"', "contain exactly “Google+”"),
        ("title:(a OR b)", "mention a or b in the title"),
        ("site:x.com,y.org", "link to x.com or y.org"),
        ("-author:@ann", "do not come from the author ann"),
        ("followers:>1k", "have followers above 1000"),
        ("likes:3..5", "have likes from 3 to 5"),
        ("since:7d", "date from the last 7 days"),
        ("since:1h", "date from the last hour"),
        ("has:image is:reply", "have a picture, and answer another message"),
        ("sentiment:negative", "have the sentiment negative"),
        ("@brand", "match @brand"),
    ],
)
def test_a_query_is_said_back_in_words(text, said):
    assert in_words(parse(text, names={"brand"}).tree) == f"messages that {said}"


def test_the_words_go_through_the_translator():
    german = {
        "messages that %(condition)s": "Nachrichten, die %(condition)s",
        "mention %(what)s": "%(what)s erwähnen",
    }
    said = in_words(parse("100% refund").tree, translate=lambda text: german.get(text, text))
    assert said == "Nachrichten, die 100 erwähnen, and refund erwähnen"


def test_every_query_has_words():
    rng = Random(8)
    for _ in range(200):
        assert "%(" not in in_words(generate_query(rng))


def test_each_kind_of_piece_has_its_colour():
    text = '(refund* OR "money back") NEAR/3 late -site:x.com title:a raw:"C++" @brand'
    shown = [(text[c.start : c.end], c.kind) for c in colours(text, names={"brand"})]
    assert shown == [
        ("(", "bracket"), ("refund*", "wildcard"), ("OR", "operator"), ('"money back"', "phrase"), (")", "bracket"),
        ("NEAR/3", "operator"), ("late", "word"), ("-", "operator"), ("site:", "field"), ("x.com", "value"),
        ("title:", "field"), ("a", "word"), ('raw:"C++"', "raw"), ("@brand", "name"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("(a", "("), ("a )", ")"), ('a "b c', '"b c'), ("likes:", "likes:"), ("nope:x", "nope:x")],
)
def test_what_is_broken_is_marked_and_the_rest_keeps_its_colours(text, wrong):
    marked = [text[c.start : c.end] for c in colours(text) if c.kind == "error"]
    assert marked == [wrong]


@settings(deadline=None)  # the machine may be busy
@given(st.text(st.sampled_from('ab ()"“:,.-+*?~/<>@') | st.characters(), max_size=60))
def test_colours_stand_in_order_within_any_text(text):
    end = 0
    for colour in colours(text):
        assert end <= colour.start < colour.end <= len(text)
        end = colour.end
