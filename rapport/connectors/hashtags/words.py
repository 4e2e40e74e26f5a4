"""Which hashtags to ask for: those a person typed, or the words that queries need, as people write hashtags."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.kit.text import fold

# One request each a round; more would not fit into a server's limit at a useful interval.
MOST_TAGS = 60


def hashtags(typed: str, terms: Iterable[str]) -> tuple[str, ...]:
    """In small letters, without #, each once, in order. A word of several parts is written together."""
    wanted = typed.replace("\n", ",").split(",") if typed.strip() else terms
    return tuple(dict.fromkeys(filter(None, map(as_hashtag, wanted))))


def as_hashtag(word: str) -> str:
    """ "River Café" -> "rivercafe"; "" for what can be none: @names, $signs, digits alone, other marks.

    Mastodon finds tags without regard to case and accents (app/lib/hashtag_normalizer.rb, read 2026-11-26).
    """
    joined = "".join(fold(part.strip("#＃")) for part in word.split())
    is_one = joined.replace("_", "").isalnum() and not joined.isdigit() and len(joined) <= 100
    return joined if is_one else ""
