"""Sound and videos from outside, and files that came with messages: from our origin, and seekable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.assets import actions
from rapport.assets.models import OutsidePicture
from rapport.assets.queries import picture_path
from rapport.assets.tests.test_encoding import picture
from rapport.web.pictures.ranges import asked_range
from rapport.web.pictures.tests.test_pictures import host as host
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
CLIP = b"\0\0\0\x20ftypisom" + bytes(range(256)) * 20


def wanted(host, content: bytes, kind: str = "video") -> str:
    host.pages["/clip"] = content
    url = f"http://127.0.0.1:{host.server_port}/clip"
    actions.want_media([(kind, url)], now=NOON)
    return picture_path(url)


def test_a_video_is_fetched_once_and_served_as_what_its_bytes_are(client, gus, host):
    path = wanted(host, CLIP)
    client.force_login(gus)
    for _ in range(2):
        answer = client.get(path)
        assert (answer.status_code, answer.content) == (200, CLIP)
    assert host.asked == ["/clip"]
    assert answer["Content-Type"] == "video/mp4"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_one_can_seek_in_it(client, gus, host):
    path = wanted(host, CLIP)
    client.force_login(gus)
    part = client.get(path, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, CLIP[100:200])
    assert part["Content-Range"] == f"bytes 100-199/{len(CLIP)}"
    end = client.get(path, headers={"Range": "bytes=-10"})
    assert end.content == CLIP[-10:]
    beyond = client.get(path, headers={"Range": f"bytes={len(CLIP)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(CLIP)}")


def test_a_page_that_calls_itself_a_video_is_not_served(client, gus, host):
    path = wanted(host, b"<html><script>alert(1)</script></html>")
    client.force_login(gus)
    answer = client.get(path)
    assert answer.status_code == 404
    assert b"script" not in answer.content
    assert OutsidePicture.objects.get().state == "refused"


def test_a_video_larger_than_the_cap_is_refused(client, gus, host, monkeypatch):
    monkeypatch.setitem(actions._BOUNDS, OutsidePicture.Kind.VIDEO, (100, 5.0))
    path = wanted(host, CLIP)
    client.force_login(gus)
    assert client.get(path).status_code == 404
    assert "larger than" in OutsidePicture.objects.get().reason


def test_whoever_is_not_signed_in_hears_nothing(client, host):
    assert client.get(wanted(host, CLIP)).status_code == 404
    assert host.asked == []


def kept(content: bytes, kind: str, name: str = "a") -> OutsidePicture:
    row = actions.keep_attachment(content, url="attachment:m:1:0", kind=kind, name=name, now=NOON)
    assert row is not None
    return row


def test_a_file_is_only_ever_downloaded(client, gus, host):
    page = b"<html><script>alert(1)</script></html>"
    kept(page, "file", name="../../bill\r\nX-Evil: 1.html")
    client.force_login(gus)
    answer = client.get(picture_path("attachment:m:1:0"))
    assert (answer.status_code, answer.content) == (200, page)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert "X-Evil" not in answer.headers
    assert "/" not in answer["Content-Disposition"].replace("utf-8''", "")


def test_an_attached_picture_is_encoded_anew_and_what_is_none_becomes_a_file(client, gus, host):
    assert (kept(picture("PNG"), "image").kind, kept(b"no picture", "image").kind) == (
        "image",
        "file",
    )
    kept(picture("PNG"), "image")
    client.force_login(gus)
    answer = client.get(picture_path("attachment:m:1:0"))
    assert answer["Content-Type"] == "image/webp"


def test_what_came_with_a_message_is_not_swept_as_what_can_be_fetched_again(host):
    kept(picture("PNG"), "image")
    assert actions.let_pictures_go(NOON.replace(year=2030), 100) == 0
    assert actions.forget_pictures(["attachment:m:1:0"]) == 1


def test_what_is_too_large_is_not_kept(monkeypatch):
    monkeypatch.setattr(actions, "ATTACHMENT_BYTES", 3)
    assert (
        actions.keep_attachment(b"four", url="attachment:x", kind="file", name="", now=NOON) is None
    )


@given(
    st.text(max_size=30) | st.from_regex(r"bytes=\d{0,4}-\d{0,4}", fullmatch=True),
    st.integers(0, 999),
)
def test_a_range_lies_in_the_file_or_is_refused(header, size):
    found = asked_range(header, size=size)
    assert found is None or 0 <= found[0] <= found[1] < size
