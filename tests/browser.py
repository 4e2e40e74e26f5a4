"""A plugin for browser tests: a live server on the test database, and Chromium.

`server` is its address; `open_page()` gives a page, `signed_in_page(member)` one with a session; `axe_finds(page)` what
axe calls serious. Tests that use them are marked `browser`. Sizes: DESK 1440x900, PHONE 390x844.
"""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
import uvicorn
from django.conf import settings
from django.test import Client
from playwright._impl import _sync_base as sync_base
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from rapport.workspace.models import Member
from tests.browser_ready import ADVICE, chromium, is_ci

DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        (pytest.fail if is_ci() else pytest.skip)(ADVICE)
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        _leave_loop_between_calls(patch)
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        expect.set_options(timeout=20_000)
        yield browser
        browser.close()
        # Leaving goes on in the loop without a call that would set its mark again.
        asyncio._set_running_loop(browser._loop)


@contextmanager
def _in(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Mark `loop` as running, and then what was before.

    A test has none; a handler of a route or an event is called by the loop itself, which stops at once without its mark.
    """
    before = asyncio._get_running_loop()
    asyncio._set_running_loop(loop)
    try:
        yield
    finally:
        asyncio._set_running_loop(before)


def _leave_loop_between_calls(patch: pytest.MonkeyPatch) -> None:
    """Let tests call actions and queries between two calls of the browser.

    Playwright's synchronous calls leave their event loop marked as running in this thread, and Django and our
    `publish` then take the test for async code. The mark is set for each call and removed after it.
    """
    wait, enter = sync_base.wait_for_future, sync_base.EventContextManager.__enter__
    listen, expect_response = sync_base.SyncBase.on, Page.expect_response

    def waiting(loop: asyncio.AbstractEventLoop, *arguments: Any) -> None:
        with _in(loop):
            wait(loop, *arguments)

    def entering(self: Any) -> Any:
        with _in(self._event._sync_base._loop):
            return enter(self)

    # Listening to an event starts a task; without the mark it would start on whatever loop this thread had last.
    def adding(self: Any, event: Any, f: Any) -> None:
        with _in(self._loop):
            listen(self, event, f)

    # So does waiting for an answer: its task starts before the block is entered.
    def expecting(self: Any, *arguments: Any, **options: Any) -> Any:
        with _in(self._loop):
            return expect_response(self, *arguments, **options)

    patch.setattr(Page, "expect_response", expecting)
    patch.setattr(sync_base, "wait_for_future", waiting)
    patch.setattr(sync_base.SyncBase, "on", adding)
    patch.setattr(sync_base.EventContextManager, "__enter__", entering)
    asyncio._set_running_loop(None)


class _Server(uvicorn.Server):
    def install_signal_handlers(self) -> None:
        """pytest keeps its own."""

    @property
    def address(self) -> str:
        return "http://{}:{}".format(*self.servers[0].sockets[0].getsockname())

    def rests(self, *, within: float) -> bool:
        """Whether no request is under way any more, waiting at most `within` seconds."""
        deadline = time.monotonic() + within
        while self.server_state.tasks and time.monotonic() < deadline:
            time.sleep(0.01)
        return not self.server_state.tasks


@pytest.fixture(scope="session")
def _running_server(django_db_setup: None) -> Iterator[_Server]:
    # Asked for after the database, so that it lets go of it before the database is dropped.
    from rapport.config.asgi import application  # noqa: PLC0415  (after the settings)

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        application, lifespan="off", log_level="warning", timeout_graceful_shutdown=1
    )
    server = _Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    yield server
    server.should_exit = True
    thread.join(timeout=20)
    # A browser that goes away in the middle of a request leaves its thread's connection to the garbage collector.
    gc.collect()


@pytest.fixture
def server(transactional_db: None, _running_server: _Server) -> Iterator[str]:
    """The address of a server that works on the same database as the test.

    The test ends when the last request has: one that still writes would lock tables that are about to be emptied.
    """
    yield _running_server.address
    assert _running_server.rests(within=20), "a request was still under way after the test"


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[OpenPage]:
    """Opens pages in contexts of their own; a page on which a script failed fails the test."""
    with ExitStack() as stack:
        errors: list[str] = []

        def opened(*, size: ViewportSize = DESK, **options: Any) -> Page:
            context = browser.new_context(viewport=size, base_url=server, **options)
            stack.callback(context.close)
            page = context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda said: _note_refusal(said, errors))
            return page

        yield opened
    assert errors == []


@pytest.fixture
def signed_in_page(open_page: OpenPage, server: str) -> OpenPage:
    """`signed_in_page(member)`: a page whose browser holds that member's session."""

    def signed_in(member: Member, **options: Any) -> Page:
        client = Client()
        client.force_login(member)
        page = open_page(**options)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server}])
        return page

    return signed_in


def axe_finds(page: Page) -> list[str]:
    """What axe calls serious or critical, one line each; no animation may be under way."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415  (slow to import)

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} — {node['failureSummary'][:300]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


def _note_refusal(said: Any, errors: list[str]) -> None:
    """The content security policy speaks on the console when something inline slipped in."""
    if said.type == "error" and "Content Security Policy" in said.text:
        errors.append(said.text)
