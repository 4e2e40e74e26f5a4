"""What staff are told may leave by services nobody can erase: it names the conversation, never the customer."""

from __future__ import annotations

import pytest

from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Member, Notice
from rapport.workspace.registry import notice_kinds, notice_words
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
OF_CONVERSATIONS = {
    *("given", "offered", "escalated", "promise_due", "promise_broken", "passed_on"),
    *("clock_warning", "clock_breached", "clock_escalated", "mentioned", "danger_again"),
    *("watched_answered", "watched_noted", "watched_resolved"),
}


@pytest.mark.parametrize("name", sorted(OF_CONVERSATIONS))
def test_a_notice_about_a_conversation_never_names_the_customer(
    world: SmallWorld, alice: Member, bob: Member, name: str
) -> None:
    world.says("Where is my refund?", who="zebrafink")
    notice = Notice(
        pk=1,
        member=alice,
        by=bob,
        kind=f"converse.{name}",
        about="conversation",
        about_id=Conversation.objects.get().pk,
        key="x:answer:1",
        at=NOON,
    )
    assert notice.kind in notice_kinds()
    words = notice_words(notice.kind)
    assert words is not None
    said = str(words([notice])[1])
    assert said
    assert "zebrafink" not in said.lower()
    assert "refund" not in said
