"""Merging, splitting, the case, and the person's contacts, on the page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rapport.converse import actions
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.people.models import Handle
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_an_earlier_conversation_becomes_part_of_this_one_and_is_parted_again(
    client: Client, world: SmallWorld, kajsa: Conversation, alice: Member
) -> None:
    actions.resolve(kajsa.pk, by=alice, now=timezone.now())
    long_ago = timezone.now() - timedelta(days=9)
    Conversation.objects.filter(pk=kajsa.pk).update(resolved_at=long_ago)
    world.says("Is the 07:12 cancelled?", who="kajsa", key="k-2")
    new = world.conversation("kajsa")
    assert new.pk != kajsa.pk
    client.force_login(alice)
    page = client.get(f"/inbox/{new.pk}/").content.decode()
    assert re.search(rf'name="with" value="{kajsa.pk}"', page)
    done = client.post(f"/inbox/{new.pk}/merge/", {"with": kajsa.pk}, headers=HTMX)
    undo = re.search(r'action="(/inbox/\d+/merge/\d+/undo/)"', done.content.decode())
    assert undo
    assert client.get(f"/inbox/{kajsa.pk}/").headers["Location"] == f"/inbox/{new.pk}/"
    assert "You made two conversations one" in client.get(f"/inbox/{new.pk}/").content.decode()
    client.post(undo.group(1))
    assert client.get(f"/inbox/{kajsa.pk}/").status_code == 200


def test_a_turn_offers_to_split_and_leads_to_the_new_one(
    client: Client, world: SmallWorld, kajsa: Conversation, alice: Member
) -> None:
    second = world.says("And where is my bag?", who="kajsa", key="k-2")
    client.force_login(alice)
    assert "Split from here" in client.get(f"/inbox/{kajsa.pk}/").content.decode()
    answer = client.post(f"/inbox/{kajsa.pk}/split/", {"message": second.pk})
    fresh = world.conversation("kajsa")
    assert fresh.pk != kajsa.pk
    assert answer.headers["Location"] == f"/inbox/{fresh.pk}/"
    assert client.post(f"/inbox/{kajsa.pk}/split/", {"message": "x"}).status_code == 422


def test_the_case_stands_beside_the_person_and_a_bad_address_is_refused(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    form = {"number": "CS-<1>", "url": "https://desk.example/1"}
    client.post(f"/inbox/{kajsa.pk}/case/", form)
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert 'data-copy="CS-&lt;1&gt;"' in page
    assert 'href="https://desk.example/1"' in page
    bad = form | {"url": "javascript:alert(1)"}
    assert client.post(f"/inbox/{kajsa.pk}/case/", bad).status_code == 422


def test_their_other_handles_stand_beside_the_conversation(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    for name, url in (("kajsa@far.example", "https://far.example/@kajsa"), ("eve", "javascript:x")):
        Handle.objects.create(
            person=kajsa.person, network="mastodon", remote_id=name, name=name, url=url,
            seen_at=timezone.now(),
        )  # fmt: skip
    client.force_login(alice)
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert "kajsa@far.example" in page
    assert 'href="https://far.example/@kajsa"' in page
    assert "javascript:x" not in page


def test_a_guest_joins_and_parts_nothing(client: Client, kajsa: Conversation, gus: Member) -> None:
    client.force_login(gus)
    for what in ("merge/", "split/", "case/", "merge/1/undo/"):
        assert client.post(f"/inbox/{kajsa.pk}/{what}").status_code == 403
    assert "Split from here" not in client.get(f"/inbox/{kajsa.pk}/").content.decode()
