"""Where the morning is found: in the rail of every page, and so in the palette."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.web.places import places_for
from rapport.workspace.models import Member


@pytest.mark.parametrize("path", ["/inbox/", "/morning/"])
def test_a_lead_finds_the_morning_from_wherever_they_are(
    client: Client, lena: Member, path: str
) -> None:
    client.force_login(lena)
    page = client.get(path).content.decode()
    assert 'href="/morning/"' in page
    assert 'data-key="g n" data-key-says="Morning"' in page


def test_keys_of_places_are_not_used_twice(lena: Member) -> None:
    keys = [link.place.key for link in places_for(lena, "/")]
    assert len(keys) == len(set(keys))
