"""Who sees this, beside the exchange; and what others did under our answer."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.understand.models import Reading
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def joined(world: SmallWorld) -> Conversation:
    world.says("Still no refund.", who="kajsa", key="k-1", followers=1_200)
    ours = world.ours("Read our terms.", under="k-1", root="k-1", at=world.passes(minutes=1))
    for who in ("ann", "ben", "cia", "dan", "eva", "fia"):
        said = world.says(
            "Terrible!",
            who=who,
            under=ours.remote_key,
            root="k-1",
            at=world.passes(minutes=1),
            to_us=False,
        )
        Reading.objects.filter(message=said).update(sentiment="negative", covered=True)
    return world.conversation("kajsa")


def test_the_side_names_who_joined_and_how_many_could_see_it(
    client: Client, joined: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    page = client.get(f"/inbox/{joined.pk}/").content.decode()
    assert "Public; six other people spoke in this thread" in page
    assert "six negative" in page
    assert "Up to 1.2k could see it." in page
    assert "They overlap, and most look away" in page
    assert "Of six writers nobody told how many follow." in page
    assert "Six others replied: six negative" in page
    assert page.count("our answer made it worse") >= 2


def test_a_private_exchange_says_so(client: Client, world: SmallWorld, alice: Member) -> None:
    world.says("Between us", who="kajsa", scope="private")
    client.force_login(alice)
    page = client.get(f"/inbox/{world.conversation('kajsa').pk}/").content.decode()
    assert "Private: only the two of you." in page
