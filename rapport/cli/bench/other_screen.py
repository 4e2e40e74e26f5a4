"""How soon a change stands on a colleague's screen: two browsers look at one conversation and its list.

One member takes it, notes, answers; measured is from the press to the moment the other's page shows it, by the clocks of
the two pages, which are one clock.
"""

from __future__ import annotations

import contextlib
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapport.cli.bench.inbox import Agent, fill_home, sign_in
from rapport.cli.bench.registry import CannotMeasure, Measured, figure
from rapport.cli.bench.running import started
from rapport.cli.bench.screen import chromium

try:
    from playwright.sync_api import Page, sync_playwright
except ImportError:  # a tool of the tests, not of the product
    sync_playwright = None  # type: ignore[assignment]

CONVERSATIONS = 10_000
AGENTS = 10
CHANGES_OF_EACH_KIND = 20
# Fifty agents, of whom each changes something every 25 s.
CHANGES_A_SECOND = 2.0
# Longer than a page rests between two questions, and of no even length: nobody works to the beat of the page.
_SECONDS_BETWEEN = (1.3, 2.3)
_PATIENCE_SECONDS = 15
_SEED = 20261127

_PRESSED = """() => {
  window.pressed = new Promise((press) => addEventListener("click",
    (event) => press(performance.timeOrigin + event.timeStamp), { capture: true, once: true }));
}"""
# LOOKS: for each place, whether it shows the change.
_WATCH = """([id, words, seconds]) => {
  const row = () => document.getElementById(`row-${id}`);
  const looks = { LOOKS };
  const waits = new Map(Object.entries(looks));
  const seen = {};
  window.seen = new Promise((found, lost) => {
    const watch = new MutationObserver(() => {
      for (const [place, shows] of waits) {
        if (!shows()) continue;
        seen[place] = performance.timeOrigin + performance.now();
        waits.delete(place);
      }
      if (!waits.size) { watch.disconnect(); found(seen); }
    });
    watch.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
    setTimeout(() => lost(new Error(`Not shown after ${seconds} s: ${[...waits.keys()]} of ${id}`)), seconds * 1000);
  });
}"""
_NOT_MINE = """(rows, me) => rows.filter((row) => row.querySelector(".face")?.title !== me).map((row) => row.id)"""
_TURN = 'open: () => document.getElementById("turns")?.innerText.includes(words)'


@dataclass(frozen=True, slots=True)
class Change:
    """What one does and where the other sees it. `prepare` is what comes before the press."""

    name: str
    looks: str
    prepare: Callable[[Page, str], None]
    button: str

    def made(self, ours: Page, theirs: Page, *, conversation: int, words: str) -> float:
        """Milliseconds until the last of the places showed it."""
        self.prepare(ours, words)
        ours.wait_for_timeout(1_000 * _DICE.uniform(*_SECONDS_BETWEEN))
        watch = _WATCH.replace("LOOKS", self.looks)
        theirs.evaluate(watch, [conversation, words, _PATIENCE_SECONDS])
        ours.evaluate(_PRESSED)
        ours.locator(self.button).click()
        pressed = float(ours.evaluate("() => window.pressed"))
        seen: dict[str, float] = theirs.evaluate("() => window.seen")
        return max(seen.values()) - pressed


def _nothing(page: Page, words: str) -> None:
    """It is one press."""


def _note(page: Page, words: str) -> None:
    page.locator("[data-opens=note]").click()
    page.locator("#note-text").fill(words)


def _reply(page: Page, words: str) -> None:
    page.locator("#reply-text").fill(words)


CHANGES = (
    Change(
        "taken",
        'list: () => !row() || row().querySelector(".face")?.title === words, '
        'open: () => document.querySelector("#conv-head summary .face")?.textContent === words.replace("gent ", "")',
        _nothing,
        "#conv-head [data-key=m]",
    ),
    Change("noted", _TURN, _note, "#note [data-send]"),
    Change(
        "answered",
        f'list: () => !row() || row().matches(".gone") || row().innerText.includes(words), {_TURN}',
        _reply,
        "#reply .send",
    ),
)
_DICE = random.Random(_SEED)


@figure(
    "other_screen",
    unit="ms",
    anchor="the same while nobody else works",
    hold=("at most", 500),
    needs_database=False,
)
def other_screen() -> Measured:
    """From the press of one member to the change on another's screen, in the list and the open conversation, while others work."""
    path = chromium()
    with tempfile.TemporaryDirectory() as home:
        given = fill_home(home, CONVERSATIONS, agents=AGENTS)
        links = list(given["links"])  # type: ignore[call-overload]
        with (
            started([sys.executable, "-m", "rapport", "up"], home=home) as (_process, url),
            sync_playwright() as playwright,
        ):
            root = "/".join(url.split("/")[:3])
            window = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            ours, theirs = (_signed_in(window.new_context, root, link) for link in links[1:3])
            alone = _worked(ours, theirs, root)
            others = [str(link) for link in links[3:]]
            with _others_work(root, others, given=given):
                busy = _worked(ours, theirs, root)
            window.close()
    return _told(busy, alone)


def _told(busy: dict[str, list[float]], alone: dict[str, list[float]]) -> Measured:
    of_each = ", ".join(
        f"{name} {_place(found, 50):.0f} / {_place(found, 95):.0f}" for name, found in busy.items()
    )
    note = (
        f"{CHANGES_OF_EACH_KIND} changes of each kind, {CHANGES_A_SECOND:g} changes a second by others,"
        f" {CONVERSATIONS:,} conversations; median / 95th: {of_each} ms"
    )  # fmt: skip
    return Measured(_place(_all(busy), 95), anchor_value=_place(_all(alone), 95), note=note)


def _all(found: dict[str, list[float]]) -> list[float]:
    return [one for of_a_kind in found.values() for one in of_a_kind]


def _place(found: Sequence[float], percent: int) -> float:
    in_order = sorted(found)
    return in_order[min(len(in_order) - 1, -(-len(in_order) * percent // 100) - 1)]


def _signed_in(new_context: Callable[..., object], root: str, link: object) -> Page:
    context = new_context(viewport={"width": 1440, "height": 900}, base_url=root)
    page: Page = context.new_page()  # type: ignore[attr-defined]
    page.set_default_timeout(1_000 * _PATIENCE_SECONDS)
    page.goto(f"{root}/in/{link}")
    return page


def _worked(ours: Page, theirs: Page, root: str) -> dict[str, list[float]]:
    """Milliseconds by kind. The first round warms everything up and is not counted."""
    found: dict[str, list[float]] = {change.name: [] for change in CHANGES}
    me = ours.locator(".rail .me > span:last-child").inner_text()
    for number in range(CHANGES_OF_EACH_KIND + 1):
        # Clocks run on and the list finds a new order: what stands first now is looked at.
        theirs.goto(f"{root}/inbox/")
        rows = theirs.locator("#items [data-item]")
        rows.first.wait_for()
        conversation = int(rows.evaluate_all(_NOT_MINE, me)[0].removeprefix("row-"))
        for page in (ours, theirs):
            page.goto(f"{root}/inbox/{conversation}/")
        for change in CHANGES:
            words = me if change.name == "taken" else f"{change.name}, number {conversation}."
            took = change.made(ours, theirs, conversation=conversation, words=words)
            if number:
                found[change.name].append(took)
        _give_back(ours, conversation)
    return found


def _give_back(ours: Page, conversation: int) -> None:
    """Else the list would hold nothing but ours after as many rounds as it has rows."""
    token = ours.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
    answer = ours.request.post(
        f"/inbox/{conversation}/assign/",
        form={"to": "", "csrfmiddlewaretoken": token},
        headers={"Referer": ours.url},
    )
    if not answer.ok:
        raise CannotMeasure(f"a conversation could not be given back: {answer.status}")


# --- the others -----------------------------------------------------------------------------------------------
@contextlib.contextmanager
def _others_work(root: str, links: Sequence[str], *, given: dict[str, object]) -> Iterator[None]:
    over = threading.Event()
    first, last = int(str(given["first_open"])), int(str(given["last"]))

    def work() -> None:
        _work(root, links, first=first, last=last, over=over)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=30)


def _work(root: str, links: Sequence[str], *, first: int, last: int, over: threading.Event) -> None:
    """Each in turn writes a note on one of those that are open."""
    agents = [
        Agent(sign_in(root, link), random.Random(_SEED + number), first, last)
        for number, link in enumerate(links)
    ]
    for agent in agents:
        agent.open_somebody()
    turn = 0
    while not over.is_set():
        agent = agents[turn % len(agents)]
        turn += 1
        agent.note_somebody()
        time.sleep(1 / CHANGES_A_SECOND)
    for agent in agents:
        agent.browser.close()
