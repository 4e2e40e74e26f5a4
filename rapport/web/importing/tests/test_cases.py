"""Case numbers from a file: looked at first, then all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rapport.channels.testing import EchoNetwork
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.listen.models import Message
from rapport.understand.models import Reading
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db
HEAD = "conversation,case_number,case_url\n"


@pytest.fixture
def kajsa(brand: Brand) -> Iterator[Conversation]:
    with EchoNetwork():
        world = SmallWorld(brand)
        world.says("Where is my refund?")
        yield world.conversation()


def look(client: Client, content: str | bytes) -> tuple[int, str]:
    raw = content if isinstance(content, bytes) else content.encode()
    answer = client.post("/import/cases/", {"file": SimpleUploadedFile("cases.csv", raw)})
    return answer.status_code, answer.content.decode()


def rows_in(page: str) -> str:
    found = re.search(r'name="rows" value="([^"]*)"', page)
    assert found is not None
    return unescape(found[1])


def number_of(conversation: Conversation) -> str:
    conversation.refresh_from_db()
    return conversation.case_number


def test_the_file_is_looked_at_first_and_set_by_a_second_press(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    status, page = look(client, f"{HEAD}{kajsa.pk},INC-42,https://desk.example/42\n")
    assert status == 200
    assert "One case number would change" in page
    assert "Where is my refund?" in page
    assert number_of(kajsa) == ""
    rows = rows_in(page).replace("\n", "\r\n")  # as browsers send it back
    done = client.post("/import/cases/", {"rows": rows, "set": "1"}, follow=True)
    assert "1 case number is set." in done.content.decode()
    assert number_of(kajsa) == "INC-42"
    assert (
        "One stands already"
        in look(client, f"{HEAD}{kajsa.pk},INC-42,https://desk.example/42\n")[1]
    )


def test_hard_words_are_covered_where_the_file_is_looked_at(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    Reading.objects.filter(message=kajsa.last_customer_message).update(offensive=True)
    client.force_login(alice)
    for title in ("", "My refund, you idiots"):
        Message.objects.filter(pk=kajsa.last_customer_message_id).update(title=title)
        page = look(client, f"{HEAD}{kajsa.pk},INC-42,\n")[1]
        assert "(hard words; open to read)" in page
        assert "refund" not in page


def test_a_wrong_line_is_told_and_nothing_is_half_done(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    content = f"{HEAD}{kajsa.pk},INC-42,\n999999,INC-43,\n"
    status, page = look(client, content)
    assert status == 422
    assert "Line 3" in page
    assert 'name="set"' not in page
    assert client.post("/import/cases/", {"rows": content, "set": "1"}).status_code == 422
    assert number_of(kajsa) == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no column"),
        (b"\xff\xfe", "not in UTF-8"),
        (b"a,b\n1,2\n", "no column"),
        (b"x" * 500_001, "larger than 500,000 bytes"),
        (HEAD + "1,2,\n" * 5_001, "5,000 lines"),
        (HEAD + '"<script>alert(1)</script>",2,\n', "no number of a conversation"),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(
    client: Client, alice: Member, content: str | bytes, said: str
) -> None:
    client.force_login(alice)
    status, page = look(client, content)
    assert status == 422
    assert said in page
    assert "<script>alert" not in page


def test_no_file_and_no_right_to_import_are_said(
    client: Client, alice: Member, gus: Member
) -> None:
    client.force_login(alice)
    assert "Choose a file first" in client.post("/import/cases/", {}).content.decode()
    client.force_login(gus)
    assert client.get("/import/cases/").status_code == 403
