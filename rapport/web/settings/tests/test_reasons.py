"""The reasons one may give when resolving."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.converse.queries import resolve_reasons
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db


def test_an_owner_writes_the_reasons_one_a_line(client: Client, olivia: Member) -> None:
    client.force_login(olivia)
    assert "Solved elsewhere" in client.get("/settings/reasons/").content.decode()
    client.post("/settings/reasons/", {"reasons": "Refunded\n\nAnswered\n"})
    assert [one.words for one in resolve_reasons()] == ["Refunded", "Answered"]
    assert "Refunded" in client.get("/settings/reasons/").content.decode()


def test_more_than_there_are_digits_are_refused_in_the_same_form(
    client: Client, olivia: Member
) -> None:
    client.force_login(olivia)
    answer = client.post("/settings/reasons/", {"reasons": "\n".join(map(str, range(10)))})
    assert answer.status_code == 422
    assert "At most 9 reasons" in answer.content.decode()


def test_an_agent_does_not_change_them(client: Client, alice: Member) -> None:
    client.force_login(alice)
    assert client.post("/settings/reasons/", {"reasons": "Mine"}).status_code == 403
