"""A network and a process that fail at a chosen point of a send: what the door out must survive.

    network = TroubledNetwork({"Good morning.": [Point.LOST_ANSWER, Point.KILLED_LOOKING]})
    with network:
        ...                       # queue, and drain until nothing is due; `Killed` ends a drain as a dead process would
    network.doubled, network.texts

Unlike its parent it knows no keys: the same order taken twice stands twice, as on a network without idempotency.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, ClassVar
from unittest import mock

from django.db import OperationalError

from rapport.channels import delivering
from rapport.channels.contract import OutboundPost, Receipt
from rapport.channels.errors import OutcomeUnknown, RetryLater
from rapport.channels.models import Delivery
from rapport.channels.testing.echo import EchoNetwork
from rapport.channels.testing.echo_connector import EchoConnector


class Killed(BaseException):
    """The process is gone: nothing after this line runs. What its transactions had not committed is undone."""


class Point(StrEnum):
    """Where a send fails. Those before the row is written, and just after, are the caller's (`BEFORE_INTENT`, `AFTER_INTENT`)."""

    BEFORE_INTENT = "before the row is written"
    AFTER_INTENT = "after the row is written"
    BEFORE_CALL = "killed before the call"
    DURING = "no answer, and not taken"
    LOST_ANSWER = "taken, and the answer is lost"
    BEFORE_RECEIPT = "killed between the answer and our record of it"
    KILLED_LOOKING = "answer lost, then killed while looking for it"
    BUSY_LOOKING = "answer lost, then the network is busy while we look"
    AT_COMMIT = "the record of the receipt is lost at commit"
    BUSY = "too many requests"


class TroubledNetwork(EchoNetwork):
    """`plan`: by text, what goes wrong with its sends, one after the other; afterwards all goes well."""

    def __init__(self, plan: Mapping[str, Sequence[Point]], **values: Any) -> None:
        super().__init__(**values)
        self._plan = {text: list(points) for text, points in plan.items()}
        self._looking: dict[str, list[Point]] = {}
        self.stood: Counter[str] = Counter()

    @property
    def connector_class(self) -> type[EchoConnector]:
        return type("BoundTroubledConnector", (_TroubledConnector,), {"network": self})

    @property
    def doubled(self) -> list[str]:
        """Texts that stand more than once."""
        return [text for text, times in self.stood.items() if times > 1]

    def dies_before_the_row(self, text: str) -> bool:
        """Whether it is planned that the caller dies; said once. That nothing wakes a worker after the row is so for all."""
        left = self._plan.get(text, [])
        planned = Point.BEFORE_INTENT in left
        self._plan[text] = [p for p in left if p not in (Point.BEFORE_INTENT, Point.AFTER_INTENT)]
        return planned

    def next_of(self, text: str) -> Point | None:
        left = self._plan.get(text)
        return left.pop(0) if left else None

    def take(self, post: OutboundPost, key: str) -> Receipt:
        self.stood[post.text] += 1
        return self.accept(post, key)

    def looks(self, key: str, point: Point) -> None:
        self._looking.setdefault(key, []).append(point)

    def next_look(self, key: str) -> Point | None:
        left = self._looking.get(key)
        return left.pop(0) if left else None

    @contextmanager
    def losing_commits(self) -> Iterator[None]:
        """Inside, the record of a receipt is rolled back for what is planned to be lost at commit."""
        settle = delivering._settle

        def settled(delivery: Delivery, state: str, **values: Any) -> None:
            settle(delivery, state, **values)
            if state == Delivery.State.SENT and self.next_look(f"commit {delivery.text}"):
                raise OperationalError("The connection to the database is gone.")

        with mock.patch.object(delivering, "_settle", settled):
            yield


class _TroubledConnector(EchoConnector):
    network: ClassVar[Any]

    async def send(self, post: OutboundPost, key: str) -> Receipt:
        network: TroubledNetwork = self.network
        match network.next_of(post.text):
            case Point.BEFORE_CALL:
                raise Killed
            case Point.BUSY:
                raise RetryLater("Too many requests.", after=1.0)
            case Point.DURING:
                raise OutcomeUnknown("The network never answered.")
            case Point.LOST_ANSWER:
                network.take(post, key)
                raise OutcomeUnknown("The network never answered.")
            case Point.BEFORE_RECEIPT:
                network.take(post, key)
                raise Killed
            case Point.KILLED_LOOKING | Point.BUSY_LOOKING as point:
                network.take(post, key)
                network.looks(key, point)
                raise OutcomeUnknown("The network never answered.")
            case Point.AT_COMMIT:
                network.looks(f"commit {post.text}", Point.AT_COMMIT)
        return network.take(post, key)

    async def find(self, key: str) -> Receipt | None:
        network: TroubledNetwork = self.network
        await network.answer("find")
        match network.next_look(key):
            case Point.KILLED_LOOKING:
                raise Killed
            case Point.BUSY_LOOKING:
                raise RetryLater("Too many requests.", after=1.0)
        return network.receipt(key)
