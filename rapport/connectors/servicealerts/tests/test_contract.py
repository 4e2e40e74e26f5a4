"""Service alerts keep the promises every connector makes, and their own: told when new, over when gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any, ClassVar

import pytest

from rapport.channels.contract import AccountAccess, InboundFact, RawRequest
from rapport.channels.errors import Refused, RetryLater
from rapport.channels.testing import ConnectorContract, Fault
from rapport.connectors.servicealerts.connector import ServiceAlerts
from rapport.connectors.servicealerts.tests.feeds import feed_of


class Operator:
    """A server on loopback with one feed, as the kit wants it."""

    beginning = ""

    def __init__(self) -> None:
        self.alerts: list[tuple[str, str]] = []
        self.body: bytes | None = None
        self.head = ""
        self.status = 200
        self.announced: int | None = None
        self.asked: list[str] = []
        self.changes_only = False

    async def serve(self) -> None:
        self.server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/alerts.pb?key=secret-of-ours"

    def access(self, **settings: str) -> AccountAccess:
        return AccountAccess(1, "servicealerts", "rail", "", {"address": self.url, **settings}, {})

    async def public_says(self, text: str, *, reply_to: str = "") -> str:
        self.alerts.append((str(len(self.alerts)), text))
        return f"{self.url.partition('?')[0]}#{len(self.alerts) - 1}"

    async def public_deletes(self, key: str) -> None:
        self.alerts = [alert for alert in self.alerts if not key.endswith(f"#{alert[0]}")]

    async def hostile_items(self) -> int:
        self.alerts += [("", "no id"), ("h1", ""), ("h2", "\x00"), ("h3" * 1_000, " ")]
        return 4

    async def standing(self) -> Sequence[str]:
        return []

    def fail_next(self, fault: Fault) -> None:
        raise AssertionError(f"nothing is sent that could meet “{fault}”")

    async def drop_stream(self) -> None:
        raise AssertionError("a feed has no stream")

    async def calls(self) -> Sequence[RawRequest]:
        return []

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append((await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower())
        body = self.body
        if body is None:
            body = feed_of(*self.alerts, changes_only=self.changes_only).SerializeToString()
        status = 304 if 'if-none-match: "1"' in self.asked[-1] else self.status
        length = len(body) if self.announced is None else self.announced
        head = f"HTTP/1.1 {status} So\r\nconnection: close\r\n{self.head}"
        if status == 304:
            head, body = head + "\r\n", b""
        else:
            head += f"content-length: {length}\r\n\r\n"
        writer.write(head.encode() + body)
        writer.close()


@pytest.fixture
async def far() -> AsyncIterator[Operator]:
    operator = Operator()
    await operator.serve()
    yield operator
    operator.server.close()


class TestServiceAlertsContract(ConnectorContract):
    package = "rapport.connectors.servicealerts"
    brings_posts: ClassVar[bool] = False


async def told(connector: ServiceAlerts, cursor: str) -> tuple[list[InboundFact], str]:
    page = await connector.fetch(cursor)
    return list(page.facts), page.cursor


async def test_alerts_are_told_once_and_again_when_they_change(far: Operator) -> None:
    connector = ServiceAlerts(far.access())
    await far.public_says("No trains")
    await far.public_says("Lift out of order")
    facts, cursor = await told(connector, "")
    assert [fact.what for fact in facts] == ["No trains", "Lift out of order"]
    assert (await told(connector, cursor))[0] == []
    far.alerts[0] = ("0", "Few trains")
    facts, cursor = await told(connector, cursor)
    assert [(fact.what, fact.over) for fact in facts] == [("Few trains", False)]


async def test_an_alert_that_vanishes_is_over_once(far: Operator) -> None:
    connector = ServiceAlerts(far.access())
    key = await far.public_says("No trains")
    await far.public_says("Lift out of order")
    _, cursor = await told(connector, "")
    await far.public_deletes(key)
    facts, cursor = await told(connector, cursor)
    assert [(fact.key, fact.over) for fact in facts] == [(key, True)]
    assert (await told(connector, cursor))[0] == []


async def test_an_alert_that_comes_back_is_told_again(far: Operator) -> None:
    connector = ServiceAlerts(far.access())
    await far.public_says("No trains")
    alerts = far.alerts
    _, cursor = await told(connector, "")
    far.alerts = []
    _, cursor = await told(connector, cursor)
    far.alerts = alerts
    facts, _ = await told(connector, cursor)
    assert [(fact.what, fact.over) for fact in facts] == [("No trains", False)]


async def test_a_feed_of_changes_ends_nothing_by_silence(far: Operator) -> None:
    connector = ServiceAlerts(far.access())
    await far.public_says("No trains")
    _, cursor = await told(connector, "")
    far.alerts, far.changes_only = [("7", "Lift out of order")], True
    facts, _ = await told(connector, cursor)
    assert [fact.over for fact in facts] == [False]


async def test_a_feed_that_cannot_be_read_for_once_ends_nothing(far: Operator) -> None:
    connector = ServiceAlerts(far.access())
    await far.public_says("No trains")
    _, cursor = await told(connector, "")
    for body in (b"<html>Maintenance</html>", b""):
        far.body = body
        with pytest.raises(RetryLater, match="no GTFS-realtime feed"):
            await connector.fetch(cursor)
    far.body = None
    assert (await told(connector, cursor))[0] == []


async def test_an_alert_that_cannot_be_read_any_more_is_not_over_and_others_may_be(
    far: Operator,
) -> None:
    connector = ServiceAlerts(far.access())
    await far.public_says("No trains")
    gone = await far.public_says("Lift out of order")
    _, cursor = await told(connector, "")
    far.alerts = [("0", "")]
    page = await connector.fetch(cursor)
    assert len(page.rejected) == 1
    assert [(fact.key, fact.over) for fact in page.facts] == [(gone, True)]
    far.alerts = [("0", ""), ("2", "Few trains")]
    page = await connector.fetch(page.cursor)
    assert (len(page.rejected), len(page.facts)) == (0, 1)


async def test_a_key_in_the_address_stands_in_nothing_that_is_kept(far: Operator) -> None:
    connector = ServiceAlerts(far.access())
    await far.public_says("No trains")
    await far.hostile_items()
    kept = (await connector.check(), await connector.fetch(""))
    assert "secret-of-ours" not in repr(kept)
    assert "key=secret-of-ours" in far.asked[0]


async def test_unchanged_it_is_not_sent_again(far: Operator) -> None:
    connector = ServiceAlerts(far.access())
    far.head = 'etag: "1"\r\ncache-control: max-age=45\r\n'
    page = await connector.fetch("")
    again = await connector.fetch(page.cursor)
    assert 'if-none-match: "1"' in far.asked[1]
    assert again.facts == ()
    assert page.ask_after == again.ask_after == 45.0


async def test_50_megabytes_are_refused_before_they_are_read(far: Operator) -> None:
    far.announced = 50_000_000
    with pytest.raises(Refused, match="larger than 10,000,000 bytes"):
        await ServiceAlerts(far.access()).fetch("")


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, Refused), (403, Refused), (404, Refused), (410, Refused), (400, Refused),
     (429, RetryLater), (500, RetryLater), (503, RetryLater), (304, RetryLater)],
)  # fmt: skip
async def test_every_status_says_what_to_do_and_never_the_key(
    far: Operator, status: int, error: type[Exception]
) -> None:
    far.status = status
    with pytest.raises(error) as caught:
        await ServiceAlerts(far.access()).fetch("")
    assert str(status) in str(caught.value)
    assert "secret-of-ours" not in str(caught.value)


async def test_half_an_answer_is_a_passing_fault(far: Operator) -> None:
    far.announced = 5_000
    with pytest.raises(RetryLater, match="cannot be fetched"):
        await ServiceAlerts(far.access()).fetch("")


async def test_an_address_that_is_no_feed_is_told_when_it_is_entered(far: Operator) -> None:
    far.body = b"<html></html>"
    with pytest.raises(Refused, match="no GTFS-realtime feed"):
        await ServiceAlerts(far.access()).check()
    for address in ("", "ftp://rail.example/", "file:///etc/passwd"):
        with pytest.raises(Refused):
            ServiceAlerts(far.access(address=address))


async def test_the_languages_of_the_settings_are_kept_to(far: Operator) -> None:
    feed: Any = feed_of(("1", "No trains"))
    text = feed.entity[0].alert.header_text.translation.add()
    text.text, text.language = "Ingen tog", "nb"
    far.body = feed.SerializeToString()
    facts, _ = await told(ServiceAlerts(far.access(languages="NB, en")), "")
    assert facts[0].what == "Ingen tog"


@pytest.mark.parametrize("cursor", ["x", "[]", '{"a": 1}'])
async def test_a_cursor_that_cannot_be_read_is_the_beginning(far: Operator, cursor: str) -> None:
    await far.public_says("No trains")
    assert len((await told(ServiceAlerts(far.access()), cursor))[0]) == 1
