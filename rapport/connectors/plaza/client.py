"""Asking the square, with the contract's errors."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import aclosing, contextmanager
from typing import Any

from rapport.channels.errors import OutcomeUnknown, Refused, RetryLater, SignInAgain
from rapport.kit.square import line


class Missing(Refused):
    """What was asked for does not stand on the square."""


class PlazaClient:
    """Every call raises only errors of `channels.errors`."""

    def __init__(self, url: str, access_key: str) -> None:
        with _in_our_words():
            self._line = line.SquareLine(url, access_key)

    async def aclose(self) -> None:
        await self._line.aclose()

    async def get(self, path: str, **params: str | int) -> Any:
        with _in_our_words():
            return await self._line.get(path, **params)

    async def change(self, method: str, path: str, body: Mapping[str, str] | None = None) -> Any:
        """A call that changes something. Raises OutcomeUnknown when it may have been carried out."""
        with _in_our_words():
            return await self._line.change(method, path, body)

    async def stream(self, **params: str | int) -> AsyncGenerator[Any, None]:
        """Each page of the stream, as JSON, for as long as it holds. Ends by raising RetryLater."""
        with _in_our_words():
            async with aclosing(self._line.stream(**params)) as bodies:
                async for body in bodies:
                    yield body


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except line.Away as error:
        raise RetryLater(str(error), after=error.after) from error
    except line.KeyRefused as error:
        raise SignInAgain(str(error)) from error
    except line.Gone as error:
        raise Missing(str(error)) from error
    except line.Declined as error:
        raise Refused(str(error)) from error
    except line.Unsure as error:
        raise OutcomeUnknown(str(error)) from error
