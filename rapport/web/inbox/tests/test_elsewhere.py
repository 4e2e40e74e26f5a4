"""What was heard elsewhere as a conversation: who answers it, and what stands there where nobody can."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rapport.channels.actions import keep_account
from rapport.channels.contract import AccountInfo, Author, InboundPost, Page
from rapport.channels.duties import wake_due_accounts
from rapport.channels.models import Account
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions
from rapport.converse.models import Conversation, Note
from rapport.converse.testing import SmallWorld, listening_to_echo
from rapport.ledger.testing import run_jobs
from rapport.listen.actions import keep_query, receive
from rapport.listen.models import Message
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db


@dataclass
class Elsewhere:
    """A call for help that a place told of, two hours old, and brought in by Alice."""

    place: Account
    conversation: Conversation

    @property
    def path(self) -> str:
        return f"/inbox/{self.conversation.pk}/"


@pytest.fixture
def elsewhere(echo: EchoNetwork, brand: Brand, alice: Member) -> Iterator[Elsewhere]:
    now = timezone.now()
    keep_query("harbour", name="Harbour & <pier>", brand=brand, by=alice, now=now)
    with listening_to_echo(brand, now=now) as place:
        ben = Author(remote_id="echo:ben", handle="ben", name="Ben Ask", followers=1200)
        help_wanted = InboundPost(
            key="a",
            author=ben,
            text="Stranded at the harbour, how do we get home tonight?",
            created_at=now - timedelta(hours=2),
        )
        receive(place, Page(posts=(help_wanted,)), now=now)
        run_jobs()
        pk = actions.bring_in(Message.objects.get().pk, by=alice, now=now)
        yield Elsewhere(place, Conversation.objects.get(pk=pk))


def connect(brand: Brand) -> Account:
    info = AccountInfo(remote_id="echo:haldenrail", handle="haldenrail")
    now = timezone.now()
    return keep_account(brand, network="echo", info=info, settings={}, secrets={}, by=None, now=now)


def shown(client: Client, member: Member, path: str) -> str:
    client.force_login(member)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_its_turns_say_who_brought_it_and_why(
    client: Client, elsewhere: Elsewhere, alice: Member, bob: Member
) -> None:
    why = "brought this in: heard by “Harbour &amp; &lt;pier&gt;”, not said to us"
    assert f"You {why}" in shown(client, alice, elsewhere.path)
    page = shown(client, bob, elsewhere.path)
    assert f"{alice.name} {why}" in page
    assert "They have not written to us so far." in page


def test_where_no_account_can_answer_it_says_so_and_offers_to_connect_one(
    client: Client, elsewhere: Elsewhere, brand: Brand, alice: Member, olivia: Member
) -> None:
    page = shown(client, olivia, elsewhere.path)
    assert f"{brand.name} has no account that can answer on Echo." in page
    assert 'href="/connected/add/echo/"' in page
    assert 'id="reply"' not in page
    page = shown(client, alice, elsewhere.path)
    assert "An owner can connect one." in page
    assert "/connected/add/echo/" not in page


def test_it_can_be_noted_and_resolved_all_the_same(
    client: Client, elsewhere: Elsewhere, alice: Member
) -> None:
    page = shown(client, alice, elsewhere.path)
    assert 'id="note"' in page
    assert f'action="{elsewhere.path}resolve/"' in page
    client.post(f"{elsewhere.path}note/", {"text": "Told them on the pier."})
    assert Note.objects.get().text == "Told them on the pier."
    client.post(f"{elsewhere.path}resolve/")
    elsewhere.conversation.refresh_from_db()
    assert elsewhere.conversation.status == "resolved"


def test_once_connected_the_box_says_which_account_answers(
    client: Client, elsewhere: Elsewhere, brand: Brand, alice: Member
) -> None:
    account = connect(brand)
    page = shown(client, alice, elsewhere.path)
    assert "as haldenrail" in page
    client.post(f"{elsewhere.path}reply/", {"text": "The last boat is at nine."})
    elsewhere.conversation.refresh_from_db()
    assert elsewhere.conversation.account == account
    assert elsewhere.conversation.status == "waiting"


def test_a_like_of_our_account_acknowledges_it(
    client: Client, elsewhere: Elsewhere, brand: Brand, alice: Member
) -> None:
    account = connect(brand)
    client.force_login(alice)
    client.post(f"{elsewhere.path}acknowledge/", {"text": "Not to be sent yet"})
    assert [d.kind for d in account.deliveries.all()] == ["like"]


def test_a_reply_that_cannot_leave_keeps_its_words(
    client: Client, elsewhere: Elsewhere, alice: Member
) -> None:
    client.force_login(alice)
    answer = client.post(
        f"{elsewhere.path}reply/",
        {"text": "The last boat is at nine."},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 422
    assert "Connect one" in answer.content.decode()
    assert elsewhere.conversation.drafts.get().text == "The last boat is at nine."


def test_the_row_of_what_came_back_says_why_before_everything(
    client: Client, world: SmallWorld, alice: Member
) -> None:
    world.says("Where is my refund?", key="asked", scope="private")
    world.passes(minutes=1)
    ours = world.ours("It left on Friday.", under="asked")
    bounce = InboundPost(
        key="bounce",
        author=Author("echo:daemon", "mailer-daemon"),
        text="<b>kajsa@x.example</b>: 550 5.1.1 unknown",
        created_at=world.now,
        kind="mail",
        parent_key=ours.remote_key,
        scope="private",
        to_us=True,
        automatic="bounce",
    )
    world.receive(bounce)
    page = shown(client, alice, "/inbox/")
    said, words = page.index("Your answer came back: mailbox unknown"), page.index('class="say"')
    assert said < words
    assert "<b>kajsa" not in shown(client, alice, f"/inbox/{world.conversation().pk}/")


def test_an_answer_that_was_deleted_there_says_so_in_its_row_and_keeps_its_words(
    client: Client, world: SmallWorld, alice: Member, echo: EchoNetwork
) -> None:
    world.says("Where is my refund?", key=echo.says("Where is my refund?", by="kajsa"))
    conversation = world.conversation()
    at = world.now - timedelta(minutes=1)
    delivery = actions.reply(conversation.pk, "It left on Friday.", by=alice, now=at)
    wake_due_accounts(delivery.due_at)
    run_jobs()
    delivery.refresh_from_db()
    world.receive(InboundPost(key=delivery.remote_key, deleted=True))
    assert "Your answer was deleted there" in shown(client, alice, "/inbox/")
    page = shown(client, alice, f"/inbox/{conversation.pk}/")
    said, words = page.index("Not there any more"), page.index("It left on Friday.")
    assert words < said
