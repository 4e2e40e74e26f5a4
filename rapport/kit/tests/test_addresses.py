"""Addresses as names."""

from __future__ import annotations

import pytest

from rapport.kit.addresses import nameable


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://a.example/feed", "https://a.example/feed"),
        ("https://a.example/feed?cat=1&b=%20x", "https://a.example/feed?cat=1&b=%20x"),
        ("https://a.example/feed#top", "https://a.example/feed"),
        ("https://a.example/f?feed_token=s3cret", "https://a.example/f"),
        ("https://a.example/f?agency=7&api_key=s3cret", "https://a.example/f?agency=7"),
        ("https://a.example/f?Subscription-Key=s3cret&x=", "https://a.example/f?x="),
        ("https://a.example/f?" + "&".join(["a=1"] * 200), "https://a.example/f"),
    ],
)
def test_a_name_says_which_address_and_nothing_secret(url: str, name: str) -> None:
    assert nameable(url) == name
    assert nameable(name) == name
