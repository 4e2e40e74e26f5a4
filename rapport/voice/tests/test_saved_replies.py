"""Saved replies: their variables are checked when kept and filled when used, and each language has its own words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.voice import actions, queries
from rapport.voice.actions import Macro
from rapport.voice.checking import check_draft
from rapport.voice.contract import Draft
from rapport.voice.errors import NameTaken, NoWords, UnknownVariables
from rapport.voice.filling import VARIABLES, fill, first_name, unknown_variables
from rapport.voice.models import SavedReply
from rapport.workspace.models import Brand, Member
from rapport.workspace.testing import NOON


def keep(brand: Brand, by: Member, name: str = "Refund", **texts: str) -> SavedReply:
    said = texts or {"en": "Dear {first_name}, your refund is on its way."}
    return actions.keep_saved_reply(brand, name=name, texts=said, by=by, now=NOON)


@given(st.text(max_size=200), st.dictionaries(st.sampled_from(list(VARIABLES)), st.text()))
def test_words_without_variables_come_back_as_they_are(text: str, values: dict[str, str]) -> None:
    plain = text.replace("{", "(")
    assert fill(plain, values).text == plain
    assert unknown_variables(plain) == []


@given(st.lists(st.sampled_from(list(VARIABLES)), max_size=6), st.text(max_size=20))
def test_every_variable_with_a_value_is_filled_and_values_are_never_filled_again(
    names: list[str], words: str
) -> None:
    text = " ".join(f"{{{name}}}" for name in names)
    values = dict.fromkeys(VARIABLES, f"{{agent}}{words}")
    filled = fill(text, values)
    assert filled.text == " ".join(f"{{agent}}{words}" for _ in names)
    assert filled.missing == ()


def test_what_has_no_value_stays_and_is_named() -> None:
    filled = fill("Dear {first_name}, case { case }.", {"case": "12"})
    assert filled.text == "Dear {first_name}, case 12."
    assert filled.missing == ("first_name",)


@pytest.mark.parametrize(
    ("shown", "first"),
    [
        ("Kajsa Kron", "Kajsa"),
        ("Jean-Luc P.", "Jean-Luc"),
        ("D'Arcy", "D'Arcy"),
        ("Åsa", "Åsa"),
        ("kajsa_k", ""),
        ("kajsa", ""),
        ("X", ""),
        ("trainfan1984", ""),
        ("🚆 Trains", ""),
        ("   ", ""),
        ("محمد علي", ""),
    ],
)
def test_only_names_are_first_names(shown: str, first: str) -> None:
    assert first_name(shown) == first


def test_a_draft_with_an_unfilled_variable_is_asked_about() -> None:
    found = check_draft(
        Draft("Dear {first_name}, done. {curly} words."), [], today=date(2026, 5, 1)
    )
    assert [(f.kind, f.severity, f.start, f.end) for f in found] == [("placeholder", "hold", 5, 17)]


@pytest.mark.django_db
def test_a_misspelt_variable_is_refused_with_its_place_and_the_one_meant(
    brand: Brand, lena: Member
) -> None:
    with pytest.raises(UnknownVariables, match=r"\{firstname\} at letter 6 .*\{first_name\}\?"):
        keep(brand, lena, en="Dear {firstname}, sorry.")
    assert not SavedReply.objects.exists()


@pytest.mark.django_db
def test_a_reply_needs_a_name_of_its_own_and_words(brand: Brand, lena: Member) -> None:
    keep(brand, lena)
    with pytest.raises(NameTaken):
        keep(brand, lena, name=" refund ")
    with pytest.raises(NoWords):
        keep(brand, lena, name="Empty", en="  ")
    with pytest.raises(NoWords):
        keep(brand, lena, name=" ")


@pytest.mark.django_db
def test_changing_takes_languages_away_and_the_same_name_stays_allowed(
    brand: Brand, lena: Member, bob: Member
) -> None:
    reply = keep(brand, lena, en="Sorry.", sv="Ledsen.")
    macro = Macro(gives_to=bob, notes="Look at the ramp", resolves=True)
    actions.change_saved_reply(
        reply, name="Refund", texts={"en": "So sorry."}, by=lena, now=NOON, macro=macro
    )
    held = queries.saved_reply(reply.pk)
    assert held is not None
    assert [(t.language, t.text) for t in held.texts.all()] == [("en", "So sorry.")]
    assert held.is_macro


@pytest.mark.django_db
def test_the_team_gives_the_order(brand: Brand, lena: Member) -> None:
    names = ["One", "Two", "Three"]
    made = [keep(brand, lena, name=name) for name in names]
    actions.move_saved_reply_up(made[2])
    actions.move_saved_reply_up(made[0])
    assert [r.name for r in queries.saved_replies(brand.pk)] == ["One", "Three", "Two"]
    actions.remove_saved_reply(SavedReply.objects.get(name="One"))
    assert [(r.name, r.position) for r in queries.saved_replies()] == [("Three", 0), ("Two", 1)]
