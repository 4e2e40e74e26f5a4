"""A complaint that is only a picture, a voice or a video is seen, says that nobody read it, and waits for us."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from rapport.assets.models import OutsidePicture
from rapport.assets.queries import picture_path
from rapport.assets.tests.test_encoding import picture
from rapport.channels.contract import Author, InboundPost, Media
from rapport.channels.testing import EchoNetwork
from rapport.converse import queries
from rapport.converse.contract import Row, TurnView
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.listen.models import Message
from rapport.people.actions import erase_person
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db
SHOT = Media("image", "https://pictures.example/shot.png")
VOICE = Media("audio", "https://pictures.example/voice.mp3")
VIDEO = Media("video", "https://pictures.example/queue.mp4", alt="A long queue")


@pytest.fixture
def world(brand: Brand, settings: pytest.FixtureRequest, tmp_path: object) -> Iterator[SmallWorld]:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    with EchoNetwork():
        yield SmallWorld(brand)


def sends(world: SmallWorld, *media: Media, text: str = "", **changes: object) -> Message:
    post = InboundPost(
        key="shown",
        author=Author("echo:pelle", "pelle", name="Pelle"),
        text=text,
        created_at=world.now,
        media=media,
        to_us=True,
    )
    world.receive(replace(post, **changes))  # type: ignore[arg-type]
    run_jobs()
    return Message.objects.select_related("reading").get(remote_key="shown")


def row(member: Member) -> Row:
    (found,) = queries.inbox(member)
    return found


def turn(world: SmallWorld, member: Member) -> TurnView:
    page = queries.conversation_page(member, world.conversation("pelle").pk, now=world.now)
    return page.turns[-1]


@pytest.mark.parametrize(
    ("medium", "said"),
    [(SHOT, "picture, not read"), (VOICE, "voice, not read"), (VIDEO, "video, not read")],
)
def test_a_message_without_words_says_what_was_not_read_and_waits(
    world: SmallWorld, alice: Member, medium: Media, said: str
) -> None:
    message = sends(world, medium, text="@brand.echo")
    assert message.reading.needs_answer  # type: ignore[attr-defined]
    assert world.conversation("pelle").waiting_since == world.now
    assert row(alice).say.endswith(f"({said})")
    assert turn(world, alice).unread == said.partition(",")[0]


def test_thanks_with_a_picture_and_a_question_with_one_are_read_as_such(world: SmallWorld) -> None:
    thanks = sends(world, SHOT, text="Thanks!")
    assert not thanks.reading.needs_answer  # type: ignore[attr-defined]
    assert [r for r in thanks.reading.reasons if r["kind"] == "picture"] == []  # type: ignore[attr-defined]


def test_a_picture_not_sent_to_us_asks_nothing_of_us(world: SmallWorld) -> None:
    root = world.says("Where is my refund?", who="anna")
    message = sends(world, SHOT, parent_key=root.remote_key, kind="reply", to_us=False)
    assert not message.reading.needs_answer  # type: ignore[attr-defined]
    assert [r["kind"] for r in message.reading.reasons] == ["picture"]  # type: ignore[attr-defined]


def test_voice_and_video_play_from_our_own_address(world: SmallWorld, alice: Member) -> None:
    sends(world, VOICE, VIDEO, text="Listen to this nonsense, please help")
    shown = turn(world, alice)
    assert [(c.kind, c.path, c.alt) for c in shown.clips] == [
        ("audio", picture_path(VOICE.url), ""),
        ("video", picture_path(VIDEO.url), "A long queue"),
    ]
    kinds = dict(OutsidePicture.objects.values_list("url", "kind"))
    assert (kinds[VOICE.url], kinds[VIDEO.url]) == ("audio", "video")


def test_attachments_are_kept_offered_and_never_fetched(world: SmallWorld, alice: Member) -> None:
    sends(
        world,
        Media("image", "m#cid=1", content=picture("PNG"), name="ticket.png"),
        Media("file", "m#part=2", content=b"%PDF-1.7", name="bill.pdf"),
        text="Please see the bill attached, where is my refund?",
        title="Refund of 12 May",
        kind="mail",
    )
    shown = turn(world, alice)
    assert shown.title == "Refund of 12 May"
    assert [p.width for p in shown.pictures] == [40]
    assert [f.name for f in shown.sent_files] == ["bill.pdf"]
    assert not OutsidePicture.objects.filter(is_kept=False).exists()
    assert OutsidePicture.objects.filter(is_kept=True, state="ready").count() == 2


def test_attachments_go_with_their_message_and_with_their_person(
    world: SmallWorld, lena: Member
) -> None:
    attached = Media("file", "m#part=2", content=b"%PDF-1.7", name="bill.pdf")
    sends(world, attached, text="Bill")
    world.receive(InboundPost(key="shown", deleted=True))
    assert not OutsidePicture.objects.filter(is_kept=True).exists()
    sends_again = InboundPost(
        key="other",
        author=Author("echo:pelle", "pelle"),
        text="Bill",
        media=(attached,),
        to_us=True,
    )
    world.receive(sends_again)
    assert OutsidePicture.objects.filter(is_kept=True).exists()
    author = Message.objects.get(remote_key="other").author
    assert author is not None
    erase_person(author.person_id, by=lena, now=world.now)
    assert not OutsidePicture.objects.filter(is_kept=True).exists()
