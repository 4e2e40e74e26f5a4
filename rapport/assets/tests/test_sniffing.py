"""Only bytes that are what browsers play are played, whatever they call themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.assets.sniffing import SUFFIXES, playable_type

REST = b"\0" * 32


@pytest.mark.parametrize(
    ("start", "kind", "mime"),
    [
        (b"ID3\x04", "audio", "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "audio", "audio/mpeg"),
        (b"\xff\xf1\x50\x80", "audio", "audio/aac"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio", "audio/wav"),
        (b"fLaC", "audio", "audio/flac"),
        (b"OggS", "audio", "audio/ogg"),
        (b"OggS", "video", "video/ogg"),
        (b"\0\0\0\x20ftypM4A ", "audio", "audio/mp4"),
        (b"\0\0\0\x20ftypisom", "video", "video/mp4"),
        (b"\x1a\x45\xdf\xa3\x01B\x82\x84webm", "video", "video/webm"),
    ],
)
def test_each_format_is_known_by_its_first_bytes(start, kind, mime):
    assert playable_type(start + REST, kind) == mime
    assert mime in SUFFIXES


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        "<html><script>alert(1)</script>".encode("utf-16"),
        b"#EXTM3U\n#EXT-X-VERSION:3\nhttps://elsewhere.example/1.ts\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7 and so on and so on",
        b"",
        b"ID3",
    ],
)
def test_pages_playlists_and_documents_are_never_played(content):
    assert playable_type(content, "audio") == playable_type(content, "video") == ""


@given(st.binary(max_size=80), st.sampled_from(["audio", "video"]))
def test_any_bytes_at_all_are_told_or_refused(content, kind):
    mime = playable_type(content, kind)
    assert mime == "" or (mime in SUFFIXES and mime.startswith(kind))
