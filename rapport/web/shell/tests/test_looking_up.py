"""The short way to a name or a value gives what Django's own way gives."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.template.base import Variable, VariableDoesNotExist
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from rapport.web import looking_up


@dataclass
class Inner:
    name: str = "Ada & Bo"
    here: bool = True
    nothing: None = None

    def said(self) -> str:
        return "<b>called</b>"

    def remove(self) -> str:
        raise AssertionError("a template may not remove")

    remove.alters_data = True  # type: ignore[attr-defined]

    @property
    def broken(self) -> str:
        raise AttributeError("inside a property")


@dataclass
class Outer:
    inner: Inner = field(default_factory=Inner)
    rows: list[Inner] = field(default_factory=lambda: [Inner("first")])
    by_name: dict[str, Any] = field(default_factory=lambda: {"a": Inner("of a"), "items": "mine"})


THINGS: dict[str, Any] = {
    "one": Outer(),
    "inner": Inner("<script>"),
    "kinds": Inner,
    "plain": {"a": {"b": 3}, "text": "a < b"},
    "ordered": OrderedDict(a=1),
    "later": SimpleLazyObject(Outer),
    "safe": mark_safe("<i>safe</i>"),
    "promise": gettext_lazy("Send"),
    "moment": datetime(2026, 5, 12, 12, tzinfo=UTC),
    "number": 1234567,
    "nothing": None,
}
NAMES = sorted(
    {
        *THINGS,
        "name",
        "said",
        "remove",
        "rows",
        "by_name",
        "a",
        "b",
        "0",
        "items",
        "missing",
        "here",
    }
    | {"text", "keys", "upper", "dicts", "push", "template"}
)


def _either(look: Any, variable: Variable, context: Context) -> object:
    try:
        return look(variable, context)
    except VariableDoesNotExist:
        return "no such name"


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map(".".join))
def test_a_name_leads_to_what_django_finds(path: str) -> None:
    context = Context(THINGS)
    context.template = Template("")  # type: ignore[assignment]
    variable = Variable(path)
    if variable.lookups is None:
        return
    found, wanted = (
        _either(look, variable, context)
        for look in (looking_up._look_up, looking_up._django_looks_up)
    )
    # A method called twice, or a dictionary's view, is equal in what it says.
    assert repr(found) == repr(wanted)


def test_a_fault_inside_a_property_is_not_taken_for_a_name_that_is_missing() -> None:
    with pytest.raises(AttributeError, match="inside a property"):
        Template("{{ inner.broken }}").render(Context(THINGS))


@pytest.mark.parametrize(
    ("template", "drawn"),
    [
        ("{{ inner.name }}", "&lt;script&gt;"),
        ("{{ one.inner.said }}", "&lt;b&gt;called&lt;/b&gt;"),
        ("{{ inner.remove }}", ""),
        ("{{ safe }}", "<i>safe</i>"),
        ("{{ plain.text|upper }}", "A &lt; B"),
        ("{% autoescape off %}{{ plain.text }}{% endautoescape %}", "a < b"),
        ("{{ promise }}", "Send"),
        ("{{ nothing }}", "None"),
        ("{{ missing.name }}", ""),
        ("{% filter upper %}{{ inner.name }}{% endfilter %}", "&LT;SCRIPT&GT;"),
        ("{% for one in one.rows %}{{ forloop.counter }}{{ one.name }}{% endfor %}", "1first"),
    ],
)
def test_what_is_drawn_is_escaped_and_converted_as_ever(template: str, drawn: str) -> None:
    assert Template(template).render(Context(THINGS)) == drawn
