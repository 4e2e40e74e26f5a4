"""Documents made to exhaust whoever reads them end one child process, within its time and memory."""

from __future__ import annotations

import contextlib
import resource
import time

import pytest

from rapport.connectors.feeds.reading import apart, child
from rapport.connectors.feeds.reading.apart import TooMuch, read_apart
from rapport.connectors.feeds.reading.body import read_body
from rapport.connectors.feeds.reading.charset import decoded
from rapport.connectors.feeds.reading.document import CutShort, Document, NotAFeed
from rapport.connectors.feeds.reading.page import is_page, read_page
from rapport.connectors.feeds.reading.wellformed import mended, root_of
from rapport.connectors.feeds.tests.test_translate import PAYLOADS, URL


async def read(body: bytes) -> Document:
    return await read_apart(body, content_type="text/xml", url=URL)


async def test_a_child_reads_what_we_would_read() -> None:
    body = (PAYLOADS / "wordpress.xml").read_bytes()
    assert await read(body) == read_body(body, content_type="text/xml", url=URL)


@pytest.mark.parametrize(("body", "error"), [(b"hello", NotAFeed), (b"<rss><channel>", CutShort)])
async def test_what_a_child_refuses_we_refuse(body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"\w+ \w+"):
        await read(body)


async def test_a_billion_laughs_take_no_time_and_no_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    document = await read((PAYLOADS / "billion_laughs.xml").read_bytes())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert document.entries[0].title == "&lol9;"
    assert after.ru_utime - before.ru_utime < 5
    # The largest child of this process so far, in kB; others before it may have been larger. The words expanded
    # would take 3 GB.
    assert after.ru_maxrss <= max(300_000, before.ru_maxrss)


def _rss(inside: bytes) -> bytes:
    return b'<rss version="2.0"><channel><title>x</title>' + inside + b"</channel></rss>"


@pytest.mark.parametrize(
    "body",
    [
        b"\n" * 3_000_000 + _rss(b""),
        b"<!DOCTYPE rss [" + b"<!ENTITY a 'b'>" * 30_000 + b"]>" + _rss(b""),
        b"<?xml version='1.0'?>" + b"<?x encoding='a'" * 50_000 + b"?>" + _rss(b""),
        _rss(b"<item><title>" + b"&" * 100_000 + b"</title></item>"),
        _rss(b"<![CDATA[" * 200_000),
        _rss(b"<item>" * 20_000),
        b"<html>" + b"<link " * 100_000 + b"<link rel=" + b'"' * 100_000,
        b"<!--" * 500_000 + b"<rss>",
    ],
    ids=["blank", "entities", "instructions", "ampersands", "cdata", "items", "links", "comments"],
)
def test_what_is_done_before_a_parser_is_linear(body: bytes) -> None:
    """The parts of our own: a second where a squared one takes hours."""
    started = time.process_time()
    text, _ = decoded(body, content_type="")
    is_page(text)
    read_page(text, url=URL)
    with contextlib.suppress(CutShort):
        mended(root_of(text))
    assert time.process_time() - started < 15


async def test_a_document_that_takes_too_long_ends_its_child_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apart, "CHILD", ["-c", "while True: pass"])
    monkeypatch.setattr(apart, "PATIENCE_SECONDS", 0.2)
    with pytest.raises(TooMuch, match="too long"):
        await read(b"<rss/>")


@pytest.mark.parametrize(
    "greedy",
    ["bytearray(400_000_000)", "[0] * 100_000_000"],
)
async def test_a_document_that_takes_too_much_memory_ends_its_child(
    monkeypatch: pytest.MonkeyPatch, greedy: str
) -> None:
    code = (
        "from rapport.connectors.feeds.reading import child\n"
        "child.MEMORY_BYTES = 300_000_000\n"
        f"child.read_body = lambda *a, **k: {greedy}\n"
        "child.main()"
    )
    monkeypatch.setattr(apart, "CHILD", ["-c", code])
    with pytest.raises(TooMuch, match="memory"):
        await read(b"<rss/>")


async def test_a_document_that_takes_too_much_computing_ends_its_child(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = (
        "from rapport.connectors.feeds.reading import child\n"
        "child.CPU_SECONDS = 1\n"
        "def forever(*a, **k):\n"
        "    while True: pass\n"
        "child.read_body = forever\n"
        "child.main()"
    )
    monkeypatch.setattr(apart, "CHILD", ["-c", code])
    with pytest.raises(TooMuch, match="time"):
        await read(b"<rss/>")


def test_the_limits_are_no_larger_than_a_machine_bears() -> None:
    assert child.CPU_SECONDS <= 30
    assert child.MEMORY_BYTES <= 1_000_000_000
