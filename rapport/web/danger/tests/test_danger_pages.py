"""The strip on every page, taking it, Settings > Danger and practice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from rapport.channels.testing import EchoNetwork
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.workspace.models import Brand, Member, PhoneRun, PhoneTreeStep
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.django_db


@pytest.fixture
def kajsa(brand: Brand, lena: Member) -> Iterator[Conversation]:
    with EchoNetwork():
        small = SmallWorld(brand)
        small.now = timezone.now()
        small.says("I cannot go on. I want to kill myself.", who="kajsa")
        yield small.conversation("kajsa")


def test_every_page_says_that_nobody_took_it_until_one_does(
    client: Client, kajsa: Conversation, alice: Member, gus: Member
) -> None:
    run = PhoneRun.objects.get()
    client.force_login(gus)
    assert "nobody has taken" not in client.get("/settings/").content.decode()
    client.force_login(alice)
    assert "nobody has taken Kajsa (Echo)" in client.get("/settings/").content.decode()
    assert "nobody has taken" in client.get("/around/").content.decode()
    assert client.get(f"/alarms/{run.pk}/take/").status_code == 405
    answer = client.post(f"/alarms/{run.pk}/take/")
    assert answer["Location"] == f"/inbox/{kajsa.pk}/"
    run_jobs()
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert "You have it." in page
    assert "Alice Ode has it" in page
    assert "What is to be done" in page
    assert "nobody has taken" not in page


def test_a_guest_who_was_not_called_cannot_take_it(
    client: Client, kajsa: Conversation, gus: Member
) -> None:
    client.force_login(gus)
    run = PhoneRun.objects.get()
    assert client.post(f"/alarms/{run.pk}/take/").status_code == 403
    assert client.post("/alarms/999/take/").status_code == 404
    assert client.get(f"/alarms/{run.pk}/").status_code == 200


def test_the_notice_of_danger_leads_to_the_alarm(
    client: Client, kajsa: Conversation, lena: Member
) -> None:
    client.force_login(lena)
    notice = lena.notices.get()
    answer = client.get(f"/notices/{notice.pk}/")
    assert answer["Location"] == f"/alarms/{PhoneRun.objects.get().pk}/"
    assert PhoneRun.objects.get().taken_by is None


def test_a_lead_sets_who_is_called_and_others_only_look(
    client: Client, lena: Member, alice: Member, bob: Member
) -> None:
    client.force_login(lena)
    assert "Nobody is set" in client.get("/settings/danger/").content.decode()
    given = {"step_0": f"member:{bob.pk}", "step_2": f"member:{alice.pk}", "step_seconds": 45}
    assert client.post("/settings/danger/", given).status_code == 302
    steps = PhoneTreeStep.objects.values_list("member", flat=True)
    assert list(steps) == [bob.pk, alice.pk]
    refused = client.post("/settings/danger/", given | {"step_1": f"member:{bob.pk}"})
    assert refused.status_code == 422
    assert "stands in it twice" in refused.content.decode()
    assert client.post("/settings/danger/", given | {"step_seconds": 3}).status_code == 422
    client.force_login(alice)
    page = client.get("/settings/danger/").content.decode()
    assert "Bob Karlsson" in page
    assert "step_seconds" not in page
    for path in ("", "script/", "practise/"):
        assert client.post(f"/settings/danger/{path}", {}).status_code == 403


def test_the_script_is_written_by_a_lead(client: Client, lena: Member) -> None:
    client.force_login(lena)
    client.post("/settings/danger/script/", {"script": "Call <112>.\r\nThen us."})
    page = client.get("/settings/danger/").content.decode()
    assert "Call &lt;112&gt;.\nThen us." in page


def test_practice_says_so_and_counts(client: Client, lena: Member, olivia: Member) -> None:
    client.force_login(lena)
    answer = client.post("/settings/danger/practise/", follow=True)
    page = answer.content.decode()
    assert "Practice, no real danger" in page
    assert "0 of 2 called have answered" in page
    run = PhoneRun.objects.get()
    client.post(f"/alarms/{run.pk}/take/")
    assert "1 of 2 called have answered" in client.get(f"/alarms/{run.pk}/").content.decode()
    assert "1 of 2 answered" in client.get("/settings/danger/").content.decode()


@pytest.mark.browser
def test_danger_is_taken_from_the_phone_and_every_page_of_it_passes_axe(
    kajsa: Conversation, lena: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(lena, size=PHONE, reduced_motion="reduce")
    page.goto("/settings/danger/")
    assert axe_finds(page) == []
    page.goto(f"/inbox/{kajsa.pk}/")
    assert axe_finds(page) == []
    page.goto(f"/alarms/{PhoneRun.objects.get().pk}/")
    assert axe_finds(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("main section").get_by_role("button", name="I take it").click()
    page.get_by_text("Lena Lund has it").wait_for()
