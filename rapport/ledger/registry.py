"""Who reacts to which fact, and which duties tick. Filled when Django starts, read ever after."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar

from rapport.ledger.contract import kind_of

Queue = Literal["in", "out", "slow"]
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Subscriber:
    name: str
    fact: str
    queue: Queue
    react: Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Duty:
    """Something done every so many seconds by exactly one worker of a queue."""

    name: str
    seconds: float
    queue: Queue
    run: Callable[[datetime], None] | Callable[[datetime], Awaitable[None]]


_SUBSCRIBERS: dict[str, Subscriber] = {}
_DUTIES: dict[str, Duty] = {}


def on(fact: type, *, queue: Queue = "in") -> Callable[[Function], Function]:
    """Call the function with the fact after the publishing transaction committed; maybe twice."""

    def register(function: Function) -> Function:
        name = f"{function.__module__}.{function.__qualname__}"
        _SUBSCRIBERS[name] = Subscriber(name=name, fact=kind_of(fact), queue=queue, react=function)
        return function

    return register


def every(*, seconds: float, queue: Queue = "in") -> Callable[[Function], Function]:
    """Call the function (sync or async) with the time, every so many seconds, in one worker only."""

    def register(function: Function) -> Function:
        name = f"{function.__module__}.{function.__qualname__}"
        _DUTIES[name] = Duty(name=name, seconds=seconds, queue=queue, run=function)
        return function

    return register


def subscribers_of(kind: str) -> list[Subscriber]:
    return [s for s in _SUBSCRIBERS.values() if s.fact == kind]


def subscriber(name: str) -> Subscriber | None:
    """None when the code that asked for it is gone since the job was deferred."""
    return _SUBSCRIBERS.get(name)


def duties(queue: str | None = None) -> list[Duty]:
    return [d for d in _DUTIES.values() if queue is None or d.queue == queue]
