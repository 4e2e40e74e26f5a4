"""The Inbox of a year at work: so many conversations, fifty agents over HTTP, one act every five seconds each."""

from __future__ import annotations

import asyncio
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import lru_cache

import httpx

from rapport.cli.bench.inbox_home import LONG_THREAD, TURNS
from rapport.cli.bench.registry import CannotMeasure, Measured, figure
from rapport.cli.bench.running import environment_of, started

AGENTS = 50
SECONDS_BETWEEN = 5.0
SECONDS = 90.0
WARM_UP_SECONDS = 20.0
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

Act = Callable[["Agent"], Awaitable[httpx.Response]]


@dataclass
class Agent:
    """A member with a browser of their own."""

    client: httpx.AsyncClient
    dice: random.Random
    first_open: int
    last: int
    token: str = ""

    def somebody(self) -> int:
        """The id of a conversation that is open, but not the one with the long thread."""
        return self.dice.randrange(self.first_open, self.last)

    async def piece(self, path: str, target: str) -> httpx.Response:
        return await self.client.get(path, headers={"HX-Request": "true", "HX-Target": target})

    async def open_somebody(self) -> httpx.Response:
        answer = await self.piece(f"/inbox/{self.somebody()}/", "open")
        found = _TOKEN.search(answer.text)
        self.token = found.group(1) if found else self.token
        return answer

    async def note_somebody(self) -> httpx.Response:
        form = {"text": "Looked at it.", "csrfmiddlewaretoken": self.token}
        path = f"/inbox/{self.somebody()}/note/"
        return await self.client.post(path, data=form, headers={"HX-Request": "true"})


async def _list(agent: Agent) -> httpx.Response:
    return await agent.client.get("/inbox/")


async def _open(agent: Agent) -> httpx.Response:
    return await agent.open_somebody()


async def _open_long(agent: Agent) -> httpx.Response:
    return await agent.piece(f"/inbox/{agent.last}/", "open")


async def _counts(agent: Agent) -> httpx.Response:
    return await agent.client.get("/around/")


async def _search(agent: Agent) -> httpx.Response:
    asked = {"find": agent.dice.choice(_WORDS), "scope": "all"}
    return await agent.client.get("/inbox/", params=asked)


async def _send(agent: Agent) -> httpx.Response:
    text = f"We looked at it: number {agent.dice.randrange(10**6)} leaves from track {agent.dice.randrange(9)}."
    form = {"text": text, "csrfmiddlewaretoken": agent.token, "answer_over": "1"}
    headers = {"HX-Request": "true", "HX-Target": "open"}
    return await agent.client.post(f"/inbox/{agent.somebody()}/reply/", data=form, headers=headers)


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
    with tempfile.TemporaryDirectory() as home:
        given = fill_home(home, conversations, agents=AGENTS)
        with started([sys.executable, "-m", "rapport", "up"], home=home) as (_process, url):
            root = "/".join(url.split("/")[:3])
            found = asyncio.run(_worked(root, given))
    if any(found.refused.values()):
        raise AssertionError(f"Acts were refused: {dict(found.refused)}")
    return found


def fill_home(home: str, conversations: int, *, agents: int) -> dict[str, object]:
    """A home of that size: `links` that sign each of its members in, and the ids `first_open` and `last`."""
    made = subprocess.run(
        [sys.executable, "-m", "rapport.cli.bench.inbox_home", str(conversations), str(agents)],
        env=environment_of(home),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    given: dict[str, object] = json.loads(made.stdout.splitlines()[-1])
    return given


async def _worked(root: str, given: dict[str, object]) -> Shift:
    links = list(given["links"])  # type: ignore[call-overload]
    first, last = int(str(given["first_open"])), int(str(given["last"]))
    found, begins = Shift(), time.monotonic() + WARM_UP_SECONDS
    agents = []
    for number, link in enumerate(links):
        client = httpx.AsyncClient(
            base_url=root, timeout=30, headers={"Referer": root}, follow_redirects=True
        )
        await sign_in(client, link)
        agents.append(Agent(client, random.Random(SEED + number), first, last))
    await asyncio.gather(*(_works(agent, found, begins=begins) for agent in agents))
    for agent in agents:
        await agent.client.aclose()
    return found


async def sign_in(client: httpx.AsyncClient, link: object) -> None:
    answer = await client.get(f"/in/{link}")
    if answer.status_code != 200 or answer.url.path != "/pulse/":
        raise CannotMeasure(
            f"an agent could not sign in: {answer.status_code} at {answer.url.path}"
        )


async def _works(agent: Agent, found: Shift, *, begins: float) -> None:
    """One act every five seconds; what is done before `begins` warms up and is not counted."""
    await asyncio.sleep(agent.dice.random() * SECONDS_BETWEEN)
    await _open(agent)
    names = list(ACTS)
    weights = [weight for _, weight in ACTS.values()]
    due = time.monotonic()
    while time.monotonic() < begins + SECONDS:
        (name,) = agent.dice.choices(names, weights)
        began = time.monotonic()
        answer = await ACTS[name][0](agent)
        if began >= begins:
            found.seconds[name].append(time.monotonic() - began)
            # A colleague who just answered the same one is a refusal by design.
            is_refused = answer.status_code >= 400 and answer.status_code != 409
            found.refused[name] += is_refused or "/login/" in answer.url.path
        due += SECONDS_BETWEEN
        await asyncio.sleep(max(0.0, due - time.monotonic()))


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
