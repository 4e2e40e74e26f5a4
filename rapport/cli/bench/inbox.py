"""The Inbox of a year at work: so many conversations, fifty agents over HTTP, an act every five seconds each."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache

from rapport.cli.bench.browsing import Browser, Page
from rapport.cli.bench.far_instance import Far, far_instance
from rapport.cli.bench.inbox_home import LONG_THREAD, NOWHERE, TURNS
from rapport.cli.bench.registry import CannotMeasure, Measured, figure
from rapport.cli.bench.running import environment_of, started

AGENTS = 50
SECONDS_BETWEEN = 5.0
SECONDS = 90.0
WARM_UP_SECONDS = 20.0
DELIVERED_WITHIN_SECONDS = 60.0
LARGE, SMALL = 100_000, 10_000
SEED = 20261127
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_WORDS = (
    "refund",
    "wheelchair ramp",
    "lost bag Halden",
    "bicycle Moss",
    "invoice Oslo",
    "case 1204",
)

Act = Callable[["Agent"], Page]


@dataclass
class Agent:
    """A member with a browser of their own."""

    browser: Browser
    dice: random.Random
    first_open: int
    last: int
    token: str = ""

    def somebody(self) -> int:
        """The id of a conversation that is open, but not the one with the long thread."""
        return self.dice.randrange(self.first_open, self.last)

    def piece(self, path: str, target: str) -> Page:
        return self.browser.get(path, headers={"HX-Request": "true", "HX-Target": target})

    def open_somebody(self) -> Page:
        answer = self.piece(f"/inbox/{self.somebody()}/", "open")
        found = _TOKEN.search(answer.text)
        self.token = found.group(1) if found else self.token
        return answer

    def note_somebody(self) -> Page:
        form = {"text": "Looked at it.", "csrfmiddlewaretoken": self.token}
        path = f"/inbox/{self.somebody()}/note/"
        return self.browser.post(path, form=form, headers={"HX-Request": "true"})


def _list(agent: Agent) -> Page:
    return agent.browser.get("/inbox/")


def _open(agent: Agent) -> Page:
    return agent.open_somebody()


def _open_long(agent: Agent) -> Page:
    return agent.piece(f"/inbox/{agent.last}/", "open")


def _counts(agent: Agent) -> Page:
    return agent.browser.get("/around/")


def _search(agent: Agent) -> Page:
    asked = {"find": agent.dice.choice(_WORDS), "scope": "all"}
    return agent.browser.get("/inbox/", asked=asked)


def _send(agent: Agent) -> Page:
    text = f"We looked at it: number {agent.dice.randrange(10**6)} leaves from track {agent.dice.randrange(9)}."
    form = {"text": text, "csrfmiddlewaretoken": agent.token, "answer_over": "1"}
    headers = {"HX-Request": "true", "HX-Target": "open"}
    return agent.browser.post(f"/inbox/{agent.somebody()}/reply/", form=form, headers=headers)


# What an agent does, and how often of a hundred acts.
ACTS: dict[str, tuple[Act, int]] = {
    "list": (_list, 25),
    "open": (_open, 35),
    "open_long": (_open_long, 5),
    "counts": (_counts, 15),
    "search": (_search, 10),
    "send": (_send, 10),
}


@dataclass
class Shift:
    """Seconds by act, of one shift at one size."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def p95(self, act: str) -> float:
        found = sorted(self.seconds[act])
        if not found:
            raise CannotMeasure(f"nobody did “{act}” in this shift")
        return found[min(len(found) - 1, -(-len(found) * 95 // 100) - 1)]

    def median(self, act: str) -> float:
        found = sorted(self.seconds[act])
        return found[len(found) // 2]


@lru_cache(maxsize=2)
def shift(conversations: int) -> Shift:
    """Fifty agents for a minute and a half on a home of that size. One run for all the figures."""
    with tempfile.TemporaryDirectory() as home, far_instance() as far:
        given = fill_home(home, conversations, agents=AGENTS, host=far.url)
        up = [sys.executable, "-m", "rapport", "up"]
        with started(up, home=home, environ=far.environ) as (_process, url):
            found = _worked("/".join(url.split("/")[:3]), given)
            _all_left(len(found.seconds["send"]), far)
    if any(found.refused.values()):
        raise AssertionError(f"Acts were refused: {dict(found.refused)}")
    return found


def _all_left(sent: int, far: Far) -> None:
    """A shift whose replies come back measures something else: the last of them leave ten seconds after their press."""
    until = time.monotonic() + DELIVERED_WITHIN_SECONDS
    while (taken := far.taken()) < sent:
        if time.monotonic() > until:
            raise CannotMeasure(f"{sent} replies were sent, and the network has {taken} of them")
        time.sleep(1)


def fill_home(
    home: str, conversations: int, *, agents: int, host: str = NOWHERE
) -> dict[str, object]:
    """A home of that size: `links` that sign each of its members in, and the ids `first_open` and `last`."""
    made = subprocess.run(
        [
            sys.executable,
            "-m",
            "rapport.cli.bench.inbox_home",
            str(conversations),
            str(agents),
            host,
        ],
        env=environment_of(home),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    # What filling it left to be written is no part of a shift: it kept the first commits of one waiting.
    os.sync()
    given: dict[str, object] = json.loads(made.stdout.splitlines()[-1])
    return given


def _worked(root: str, given: dict[str, object]) -> Shift:
    links = list(given["links"])  # type: ignore[call-overload]
    first, last = int(str(given["first_open"])), int(str(given["last"]))
    found, begins = Shift(), time.monotonic() + WARM_UP_SECONDS
    agents = [
        Agent(sign_in(root, link), random.Random(SEED + number), first, last)
        for number, link in enumerate(links)
    ]
    with ThreadPoolExecutor(len(agents)) as working:
        done = [working.submit(_works, agent, found, begins=begins) for agent in agents]
    for agent, one in zip(agents, done, strict=True):
        one.result()
        agent.browser.close()
    return found


def sign_in(root: str, link: object) -> Browser:
    browser = Browser(root)
    page = browser.get(f"/in/{link}")
    if page.status != 200 or page.path != "/pulse/":
        raise CannotMeasure(f"an agent could not sign in: {page.status} at {page.path}")
    return browser


def _works(agent: Agent, found: Shift, *, begins: float) -> None:
    """An act every five seconds, give or take a half; what is done before `begins` warms up and is not counted.

    At a strict beat whoever happens to act together once acts together all shift: one chance, measured eighteen times.
    """
    time.sleep(agent.dice.random() * SECONDS_BETWEEN)
    _open(agent)
    names = list(ACTS)
    weights = [weight for _, weight in ACTS.values()]
    due = time.monotonic()
    while time.monotonic() < begins + SECONDS:
        (name,) = agent.dice.choices(names, weights)
        began = time.monotonic()
        answer = ACTS[name][0](agent)
        if began >= begins:
            found.seconds[name].append(time.monotonic() - began)
            # A colleague who just answered the same one is a refusal by design.
            is_refused = answer.status >= 400 and answer.status != 409
            found.refused[name] += is_refused or "/login/" in answer.path
        due += SECONDS_BETWEEN * agent.dice.uniform(0.5, 1.5)
        time.sleep(max(0.0, due - time.monotonic()))


def _measured(act: str, conversations: int) -> Measured:
    large, small = shift(conversations), shift(SMALL)
    note = (
        f"{conversations:,} conversations, {conversations * TURNS + LONG_THREAD:,} messages; {AGENTS} agents, one act"
        f" every {SECONDS_BETWEEN:g} s; {len(large.seconds[act])} of this kind, median {large.median(act) * 1000:.0f} ms"
    )
    return Measured(large.p95(act) * 1000, anchor_value=small.p95(act) * 1000, note=note)


_BESIDE = f"the same with {SMALL:,} conversations"


@figure("inbox_list_p95", unit="ms", anchor=_BESIDE, hold=("at most", 100), needs_database=False)
def inbox_list_p95() -> Measured:
    """The page of the list, from the press to its last byte."""
    return _measured("list", LARGE)


@figure("inbox_open_p95", unit="ms", anchor=_BESIDE, hold=("at most", 100), needs_database=False)
def inbox_open_p95() -> Measured:
    """A conversation opened beside the list."""
    return _measured("open", LARGE)


@figure(
    "inbox_open_long_p95", unit="ms", anchor=_BESIDE, hold=("at most", 100), needs_database=False
)
def inbox_open_long_p95() -> Measured:
    """The conversation whose thread has 5,000 messages."""
    return _measured("open_long", LARGE)


@figure("inbox_counts_p95", unit="ms", anchor=_BESIDE, hold=("at most", 100), needs_database=False)
def inbox_counts_p95() -> Measured:
    """The numbers around every page."""
    return _measured("counts", LARGE)


@figure("inbox_search_p95", unit="ms", anchor=_BESIDE, hold=("at most", 300), needs_database=False)
def inbox_search_p95() -> Measured:
    """Words looked for in all history, as a row a conversation with the passage marked."""
    return _measured("search", LARGE)


@figure("inbox_send_p95", unit="ms", anchor=_BESIDE, hold=("at most", 70), needs_database=False)
def inbox_send_p95() -> Measured:
    """A reply taken, checked, and on its way."""
    return _measured("send", LARGE)
