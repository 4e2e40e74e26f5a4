"""The page that leads open at half past seven, on the home of a year at work."""

from __future__ import annotations

import sys
import tempfile
import time
from functools import lru_cache

from rapport.cli.bench.inbox import LARGE, SMALL, fill_home, sign_in
from rapport.cli.bench.inbox_home import LONG_THREAD, TURNS
from rapport.cli.bench.registry import CannotMeasure, Measured, figure
from rapport.cli.bench.running import started

# One reader: nobody opens it fifty times a minute.
PAGES = 40
# The first ones fill what a process keeps between pages.
WARM_UP = 3


@lru_cache(maxsize=2)
def seconds_a_page(conversations: int, *, pages: int = PAGES) -> tuple[float, ...]:
    """From the press to the last byte of `/morning/`, in order of length, of that many pages after three to warm up."""
    with tempfile.TemporaryDirectory() as home:
        given = fill_home(home, conversations, agents=1)
        with started([sys.executable, "-m", "rapport", "up"], home=home) as (_process, url):
            (link,) = list(given["links"])  # type: ignore[call-overload]
            browser = sign_in("/".join(url.split("/")[:3]), link)
            found = []
            for number in range(WARM_UP + pages):
                began = time.monotonic()
                page = browser.get("/morning/")
                if page.status != 200 or page.path != "/morning/":
                    raise CannotMeasure(f"/morning/ answers {page.status} at {page.path}")
                if number >= WARM_UP:
                    found.append(time.monotonic() - began)
            browser.close()
    return tuple(sorted(found))


@figure(
    "morning_page_p95",
    unit="ms",
    anchor=f"the same with {SMALL:,} conversations",
    needs_database=False,
)
def morning_page_p95() -> Measured:
    """The morning page, with all it counts and lists."""
    large, small = seconds_a_page(LARGE), seconds_a_page(SMALL)
    median = large[len(large) // 2] * 1000
    note = (
        f"{LARGE:,} conversations, {LARGE * TURNS + LONG_THREAD:,} messages; {len(large)} pages one after"
        f" the other, median {median:.0f} ms"
    )
    return Measured(_p95(large) * 1000, anchor_value=_p95(small) * 1000, note=note)


def _p95(ordered: tuple[float, ...]) -> float:
    return ordered[min(len(ordered) - 1, -(-len(ordered) * 95 // 100) - 1)]
