"""The picture proxy, against a host of our own on loopback."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rapport.assets import actions
from rapport.assets.models import OutsidePicture
from rapport.assets.queries import picture_path
from rapport.assets.tests.test_encoding import picture
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(settings, tmp_path, monkeypatch):
    """Serves what stands in `pages`; counts what it was asked for."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "127.0.0.1")

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append(self.path)
            body = server.pages.get(self.path)
            self.send_response(200 if body else 404)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.pages, server.asked = {}, []
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def named(host, path, content=None):
    url = f"http://127.0.0.1:{host.server_port}{path}"
    if content:
        host.pages[path] = content
    actions.want_pictures([url], now=NOON)
    return url


def test_a_picture_is_fetched_once_and_served_as_we_encoded_it(client, gus, host):
    url = named(host, "/face.png", picture("PNG"))
    client.force_login(gus)
    for _ in range(2):
        answer = client.get(picture_path(url))
        assert answer.status_code == 200
        assert answer.content[:4] == b"RIFF"
    assert host.asked == ["/face.png"]
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "private" in answer["Cache-Control"]


def test_a_script_that_calls_itself_a_picture_becomes_an_empty_one_with_the_reason_kept(
    client, gus, host
):
    url = named(host, "/face.svg", b"<svg><script>alert(1)</script></svg>")
    client.force_login(gus)
    answer = client.get(picture_path(url))
    assert (answer.status_code, answer["Content-Type"]) == (404, "image/png")
    assert b"script" not in answer.content
    assert "no picture" in OutsidePicture.objects.get(url=url).reason


def test_a_picture_that_could_not_be_had_is_not_asked_for_at_every_view(client, gus, host):
    url = named(host, "/missing.png")
    client.force_login(gus)
    for _ in range(3):
        assert client.get(picture_path(url)).status_code == 404
    assert host.asked == ["/missing.png"]


def test_an_address_inside_the_house_is_never_fetched(client, gus, host, monkeypatch):
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "")
    url = named(host, "/face.png", picture("PNG"))
    client.force_login(gus)
    assert client.get(picture_path(url)).status_code == 404
    assert host.asked == []


def test_an_address_nobody_named_is_not_fetched(client, gus, host):
    client.force_login(gus)
    url = f"http://127.0.0.1:{host.server_port}/made-up.png"
    assert client.get(picture_path(url)).status_code == 404
    assert host.asked == []


def test_strangers_and_charlie_see_no_pictures(client, charlie, host):
    url = named(host, "/face.png", picture("PNG"))
    assert client.get(picture_path(url)).status_code == 404
    client.force_login(charlie)
    assert client.get(picture_path(url)).status_code == 404
    assert host.asked == []


def test_a_picture_of_ours_is_shown_to_members_only(client, alice, host):
    asset = actions.store_upload(picture("PNG"), alt="Teal", by_id=alice.pk, now=NOON)
    assert client.get(f"/pictures/ours/{asset.pk}").status_code == 404
    client.force_login(alice)
    assert client.get(f"/pictures/ours/{asset.pk}").status_code == 200
    assert client.get("/pictures/ours/999").status_code == 404


def uploaded(client, content, **more):
    file = SimpleUploadedFile("face.png", content, content_type="image/png")
    return client.post("/pictures/ours/", {"picture": file, **more})


def test_alice_uploads_a_picture_with_its_alt_text(client, alice, host):
    client.force_login(alice)
    answer = uploaded(client, picture("PNG"), alt="A teal card")
    assert answer.status_code == 201
    assert answer.json()["alt"] == "A teal card"
    assert client.get(answer.json()["path"]).status_code == 200


def test_a_file_that_is_no_picture_is_refused_with_the_reason(client, alice, host):
    client.force_login(alice)
    for content in (b"<html>", b""):
        answer = uploaded(client, content)
        assert answer.status_code == 422
        assert "picture" in answer.json()["error"]


def test_gus_who_only_looks_uploads_nothing(client, gus, host):
    client.force_login(gus)
    assert uploaded(client, picture("PNG")).status_code == 403
