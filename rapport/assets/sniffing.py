"""What sound and moving pictures are, by their first bytes and by nothing else. Pure.

What a server or a sender calls them is hostile: a page that calls itself a video would be one in a browser. Signatures
after the formats' own documents and WHATWG's MIME Sniffing Standard (sections 6.1 and 6.2, read 2026-11).
"""

from __future__ import annotations

from typing import Literal

Kind = Literal["audio", "video"]

# Second bytes of an MPEG audio frame of layer III, with and without a checksum; others look like texts in UTF-16.
_MP3_FRAMES = (0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2)
_ADTS_FRAMES = (0xF1, 0xF0, 0xF9, 0xF8)

SUFFIXES = {
    "audio/mpeg": ".mp3",
    "audio/aac": ".aac",
    "audio/wav": ".wav",
    "audio/flac": ".flac",
    "audio/ogg": ".ogg",
    "video/ogg": ".ogv",
    "audio/mp4": ".m4a",
    "video/mp4": ".mp4",
    "audio/webm": ".weba",
    "video/webm": ".webm",
}


def playable_type(content: bytes, kind: Kind) -> str:
    """The type under which a browser may play it as that kind, or "" where it is nothing we know."""
    if len(content) < 16:
        return ""
    container = _container(content)
    if container:
        return f"{kind}/{container}"
    return _sound(content) if kind == "audio" else ""


def _container(content: bytes) -> str:
    """Those that hold sound alone or pictures with it."""
    if content[4:8] == b"ftyp":
        return "mp4"
    if content[:4] == b"OggS":
        return "ogg"
    if content[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in content[:64]:
        return "webm"
    return ""


def _sound(content: bytes) -> str:
    if content[:3] == b"ID3" or (content[0] == 0xFF and content[1] in _MP3_FRAMES):
        return "audio/mpeg"
    if content[0] == 0xFF and content[1] in _ADTS_FRAMES:
        return "audio/aac"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    return "audio/flac" if content[:4] == b"fLaC" else ""
