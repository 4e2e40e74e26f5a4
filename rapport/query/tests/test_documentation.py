"""What the user's page promises about the language holds."""

from pathlib import Path

import pytest

from rapport.query.fields import ALL
from rapport.query.parsing import parse
from rapport.query.registry import fields

PAGE = (Path(__file__).parents[3] / "docs" / "query-language.md").read_text(encoding="utf-8")
EXAMPLES = PAGE.partition("## Examples\n\n")[2].partition("\n\n##")[0].splitlines()


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_a_query_without_a_warning(example):
    assert parse(example.strip(), names={"brand_terms"}).warnings == ()


def test_every_field_stands_on_the_page():
    assert [name for name in fields() if f"`{name}:`" not in PAGE] == []


@pytest.mark.parametrize("spec", ALL, ids=lambda spec: spec.name)
def test_every_field_shows_an_example_that_is_a_query(spec):
    assert spec.example
    assert parse(spec.example).warnings == ()
