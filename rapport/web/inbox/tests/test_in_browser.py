"""The Inbox as somebody at a desk meets it: a real browser, a live server, the keyboard."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from rapport.assets.models import Asset
from rapport.channels.contract import Author
from rapport.channels.models import Delivery
from rapport.converse import actions
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.voice import actions as voice
from rapport.voice.models import Objection
from rapport.web.inbox.tests.pictures import a_picture
from rapport.web.inbox.tests.test_answering import a_note, thirty_days
from rapport.workspace.models import Brand, Member
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.browser


@pytest.fixture
def checking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.voice.queries.check_draft", thirty_days)


@pytest.fixture
def crowd(server: str, world: SmallWorld) -> list[Conversation]:
    """Sixteen people wait, the longest first in the list; some with many reasons, one with long words."""
    people = [f"person{number:02}" for number in range(15)]
    said = [
        world.post(
            f"Still no refund, number {number}. I waited five weeks and nobody answered my mails at all.",
            author=Author(remote_id=f"echo:{who}", handle=who, name=who.title(), followers=50_000),
            at=world.now - timedelta(minutes=60 - number),
            to_us=True,
        )
        for number, who in enumerate(people)
    ]
    wide = Author(remote_id="echo:wide", handle="wide", name="Wide")
    at = world.now - timedelta(minutes=1)
    world.receive(*said, world.post("w" * 300 + "?", author=wide, at=at, to_us=True))
    return [world.conversation(who) for who in people]


def whole_rows(page: Page) -> int:
    """How many rows of the list are seen whole."""
    return page.locator("#items [data-item]").evaluate_all(
        """rows => { const box = document.getElementById("items").getBoundingClientRect();
           return rows.filter(row => { const r = row.getBoundingClientRect();
             return r.top >= box.top - 1 && r.bottom <= Math.min(box.bottom, innerHeight) + 1 }).length }"""
    )


@pytest.mark.parametrize(("density", "rows"), [("compact", 12), ("comfortable", 7)])
def test_a_desk_shows_enough_rows(
    crowd: list[Conversation], alice: Member, signed_in_page: OpenPage, density: str, rows: int
) -> None:
    Member.objects.filter(pk=alice.pk).update(density=density)
    page = signed_in_page(alice)
    page.goto("/inbox/")
    assert whole_rows(page) >= rows


def test_everything_is_reached_by_the_keyboard(
    crowd: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto("/inbox/")
    names = page.locator("#items .who").all_inner_texts()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".side-who .b")).to_have_text(names[1])
    expect(page).to_have_url(re.compile(r"/inbox/\d+/$"))
    page.keyboard.press("m")
    expect(page.locator(".conv-head .pill.accent")).to_have_text("Yours")
    page.keyboard.press("r")
    expect(page.locator("#reply-text")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("number 7")
    expect(page.locator("#items [data-item]")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys-overlay")).to_contain_text("Resolve")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("puls")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Pulse")
    page.wait_for_load_state("load")  # the keys work once the page's modules have run
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.locator("h1")).to_have_text("Needs an answer")


def test_a_conversation_walks_back_and_forth_with_the_browsers_own_buttons(
    crowd: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto("/inbox/")
    page.locator("#items a.it").nth(0).click()
    expect(page.locator("#conversation")).to_be_visible()
    page.locator("#items a.it").nth(1).click()
    second = page.locator("#items .who").nth(1).inner_text()
    expect(page.locator(".side-who .b")).to_have_text(second)
    page.go_back()
    expect(page.locator(".side-who .b")).to_have_text(
        page.locator("#items .who").nth(0).inner_text()
    )
    expect(page.locator(".rail")).to_have_count(1)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_axe_finds_nothing_serious(
    crowd: list[Conversation],
    checking: None,
    alice: Member,
    bob: Member,
    signed_in_page: OpenPage,
    theme: str,
) -> None:
    Member.objects.filter(pk=alice.pk).update(theme=theme)
    first = crowd[0]
    actions.note(first.pk, "Known since noon.", by=bob, now=timezone.now())
    actions.assign(first.pk, to=bob, by=bob, now=timezone.now())
    actions.claim(crowd[1].pk, by=bob, now=timezone.now())
    page = signed_in_page(alice, reduced_motion="reduce")
    page.goto(f"/inbox/{first.pk}/")
    page.locator("#reply-text").fill("You get it within 30 days.")
    expect(page.locator("[data-take]")).to_be_visible()
    assert axe_finds(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert axe_finds(page) == []
    page.goto("/inbox/?tab=mine")
    assert axe_finds(page) == []
    page.set_viewport_size(PHONE)
    page.goto(f"/inbox/{first.pk}/")
    assert axe_finds(page) == []


def test_a_phone_shows_one_column_and_the_way_back(
    crowd: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice, size=PHONE)
    page.goto("/inbox/")
    page.locator("#items a.it").first.click()
    expect(page.locator("#conversation")).to_be_visible()
    expect(page.locator(".list")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator(".side-link").click()
    expect(page.locator("#side")).to_be_visible()
    page.locator(".side-close").click()
    expect(page.locator("#side")).to_be_hidden()
    page.locator(".back").click()
    expect(page.locator(".list")).to_be_visible()


def test_the_passage_is_underlined_where_it_stands_and_one_key_mends_it(
    crowd: list[Conversation], checking: None, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{crowd[0].pk}/")
    page.locator("#reply-text").click()
    page.keyboard.type(
        "Sorry 🙂 for the wait. You will have your money back within 30 days, by bank."
    )
    expect(page.locator(".mirror mark")).to_have_text("30 days")
    boxes = page.evaluate(
        """() => [".mirror", "#reply-text"].map(one => { const r = document.querySelector(one).getBoundingClientRect();
           return [r.left, r.top, r.width, r.height].map(Math.round) })"""
    )
    assert boxes[0] == boxes[1]
    page.keyboard.press("Home")
    page.keyboard.type("Oh. ")
    expect(page.locator(".mirror mark")).to_have_text("30 days")
    page.keyboard.press("Alt+1")
    expect(page.locator("#reply-text")).to_have_value(re.compile("within 14 days, by bank"))
    expect(page.locator("[data-finding]")).to_have_count(0)
    expect(page.locator(".mirror mark")).to_have_count(0)


def test_one_key_says_what_is_said_for_now_after_what_stands_there(
    crowd: list[Conversation], alice: Member, lena: Member, signed_in_page: OpenPage
) -> None:
    brand, now = Brand.objects.get(pk=crowd[0].brand_id), timezone.now()
    words = "We know of the app. The next word comes at 15:00."
    ready = voice.add_statement(brand, text=words, is_holding=True, by=lena, now=now)
    voice.set_caution(
        [f"brand:{brand.pk}"], reason="It is down.", statement=ready, by=lena, now=now
    )
    page = signed_in_page(alice)
    page.goto(f"/inbox/{crowd[0].pk}/")
    page.locator("#reply-text").click()
    page.keyboard.type("Hello Kajsa 🙂,  ")
    expect(page.locator("[data-take]")).to_be_visible()
    page.keyboard.type("good evening! ")
    page.keyboard.press("Alt+1")
    box = page.locator("#reply-text")
    expect(box).to_have_value(f"Hello Kajsa 🙂,  good evening!\n\n{words}")
    expect(page.locator("[data-take]")).to_have_count(0)
    expect(page.locator("[data-finding] .pill")).to_have_text("note")


def test_outside_the_box_the_plain_number_takes_the_remedy(
    crowd: list[Conversation], checking: None, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{crowd[0].pk}/")
    page.locator("#reply-text").fill("Within 30 days.")
    expect(page.locator("[data-take]")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(page.locator("#reply-text")).to_have_value("Within 14 days.")


def test_what_was_sent_can_be_taken_back_for_ten_seconds(
    crowd: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{crowd[0].pk}/")
    page.locator("#reply-text").fill("It left our bank today.")
    page.keyboard.press("Shift+Control+Enter")
    expect(page.locator(".toast")).to_contain_text("Sending in")
    expect(page.locator(".turn.ours .words")).to_have_text("It left our bank today.")
    expect(page.locator("#reply-text")).to_have_value("")
    # A slow machine gets more than ten seconds.
    Delivery.objects.update(due_at=timezone.now() + timedelta(minutes=5))
    page.reload()
    page.keyboard.press("z")
    expect(page.locator("#reply-text")).to_have_value("It left our bank today.")
    expect(page.locator(".turn.ours")).to_have_count(0)
    assert Delivery.objects.get().state == "undone"


def test_send_and_next_opens_the_next_of_the_list(
    crowd: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto("/inbox/")
    names = page.locator("#items .who").all_inner_texts()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".side-who .b")).to_have_text(names[0])
    page.keyboard.press("r")
    page.keyboard.type("It left our bank today.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".side-who .b")).to_have_text(names[1])
    expect(page.locator(".toast")).to_contain_text("Sending in")


def test_the_second_to_write_is_told_and_keeps_the_draft(
    crowd: list[Conversation], alice: Member, bob: Member, signed_in_page: OpenPage
) -> None:
    alices, bobs = signed_in_page(alice), signed_in_page(bob)
    for page in (alices, bobs):
        page.goto(f"/inbox/{crowd[0].pk}/")
    alices.locator("#reply-text").click()
    expect(bobs.locator(".claimed")).to_have_text("Alice Ode is answering")
    bobs.locator("#reply-text").fill("Let me look.")
    expect(bobs.locator("#claim")).to_contain_text("Alice Ode")
    bobs.keyboard.press("Control+Enter")
    expect(bobs.locator("#claim")).to_contain_text("What you wrote is kept")
    expect(bobs.locator("#reply-text")).to_have_value("Let me look.")
    bobs.get_by_role("button", name="Answer over").click()
    expect(bobs.locator(".turn.ours .words")).to_have_text("Let me look.")


def test_a_session_that_ends_while_typing_loses_nothing(
    crowd: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{crowd[0].pk}/")
    page.locator("#reply-text").click()
    page.keyboard.type("I have found out what ")
    Session.objects.all().delete()
    page.keyboard.type("happened to your refund")
    expect(page.locator("[data-away]")).to_contain_text("What you were writing is kept here")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#reply-text")).to_have_value(
        "I have found out what happened to your refund"
    )
    again = signed_in_page(alice)
    page.context.add_cookies(again.context.cookies())
    page.locator("[data-away-link]").click()
    expect(page.locator("[data-away]")).to_be_hidden()
    expect(page.locator("#reply-text")).to_have_value(
        "I have found out what happened to your refund"
    )
    assert not Delivery.objects.exists()


def test_a_row_arrives_alone_while_nobody_is_busy_in_the_list(
    crowd: list[Conversation], world: SmallWorld, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto("/inbox/?tab=newest")
    expect(page.locator("#items [data-item]")).to_have_count(16)
    world.now = timezone.now()
    world.says("The lift at Central is stuck with somebody in it?", who="newcomer")
    expect(page.locator("#items [data-item]").first).to_contain_text("The lift at Central")
    expect(page.locator("#list-title")).to_contain_text("17")


def test_nothing_moves_under_the_hand_and_the_bar_says_how_many_are_new(
    crowd: list[Conversation], world: SmallWorld, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto("/inbox/?tab=newest")
    first = page.locator("#items a.it").first
    was = first.inner_text()
    page.keyboard.press("j")
    expect(first).to_be_focused()
    world.now = timezone.now()
    world.says("Is the 09:40 running?", who="newcomer")
    expect(page.locator("[data-news]")).to_have_text("1 new")
    assert first.inner_text().split("\n")[0] == was.split("\n")[0]
    page.locator("[data-news]").click()
    expect(page.locator("#items [data-item]").first).to_contain_text("Is the 09:40 running?")
    expect(page.locator("[data-news]")).to_be_hidden()


def test_it_works_if_less_smoothly_without_javascript(
    crowd: list[Conversation], checking: None, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice, java_script_enabled=False)
    page.goto("/inbox/")
    page.locator("#items a.it").first.click()
    page.locator("#reply-text").fill("You get it within 30 days.")
    page.locator(".send").click()
    expect(page.locator("#answer-state")).to_contain_text("We say 14 days since March.")
    expect(page.locator("#reply-text")).to_have_value("You get it within 30 days.")
    page.locator("#reply-text").fill("You get it within 14 days.")
    page.locator(".send").click()
    expect(page.locator(".turn.ours .words")).to_have_text("You get it within 14 days.")
    Delivery.objects.update(due_at=timezone.now() + timedelta(minutes=5))
    page.reload()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#reply-text")).to_have_value("You get it within 14 days.")


def test_what_was_meant_as_it_is_goes_out_with_the_way_back(
    crowd: list[Conversation], checking: None, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{crowd[0].pk}/")
    page.locator("#reply-text").fill("Within 30 days.")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="The check is wrong here").click()
    expect(page.locator(".toast")).to_contain_text("Sending in")
    expect(page.locator("[data-finding]")).to_have_count(0)
    expect(page.locator(".mirror mark")).to_have_count(0)


def test_a_note_that_is_not_so_goes_and_stays_away_until_the_next_reply(
    crowd: list[Conversation],
    alice: Member,
    signed_in_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rapport.voice.queries.check_draft", a_note)
    page = signed_in_page(alice)
    page.goto(f"/inbox/{crowd[0].pk}/")
    page.locator("#reply-text").fill("Hallo there.")
    page.get_by_role("button", name="Not so").click()
    expect(page.locator("[data-finding]")).to_have_count(0)
    page.locator("#reply-text").press_sequentially(" Soon.")
    page.wait_for_timeout(700)
    expect(page.locator("[data-finding]")).to_have_count(0)
    assert Objection.objects.get().state == "not_so"
    page.keyboard.press("Shift+Control+Enter")
    expect(page.locator(".toast")).to_contain_text("Sending in")
    page.locator("#reply-text").fill("Hallo again.")
    expect(page.locator("[data-finding]")).to_have_count(1)


def test_a_remedy_that_is_taken_is_counted(
    crowd: list[Conversation], checking: None, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{crowd[0].pk}/")
    page.locator("#reply-text").fill("You get it within 30 days.")
    page.get_by_role("button", name="Use 14 days").click()
    expect(page.locator("#reply-text")).to_have_value("You get it within 14 days.")
    expect(page.locator("[data-finding]")).to_have_count(0)
    assert [one.state for one in Objection.objects.all()] == ["heeded"]


def test_a_notice_about_one_row_asks_for_that_row_alone(
    crowd: list[Conversation],
    bob: Member,
    alice: Member,
    signed_in_page: OpenPage,
) -> None:
    page = signed_in_page(alice)
    # The first stream of a process has heard nothing yet and asks for everything.
    with page.expect_response(lambda answer: "/live/" in answer.url):
        page.goto("/inbox/")
    with page.expect_response(lambda answer: "/live/" in answer.url):
        page.goto(f"/inbox/{crowd[3].pk}/?tab=newest")
    expect(page.locator("#items [data-item]")).to_have_count(16)
    # What this stream may ask for as it begins is asked for within a second and a bit; it is not the matter here.
    page.wait_for_timeout(1500)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    actions.assign(crowd[0].pk, to=bob, by=bob, now=timezone.now())
    expect(page.locator(f"#row-{crowd[0].pk} .face")).to_have_text("BK")
    documents = [url for url in asked if "/static/" not in url and "/pictures/" not in url]
    assert [url for url in documents if "/inbox/rows/" in url]
    assert not [url for url in documents if re.search(r"/inbox/(\d+/)?(\?|$)", url)]


def test_a_row_that_weighs_more_moves_up_while_nobody_is_busy(
    crowd: list[Conversation], world: SmallWorld, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto("/inbox/")
    last = page.locator("#items [data-item]").last
    name = last.locator(".who").inner_text()
    world.now = timezone.now()
    world.says("There is smoke in the carriage, people cannot breathe!", who=name.lower())
    expect(page.locator("#items .who").first).to_have_text(name)


def test_a_picture_is_sent_with_what_it_shows_and_comes_back_when_undone(
    crowd: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{crowd[0].pk}/")
    page.locator("#reply-text").fill("This is where to find it.")
    page.locator("[data-attach-file]").set_input_files(
        {"name": "map.png", "mimeType": "image/png", "buffer": a_picture()}
    )
    expect(page.locator("[data-attachment] input[type=text]")).to_be_focused()
    page.locator("#reply-text").focus()
    page.keyboard.press("Shift+Control+Enter")
    expect(page.locator("#answer-state")).to_contain_text("Say what the picture shows")
    page.locator("[data-attachment] input[type=text]").fill("The way from the lift to platform 4")
    assert axe_finds(page) == []
    page.locator("#reply-text").focus()
    page.keyboard.press("Shift+Control+Enter")
    expect(page.locator(".toast")).to_contain_text("Sending in")
    expect(
        page.locator(".turn.ours img[alt='The way from the lift to platform 4']")
    ).to_be_visible()
    expect(page.locator("[data-attachment]")).to_have_count(0)
    delivery = Delivery.objects.get()
    assert Asset.objects.get(pk=delivery.asset_ids[0]).alt == "The way from the lift to platform 4"
    Delivery.objects.update(due_at=timezone.now() + timedelta(minutes=5))
    page.reload()
    page.keyboard.press("z")
    expect(page.locator("[data-attachment] input[type=text]")).to_have_value(
        "The way from the lift to platform 4"
    )


def test_a_file_that_is_no_picture_is_refused_with_a_word(
    crowd: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{crowd[0].pk}/")
    page.locator("[data-attach-file]").set_input_files(
        {"name": "map.png", "mimeType": "image/png", "buffer": b"no picture at all"}
    )
    expect(page.locator(".toast")).to_be_visible()
    expect(page.locator("#attachments li")).to_have_count(0)
