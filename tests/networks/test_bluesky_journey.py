"""The first journey on a real network: a customer on a Bluesky server, a brand in Rapport, nothing in between faked."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from rapport.channels.testing import PIXEL
from rapport.cli.tests.running import Running, new_home, remove, wait_until
from tests.networks.bluesky.citizen import Citizen
from tests.networks.conftest import BlueskyNetwork

pytestmark = [pytest.mark.networks, pytest.mark.browser, pytest.mark.processes]


@pytest.fixture(scope="module")
def rapport(bluesky_network: BlueskyNetwork) -> Iterator[Running]:
    home = new_home()
    with Running(home, RAPPORT_ALLOW_HOSTS="127.0.0.1,localhost") as running:
        running.set_up()
        yield running
    remove(home)


@pytest.fixture(scope="module")
def agent(rapport: Running, browser: Browser, bluesky_network: BlueskyNetwork) -> Page:
    """Signed in, with the brand's account connected as a person would connect it."""
    context = browser.new_context(base_url=rapport.address, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill("alice@example.org")
    page.locator("[name=password]").fill("a long enough sentence")
    page.locator("[name=password]").press("Enter")
    expect(page).to_have_url(re.compile("/(pulse|inbox)/"))
    page.goto("/connected/add/bluesky/")
    page.get_by_label("Handle").fill(bluesky_network.brand.handle)
    page.get_by_label("App password").fill(bluesky_network.brand.password)
    page.get_by_label("Server").fill(bluesky_network.pds)
    page.get_by_role("button", name="Connect").click()
    expect(page.locator("main")).to_contain_text(bluesky_network.brand.handle)
    page.goto("/inbox/")
    _until_listening(bluesky_network, page)
    return page


@pytest.fixture(scope="module")
def customer(bluesky_network: BlueskyNetwork) -> Citizen:
    return bluesky_network.customer("mara", name="Mara Holm")


def _until_listening(network: BlueskyNetwork, page: Page) -> None:
    """The collector takes the account up within seconds; a first mention tells when."""
    early = network.customer("early")
    early.says(f"@{network.brand.handle} are you there?", mentions=[network.brand])
    _expect_row(page, "are you there?", within=60)


def _expect_row(page: Page, words: str, *, within: float) -> None:
    """A row, or the bar that says a new one is there and brings it."""
    row = page.locator(".it").filter(has_text=words)
    bar = page.locator("[data-news]:not([hidden])")
    expect(row.or_(bar).first).to_be_visible(timeout=within * 1000)
    if not row.is_visible() and bar.is_visible():
        bar.click()
    expect(row).to_be_visible()


def test_a_mention_with_a_picture_is_in_the_inbox_within_seconds(
    agent: Page, customer: Citizen, bluesky_network: BlueskyNetwork
) -> None:
    agent.goto("/inbox/")
    text = f"@{bluesky_network.brand.handle} the ramp at Lindal looks like this. Who mends it?"
    customer.says(
        text, mentions=[bluesky_network.brand], pictures=[(PIXEL, "image/png", "A broken ramp")]
    )
    _expect_row(agent, "looks like this", within=10)
    agent.locator(".it").filter(has_text="looks like this").click()
    picture = agent.locator(".turn img[alt='A broken ramp']")
    expect(picture).to_be_visible()
    assert (
        agent.request.get(picture.get_attribute("src") or "")
        .headers["content-type"]
        .startswith("image/")
    )


def test_a_like_and_a_reply_stand_on_the_server(
    agent: Page, bluesky_network: BlueskyNetwork
) -> None:
    brand = bluesky_network.brand
    agent.get_by_role("button", name=re.compile("Acknowledge")).click()
    wait_until(lambda: brand.records("app.bsky.feed.like"), seconds=15)
    agent.locator("#reply-text").fill(
        "That ramp is unsafe, Mara. Our crew mends it tomorrow before noon."
    )
    agent.locator("#reply-text").press("Control+Shift+Enter")
    (post,) = wait_until(brand.records, seconds=25)
    assert (
        post["value"]["text"]
        == "That ramp is unsafe, Mara. Our crew mends it tomorrow before noon."
    )
    assert post["value"]["reply"]["parent"]["uri"].startswith("at://")
    expect(agent.locator(".turn.ours").filter(has_text="That ramp is unsafe")).to_have_count(1)


def test_a_kill_between_send_and_receipt_doubles_nothing(
    agent: Page, rapport: Running, customer: Citizen, bluesky_network: BlueskyNetwork
) -> None:
    brand = bluesky_network.brand
    customer.says(f"@{brand.handle} and the lift at Grenby?", mentions=[brand])
    agent.goto("/inbox/?tab=newest")
    _expect_row(agent, "and the lift", within=30)
    agent.locator(".it").filter(has_text="and the lift").click()
    agent.locator("#reply-text").fill("The lift at Grenby runs again since eight.")
    agent.locator("#reply-text").press("Control+Shift+Enter")
    before = len(brand.records())
    # The moment the post stands on the server its sender is killed: with luck before it has the receipt.
    wait_until(lambda: len(brand.records()) > before, seconds=25)
    os.kill(rapport.children()["run-queue out"], signal.SIGKILL)
    expect(agent.locator(".turn.ours").filter(has_text="The lift at Grenby")).to_have_count(
        1, timeout=30_000
    )
    time.sleep(5)  # what would be sent twice is sent within this time
    texts = [record["value"]["text"] for record in brand.records()]
    assert texts.count("The lift at Grenby runs again since eight.") == 1
    agent.reload()
    expect(agent.locator(".turn.ours").filter(has_text="The lift at Grenby")).to_have_count(1)
    expect(agent.locator(".turn.ours .delivery.hot")).to_have_count(0)
