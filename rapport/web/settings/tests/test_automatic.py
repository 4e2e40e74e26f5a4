"""The pages on which a lead writes what an account says by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from rapport.channels.models import Account
from rapport.channels.testing import EchoNetwork
from rapport.converse.models import AutomaticReply
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def echo() -> Iterator[EchoNetwork]:
    with EchoNetwork() as network:
        yield network


@pytest.fixture
def world(brand: Brand, echo: EchoNetwork) -> SmallWorld:
    return SmallWorld(brand)


SAYS = "We are back at {next_opening}."


def test_a_lead_writes_it_switches_it_on_and_off_again(
    client: Client, lena: Member, world: SmallWorld, echo: EchoNetwork
) -> None:
    client.force_login(lena)
    address = f"/settings/automatic/{world.account.pk}/"
    assert "off" in client.get("/settings/automatic/").content.decode()
    typed = {"text": SAYS, "is_on": "on", "only_closed": "on"}
    page = client.post(address, typed, follow=True).content.decode()
    assert "while we are closed" in page
    assert "It speaks from now on." in page
    assert lena.name in page
    client.post(address, {"text": SAYS})
    written = AutomaticReply.objects.get()
    assert (written.is_on, written.only_closed, written.text) == (False, False, SAYS)
    assert "Nothing yet." in client.get(address).content.decode()


def test_a_wrong_word_in_braces_is_named_and_nothing_typed_is_lost(
    client: Client, lena: Member, world: SmallWorld, echo: EchoNetwork
) -> None:
    client.force_login(lena)
    answer = client.post(
        f"/settings/automatic/{world.account.pk}/", {"text": "Yours, {agent}", "is_on": "on"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "{agent} is not known here" in page
    assert "Yours, {agent}" in page
    assert not AutomaticReply.objects.exists()


def test_an_agent_sees_neither_page_and_an_account_that_may_not_send_has_none(
    client: Client, alice: Member, lena: Member, world: SmallWorld, echo: EchoNetwork
) -> None:
    client.force_login(alice)
    assert client.get("/settings/automatic/").status_code == 403
    client.force_login(lena)
    Account.objects.update(read_only=True)
    assert client.get(f"/settings/automatic/{world.account.pk}/").status_code == 404
    assert "No account may send yet" in client.get("/settings/automatic/").content.decode()
