"""Remembered words and addresses are the ones Django itself would draw, whatever was asked before."""

from __future__ import annotations

import pytest
from django.template import Context, Template, defaultfilters, engines
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from rapport.web.templatetags import swift


def drawn(source: str, **values: object) -> str:
    engine = engines["django"].engine  # type: ignore[attr-defined]
    return Template(source, engine=engine).render(Context(values))


@given(st.integers(min_value=0, max_value=2**63 - 1), st.integers(min_value=0, max_value=10**6))
def test_an_address_holds_the_numbers_it_is_asked_with(one: int, other: int) -> None:
    source = "{% url 'inbox_draft' one %} {% url 'inbox_original' conversation_id=one message_id=other %}"
    asked = {"conversation_id": one, "message_id": other}
    known = f"{reverse('inbox_draft', args=[one])} {reverse('inbox_original', kwargs=asked)}"
    assert drawn(source, one=one, other=other) == known


def test_an_address_that_cannot_be_is_an_error_as_ever() -> None:
    for source in (
        "{% url 'nowhere' 1 %}",
        "{% url 'inbox_draft' 'x' %}",
        "{% url 'inbox_draft' -1 %}",
    ):
        with pytest.raises(NoReverseMatch):
            drawn(source)
    assert drawn("{% url 'nowhere' 1 as there %}[{{ there }}]") == "[]"


def test_a_word_is_kept_by_language() -> None:
    template = Template("{% load i18n %}{% translate 'Yes' %}", engine=engines["django"].engine)  # type: ignore[attr-defined]
    said = {}
    for language in ("en", "de", "en", "de"):
        with translation.override(language):
            said.setdefault(language, set()).add(template.render(Context()))
    assert said == {"en": {"Yes"}, "de": {"Ja"}}


def test_words_that_are_not_constant_are_asked_each_time() -> None:
    source = "{% load i18n %}{% translate word %}{% translate 'One' as kept %}/{{ kept }}"
    assert drawn(source, word="a & b") == "a &amp; b/One"
    assert drawn(source, word="c") == "c/One"


@given(st.text(max_size=12) | st.text(alphabet="abe\u0301 ", max_size=12), st.integers(-1, 10))
def test_what_is_cut_is_cut_as_ever(text: str, most: int) -> None:
    assert swift.truncatechars(text, most) == defaultfilters.truncatechars(text, most)
