"""Messages whose matter is in a picture, a voice or a video, which this machine does not look at. Pure.

Somebody sends a screenshot of what went wrong and no word to it. Nothing here can tell what it shows: the reading says
so, and where the message is addressed to us a person has to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from rapport.understand.contract import ReadingResult, Reason
from rapport.understand.reading.asking import BRIEF_WORDS

# What was not read, by the kind of medium; the first that a message has is named.
UNREAD: Mapping[str, str] = {"video": "video", "audio": "voice", "image": "picture"}
_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|[@#]\S+")
# Sure that somebody must look, not of what they will see.
_SURE = 0.6


def unread_in(text: str, media: Iterable[Mapping[str, Any]], reading: ReadingResult) -> str:
    """ "picture", "voice" or "video" where that is all, or nearly all, that was said; else ""."""
    kinds = {str(one.get("kind", "")) for one in media}
    what = next((word for kind, word in UNREAD.items() if kind in kinds), "")
    words = [word for word in _NO_WORDS.sub(" ", text).split() if any(map(str.isalpha, word))]
    says_enough = reading.needs_answer or reading.intent != "chatter"
    return "" if words and (len(words) > BRIEF_WORDS or says_enough) else what


def marked_unread(reading: ReadingResult, what: str, *, to_us: bool) -> ReadingResult:
    """The reading, saying that `what` was not read and, where it was sent to us, that somebody must."""
    marked = replace(reading, reasons=(*reading.reasons, Reason(what, 0, 0, "", 1.0)))
    if not to_us:
        return marked
    sure = max(_SURE, reading.needs_answer_confidence) if reading.needs_answer else _SURE
    return replace(marked, needs_answer=True, needs_answer_confidence=sure)
