"""What the plugin does to Playwright's loop keeps it alive."""

import asyncio

import pytest

from tests.browser import OpenPage

pytestmark = pytest.mark.browser


def test_a_handler_that_calls_the_browser_leaves_its_loop_running(
    server: str, open_page: OpenPage
) -> None:
    page = open_page()
    marks = []

    def refuse(route):
        route.abort()
        marks.append(asyncio._get_running_loop())

    page.route("**/refused/", refuse)
    page.goto("/")
    page.evaluate("Promise.allSettled(Array.from({length: 100}, () => fetch('/refused/')))")
    assert marks == [page._loop] * 100
    assert asyncio._get_running_loop() is None
