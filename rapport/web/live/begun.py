"""Marks each request with the moment it began, so that the page's stream can begin there too."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest, HttpResponseBase

Answer = HttpResponseBase | Awaitable[HttpResponseBase]


class RequestBegun:
    """Middleware: `begun_at(request)` afterwards. Before all that reads the database."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Answer]) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Answer:
        request.rapport_begun_at = time.time()  # type: ignore[attr-defined]
        return self.get_response(request)


def begun_at(request: HttpRequest) -> float:
    """Seconds of `time.time()`; zero, which is before everything, for a request made without the middleware."""
    return float(getattr(request, "rapport_begun_at", 0.0))
