"""What no dictionary knows and one slip explains is noted; names, words of the house and other spellings are not."""

from __future__ import annotations

import time

import pytest

from rapport.voice.checking import check_draft, check_surely, spelling
from rapport.voice.checking.craft import craft_in
from rapport.voice.contract import Draft, Finding, StatementText


def said(text: str, *, message: str = "", ours: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    found = craft_in(text, message=message, public=True, ours=ours)
    return [
        (one.evidence, one.remedy.replacement)
        for one in found
        if one.remedy and "may be misspelt" in one.why
    ]


@pytest.mark.parametrize(
    ("text", "slip", "meant"),
    [
        ("We have looked at it, and the neagtive balance is gone by now.", "neagtive", "negative"),
        ("Your refund is folllwed by a letter from our office to you.", "folllwed", "followed"),
        ("Wir haben Ihnen das Geld heute geschickt, und es ist nicht verlorren.", "verlorren", "verloren"),
        ("Nous avons bien reçu votre demannde et nous vous répondons demain.", "demannde", "demande"),
    ],
)  # fmt: skip
def test_a_word_one_letter_away_from_a_common_one_is_noted(
    text: str, slip: str, meant: str
) -> None:
    assert said(text) == [(slip, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "The Neagtive is a lift of ours, and you can take it to the street.",
        "Please ask @neagtive, look at #neagtive or at https://example.org/neagtive for the time.",
        "We apologise, and our neighbours at the centre have the colour and the fibre you asked for.",
        "The onboard wifi and the apps are for you, and so are the seatbacks and the timelines.",
        "Esto es para usted, y las palabras no están en nuestro diccionario: tiene, quién, gracias.",
        "Det är en stor försening på linjen och vi vet inte när tåget kommer fram till dig.",
        "",
    ],
)
def test_names_links_other_spellings_and_languages_without_a_dictionary_are_left_in_peace(
    text: str,
) -> None:
    assert said(text) == []


def test_a_word_that_they_or_we_use_is_a_word() -> None:
    text = "We have looked at it, and the neagtive balance is gone by now."
    assert said(text, message="what is that Neagtive in my account??") == []
    assert said(text, ours=("The neagtive balance is a product.",)) == []


def test_what_the_own_list_mends_is_said_once() -> None:
    found = craft_in("We recieve your letters and they are read by us.", message="", public=True)
    assert [(one.evidence, one.why) for one in found] == [("recieve", "This is spelt otherwise")]


def test_a_long_text_of_no_words_is_read_at_once() -> None:
    words = " ".join(f"the you and qx{chr(97 + n % 26)}zvwk{'jq' * (n % 7)}" for n in range(2_000))
    said("the and you")
    began = time.perf_counter()
    said(words)
    assert time.perf_counter() - began < 1


def test_while_somebody_types_nobody_waits_for_a_dictionary(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spelling, "_ready", {})
    draft = Draft("We have looked at it, and the neagtive balance is gone by now.", public=False)

    def found(check: object) -> list[Finding]:
        statements: list[StatementText] = []
        return check(draft, statements, today=None)  # type: ignore[operator, no-any-return]

    began = time.perf_counter()
    assert found(check_surely) == []
    assert time.perf_counter() - began < 0.1
    deadline = time.monotonic() + 20
    while not found(check_surely) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [one.evidence for one in found(check_surely)] == ["neagtive"]
    assert [one.evidence for one in found(check_draft)] == ["neagtive"]
