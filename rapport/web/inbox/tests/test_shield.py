"""Abuse is covered until opened, in the list, the exchange and beside it; a key passes it on."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.listen.models import Message
from rapport.understand.models import Reading
from rapport.workspace.models import Member, Notice

pytestmark = pytest.mark.django_db
WORDS = "You zebrafink idiots"


@pytest.fixture
def abuse(world: SmallWorld) -> Conversation:
    said = world.says(f"{WORDS}, where is my refund?", who="troll", key="t-1")
    beside = world.says(f"{WORDS}!", who="other", under="t-1", root="t-1", to_us=False)
    Reading.objects.filter(message__in=[said, beside]).update(offensive=True, danger=False)
    return world.conversation("troll")


def test_hard_words_stand_behind_a_fold_and_nowhere_else(
    client: Client, abuse: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    page = client.get(f"/inbox/{abuse.pk}/").content.decode()
    assert "(hard words; open to read)" in page
    first = page.index("zebrafink")
    assert page.rindex("<details", 0, first) > page.rindex("</details>", 0, first)
    assert page.count("zebrafink") == 2  # the two messages, each behind its own fold
    assert page.count("shielded") == 2
    assert "zebrafink" not in client.get("/inbox/").content.decode()


def test_hard_words_are_covered_at_the_change_of_shift_and_beside_the_person(
    client: Client, abuse: Conversation, alice: Member
) -> None:
    Conversation.objects.update(assignee=alice)
    client.force_login(alice)
    for path in ("/handover/", f"/people/{abuse.person_id}/"):
        page = client.get(path).content.decode()
        assert "(hard words; open to read)" in page
        assert "zebrafink" not in page


def test_what_else_a_covered_message_holds_is_covered_too(
    client: Client, abuse: Conversation, alice: Member
) -> None:
    message = abuse.last_customer_message
    assert message is not None
    Message.objects.filter(pk=message.pk).update(title="On Gudgeon")
    client.force_login(alice)
    page = client.get(f"/inbox/{abuse.pk}/").content.decode()
    turn = page[page.index(f'id="m{message.pk}"') :] if f'id="m{message.pk}"' in page else page
    assert "shielded" in turn[: turn.index('<p class="b">On Gudgeon')]


def test_danger_is_never_covered(client: Client, abuse: Conversation, alice: Member) -> None:
    Reading.objects.update(danger=True)
    client.force_login(alice)
    page = client.get(f"/inbox/{abuse.pk}/").content.decode()
    assert "shielded" not in page


def test_passing_on_leaves_it_to_nobody_and_tells_a_lead(
    client: Client, abuse: Conversation, alice: Member, lena: Member
) -> None:
    client.force_login(alice)
    client.post(f"/inbox/{abuse.pk}/assign/", {"to": alice.pk})
    assert 'data-key="q"' in client.get(f"/inbox/{abuse.pk}/").content.decode()
    for _ in range(2):
        assert client.post(f"/inbox/{abuse.pk}/pass-on/").status_code == 302
    abuse.refresh_from_db()
    assert abuse.assignee_id is None
    assert [(n.member, n.kind) for n in Notice.objects.all()] == [(lena, "converse.passed_on")]
