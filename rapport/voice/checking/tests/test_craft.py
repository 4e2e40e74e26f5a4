"""Slips of the hand are pointed at where they stand, and mended with one key where a key can."""

import pytest

from rapport.voice.checking.craft import craft_in

OURS = ("Returns: https://halden.example/returns", "Prices are on www.halden.example/prices")


def slips(text, *, message="", public=True, ours=OURS, limit=None):
    return craft_in(text, message=message, public=public, ours=ours, limit=limit)


def mended(text, found):
    remedy = found.remedy
    return text[: remedy.start] + remedy.replacement + text[remedy.end :]


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("See https:// halden.example/returns", "https:// halden.example/returns", "This link is broken"),
        ("See http:/halden.example", "http:/halden.example", "This link is broken"),
        ("See https//halden.example", "https//halden.example", "This link is broken"),
        ("Try https://bit.ly/3abc", "https://bit.ly/3abc", "A shortened link hides where it leads"),
        ("Try https://halden.examp1e/returns", "https://halden.examp1e/returns", "This address only looks like a known one"),
        ("Try https://halden.example.evil.example/x", "https://halden.example.evil.example/x", "This address only looks like a known one"),
        ("Try https://hаlden.example/returns", "https://hаlden.example/returns", "This address only looks like a known one"),
        ("It is is on its way", "is is", "The same word twice"),
        ("We look forward to to seeing you", "to to", "The same word twice"),
        ("Your parcel (sent on Monday is with the post", "(sent on Monday is with the post", "( is never closed"),
        ("PLEASE READ THE TIMETABLE FIRST, Ann", "PLEASE READ THE TIMETABLE FIRST", "Capitals read as shouting"),
        ("It left today.You have it tomorrow", "today.You", "A space is missing"),
    ],
)  # fmt: skip
def test_a_slip_is_pointed_at_where_it_stands(text, words, why):
    [found] = slips(text)
    assert (text[found.start : found.end], found.why) == (words, why)
    assert (found.kind, found.severity) == ("craft", "note")


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("It is is on its way", "It is on its way"),
        ("It left today.You have it tomorrow", "It left today. You have it tomorrow"),
        ("Recieved, and it is on its way.", "Received, and it is on its way."),
        ("Das ist leider garnicht so", "Das ist leider gar nicht so"),
        ("See http://halden.example/returns", "See https://halden.example/returns"),
        ("See other.example/returns today", "See https://other.example/returns today"),
        ("See https://shop.example/a?id=7&utm_source=mail", "See https://shop.example/a?id=7"),
        ("See https://shop.example/a?fbclid=abc", "See https://shop.example/a"),
        ("See https://shop.example/a?gclid=abc&id=7", "See https://shop.example/a?id=7"),
    ],
)
def test_what_a_key_can_mend_it_mends(text, better):
    [found] = slips(text)
    assert mended(text, found) == better
    assert slips(better) == []


@pytest.mark.parametrize(
    "text",
    [
        "See https://halden.example/returns (or ask us).",
        "See www.halden.example/prices",
        "See https://www.halden.example/returns, https://help.halden.example and https://t.co/abc",
        "Great :) see you on Saturday ;-)",
        "Line 4 (every ten minutes) and line 6 [from May].",
        "a) by bus b) by train",
        "Done (three steps, then Delete): it is yours",
        "Part one of our answer (1/2)",
        "I know that that is a long time, and it is very very kind of you.",
        "Die, die warten, bekommen einen Kaffee.",
        "Nous nous réjouissons de vous voir.",
        "NASA, ESA and JAXA came",
        "OK! SJ AB",
        'He said “of course” and she said "fine".',
        "„Gern geschehen“ sagt man hier.",
        'A 5" screen',
        "Version 2.0.Beta runs on node.js, e.g. here",
        "It is 1,200.50 euros at 9.30.",
        "ann@mail.example and @ann.smith",
        "どうぞよろしくお願いします。",
        "",
    ],
)
def test_what_is_meant_so_is_left_in_peace(text):
    assert [found.why for found in slips(text)] == []


GERMAN = "Wann kommt der Zug heute aus Lund an, und ist er wieder zu spät?"


def test_another_language_than_the_persons_is_noted():
    [found] = slips("The train from Lund arrives at ten, and it is on time today.", message=GERMAN)
    assert found.why == "They wrote in German; this is English"


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (GERMAN, "Der Zug kommt um zehn Uhr an und ist heute nicht zu spät."),
        (GERMAN, "Thank you!"),
        ("ok", "The train from Lund arrives at ten, and it is on time today."),
        (
            "Hva skjer med toget mitt, og når kommer det?",
            "Det kommer om ti minutter, og vi er kede af at du har ventet.",
        ),
    ],
)
def test_the_same_language_a_kindred_one_or_too_few_words_are_not(message, text):
    assert slips(text, message=message) == []


def test_in_private_a_link_may_know_who_follows_it():
    assert slips("See https://shop.example/a?customer_id=7", public=False) == []


def test_what_stands_after_the_limit_is_too_long():
    [found] = slips("abcdefghij klm", limit=10)
    assert (found.start, found.end, found.why) == (10, 14, "4 characters too long")


@pytest.mark.parametrize(
    "text",
    ["a " * 50_000, "(" * 60_000, "A B " * 20_000, "https://" * 10_000, "www." * 20_000, "a." * 40_000, "the the " * 10_000, "HTTP:/" * 10_000],
)  # fmt: skip
def test_a_hostile_text_is_read_at_once(text):
    assert len(slips(text, message=text)) <= 5
