"""A bench's browser follows redirects, keeps cookies and its line, and sends forms."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from rapport.cli.bench.browsing import Browser, Page


class Far(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    lines: set[tuple[str, int]] = set()

    def do_GET(self) -> None:
        Far.lines.add(self.client_address)
        if self.path == "/in/":
            self._answer(302, "", ("Location", "/pulse/"), ("Set-Cookie", "session=s1; Path=/"))
        else:
            self._answer(200, f"{self.path} as {self.headers['Cookie']}")

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._answer(422 if "text" not in form else 200, str(form))

    def _answer(self, status: int, text: str, *headers: tuple[str, str]) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def browser() -> Iterator[Browser]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Far)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    browser = Browser(f"http://127.0.0.1:{server.server_port}")
    yield browser
    browser.close()
    server.shutdown()
    server.server_close()


def test_it_signs_in_asks_and_writes_on_one_line(browser: Browser) -> None:
    Far.lines.clear()
    assert browser.get("/in/") == Page(200, "/pulse/", "/pulse/ as session=s1")
    asked = browser.get("/inbox/", asked={"find": "lost bag"})
    assert asked.text == "/inbox/?find=lost+bag as session=s1"
    assert browser.post("/reply/", form={"text": "Åse & co"}).text == "{'text': ['Åse & co']}"
    assert browser.post("/reply/", form={}).status == 422
    assert len(Far.lines) == 1
