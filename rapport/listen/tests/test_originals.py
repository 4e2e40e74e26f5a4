"""How a mail was sent is kept beside its words, and goes when they go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from rapport.channels.contract import Author, InboundPost
from rapport.channels.testing import EchoNetwork
from rapport.converse.testing import SmallWorld
from rapport.listen.models import Message, Original
from rapport.listen.queries import original_of
from rapport.listen.storing import ORIGINAL_LENGTH
from rapport.people.actions import erase_person
from rapport.workspace import retention
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db
MAIL = InboundPost(
    key="mail-1",
    author=Author("mara@x.example", "mara@x.example", name="Mara"),
    title="Order 4711",
    text="Where is it?",
    html="<p>Where is <b>it</b>?</p>",
    kind="mail",
    scope="private",
    to_us=True,
)


@pytest.fixture
def world(brand: Brand) -> Iterator[SmallWorld]:
    with EchoNetwork():
        yield SmallWorld(brand)


def kept(world: SmallWorld, **changes: object) -> Message:
    world.receive(replace(MAIL, created_at=world.now, **changes))  # type: ignore[arg-type]
    return Message.objects.get(remote_key="mail-1")


def test_the_html_of_a_mail_is_kept_once(world: SmallWorld) -> None:
    message = kept(world)
    kept(world)
    assert original_of(message.pk) == (MAIL.html, {})


def test_an_edit_brings_its_own_html_or_none(world: SmallWorld) -> None:
    message = kept(world)
    kept(world, text="Found it.", html="<p>Found it.</p>")
    assert original_of(message.pk) == ("<p>Found it.</p>", {})
    kept(world, text="Only words.", html="")
    assert original_of(message.pk) is None


def test_html_without_end_is_not_kept_but_its_words_are(world: SmallWorld) -> None:
    message = kept(world, html="<p>" + "x" * ORIGINAL_LENGTH)
    assert original_of(message.pk) is None
    assert message.text == MAIL.text


def test_it_goes_when_the_mail_is_taken_back(world: SmallWorld) -> None:
    kept(world)
    world.receive(InboundPost(key="mail-1", deleted=True))
    assert not Original.objects.exists()


def test_it_goes_with_its_person(world: SmallWorld, lena: Member) -> None:
    message = kept(world)
    assert message.author is not None
    erase_person(message.author.person_id, by=lena, now=world.now)
    assert not Original.objects.exists()


def test_it_goes_with_its_retention(world: SmallWorld) -> None:
    kept(world)
    world.passes(minutes=60 * 24 * 800)
    retention.sweep_all(world.now)
    assert not Original.objects.exists()
