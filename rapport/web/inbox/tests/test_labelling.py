"""Labels on the page: chips, the chooser as a plain form, and what is refused."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.channels.testing import EchoNetwork
from rapport.converse import actions
from rapport.converse.models import ConversationLabel, Label, ManyAtOnce
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Brand, Member


@pytest.fixture
def world(brand: Brand) -> SmallWorld:
    with EchoNetwork():
        found = SmallWorld(brand)
        found.says("Where is my money?")
        return found


@pytest.fixture
def refund(lena: Member) -> Label:
    return actions.add_label("Refund <b>", hue=3, by=lena)


def test_a_label_is_put_and_taken_by_plain_forms(
    client: Client, world: SmallWorld, refund: Label, alice: Member
) -> None:
    client.force_login(alice)
    pk = world.conversation().pk
    page = client.get(f"/inbox/{pk}/").content.decode()
    assert f'name="label" value="{refund.pk}"' in page
    answer = client.post(f"/inbox/{pk}/label/", {"label": refund.pk})
    assert answer.headers["Location"] == f"/inbox/{pk}/"
    page = client.get(f"/inbox/{pk}/").content.decode()
    assert "Refund &lt;b&gt;" in page
    assert "You labelled this “Refund &lt;b&gt;”" in page
    assert f'name="off" value="{refund.pk}"' in page
    client.post(f"/inbox/{pk}/label/", {"off": refund.pk})
    assert not ConversationLabel.objects.exists()


@pytest.mark.parametrize("given", ["", "x", "99999", "9" * 40])
def test_what_is_no_label_is_refused_with_a_word(
    client: Client, world: SmallWorld, alice: Member, given: str
) -> None:
    client.force_login(alice)
    answer = client.post(
        f"/inbox/{world.conversation().pk}/label/",
        {"label": given},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 422
    assert "label" in answer.content.decode()


def test_guests_see_labels_and_change_none(
    client: Client, world: SmallWorld, refund: Label, alice: Member, gus: Member
) -> None:
    conversation = world.conversation()
    actions.label(conversation.pk, refund.pk, by=alice, now=world.now)
    client.force_login(gus)
    page = client.get(f"/inbox/{conversation.pk}/").content.decode()
    assert "Refund &lt;b&gt;" in page
    assert 'name="off"' not in page
    answer = client.post(f"/inbox/{conversation.pk}/label/", {"off": refund.pk})
    assert answer.status_code == 403


def test_several_are_labelled_by_a_plain_form_and_undone(
    client: Client, world: SmallWorld, refund: Label, alice: Member
) -> None:
    client.force_login(alice)
    pk = world.conversation().pk
    assert "inbox/many/label/" in client.get(f"/inbox/many/?ids={pk}").content.decode()
    toast = client.post(
        "/inbox/many/label/", {"ids": [pk], "label": refund.pk}, headers={"HX-Request": "true"}
    )
    assert "1 labelled." in toast.content.decode()
    act = ManyAtOnce.objects.get()
    assert f"/inbox/many/{act.pk}/undo/" in toast.content.decode()
    client.post(f"/inbox/many/{act.pk}/undo/")
    assert not ConversationLabel.objects.exists()
    wrong = client.post(
        "/inbox/many/label/", {"ids": [pk], "label": "x"}, headers={"HX-Request": "true"}
    )
    assert wrong.status_code == 422
