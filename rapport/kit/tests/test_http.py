from __future__ import annotations

import contextlib
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from rapport.kit import http
from rapport.kit.http import (
    Blocked,
    TooLarge,
    TooSlow,
    Unreachable,
    fetch,
    fetch_blocking,
    is_public,
)


class Site(BaseHTTPRequestHandler):
    """A web server on loopback whose pages misbehave each in its own way."""

    def do_GET(self):
        page = getattr(self, "page_" + self.path.strip("/").partition("/")[0].partition("?")[0])
        page()

    def page_hello(self):
        self._answer(200, b"hello", {"Content-Type": "Text/Plain; charset=utf-8"})

    def page_host(self):
        self._answer(200, self.headers["Host"].encode(), {})

    def page_to(self):
        self._answer(302, b"", {"Location": self.path.removeprefix("/to/")})

    def page_loop(self):
        self._answer(302, b"", {"Location": "/loop"})

    def page_gone(self):
        self._answer(410, b"gone", {})

    def page_announced(self):
        self._answer(200, b"x" * 2000, {})

    def page_endless(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x" * 1000)

    def page_squeezed(self):
        self._answer(200, b"not really", {"Content-Encoding": "gzip"})

    def page_slow(self):
        self.send_response(200)
        self.end_headers()
        while not self.server.closing.wait(0.05):
            self.wfile.write(b"x")

    def _answer(self, status, body, headers):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass

    def handle(self):
        with contextlib.suppress(ConnectionError):
            super().handle()


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.closing = threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def names(monkeypatch):
    """Lets a test say which addresses a name has."""
    known = {}
    real = socket.getaddrinfo

    def look_up(host, port, *args, **kwargs):
        if host not in known:
            return real(host, port, *args, **kwargs)
        return [entry for address in known[host] for entry in real(address, port, *args, **kwargs)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


OPEN = ("127.0.0.1",)


async def test_a_page_comes_with_status_type_and_body(site):
    page = await fetch(f"{site}/hello", allow_hosts=OPEN)
    assert (page.status, page.content_type, page.body) == (200, "text/plain", b"hello")


async def test_an_error_page_is_an_answer_like_any_other(site):
    assert (await fetch(f"{site}/gone", allow_hosts=OPEN)).status == 410


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0.0.0.0",  # noqa: S104
        "169.254.169.254",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fc00::1]",
        "[ff02::1]",
        "224.0.0.1",
        "255.255.255.255",
        "localhost",
    ],
)
async def test_private_addresses_are_blocked_however_they_are_written(host):
    with pytest.raises(Blocked):
        await fetch(f"http://{host}:8080/", allow_hosts=())


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"],
)
def test_public_addresses_are_public(address):
    assert is_public(address)


async def test_a_name_that_leads_inside_is_blocked(names):
    names["rebind.example"] = ["127.0.0.1"]
    with pytest.raises(Blocked, match="private network"):
        await fetch("http://rebind.example/", allow_hosts=())


async def test_one_private_address_among_public_ones_blocks_the_name(names):
    names["mixed.example"] = ["93.184.215.14", "10.0.0.7"]
    with pytest.raises(Blocked):
        await fetch("http://mixed.example/", allow_hosts=())


async def test_a_name_is_resolved_once_and_the_connection_goes_to_what_was_checked(
    site, names, monkeypatch
):
    """The name changes its answer after the check; the second answer must never be asked for."""
    asked = []
    real = socket.getaddrinfo

    def look_up(host, port, *args, **kwargs):
        if host == "changing.example":
            asked.append(host)
            return real("127.0.0.1" if len(asked) == 1 else "127.0.0.2", port, *args, **kwargs)
        return real(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    port = site.rpartition(":")[2]
    page = await fetch(f"http://changing.example:{port}/host", allow_hosts=("changing.example",))
    assert asked == ["changing.example"]
    assert page.body == f"changing.example:{port}".encode()


async def test_a_redirect_into_the_private_network_is_blocked(site):
    with pytest.raises(Blocked):
        await fetch(f"{site}/to/http://169.254.169.254/latest/meta-data/", allow_hosts=OPEN)


async def test_a_redirect_to_a_file_is_blocked(site):
    with pytest.raises(Blocked, match="http or https"):
        await fetch(f"{site}/to/file:///etc/passwd", allow_hosts=OPEN)


async def test_a_redirect_is_followed_to_the_page(site):
    page = await fetch(f"{site}/to//hello", allow_hosts=OPEN)
    assert (page.url, page.body) == (f"{site}/hello", b"hello")


async def test_redirects_without_end_end(site):
    with pytest.raises(Unreachable, match="more than 5 times"):
        await fetch(f"{site}/loop", allow_hosts=OPEN)


@pytest.mark.parametrize("page", ["announced", "endless"])
async def test_a_body_over_the_limit_is_refused_announced_or_not(site, page):
    with pytest.raises(TooLarge, match="1,000 bytes"):
        await fetch(f"{site}/{page}", max_bytes=1000, allow_hosts=OPEN)


async def test_bytes_compressed_unasked_are_refused(site):
    with pytest.raises(Unreachable, match="compressed"):
        await fetch(f"{site}/squeezed", allow_hosts=OPEN)


async def test_a_body_that_drips_is_cut_at_the_total_time(site):
    started = time.monotonic()
    with pytest.raises(TooSlow, match=r"0\.3 s"):
        await fetch(f"{site}/slow", timeout_seconds=0.3, allow_hosts=OPEN)
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//example.org/",
        "",
        "http://",
        "http://[::1",
        "http://user:password@example.org/",
        "http://example.org:99999/",
        "http://93.184.215.14:25/",
    ],
)
async def test_what_is_not_a_web_address_is_blocked(url):
    with pytest.raises(Blocked):
        await fetch(url, allow_hosts=())


async def test_a_name_without_an_address_is_unreachable(names):
    names["nowhere.example"] = []
    with pytest.raises(Unreachable):
        await fetch("http://nowhere.example/", allow_hosts=())


async def test_the_operator_opens_a_host_by_the_environment(site, monkeypatch):
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "")
    with pytest.raises(Blocked):
        await fetch(f"{site}/hello")
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", f"other.example, {site.removeprefix('http://')}")
    assert (await fetch(f"{site}/hello")).body == b"hello"


def test_fetching_works_without_an_event_loop(site):
    assert fetch_blocking(f"{site}/hello", allow_hosts=OPEN).body == b"hello"


def test_network_libraries_are_held_by_the_same_guard(site):
    with httpx.Client(
        transport=http.guarded_transport(allow_hosts=OPEN), trust_env=False
    ) as client:
        assert client.get(f"{site}/hello").text == "hello"
    transport = http.guarded_transport(allow_hosts=())
    with httpx.Client(transport=transport, trust_env=False) as client, pytest.raises(Blocked):
        client.get(f"{site}/hello")


async def test_asynchronous_network_libraries_too(site):
    transport = http.guarded_async_transport(allow_hosts=())
    async with httpx.AsyncClient(transport=transport, trust_env=False) as client:
        with pytest.raises(Blocked):
            await client.get(f"{site}/hello")


async def test_a_query_string_is_not_repeated_in_an_error():
    with pytest.raises(Blocked) as refused:
        await fetch("ftp://example.org/?token=secret", allow_hosts=())
    assert "secret" not in str(refused.value)
