"""Looking at feeds over HTTP: conditions, pace, discovery, edits, and every way in which a server fails."""

from __future__ import annotations

import json
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rapport.channels.errors import Refused, RetryLater
from rapport.connectors.feeds.connector import addresses
from rapport.connectors.feeds.tests.conftest import NOW, Clock, Readings, feeds_of
from rapport.connectors.feeds.tests.served import Answer, Site
from rapport.connectors.feeds.tests.test_translate import PAYLOADS

pytestmark = pytest.mark.usefixtures("readings")


def rss(*titles: str, inside: str = "") -> str:
    items = "".join(
        f"<item><guid>https://a.example/{n}</guid><title>{title}</title>"
        f"<pubDate>Mon, 02 Mar 2026 0{n}:00:00 GMT</pubDate></item>"
        for n, title in enumerate(titles)
    )
    return f'<rss version="2.0"><channel><title>A</title>{inside}{items}</channel></rss>'


async def test_a_feed_that_did_not_change_is_asked_for_with_conditions_and_not_sent(
    site: Site, readings: Readings
) -> None:
    site.says(rss("x"), etag='"1"', last_modified="Mon, 02 Mar 2026 08:00:00 GMT")
    feeds = feeds_of(site.url())
    first = await feeds.fetch("")
    second = await feeds.fetch(first.cursor)
    assert [post.title for post in first.posts] == ["x"]
    assert second.posts == ()
    assert site.asked[1][1]["if-none-match"] == '"1"'
    assert site.asked[1][1]["if-modified-since"] == "Mon, 02 Mar 2026 08:00:00 GMT"
    assert readings.count == 1


async def test_a_body_that_is_the_same_is_not_read_again(site: Site, readings: Readings) -> None:
    site.says(rss("x"))
    feeds = feeds_of(site.url())
    page = await feeds.fetch("")
    for _ in range(3):
        page = await feeds.fetch(page.cursor)
    assert readings.count == 1
    assert len(site.asked) == 4


async def test_new_and_changed_entries_are_told_and_no_others(site: Site) -> None:
    site.says(rss("one", "two"))
    feeds = feeds_of(site.url())
    page = await feeds.fetch("")
    site.says(rss("one", "two, mended", "three"))
    page = await feeds.fetch(page.cursor)
    assert [(post.key, post.title) for post in page.posts] == [
        ("https://a.example/1", "two, mended"),
        ("https://a.example/2", "three"),
    ]
    site.says(rss("one", "two, mended", "three", inside="<ttl>5</ttl>"))
    assert (await feeds.fetch(page.cursor)).posts == ()


async def test_what_cannot_be_read_is_told_once(site: Site) -> None:
    broken = (PAYLOADS / "broken_entry.xml").read_bytes()
    site.says(broken)
    feeds = feeds_of(site.url())
    page = await feeds.fetch("")
    site.says(broken.replace(b"Half Broken", b"Half Mended"))
    again = await feeds.fetch(page.cursor)
    assert len(page.rejected) == 3
    assert (again.posts, again.rejected, again.noted) == ((), (), ())


async def test_the_cursor_stays_small_however_long_a_feed_runs(site: Site) -> None:
    feeds, cursor = feeds_of(site.url()), ""
    for round_ in range(8):
        items = [{"id": f"https://a.example/{round_}/{n}", "title": "x"} for n in range(900)]
        site.says(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}))
        cursor = (await feeds.fetch(cursor)).cursor
    assert len(cursor) < 100_000


@pytest.mark.parametrize(
    ("headers", "inside", "seconds"),
    [
        ({}, "", None),
        ({"cache_control": "max-age=120"}, "", 120.0),
        ({"cache_control": "max-age=120"}, "<ttl>10</ttl>", 600.0),
        ({"cache_control": "max-age=9999999"}, "", 86_400.0),
        ({"cache_control": "no-cache"}, "", None),
        ({"expires": "Mon, 02 Mar 2026 09:05:00 GMT"}, "", 300.0),
        ({}, "<ttl>10</ttl>", 600.0),
        ({}, "<ttl>1440</ttl>", 3_600.0),
        ({}, "<ttl>soon</ttl>", None),
        (
            {},
            '<x:updatePeriod xmlns:x="http://purl.org/rss/1.0/modules/syndication/">hourly</x:updatePeriod>',
            3_600.0,
        ),
    ],
)
async def test_the_feeds_own_word_says_when_to_ask_again(
    site: Site, clock: Clock, headers: dict[str, str], inside: str, seconds: float | None
) -> None:
    site.says(rss("x", inside=inside), **headers)
    feeds = feeds_of(site.url(), clock)
    page = await feeds.fetch("")
    assert page.ask_after == seconds
    # Unchanged and not read again, it still holds.
    assert (await feeds.fetch(page.cursor)).ask_after == seconds


async def test_a_page_tells_how_far_it_is_by_the_servers_clock(site: Site, clock: Clock) -> None:
    site.says(rss("x"), date="Mon, 02 Mar 2026 08:59:30 GMT")
    page = await feeds_of(site.url(), clock).fetch("")
    assert page.reached_at == NOW - timedelta(seconds=30)


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (410, Refused, "says it is gone"),
        (404, Refused, "nothing at"),
        (401, Refused, "password"),
        (403, Refused, "does not let programs read it"),
        (451, Refused, "does not let programs read it"),
        (400, Refused, "refuses"),
        (406, Refused, "refuses"),
        (429, RetryLater, "less often"),
        (304, RetryLater, "cannot answer"),
        (302, RetryLater, "cannot answer"),
        (408, RetryLater, "cannot answer"),
        (500, RetryLater, "cannot answer"),
        (503, RetryLater, "cannot answer"),
    ],
)
async def test_every_status_says_what_to_do(
    site: Site, status: int, error: type[Exception], words: str
) -> None:
    site.answers["/feed"] = Answer(status=status)
    with pytest.raises(error, match=words):
        await feeds_of(site.url()).fetch("")


@pytest.mark.parametrize(
    ("status", "name", "value", "after"),
    [
        (429, "retry-after", "17", 17.0),
        (429, "retry-after", "Mon, 02 Mar 2026 09:01:00 GMT", 60.0),
        (429, "retry-after", "0", 1.0),
        (429, "retry-after", "999999999", 86_400.0),
        (429, "ratelimit-reset", "30", 30.0),
        (429, "x-ratelimit-reset", str(int(NOW.timestamp()) + 45), 45.0),
        (429, "x-rate-limit-reset", "60", 60.0),
        (429, "ratelimit", "limit=10, remaining=0, reset=50", 50.0),
        (429, "x-nothing", "1", 300.0),
        (403, "retry-after", "20", 20.0),
        (503, "retry-after", "120", 120.0),
        (503, "x-nothing", "1", 60.0),
    ],
)
async def test_the_servers_word_on_when_to_come_again_is_kept_to(
    site: Site, clock: Clock, status: int, name: str, value: str, after: float
) -> None:
    site.answers["/feed"] = Answer(status=status, headers={name: value})
    with pytest.raises(RetryLater) as caught:
        await feeds_of(site.url(), clock).fetch("")
    assert caught.value.after == after


async def test_half_an_answer_is_a_passing_fault_and_nothing_is_stored(site: Site) -> None:
    site.says(rss("x", "y")).cut = 150
    with pytest.raises(RetryLater, match="cannot be fetched"):
        await feeds_of(site.url()).fetch("")


async def test_half_a_feed_is_a_passing_fault_and_nothing_is_stored(site: Site) -> None:
    site.says(rss("x", "y")[:150])
    with pytest.raises(RetryLater, match="ends in the middle"):
        await feeds_of(site.url()).fetch("")


async def test_after_a_feed_that_could_not_be_read_its_body_is_asked_for_whole(site: Site) -> None:
    feeds = feeds_of(f"{site.url('/a')} {site.url('/b')}")
    site.says(rss("x"), "/a")
    site.says(rss("y")[:100], "/b", etag='"1"')
    first = await feeds.fetch((await feeds.fetch("")).cursor)
    assert "ends in the middle" in first.noted[0].what
    assert "etag" not in json.loads(first.cursor)["feeds"][site.url("/b")]


async def test_200_megabytes_are_refused_before_they_are_read(site: Site) -> None:
    site.says(b"<rss>").announced = 200_000_000
    with pytest.raises(Refused, match="larger than 10,000,000 bytes"):
        await feeds_of(site.url()).fetch("")


async def test_more_than_10_megabytes_are_cut_whatever_was_announced(site: Site) -> None:
    site.says(b"<rss>" + b" " * 10_000_001).announced = 10_000_006
    with pytest.raises(Refused, match="larger than 10,000,000 bytes"):
        await feeds_of(site.url()).fetch("")


async def test_a_server_that_is_not_there_is_a_passing_fault(site: Site) -> None:
    url = site.url()
    await site.__aexit__()
    with pytest.raises(RetryLater, match="cannot be fetched"):
        await feeds_of(url).fetch("")


@pytest.fixture
def unknown_certificate(tmp_path: Path) -> ssl.SSLContext:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    return context


async def test_a_certificate_nobody_vouches_for_is_a_fault_that_says_so(
    unknown_certificate: ssl.SSLContext,
) -> None:
    async with Site(tls=unknown_certificate) as site:
        with pytest.raises(RetryLater, match=r"(?i)certificate"):
            await feeds_of(site.url()).fetch("")


async def test_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "")
    with pytest.raises(Refused, match="private network"):
        await feeds_of(site.url()).fetch("")
    assert site.asked == []


async def test_a_page_leads_to_its_feed_and_check_says_which(site: Site) -> None:
    site.says((PAYLOADS / "page.html").read_bytes(), "/", content_type="text/html")
    site.says(rss("x"), "/feed/")
    feeds = feeds_of(site.url("/"))
    info = await feeds.check()
    assert info.handle == "A"
    assert info.name == f"A ({site.url('/feed/')})"
    assert info.remote_id == site.url("/")
    page = await feeds.fetch("")
    assert [post.title for post in page.posts] == ["x"]
    asked = len(site.asked)
    await feeds.fetch(page.cursor)
    assert site.paths[asked:] == ["/feed/"]


async def test_a_feed_that_moved_is_found_on_its_page_again(site: Site) -> None:
    site.says((PAYLOADS / "page.html").read_bytes(), "/")
    site.says(rss("x"), "/feed/", etag='"1"')
    feeds = feeds_of(site.url("/"))
    page = await feeds.fetch("")
    site.answers["/feed/"] = Answer(status=404)
    site.says(rss("x", "y"), "/rss")
    site.says('<html><link rel="alternate" type="application/atom+xml" href="rss"></html>', "/")
    assert [post.title for post in (await feeds.fetch(page.cursor)).posts] == ["y"]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html><body>No feed</body></html>", "names no feed"),
        (
            '<html><link rel="alternate" type="application/rss+xml" href="/feed"></html>',
            "which is a web page",
        ),
        ("hello", "cannot be read as a feed"),
        ("", "It is empty"),
    ],
)
async def test_an_address_without_a_feed_is_refused(site: Site, page: str, words: str) -> None:
    site.says(page)
    for ask in (feeds_of(site.url()).check(), feeds_of(site.url()).fetch("")):
        with pytest.raises(Refused, match=words):
            await ask


async def test_a_token_in_the_address_stands_in_nothing_that_is_kept(site: Site) -> None:
    path = "/feed?feed_token=secret-of-ours"
    site.says(
        '<rss version="2.0"><channel><item><title>x</title></item><item/></channel></rss>', path
    )
    feeds = feeds_of(site.url(path))
    page = await feeds.fetch("")
    assert (len(page.posts), len(page.rejected)) == (1, 1)
    site.answers[path].status = 404
    with pytest.raises(Refused) as caught:
        await feeds.fetch("")
    assert "secret-of-ours" not in f"{page.posts} {page.rejected} {page.noted} {caught.value}"


async def test_a_feed_that_moved_is_followed_and_noted_once(site: Site) -> None:
    site.answers["/feed"] = Answer(status=301, headers={"location": "/new"})
    site.says(rss("x"), "/new")
    feeds = feeds_of(site.url())
    page = await feeds.fetch("")
    assert [noted.what for noted in page.noted] == [
        f"The feed answers from {site.url('/new')}; enter that address instead."
    ]
    site.says(rss("x", "y"), "/new")
    page = await feeds.fetch(page.cursor)
    assert len(page.posts) == 1
    assert page.noted == ()


async def test_several_feeds_take_turns_and_a_dead_one_holds_up_none(
    site: Site, clock: Clock
) -> None:
    site.says(rss("x"), "/a")
    site.answers["/b"] = Answer(status=410)
    site.says(rss("y").replace("a.example", "c.example"), "/c")
    feeds = feeds_of(" ".join(site.url(path) for path in ("/a", "/b", "/c")), clock)
    pages, cursor = [], ""
    for _ in range(6):
        pages.append(await feeds.fetch(cursor))
        cursor = pages[-1].cursor
    assert [page.more for page in pages] == [True, True, False] * 2
    assert [post.title for page in pages for post in page.posts] == ["x", "y"]
    told = [noted.what for page in pages for noted in page.noted]
    assert len(told) == 1
    assert "gone" in told[0]
    # The dead one is not asked again at once, and is after an hour.
    assert site.paths.count("/b") == 1
    clock.goes_on(hours=2)
    for _ in range(3):
        cursor = (await feeds.fetch(cursor)).cursor
    assert site.paths.count("/b") == 2


async def test_when_every_feed_fails_it_is_a_failure(site: Site) -> None:
    feeds = feeds_of(f"{site.url('/a')} {site.url('/b')}")
    first = await feeds.fetch("")
    with pytest.raises(Refused, match="404"):
        await feeds.fetch(first.cursor)


@pytest.mark.parametrize("cursor", ["x", "[]", "{}", '{"turn": "x"}', '{"feeds": {"a": {"b": 1}}}'])
async def test_a_cursor_that_cannot_be_read_is_the_beginning(site: Site, cursor: str) -> None:
    site.says(rss("x"))
    assert len((await feeds_of(site.url()).fetch(cursor)).posts) == 1


async def test_the_past_is_what_the_feed_still_holds_and_no_more(site: Site, clock: Clock) -> None:
    site.says(rss("zero", "one", "two"))
    feeds = feeds_of(site.url(), clock)
    day = datetime(2026, 3, 2, tzinfo=UTC)
    page = await feeds.past(day + timedelta(hours=1), day + timedelta(hours=2), "")
    assert [post.title for post in page.posts] == ["one"]
    assert page.noted == ()
    assert page.reached_at == day + timedelta(hours=2)
    before = await feeds.past(day - timedelta(days=30), NOW, "")
    assert len(before.posts) == 3
    assert "begins with 2026-03-02 00:00 UTC" in before.noted[0].what
    assert "cannot be known here" in before.noted[0].what


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("https://a.example/feed", ["https://a.example/feed"]),
        ("a.example/feed", ["https://a.example/feed"]),
        ("feed://a.example/x", ["https://a.example/x"]),
        ("feed:http://a.example/x", ["http://a.example/x"]),
        ("https://a.example/a,b", ["https://a.example/a,b"]),
        (
            "https://a.example,https://b.example\n https://a.example; c.example",
            ["https://a.example", "https://b.example", "https://c.example"],
        ),
    ],
)
def test_addresses_are_taken_as_people_write_them(typed: str, found: list[str]) -> None:
    assert list(addresses(typed)) == found


@pytest.mark.parametrize(
    "typed",
    ["", " , ", "ftp://a.example/", "file:///etc/passwd", "https://", "https://a:b@c.example/",
     " ".join(f"https://a.example/{n}" for n in range(51))],
)  # fmt: skip
def test_what_cannot_be_an_address_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        addresses(typed)
