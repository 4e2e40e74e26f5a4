"""A past dropped on Import, and its mirror, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from rapport.ledger.testing import run_jobs
from rapport.measure.tests.past import MONDAY
from rapport.workspace.models import Brand, Member
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.browser

DROP = """([text, name]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name, { type: "text/csv" }));
  const zone = document.querySelector("[data-drop-zone]");
  for (const kind of ["dragover", "drop"])
    zone.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def threads() -> str:
    at = MONDAY.strftime("%a %b %d %H:%M:%S +0000 %Y")
    later = MONDAY.replace(minute=20).strftime("%a %b %d %H:%M:%S +0000 %Y")
    rows = [
        "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id",
        f"1,mara,True,{at},how long can I return a season ticket?,2,",
        f"2,haldenrail,False,{later},You can within 30 days.,,1",
        f"3,otto,True,{at},how long can I return a season ticket?,4,",
        f"4,haldenrail,False,{later},You can within 14 days.,,3",
        f"5,anna,True,{at},When does the office open?,,",
        "6,anna,True,soon,this line cannot be read,,",
    ]
    return "\n".join(rows)


def dropped(page: Page) -> None:
    page.goto("/import/")
    page.evaluate(DROP, [threads(), "halden_rail-2026.csv"])
    expect(page.get_by_label("Name of this past")).to_have_value("halden rail 2026")
    page.get_by_role("button", name="Import it").click()
    page.wait_for_url("**/import/*/")


def test_a_dropped_file_becomes_a_mirror_while_one_watches(
    signed_in_page: OpenPage, alice: Member, brand: Brand
) -> None:
    page = signed_in_page(alice)
    dropped(page)
    expect(page.get_by_text("Reading, 0 % of the file")).to_be_visible()
    assert axe_finds(page) == []
    run_jobs()
    # No reload: the page learns of it by itself.
    page.get_by_role("link", name="Open the mirror").click()
    expect(page.get_by_text("Of 3 customer messages 1 had no answer")).to_be_visible()
    expect(page.locator("mark")).to_have_text(["30 days", "14 days"])
    page.get_by_role("link", name="Asked, and no answer").click()
    expect(page.get_by_text("When does the office open?")).to_be_visible()


def test_the_sample_of_the_demo_is_one_press_away(
    signed_in_page: OpenPage, alice: Member, brand: Brand
) -> None:
    page = signed_in_page(alice)
    page.goto("/import/")
    page.get_by_role("link", name="Take the sample of the demo").click()
    expect(page.get_by_text("sample.csv, ")).to_be_visible()
    expect(page.get_by_label("Name of this past")).to_have_value("Halden Rail")
    page.get_by_role("button", name="Import it").click()
    page.wait_for_url("**/import/*/")
    run_jobs()
    page.get_by_role("link", name="Open the mirror").click()
    expect(page.locator("mark").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_by_everybody(
    signed_in_page: OpenPage,
    alice: Member,
    brand: Brand,
    scheme: str,
) -> None:
    page = signed_in_page(alice, color_scheme=scheme)
    dropped(page)
    run_jobs()
    page.goto("/import/")
    assert axe_finds(page) == []
    for path in ("/import/{}/", "/mirror/{}/", "/mirror/{}/answer/", "/mirror/{}/hours/?at=0-10"):
        page.goto(path.format(_run_of(page)))
        assert axe_finds(page) == []


def test_everything_fits_a_phone(signed_in_page: OpenPage, alice: Member, brand: Brand) -> None:
    page = signed_in_page(alice, size=PHONE)
    dropped(page)
    run_jobs()
    run = _run_of(page)
    for path in ("/import/", f"/import/{run}/", f"/mirror/{run}/", f"/mirror/{run}/answer/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_mirror_prints_on_one_page(signed_in_page: OpenPage, alice: Member, brand: Brand) -> None:
    page = signed_in_page(alice)
    dropped(page)
    run_jobs()
    page.goto(f"/mirror/{_run_of(page)}/")
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    paper = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "12mm"))
    assert paper.count(b"/Type /Page\n") == 1


def _run_of(page: Page) -> str:
    page.goto("/import/")
    address = page.locator("#past-imports a").first.get_attribute("href")
    assert address is not None
    return address.strip("/").split("/")[1]
