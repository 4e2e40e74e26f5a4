"""What gives somebody away without a form to know it by: read, noted, never more than noted."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.voice.checking import check_draft, check_surely, read_of_people
from rapport.voice.checking.read_of_people import WHAT, bare
from rapport.voice.contract import Draft, Finding, StatementText

TODAY = date(2026, 5, 4)


def read(
    text: str, message: str = "", *, public: bool = True, quick: bool = False, ours: str = ""
) -> list[Finding]:
    statements = [StatementText(1, ours)] if ours else []
    draft = Draft(text, message=message, public=public, quick=quick)
    found = check_surely(draft, statements, today=TODAY)
    return [one for one in found if one.why.startswith(WHAT)]


@pytest.mark.parametrize(
    ("text", "message", "passage"),
    [
        (
            "Sorry about that! The driver left it with Mrs Okafor two doors along, the house with the green gate.",
            "Where is my parcel?",
            "Mrs Okafor",
        ),
        (
            "We looked it up: your insulin pump was booked in at the special assistance desk.",
            "Why did they ask me so many questions at the gate?",
            "insulin pump",
        ),
        (
            "All good, you sit in seat 14C on the 18:05 to Oslo on Friday, next to your wife.",
            "Do I have a seat?",
            "seat 14C",
        ),
    ],
)
def test_words_that_give_somebody_away_are_noted(text: str, message: str, passage: str) -> None:
    found = read(text, message)
    assert found, text
    assert any(passage in text[one.start : one.end] or text[one.start : one.end] in passage for one in found)  # fmt: skip
    assert {one.severity for one in found} == {"note"}


@pytest.mark.parametrize(
    "text",
    [
        "@anna I'm sorry for the wait. Trains to Oslo run again from 18:05, platform 3. ^MK",
        "Hi Anna, please send us your booking number by private message, and we look into it.",
        "Refunds arrive within 14 days. The form is here: https://rapport.example/x9Kq2ZL7",
        "Your ticket INC-20455 is open, and version 2024.11.3 comes on Friday.",
    ],
)
def test_what_tells_of_nobody_is_not_noted(text: str) -> None:
    assert read(text, "Where is my train?") == []


def test_in_private_and_at_send_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(text: str, message: str, *, surely: bool) -> list[Finding]:
        raise AssertionError("it was read")

    monkeypatch.setattr("rapport.voice.checking.personal.read_of_people", never)
    text = "Your insulin pump was booked in at the desk."
    draft = Draft(text, public=False)
    assert "unchecked" not in {one.kind for one in check_surely(draft, [], today=TODAY)}
    draft = Draft(text, quick=True)
    assert "unchecked" not in {one.kind for one in check_surely(draft, [], today=TODAY)}


def test_a_reader_that_fails_is_named_and_the_rules_speak_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(text: str, message: str, *, surely: bool) -> list[Finding]:
        raise OSError("no such file")

    monkeypatch.setattr("rapport.voice.checking.personal.read_of_people", broken)
    draft = Draft("We wrote to kajsa.berg@mail.example about it.")
    found = {one.kind: one for one in check_surely(draft, [], today=TODAY)}
    assert set(found) == {"personal_data", "unchecked"}
    assert "what tells of people" in found["unchecked"].evidence


def test_what_rules_have_found_is_not_said_twice() -> None:
    text = "We sent it to kajsa.berg@mail.example, as you live at 14 Elm Road, flat 3."
    found = [
        one for one in check_draft(Draft(text), [], today=TODAY) if one.kind == "personal_data"
    ]
    places = sorted((one.start, one.end) for one in found)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(places))


def test_what_they_wrote_themselves_is_no_secret_any_more() -> None:
    text = "The driver left it with Mrs Okafor two doors along, the house with the green gate."
    asked = "Where is my parcel?"
    words = [text[one.start : one.end] for one in read(text, asked)]
    assert words
    assert read(text, f"{asked} Is it with {' and '.join(words)}?") == []


def test_a_very_long_draft_is_read_in_part_and_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    read_of_people._read.cache_clear()
    windows: list[str] = []
    encoder = read_of_people._encoder()
    seen = encoder.read
    monkeypatch.setattr(encoder, "read", lambda text, beside: windows.append(text) or seen(text, beside))  # fmt: skip
    read("It left on time. " * 500)
    assert len(windows) == read_of_people.MOST_WINDOWS
    assert max(map(len, windows)) <= read_of_people.WINDOW


def test_to_whom_by_whom_and_links_that_say_nothing_are_left_out() -> None:
    seen = bare("@kajsa @ben see https://x.example/aZ9q for it ^MK 1/2")
    assert seen.text == " see link for it"
    start = seen.text.index("link")
    assert seen.written(start, start + 4) == (16, 38)
    assert "anna-berg" in bare("it is at https://x.example/photo-anna-berg.png").text


@given(st.text(alphabet="ab @.^-1/:https\n", max_size=60) | st.text(max_size=60))
def test_every_letter_lies_where_it_was_written(text: str) -> None:
    seen = bare(text)
    assert len(seen.text) == len(seen.starts) == len(seen.ends)
    assert list(seen.starts) == sorted(seen.starts)
    for char, start, end in zip(seen.text, seen.starts, seen.ends, strict=True):
        assert char == text[start:end] or text[start:end].startswith("http")
