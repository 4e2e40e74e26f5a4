"""A text as the encoder was taught to see it."""

from __future__ import annotations

import re

# Nobody's mood hangs on whom they write to or what they link; the field's sets mask both the same way.
_HANDLE = re.compile(r"(?<![\w@])@[\w.-]*\w(?:@[\w.-]*\w)?")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
# Far more than the encoder reads, and little enough that a text of 100,000 characters costs nothing.
MOST_CHARACTERS = 2_000
# A long text is read piece by piece: what tells of danger may stand in its last line. Words a window holds, and windows that are read.
WINDOW = 45
MOST_WINDOWS = 8
_WORD = re.compile(r"\S+")


def windows(text: str) -> list[tuple[int, int]]:
    """Where each stretch of a text that is read by itself begins and ends; a short text is one."""
    if len(text) < 2 * WINDOW:
        return [(0, len(text))]
    words = [found.span() for found in _WORD.finditer(text[: WINDOW * MOST_WINDOWS * 20])]
    runs = [words[at : at + WINDOW] for at in range(0, len(words), WINDOW)]
    if len(runs) > 1 and len(runs[-1]) < WINDOW // 3:
        runs[-2:] = [runs[-2] + runs[-1]]
    return [(run[0][0], run[-1][1]) for run in runs[:MOST_WINDOWS]] or [(0, len(text))]


def plain(text: str) -> str:
    """Handles become "@user", links "http", runs of white space one blank; the beginning of a long text."""
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS]
    if "@" in text:
        text = _HANDLE.sub("@user", text)
    if "://" in text or "www." in text:
        text = _LINK.sub("http", text)
    if not text.isascii():
        # Half a character, which no library takes.
        text = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return " ".join(text.split())
