"""The square in a real browser, with its real people."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from rapport.plaza import actions
from rapport.plaza.engine import Engine
from rapport.plaza.models import Citizen, SquarePost, SquareSetting
from rapport.plaza.seeding import seed_square
from rapport.plaza.tests.small_world import OneLiner, small_world
from rapport.plaza.world.generate import generate
from tests.browser import DESK, PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.browser


class Square:
    """Moves the engine while a browser looks on; a demo minute is six seconds of its clock."""

    def __init__(self, engine: Engine, now: datetime) -> None:
        self.engine, self.now = engine, now
        # Only what a test asks for happens.
        SquareSetting.objects.update(next_chatter=1e9)
        engine.resume(now)

    def pass_minutes(self, demo_minutes: float) -> None:
        for _ in range(20):
            self.now += timedelta(seconds=demo_minutes * 6 / 20)
            self.engine.step(self.now)

    def says(self, handle: str, text: str, *, reply_to: str = "") -> SquarePost:
        author = Citizen.objects.get(handle=handle)
        is_brand = author.side == Citizen.Side.BRAND
        origin = SquarePost.Origin.API if is_brand else SquarePost.Origin.VISITOR
        return actions.write_post(author, text, now=self.now, origin=origin, reply_to=reply_to).post


@pytest.fixture
def square(server: str) -> Square:
    """The small one."""
    now = timezone.now()
    seed_square(small_world(), now=now)
    return Square(Engine(small_world(), script=OneLiner()), now)


@pytest.fixture
def real_square(server: str) -> Square:
    """The one of the demo."""
    now = timezone.now().replace(microsecond=0)
    world = generate(7, now)
    seed_square(world, now=now)
    return Square(Engine(world), now)


@pytest.fixture
def complaint(real_square: Square) -> SquarePost:
    text = "Stood at Staverup with two kids for 90 minutes. Where is the 17:04, @haldenrail?"
    return real_square.says("two_kids_one_ticket", text)


@pytest.fixture
def thread(complaint: SquarePost, open_page: OpenPage) -> Page:
    page = open_page()
    page.goto(f"/plaza/posts/{complaint.key}")
    expect(page.locator("[data-post]")).to_have_count(1)
    return page


def by(page: Page, handle: str):
    return page.locator(f'[data-author="{handle}"]')


def test_ignored_for_ten_minutes_a_persona_posts_again_and_two_bystanders_join(
    real_square: Square, thread: Page
):
    real_square.pass_minutes(9)
    expect(thread.locator("[data-post]")).to_have_count(1)
    real_square.pass_minutes(4)
    expect(thread.locator("[data-post]")).to_have_count(4)
    expect(by(thread, "two_kids_one_ticket")).to_have_count(2)
    expect(thread.get_by_role("heading", level=1)).to_have_text("4 posts by 3 people")


def test_answered_with_cause_and_time_a_persona_gives_thanks(
    real_square: Square, thread: Page, complaint: SquarePost
):
    real_square.says(
        "haldenrail",
        "I'm sorry. A signal fault at Staverup has stopped line 4; the first train leaves at 19:30.",
        reply_to=complaint.key,
    )
    expect(thread.locator(".post--brand")).to_have_count(1)
    real_square.pass_minutes(2)
    expect(by(thread, "two_kids_one_ticket")).to_have_count(2)
    assert SquarePost.objects.filter(root=complaint, intent="thanks").exists()


def test_told_twice_to_write_privately_a_persona_posts_the_screenshot(
    real_square: Square, thread: Page, complaint: SquarePost
):
    real_square.says("haldenrail", "Please DM us.", reply_to=complaint.key)
    real_square.pass_minutes(2)
    expect(by(thread, "two_kids_one_ticket")).to_have_count(2)
    real_square.says("haldenrail", "Please send us a DM.", reply_to=complaint.key)
    real_square.pass_minutes(2)
    shot = thread.locator(".shot")
    expect(shot).to_have_count(1)
    expect(shot).to_contain_text("Please send us a DM.")


def test_one_speaks_as_anybody_and_everybody_sees_it_without_a_reload(
    square: Square, open_page: OpenPage
):
    mine, theirs = open_page(), open_page(size=PHONE)
    for page in (mine, theirs):
        page.goto("/plaza/")
    mine.get_by_label("Speak as", exact=True).fill("Lena Kvist")
    mine.get_by_label("What they say").fill("Is the lift in Lindal back?")
    mine.get_by_role("button", name="Post", exact=True).click()
    for page in (mine, theirs):
        expect(page.locator("[data-post]").first).to_contain_text("Is the lift in Lindal back?")
    expect(mine.get_by_label("What they say")).to_have_value("")
    expect(mine.get_by_label("Speak as", exact=True)).to_have_value("Lena_Kvist")


def test_what_is_wrong_is_said_and_the_words_stay(square: Square, open_page: OpenPage):
    page = open_page()
    page.goto("/plaza/")
    page.get_by_label("Speak as", exact=True).fill("halden")
    page.get_by_label("What they say").fill("We are very sorry.")
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Only Rapport speaks for Halden")
    expect(page.get_by_label("What they say")).to_have_value("We are very sorry.")


def test_who_reads_further_down_is_told_of_new_posts_and_nothing_moves(
    square: Square, open_page: OpenPage
):
    for n in range(30):
        square.says("mia", f"word {n}")
    page = open_page()
    page.goto("/plaza/")
    page.mouse.wheel(0, 1200)
    page.wait_for_function("window.scrollY > 400")
    square.says("jo", "fresh news")
    bar = page.get_by_role("button", name="1 new post")
    expect(bar).to_be_attached()
    expect(page.get_by_text("fresh news")).to_have_count(0)
    bar.click()
    expect(page.locator("[data-post]").first).to_contain_text("fresh news")


def test_the_pile_on_is_watched_as_it_grows(square: Square, open_page: OpenPage):
    page = open_page()
    page.goto("/plaza/")
    page.get_by_role("button", name="Start a pile-on").click()
    expect(page.get_by_text("It begins in a moment.")).to_be_visible()
    square.pass_minutes(4)
    expect(page.locator("[data-pile-on]")).to_contain_text("people have joined")
    page.get_by_role("link", name="Watch the thread").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("people")


def test_the_pace_is_chosen_with_the_keyboard(square: Square, open_page: OpenPage):
    page = open_page()
    page.goto("/plaza/")
    page.get_by_role("button", name="Busy").focus()
    page.keyboard.press("Enter")
    busy = page.get_by_role("button", name="Busy")
    expect(busy).to_have_attribute("aria-pressed", "true")
    expect(busy).to_be_focused()
    assert SquareSetting.objects.get().pace == "busy"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_the_screen(
    square: Square, open_page: OpenPage, scheme: str, size
):
    answer = square.says("halden", "A signal fault.", reply_to="h1")
    square.says("mia", "x" * 400, reply_to=answer.key)
    page = open_page(size=size, color_scheme=scheme, reduced_motion="reduce")
    for address in (
        "/plaza/",
        "/plaza/?view=brand",
        f"/plaza/posts/{answer.key}",
        "/plaza/citizens/mia",
    ):
        page.goto(address)
        assert axe_finds(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
