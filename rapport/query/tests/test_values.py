"""How values compare: the same whoever asks, and whatever a stranger sends."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.query.testing import NOW
from rapport.query.tree import Field
from rapport.query.values import Window, folded, host_of, is_of_domain, window


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=30))
def test_folding_a_value_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("@Ann", "ann"),
        ("Café  au\nLait", "cafe au lait"),
        ("Zoe\u0308", "zoë"),
        ("a\u200bb", "ab"),
        ("＠ann", "ann"),
    ],
)
def test_values_that_differ_in_case_accents_and_space_only_are_the_same(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ann_b", "ann.b"), ("R&D", "RD"), ("C", "C++"), ("a b", "ab")]
)
def test_values_that_differ_in_signs_are_not(one, other):
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://User:pw@WWW.Example.org:8080/path?x=1#y", "example.org"),
        ("example.org/path", "example.org"),
        ("//example.org", "example.org"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("www.com", "www.com"),
        ("mailto:ann@example.org", "example.org"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_the_host_of_an_address(address, host):
    assert host_of(address) == host


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=80))
def test_whatever_is_sent_as_an_address_has_a_host_or_none(text):
    assert len(host_of(text)) <= 253


def test_a_domain_holds_for_its_subdomains_and_nothing_that_only_ends_like_it():
    assert is_of_domain("news.example.org", "example.org")
    assert not is_of_domain("badexample.org", "example.org")
    assert not is_of_domain("example.org", "news.example.org")


@pytest.mark.parametrize(
    ("name", "op", "values", "expected"),
    [
        ("after", "is", ("2026-01-31",), Window(start=datetime(2026, 1, 31, tzinfo=UTC))),
        ("before", "is", ("2026-01-31",), Window(end=datetime(2026, 1, 31, tzinfo=UTC))),
        ("after", "is", ("2026-01-31T12:00:00+02:00",), Window(start=datetime(2026, 1, 31, 10, tzinfo=UTC))),
        ("since", "is", ("2w",), Window(start=datetime(2026, 2, 15, 12, tzinfo=UTC))),
        ("on", "..", ("2026-01-01", "2026-01-31"), Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))),
        ("on", "is", ("2026-01-31",), Window(datetime(2026, 1, 31, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))),
        ("on", ">", ("2026-01-31",), Window(start=datetime(2026, 2, 1, tzinfo=UTC))),
        ("on", "<=", ("2026-01-31",), Window(end=datetime(2026, 2, 1, tzinfo=UTC))),
    ],
)  # fmt: skip
def test_times_are_windows_with_whole_days(name, op, values, expected):
    assert window(Field(name, op, values), now=NOW) == expected
