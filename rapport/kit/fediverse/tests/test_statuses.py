"""A server's JSON becomes plain values, whatever strangers put into it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.kit.fediverse.statuses import Unreadable, read_status

ACCOUNT = {
    "id": "7",
    "acct": "ann",
    "url": "https://home.example/@ann",
    "uri": "https://home.example/users/ann",
    "display_name": "Ann\x00",
    "followers_count": 12,
}
STATUS: dict[str, Any] = {
    "id": "103270115826048975",
    "uri": "https://home.example/users/ann/statuses/103270115826048975",
    "created_at": "2019-12-08T03:48:33.901Z",
    "content": "<p>Hello</p>",
    "account": ACCOUNT,
    "visibility": "unlisted",
}
JSON = st.recursive(
    st.sampled_from(
        [
            None,
            True,
            -1,
            2**70,
            1.5,
            float("nan"),
            "",
            "\x00",
            "\ud83d",
            "<p>",
            "x" * 600,
            "7",
            "https://[",
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "acct", "url", "uri", "title", "options", "name", "meta"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)


def test_a_status_is_read() -> None:
    status = read_status(STATUS, domain="home.example")
    assert status.text == "Hello"
    assert status.created_at == datetime(2019, 12, 8, 3, 48, 33, 901_000, tzinfo=UTC)
    assert status.account.handle == "ann@home.example"
    assert status.account.name == "Ann"
    assert status.visibility == "unlisted"


def test_an_account_of_an_older_server_is_known_by_its_profile() -> None:
    account = {key: value for key, value in ACCOUNT.items() if key != "uri"}
    status = read_status(STATUS | {"account": account}, domain="home.example")
    assert status.account.uri == "https://home.example/@ann"


def test_a_boost_carries_the_words_of_what_it_passes_on() -> None:
    original = STATUS | {"id": "9", "uri": "https://far.example/9", "spoiler_text": "Careful"}
    status = read_status(STATUS | {"content": "", "reblog": original}, domain="home.example")
    assert status.boosted is not None
    assert (status.boosted.uri, status.text, status.title) == (
        "https://far.example/9",
        "Hello",
        "Careful",
    )


def test_the_options_of_a_poll_are_lines_and_its_votes_no_words() -> None:
    poll = {"options": [{"title": "Tea", "votes_count": 3}, {"title": "Coffee", "votes_count": 1}]}
    text = read_status(STATUS | {"poll": poll}, domain="home.example").text
    assert text == "Hello\n\n○ Tea\n○ Coffee"


def test_a_quote_is_named_once() -> None:
    quoted = {"uri": "https://far.example/9", "url": "https://far.example/@bo/9"}
    quote = {"state": "accepted", "quoted_status": quoted}
    status = read_status(STATUS | {"quote": quote}, domain="home.example")
    assert status.text == "Hello\n\nRE: https://far.example/@bo/9"
    assert (status.quoted, status.links) == (
        "https://far.example/9",
        ("https://far.example/@bo/9",),
    )
    inline = (
        '<p class="quote-inline">RE: <a href="https://far.example/@bo/9">far.example/@bo/9</a></p>'
    )
    status = read_status(STATUS | {"quote": quote, "content": inline}, domain="home.example")
    assert status.text == "RE: https://far.example/@bo/9"


def test_media_keep_their_descriptions_and_sizes() -> None:
    media = [
        {"type": "image", "url": "https://f.example/1", "description": "A cat",
         "meta": {"original": {"width": 640, "height": 480}}},
        {"type": "gifv", "url": "https://f.example/2", "description": None},
        {"type": "audio", "url": None, "remote_url": "https://f.example/3"},
        {"type": "unknown", "url": "https://f.example/4"},
        {"type": "image", "url": "javascript:alert(1)"},
    ]  # fmt: skip
    found = read_status(STATUS | {"media_attachments": media}, domain="home.example").media
    assert [(one.kind, one.alt, one.width) for one in found] == [
        ("image", "A cat", 640),
        ("video", "", None),
        ("audio", "", None),
        ("file", "", None),
    ]


def test_a_visibility_nobody_knows_is_kept_private() -> None:
    assert read_status(STATUS | {"visibility": "circle"}, domain="h.example").visibility == "direct"


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", None), ("id", "../1"), ("uri", ""), ("uri", "x" * 501), ("content", None), ("account", {}),
     ("created_at", "yesterday"), ("created_at", "0001-01-01T00:00:00+23:00"), ("reblog", "x")],
)  # fmt: skip
def test_what_is_no_status_says_why(field: str, value: object) -> None:
    with pytest.raises(Unreadable):
        read_status(STATUS | {field: value}, domain="home.example")


@given(st.dictionaries(st.sampled_from([*STATUS, "mentions", "media_attachments", "poll", "quote", "tags", "reblog",
                                        "in_reply_to_id", "language", "edited_at"]), JSON))  # fmt: skip
def test_whatever_a_field_holds_nothing_but_unreadable_leaves(fields: dict[str, Any]) -> None:
    try:
        status = read_status(STATUS | fields, domain="home.example")
    except Unreadable:
        return
    assert "\x00" not in status.text + status.title + status.account.name
    status.text.encode()
