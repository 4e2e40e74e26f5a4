"""Database work from async code."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from asgiref.sync import sync_to_async

from rapport.ledger.connecting import free_connection

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


async def in_database(
    function: Callable[Given, Answer], *args: Given.args, **kwargs: Given.kwargs
) -> Answer:
    """Run sync database work in a thread and give its connection back."""

    def work() -> Answer:
        try:
            return function(*args, **kwargs)
        finally:
            free_connection()

    return await sync_to_async(work)()
