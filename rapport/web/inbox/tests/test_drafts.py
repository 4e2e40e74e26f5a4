"""What one writes and has not sent: on every device, and gone for good once it is sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from rapport.converse import actions
from rapport.converse.models import ReplyDraft
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Member
from tests.browser import OpenPage

pytestmark = pytest.mark.browser

# What is saved reaches the server two seconds after it was sent off.
SLOW_LINE = """
const atOnce = window.fetch;
window.fetch = async (where, how) => {
  if (String(where).includes("/draft/")) await new Promise((done) => setTimeout(done, 2000));
  return atOnce(where, how);
};
"""
# What is sent waits until the test lets it go.
LATE_REPLY = """
const { open, send } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.open = function (how, where, ...more) {
  this.isReply = String(where).endsWith("/reply/");
  return open.call(this, how, where, ...more);
};
XMLHttpRequest.prototype.send = function (...body) {
  if (this.isReply) window.letGo = () => send.apply(this, body);
  else send.apply(this, body);
};
"""


def test_what_is_written_on_one_device_is_there_on_the_other(
    server: str, world: SmallWorld, alice: Member, signed_in_page: OpenPage
) -> None:
    world.says("Does the bus at ten wait for the train?", who="kajsa")
    url = f"/inbox/{world.conversation('kajsa').pk}/"
    desk, telephone = signed_in_page(alice), signed_in_page(alice)
    desk.clock.install()
    desk.goto(url)
    with desk.expect_response("**/draft/"):
        desk.locator("#reply-text").fill("Let me ask the driver")
    telephone.goto(url)
    expect(telephone.locator("#reply-text")).to_have_value("Let me ask the driver")
    with telephone.expect_response("**/draft/"):
        telephone.locator("#reply-text").fill("Let me ask the driver.")
    # The desk's own copy counts for ten seconds more: a page may be drawn just before its words are saved.
    desk.clock.fast_forward(11_000)
    desk.goto(url)
    expect(desk.locator("#reply-text")).to_have_value("Let me ask the driver.")


def test_newer_words_of_another_device_win_over_what_this_one_could_not_save(
    server: str, world: SmallWorld, alice: Member, signed_in_page: OpenPage
) -> None:
    world.says("Does the bus at ten wait for the train?", who="kajsa")
    pk = world.conversation("kajsa").pk
    desk = signed_in_page(alice)
    desk.route("**/draft/", lambda route: route.abort())
    desk.goto(f"/inbox/{pk}/")
    desk.locator("#reply-text").fill("Let me ask the driver")
    # Written down on the telephone a minute later, by the clock of the server.
    later = timezone.now() + timedelta(minutes=1)
    actions.save_draft(pk, "The bus at ten will wait.", by=alice, now=later)
    desk.goto(f"/inbox/{pk}/")
    expect(desk.locator("#reply-text")).to_have_value("The bus at ten will wait.")
    other = desk.get_by_role("button", name="Use the older words this browser kept")
    other.click()
    expect(desk.locator("#reply-text")).to_have_value("Let me ask the driver")
    expect(other).to_be_hidden()
    # What this browser holds is newer than what the server does.
    earlier = timezone.now() - timedelta(minutes=1)
    actions.save_draft(pk, "The bus at ten will wait.", by=alice, now=earlier)
    desk.goto(f"/inbox/{pk}/")
    expect(desk.locator("#reply-text")).to_have_value("Let me ask the driver")


def test_a_slow_save_under_way_when_one_sends_does_not_bring_the_words_back(
    server: str, world: SmallWorld, alice: Member, signed_in_page: OpenPage
) -> None:
    world.says("Does the bus at ten wait for the train?", who="kajsa")
    page = signed_in_page(alice)
    page.add_init_script(SLOW_LINE)
    page.goto(f"/inbox/{world.conversation('kajsa').pk}/")
    page.locator("#reply-text").fill("The bus at ten will wait.")
    page.wait_for_timeout(
        1300
    )  # its save began a second after the last key, and is still on the way
    with page.expect_response("**/draft/"):
        page.keyboard.press("Shift+Control+Enter")
    expect(page.locator(".toast")).to_contain_text("Sending in")
    assert not ReplyDraft.objects.exists()
    page.reload()
    expect(page.locator("#reply-text")).to_have_value("")


def test_what_was_sent_while_one_went_on_to_another_does_not_come_back(
    server: str, world: SmallWorld, alice: Member, signed_in_page: OpenPage
) -> None:
    world.says("Does the bus at ten wait for the train?", who="kajsa")
    world.says("Where is my refund?", who="pelle")
    kajsas, pelles = (world.conversation(who).pk for who in ("kajsa", "pelle"))
    page = signed_in_page(alice)
    page.add_init_script(LATE_REPLY)
    page.goto(f"/inbox/{kajsas}/")
    page.locator("#reply-text").fill("The bus at ten will wait.")
    page.keyboard.press("Shift+Control+Enter")
    page.wait_for_function("Boolean(window.letGo)")
    page.locator(f"#open-{pelles}").click()
    expect(page.locator(f"#composer[data-conversation='{pelles}']")).to_be_visible()
    with page.expect_response("**/reply/"):
        page.evaluate("window.letGo()")
    page.locator(f"#open-{kajsas}").click()
    expect(page.locator(f"#composer[data-conversation='{kajsas}']")).to_be_visible()
    expect(page.locator("#reply-text")).to_have_value("")
