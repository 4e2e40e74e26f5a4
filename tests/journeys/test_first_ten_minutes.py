"""The first ten minutes of a newcomer, as they see them: `make demo`, one line, one link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demo import Demo

pytestmark = [pytest.mark.browser, pytest.mark.processes]

REPLY = (
    "I am sorry, Jo: ninety minutes with two children is awful. A signal fault at Lindal stopped line 4 since "
    "16:40; trains run again from 19:30. You will get your money back within 30 days."
)


@pytest.fixture(scope="module")
def newcomer(demo: Demo) -> Page:
    page = demo.page()
    page.goto(demo.link)
    return page


def test_one_link_signs_in_and_pulse_says_who_waits(demo: Demo, newcomer: Page) -> None:
    expect(newcomer).to_have_url(re.compile("/pulse/$"))
    expect(newcomer.locator("main")).to_contain_text("Five people wait; one promise is broken.")
    expect(newcomer.locator("main")).to_contain_text("not measured yet")
    other = demo.page()
    other.goto(demo.link)
    expect(other).not_to_have_url(re.compile("/pulse/$"))


def test_the_broken_promise_is_first_and_says_why(newcomer: Page) -> None:
    newcomer.goto("/inbox/")
    first = newcomer.locator("article.it, .it").first
    expect(first).to_contain_text("Ragna Vik")
    expect(first).to_contain_text("promise broken")


def test_a_row_arrives_alone(demo: Demo, newcomer: Page) -> None:
    newcomer.goto("/inbox/")
    _post(demo, "soren.test", "@haldenrail why is the 17:04 not on the board?")
    bar = newcomer.locator("[data-news]:not([hidden])")
    row = newcomer.locator(".it").filter(has_text="not on the board")
    # How soon is measured by the bench, where nothing else works; here a whole suite runs beside it.
    expect(bar.or_(row).first).to_be_visible(timeout=20_000)
    if not row.is_visible() and bar.is_visible():
        bar.click()
    expect(row).to_be_visible()


def test_a_contradiction_is_underlined_mended_by_one_key_sent_and_stands_on_the_square(
    demo: Demo, newcomer: Page
) -> None:
    _pace(demo, "busy")
    newcomer.goto("/inbox/")
    newcomer.locator(".it").filter(has_text="Jo Lund").first.click()
    text = newcomer.locator("#reply-text")
    text.fill(REPLY)
    finding = newcomer.locator("[data-finding]").filter(has_text="14 days")
    expect(finding).to_be_visible()
    # What was told others may be marked as well.
    wrong = newcomer.locator(".mirror u, .mirror mark").filter(has_text="30 days")
    expect(wrong.first).to_be_visible()
    newcomer.keyboard.press("Alt+1")
    expect(text).to_have_value(REPLY.replace("30 days", "14 days"))
    expect(finding).to_be_hidden()
    text.press("Control+Shift+Enter")
    expect(newcomer.get_by_role("button", name="Undo").first).to_be_visible()
    square = demo.page()
    square.goto("/plaza/?view=brand")
    expect(square.locator("body")).to_contain_text("within 14 days", timeout=25_000)
    # Answered with cause and time, the customer calms.
    thanks = (
        newcomer.locator(".turn")
        .filter(has_text=re.compile("thank", re.I))
        .filter(has_text="Jo Lund")
    )
    expect(thanks.first).to_be_visible(timeout=30_000)
    _pace(demo, "paused")


def test_undo_gives_the_words_back(newcomer: Page) -> None:
    newcomer.goto("/inbox/")
    newcomer.locator(".it").filter(has_text="Mats Ohlin").first.click()
    newcomer.locator("#reply-text").fill("Bicycles travel free before nine, except on line 4.")
    newcomer.locator("#reply-text").press("Control+Shift+Enter")
    newcomer.get_by_role("button", name="Undo").first.click()
    expect(newcomer.locator("#reply-text")).to_have_value(re.compile("Bicycles travel free"))


def test_a_second_browser_that_answers_the_same_message_is_told_and_keeps_its_draft(
    demo: Demo, newcomer: Page
) -> None:
    newcomer.goto("/inbox/")
    newcomer.locator(".it").filter(has_text="Kollen Berg").first.click()
    newcomer.locator("#reply-text").fill("The form works again since noon.")
    newcomer.wait_for_timeout(800)  # the claim is on its way
    colleague = demo.page()
    colleague.goto(demo.way_in("amina@halden.example"))
    colleague.goto(newcomer.url)
    colleague.locator("#reply-text").fill("Please fill it in once more.")
    expect(colleague.locator("body")).to_contain_text(re.compile("Maja Lindqvist is answering"))
    colleague.locator("#reply-text").press("Control+Shift+Enter")
    expect(colleague.locator("body")).to_contain_text("What you wrote is kept")
    expect(colleague.locator("#reply-text")).to_have_value("Please fill it in once more.")


def test_a_pile_on_is_named_within_a_minute_with_people_and_thread(
    demo: Demo, newcomer: Page
) -> None:
    newcomer.goto("/inbox/")
    square = demo.page()
    square.goto("/plaza/")
    square.get_by_role("button", name="Start a pile-on").click()
    alarm = newcomer.locator(".alarm")
    expect(alarm).to_contain_text(re.compile(r"\d+ people in \d+ min"), timeout=60_000)


def test_stop_sending_holds_the_next_reply_with_the_reason(newcomer: Page) -> None:
    newcomer.goto("/connected/")
    newcomer.locator("summary", has_text="Stop sending").click()
    newcomer.get_by_label("Why").fill("We are finding out what happened.")
    newcomer.get_by_role("button", name="Stop sending").click()
    newcomer.goto("/inbox/")
    newcomer.locator(".it").filter(has_text="Hanne Dahl").first.click()
    newcomer.locator("#reply-text").fill("Thank you, Hanne. I will tell the crew of the 05:12.")
    newcomer.locator("#reply-text").press("Control+Shift+Enter")
    held = newcomer.locator(".delivery").filter(has_text="We are finding out what happened.")
    expect(held.first).to_be_visible()
    newcomer.goto("/connected/")
    expect(newcomer.locator("main")).to_contain_text("I will tell the crew")


def test_a_sample_file_dropped_on_import_ends_in_the_mirror(newcomer: Page) -> None:
    sample = newcomer.request.get("/plaza/sample.csv")
    assert sample.ok
    newcomer.goto("/import/")
    newcomer.locator("input[type=file]").set_input_files(
        {"name": "sample.csv", "mimeType": "text/csv", "buffer": sample.body()}
    )
    newcomer.get_by_role("button", name="Import it").click()
    newcomer.get_by_role("link", name=re.compile("mirror", re.I)).first.click(timeout=30_000)
    expect(newcomer).to_have_url(re.compile("/mirror/"))
    expect(newcomer.locator("main")).to_contain_text(re.compile("no answer|unanswered", re.I))


def _post(demo: Demo, who: str, text: str) -> None:
    square = demo.page()
    square.goto("/plaza/")
    square.locator("#speaker").fill(who)
    square.locator("#text").fill(text)
    square.get_by_role("button", name="Post", exact=True).click()
    expect(square.locator("body")).to_contain_text(text)
    square.context.close()


def _pace(demo: Demo, pace: str) -> None:
    square = demo.page()
    square.goto("/plaza/")
    square.get_by_role("button", name=pace.capitalize(), exact=True).click()
    expect(square.get_by_role("button", name=pace.capitalize(), exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    square.context.close()
