"""The approver's list and page: one key approves, words are changed in place, and a link changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse.models import Conversation, ReplyDraft
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.voice.actions import add_statement, keep_approval_rule
from rapport.voice.models import Approval, ApprovalRule
from rapport.workspace.models import Brand, Member
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(brand: Brand) -> Iterator[SmallWorld]:
    with EchoNetwork():
        small = SmallWorld(brand)
        small.now = timezone.now()
        yield small


@pytest.fixture
def kajsa(world: SmallWorld) -> Conversation:
    world.says("Where is my <refund>?", who="kajsa")
    return world.conversation("kajsa")


@pytest.fixture
def rule(lena: Member) -> ApprovalRule:
    rule = ApprovalRule(name="All <of> it", minutes=10)
    return keep_approval_rule(rule, by=lena, now=timezone.now())


@pytest.fixture
def asked(client: Client, kajsa: Conversation, rule: ApprovalRule, alice: Member) -> Approval:
    client.force_login(alice)
    client.post(f"/inbox/{kajsa.pk}/reply/", {"text": "You get 50 EUR <soon>."})
    return Approval.objects.get()


def test_the_writer_is_told_that_a_colleague_reads_it(
    client: Client, kajsa: Conversation, rule: ApprovalRule, alice: Member
) -> None:
    client.force_login(alice)
    sent = client.post(
        f"/inbox/{kajsa.pk}/reply/", {"text": "You get 50 EUR."}, headers={"HX-Request": "true"}
    )
    assert "A colleague reads it before it leaves." in sent.content.decode()
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert "Waits for approval: everybody who may approve is asked" in page
    assert f"/approvals/{Approval.objects.get().pk}/" in page


def test_the_list_shows_what_waits_and_what_became_of_ones_own(
    client: Client, asked: Approval, alice: Member, lena: Member, bob: Member
) -> None:
    for member, words in ((lena, "Waits for you"), (alice, "What you wrote")):
        client.force_login(member)
        page = client.get("/approvals/").content.decode()
        assert words in page
        assert "You get 50 EUR &lt;soon&gt;." in page
    client.force_login(bob)
    assert "Nothing waits" in client.get("/approvals/").content.decode()


def test_looking_never_decides_and_only_a_press_does(
    client: Client, asked: Approval, lena: Member
) -> None:
    client.force_login(lena)
    for where in ("", "approve/", "back/", "look/"):
        client.get(f"/approvals/{asked.pk}/{where}")
    asked.refresh_from_db()
    assert asked.waits
    client.post(f"/approvals/{asked.pk}/approve/", {"text": "You get 50 EUR <soon>."})
    asked.refresh_from_db()
    assert asked.state == Approval.State.APPROVED


def test_what_is_changed_is_seen_before_and_after(
    client: Client, asked: Approval, lena: Member, alice: Member
) -> None:
    client.force_login(lena)
    looked = client.post(f"/approvals/{asked.pk}/look/", {"text": "You get 30 EUR <soon>."})
    assert "<del>50</del><ins>30</ins>" in looked.content.decode()
    client.post(f"/approvals/{asked.pk}/approve/", {"text": "You get 30 EUR <soon>."})
    client.force_login(alice)
    page = client.get(f"/approvals/{asked.pk}/").content.decode()
    assert "<del>50</del><ins>30</ins> EUR &lt;soon&gt;." in page
    assert "in other words" in page


def test_changed_words_are_checked_again_and_must_be_meant(
    client: Client, asked: Approval, brand: Brand, lena: Member
) -> None:
    client.force_login(lena)
    changed = {"text": "We sent it to ann@mail.example."}
    answer = client.post(f"/approvals/{asked.pk}/approve/", changed)
    assert answer.status_code == 422
    assert "Let it go as it is?" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.waits
    client.post(f"/approvals/{asked.pk}/approve/", changed | {"as_is": "1"})
    asked.refresh_from_db()
    assert asked.state == Approval.State.CHANGED


def test_sending_back_wants_a_word_and_keeps_what_was_typed(
    client: Client, asked: Approval, lena: Member, alice: Member
) -> None:
    client.force_login(lena)
    answer = client.post(f"/approvals/{asked.pk}/back/", {"note": " "})
    assert answer.status_code == 422
    assert "Say in a word" in answer.content.decode()
    client.post(f"/approvals/{asked.pk}/back/", {"note": "It is 30 <EUR>."})
    run_jobs()
    assert ReplyDraft.objects.get(member=alice).text == "You get 50 EUR <soon>."
    client.force_login(alice)
    assert "It is 30 &lt;EUR&gt;." in client.get(f"/approvals/{asked.pk}/").content.decode()
    assert "It is 30 &lt;EUR&gt;." in client.get("/notices/").content.decode()


def test_what_was_decided_meanwhile_is_said_with_the_page_as_it_stands(
    client: Client, asked: Approval, lena: Member, olivia: Member
) -> None:
    client.force_login(olivia)
    client.post(f"/approvals/{asked.pk}/back/", {"note": "No."})
    client.force_login(lena)
    answer = client.post(f"/approvals/{asked.pk}/approve/", {"text": "You get 50 EUR <soon>."})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "sent it back already" in page
    assert "approval-form" not in page


def test_who_is_not_asked_reads_and_cannot_press(
    client: Client, asked: Approval, bob: Member
) -> None:
    client.force_login(bob)
    page = client.get(f"/approvals/{asked.pk}/").content.decode()
    assert "It was not asked of you." in page
    assert client.post(f"/approvals/{asked.pk}/approve/", {"text": "Yes"}).status_code == 422
    asked.refresh_from_db()
    assert asked.waits
    assert client.get("/approvals/999/").status_code == 404


def test_a_lead_sets_rules_and_what_cannot_be_is_refused_beside_its_field(
    client: Client, lena: Member, alice: Member, bob: Member
) -> None:
    client.force_login(alice)
    assert client.get("/settings/approvals/").status_code == 403
    client.force_login(lena)
    assert "Nothing waits for approval" in client.get("/settings/approvals/").content.decode()
    given = {"name": "Refunds", "condition": "refund OR (", "minutes": "10", "approver": bob.pk, "deputy": bob.pk}  # fmt: skip
    answer = client.post("/settings/approvals/add/", given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "At letter" in page
    assert "The deputy is somebody else." in page
    assert not ApprovalRule.objects.exists()
    given |= {"condition": "refund OR lawyer", "deputy": lena.pk, "severity": "second"}
    client.post("/settings/approvals/add/", given)
    page = client.get("/settings/approvals/").content.decode()
    assert f"{bob.name}; {lena.name} after 10 min, then all who may approve" in page
    rule = ApprovalRule.objects.get()
    client.post(f"/settings/approvals/{rule.pk}/", given | {"minutes": "0"})
    rule.refresh_from_db()
    assert rule.minutes == 10
    client.post(f"/settings/approvals/{rule.pk}/remove/")
    assert not ApprovalRule.objects.exists()
    assert client.get(f"/settings/approvals/{rule.pk}/").status_code == 404


@pytest.mark.browser
def test_an_approver_reads_changes_approves_and_goes_on_by_keys_alone(
    server: str, world: SmallWorld, brand: Brand, rule: ApprovalRule, alice: Member, lena: Member,
    signed_in_page: OpenPage,
) -> None:  # fmt: skip
    now = timezone.now()
    add_statement(brand, text="The fare comes back within 14 days.", by=lena, now=now)
    client = Client()
    client.force_login(alice)
    for who in ("kajsa", "pelle"):
        world.says("When do I get my money back?", who=who)
        pk = world.conversation(who).pk
        client.post(f"/inbox/{pk}/reply/", {"text": f"Hello {who}, within 14 days."})
    first, second = Approval.objects.order_by("pk")
    page = signed_in_page(lena)
    page.goto("/approvals/")
    assert axe_finds(page) == []
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server}/approvals/{first.pk}/")
    assert axe_finds(page) == []
    page.keyboard.press("e")
    page.keyboard.press("End")
    page.keyboard.type(" Warmly, Halden")
    expect(page.locator(".difference ins")).to_have_text(" Warmly, Halden")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(f"{server}/approvals/{second.pk}/")
    page.keyboard.press("b")
    page.keyboard.type("Which 14 days?")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server}/approvals/")
    states = dict(Approval.objects.values_list("pk", "state"))
    assert states == {first.pk: "changed", second.pk: "back"}
    changed = Delivery.objects.get(approval=first)
    assert changed.text == "Hello kajsa, within 14 days. Warmly, Halden"


@pytest.mark.browser
@pytest.mark.parametrize("where", ["/approvals/", "one", "/settings/approvals/", "/settings/approvals/add/"])  # fmt: skip
def test_it_fits_a_phone(
    server: str, asked: Approval, lena: Member, signed_in_page: OpenPage, where: str
) -> None:
    page = signed_in_page(lena, size=PHONE)
    page.goto(f"/approvals/{asked.pk}/" if where == "one" else where)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    assert axe_finds(page) == []
