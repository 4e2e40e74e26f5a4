"""Acting on a message, the rules it needs, and the list of what was done, as whoever sits at the screen meets them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import expect

from rapport.channels.models import PARKED_FOR, Delivery
from rapport.converse import actions
from rapport.converse.models import Conversation, ModerationAct, ModerationRule
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.listen.models import Message
from rapport.web.moderation.tests.conftest import under_ours
from rapport.workspace.models import Member
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.django_db

COMPLAINT = "Still no refund after five weeks. Where is it?"


@pytest.fixture
def rule(lena: Member) -> ModerationRule:
    return publish(lena)


def publish(by: Member, text: str = "No insults.") -> ModerationRule:
    now = timezone.now()
    return actions.publish_rule(
        text, kind="abuse", url="https://halden.example/rules", since=now.date(), by=by, now=now
    )


def signed_in(client: Client, member: Member) -> Client:
    client.force_login(member)
    return client


def address(message: Message) -> str:
    conversation = Conversation.objects.get(turns__message=message)
    return f"/inbox/{conversation.pk}/moderate/{message.pk}/"


def hide(message: Message, rule: ModerationRule, by: Member) -> ModerationAct:
    return actions.moderate(
        Conversation.objects.get(turns__message=message).pk,
        message_id=message.pk, kind="hide", rule_id=rule.pk, passage=message.text[:12],
        by=by, now=timezone.now(),
    )  # fmt: skip


def last(conversation: Conversation) -> Message:
    assert conversation.last_customer_message is not None
    return conversation.last_customer_message


def test_without_a_rule_the_page_says_how_one_is_written(
    client: Client, alice: Member, lena: Member, kajsa: Conversation
) -> None:
    page = signed_in(client, alice).get(address(last(kajsa))).content.decode()
    assert "No rule is published yet" in page
    assert "A lead can write one" in page
    assert "Do it" not in page
    assert (
        'href="/settings/moderation/"'
        in signed_in(client, lena).get(address(last(kajsa))).content.decode()
    )


def test_each_choice_says_what_people_see_afterwards_and_a_report_that_it_stays(
    client: Client, alice: Member, kajsa: Conversation, rule: ModerationRule
) -> None:
    page = signed_in(client, alice).get(address(last(kajsa))).content.decode()
    assert "It stands behind “More replies”" in page
    assert "Cannot be taken back." in page
    assert rule.text in page


def test_a_complaint_is_asked_for_its_words_and_then_goes_out(
    client: Client, alice: Member, kajsa: Conversation, rule: ModerationRule
) -> None:
    signed_in(client, alice)
    asked = client.post(address(last(kajsa)), {"kind": "hide", "rule": rule.pk})
    assert asked.status_code == 422
    page = asked.content.decode()
    assert "Criticism is not hidden here. Which part breaks the rule?" in page
    assert 'value="hide" checked' in page
    assert not ModerationAct.objects.exists()
    done = client.post(
        address(last(kajsa)), {"kind": "hide", "rule": rule.pk, "passage": "five weeks"}
    )
    assert done.status_code == 302
    assert Delivery.objects.get().kind == "hide"
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert "You asked to hide a message under the published rule on abuse" in page
    assert "on its way" in page


def test_hard_words_are_chosen_without_being_read(
    client: Client, alice: Member, world: SmallWorld, rule: ModerationRule
) -> None:
    message = world.says("You are a bunch of fucking idiots, all of you.", who="troll")
    signed_in(client, alice)
    page = client.post(address(message), {"kind": "mute", "rule": rule.pk}).content.decode()
    assert "<q>f•••••g i••••s</q>" in page
    client.post(
        address(message),
        {"kind": "mute", "rule": rule.pk, "marked": "fucking idiots", "passage": ""},
    )
    act = ModerationAct.objects.get()
    assert message.text[act.passage_start : act.passage_end] == "fucking idiots"


@pytest.mark.parametrize("chosen", ["", "x", "٣", "9" * 30])
def test_no_rule_nobody_could_choose_is_taken(
    client: Client, alice: Member, kajsa: Conversation, rule: ModerationRule, chosen: str
) -> None:
    answer = signed_in(client, alice).post(address(last(kajsa)), {"kind": "hide", "rule": chosen})
    assert answer.status_code == 422
    assert "Choose the published rule" in answer.content.decode()


def test_a_rule_retired_while_the_form_was_open_is_said_so(
    client: Client, alice: Member, lena: Member, kajsa: Conversation, rule: ModerationRule
) -> None:
    other = publish(lena, "No threats.")
    actions.retire_rule(rule.pk, by=lena, now=timezone.now())
    answer = signed_in(client, alice).post(
        address(last(kajsa)), {"kind": "hide", "rule": rule.pk, "passage": "five weeks"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "retired meanwhile" in page
    assert other.text in page
    assert rule.text not in page


def test_whoever_may_not_moderate_is_offered_nothing_and_refused(
    client: Client, gus: Member, alice: Member, kajsa: Conversation, rule: ModerationRule
) -> None:
    act = hide(last(kajsa), rule, alice)
    signed_in(client, gus)
    assert "/moderate/" not in client.get(f"/inbox/{kajsa.pk}/").content.decode()
    for path in (address(last(kajsa)), f"/moderation/{act.pk}/undo/"):
        assert client.post(path, {"kind": "hide", "rule": rule.pk}).status_code == 403
    assert client.get("/moderation/").status_code == 403
    signed_in(client, alice)
    assert client.post("/settings/moderation/").status_code == 403


def test_a_message_of_another_conversation_is_not_there(
    client: Client, alice: Member, kajsa: Conversation, world: SmallWorld, rule: ModerationRule
) -> None:
    other = world.says("My bag is gone", who="nils")
    path = f"/inbox/{kajsa.pk}/moderate/{other.pk}/"
    assert signed_in(client, alice).get(path).status_code == 404


def test_what_was_done_is_listed_with_its_rule_filtered_and_taken_back(
    client: Client,
    alice: Member,
    bob: Member,
    lena: Member,
    kajsa: Conversation,
    rule: ModerationRule,
) -> None:
    act = hide(last(kajsa), rule, alice)
    signed_in(client, lena)
    page = client.get("/moderation/").content.decode()
    for said in (rule.text, alice.name, "version 1", "Breaks it:", "Show again"):
        assert said in page
    assert "Nothing of that kind" in client.get(f"/moderation/?by={bob.pk}").content.decode()
    assert alice.name in client.get(f"/moderation/?rule={rule.pk}&kind=hide").content.decode()
    answer = client.post(f"/moderation/{act.pk}/undo/", follow=True).content.decode()
    assert "Being taken back." in answer
    assert "taken back by Lena Lund" in answer
    again = client.post(f"/moderation/{act.pk}/undo/", follow=True).content.decode()
    assert "nothing to take back" in again


def test_the_page_of_the_conversation_takes_back_with_a_toast(
    client: Client, alice: Member, kajsa: Conversation, rule: ModerationRule
) -> None:
    act = hide(last(kajsa), rule, alice)
    signed_in(client, alice)
    answer = client.post(f"/moderation/{act.pk}/undo/", headers={"HX-Request": "true"})
    assert "rapport-acted" in answer.headers["HX-Trigger"]
    refused = client.post(f"/moderation/{act.pk}/undo/", headers={"HX-Request": "true"})
    assert refused.status_code == 422


def test_an_outcome_nobody_knows_is_decided_in_the_list(
    client: Client, alice: Member, kajsa: Conversation, rule: ModerationRule
) -> None:
    act = actions.moderate(
        kajsa.pk, message_id=last(kajsa).pk, kind="report", rule_id=rule.pk,
        passage="five weeks", by=alice, now=timezone.now(),
    )  # fmt: skip
    Delivery.objects.update(state="unknown", due_at=timezone.now() + PARKED_FOR, attempts=1)
    signed_in(client, alice)
    assert "They have it" in client.get("/moderation/").content.decode()
    client.post(f"/moderation/{act.pk}/stands/")
    run_jobs()
    act.refresh_from_db()
    assert act.state == "done"
    said = client.post(f"/moderation/{act.pk}/again/", follow=True).content.decode()
    assert "decided this already" in said


def test_the_list_costs_the_same_however_long_it_is(
    client: Client, lena: Member, alice: Member, world: SmallWorld, rule: ModerationRule
) -> None:
    signed_in(client, lena)
    counts = []
    for number in range(2):
        for n in range(3):
            message = under_ours(world, "You are terrible people", who=f"who{number}{n}")
            hide(message, rule, alice)
        with CaptureQueriesContext(connection) as said:
            assert client.get("/moderation/").status_code == 200
        counts.append(len(said))
    assert counts[0] == counts[1] <= 10


def test_more_than_a_page_is_paged(
    client: Client,
    lena: Member,
    alice: Member,
    world: SmallWorld,
    rule: ModerationRule,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rapport.web.moderation.contexts.PAGE", 1)
    for who in ("nils", "olle"):
        hide(under_ours(world, "You are terrible people", who=who), rule, alice)
    first = signed_in(client, lena).get("/moderation/").content.decode()
    assert "olle" in first.lower()
    before = ModerationAct.objects.order_by("-pk")[0].pk
    assert "nils" in client.get(f"/moderation/?before={before}").content.decode().lower()


def test_a_lead_publishes_changes_and_retires_a_rule(client: Client, lena: Member) -> None:
    signed_in(client, lena)
    assert "No rule is published yet" in client.get("/settings/moderation/").content.decode()
    today = timezone.localdate()
    told = {"kind": "abuse", "text": "No insults.", "url": "", "since": today.isoformat()}
    assert client.post("/settings/moderation/", told).status_code == 302
    rule = ModerationRule.objects.get()
    tomorrow = (today + timedelta(days=2)).isoformat()
    refused = client.post(f"/settings/moderation/{rule.pk}/", {**told, "since": tomorrow})
    assert refused.status_code == 422
    assert "cannot be broken" in refused.content.decode()
    client.post(f"/settings/moderation/{rule.pk}/", {**told, "text": "Nobody is insulted."})
    newer = ModerationRule.objects.get(retired_at=None)
    assert (newer.version, newer.number, newer.text) == (2, rule.pk, "Nobody is insulted.")
    page = client.post(f"/settings/moderation/{rule.pk}/retire/", follow=True).content.decode()
    assert "changed or retired this rule meanwhile" in page
    client.post(f"/settings/moderation/{newer.pk}/retire/")
    assert not ModerationRule.objects.filter(retired_at=None).exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_key_leads_to_the_form_and_the_pages_pass_axe(
    kajsa: Conversation, rule: ModerationRule, lena: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(lena, reduced_motion="reduce")
    page.goto(f"/inbox/{kajsa.pk}/")
    page.locator("#conversation-title").wait_for()
    page.keyboard.press("Shift+M")
    expect(page.locator("h1")).to_have_text("Moderate")
    page.get_by_label("Hide this message").check()
    page.get_by_label("No insults.").check()
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_role("alert")).to_contain_text("Which part breaks the rule?")
    assert axe_finds(page) == []
    page.fill("#passage", "Where is it")
    page.get_by_role("button", name="Do it").click()
    expect(page.locator("#moderation")).to_contain_text("on its way")
    page.locator("#moderation button").click()
    expect(page.locator("#moderation")).to_have_count(0)
    page.set_viewport_size(PHONE)
    for path in ("/moderation/", "/settings/moderation/"):
        page.goto(path)
        assert axe_finds(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
