"""Ids sort by age, and those of statuses tell their time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rapport.kit.fediverse.ids import id_at, is_newer, made_at, newest, readable_id

# docs.joinmastodon.org/entities/Status: 103270115826048975 was written at 2019-12-08T03:48:33.901Z.
DOCUMENTED = "103270115826048975"
DOCUMENTED_AT = datetime(2019, 12, 8, 3, 48, 33, 901_000, tzinfo=UTC)


def test_the_documented_status_tells_its_time() -> None:
    made = made_at(DOCUMENTED)
    assert made is not None
    # The id is made a moment before the row is.
    assert timedelta(0) <= DOCUMENTED_AT - made < timedelta(milliseconds=100)


def test_an_id_of_before_snowflakes_or_of_another_server_tells_none() -> None:
    assert made_at("4711") is None
    assert made_at("01HQ3K5V7N8B4") is None
    assert made_at("9" * 40) is None


@given(st.floats(1.5e9, 7e9))
def test_the_first_id_of_a_moment_tells_that_moment(seconds: float) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    made = made_at(id_at(moment))
    assert made is not None
    assert timedelta(0) <= moment - made < timedelta(milliseconds=1)


@given(st.integers(0, 10**19), st.integers(0, 10**19))
def test_the_larger_number_is_the_newer(one: int, other: int) -> None:
    assert is_newer(str(one), str(other)) == (one > other)


def test_the_newest_of_none_is_none() -> None:
    assert newest([]) == ""
    assert newest(["9", "10", ""]) == "10"


def test_only_what_may_stand_in_an_address_is_an_id() -> None:
    assert readable_id("12") == "12"
    assert readable_id(12) == "12"
    for strange in ("../12", "1 2", "", True, None, [], "x" * 65):
        assert readable_id(strange) == ""
