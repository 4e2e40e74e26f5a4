"""Made-up queries and documents that often meet, for differential tests: the same seed gives the same ones.

    >>> rng = Random(7)
    >>> matches(generate_query(rng), generate_document(rng), now=NOW)

The documents hold what tokenisers trip over: emoji with skin tones and joiners, Chinese, Japanese and Thai,
right-to-left text, composed and decomposed accents, zero-width characters, hashtags, handles and tickers.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random

from rapport.kit.text import terms
from rapport.query import registry
from rapport.query.document import Document, Value
from rapport.query.fields import ALL, HAS, IS, TYPES
from rapport.query.registry import FieldSpec, Kind, Tier
from rapport.query.tree import (
    And,
    Field,
    Near,
    Node,
    Not,
    Op,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Raw,
    Term,
    Within,
    Word,
)
from rapport.query.values import folded, host_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

WORDS = """
    refund refunds refunded money back late parcel café CAFÉ Zoë organise organize harbour Harbour's don't
    state-of-the-art ﬁne Straße über naïve Ω #refund #Café @ann @ann.bsky.social $AAPL 100 3.5 Google+ C++
    👍 👍🏽 👩‍👩‍👧 🇩🇪 ❤️ 東京 東京都 退款 がき カフェ ขอเงินคืน น้ำ שלום مرحبا مَرْحَبًا İstanbul नमस्ते
""".split()  # noqa: SIM905 - words read better as lines than as a list of quotes
RAW = ("Google+", "C++", "Harbour's", "CAFÉ", "3.5", "👍🏽", "東", "und?", "late parcel", ". ")
HOSTS = ("example.org", "news.example.org", "badexample.org", "bücher.example", "x.com")
KEYWORDS = ("ann", "Ann.Bsky.Social", "Zoë", "late parcel", "en", "bluesky", "R&D")
OPERATORS: tuple[Op, ...] = ("is", "<", "<=", ">", ">=", "..")
DAYS = ("2026-02-01", "2026-02-27", "2026-03-01", "2026-02-27T12:30:00+00:00")
PUNCTUATION = (" ", " ", " ", " ", ", ", ". ", "\n", " \u200b", "…", "")


@contextmanager
def registered(*specs: FieldSpec) -> Iterator[None]:
    """The product's fields (or those given) stand registered, and what stood before stands again after."""
    before = dict(registry.fields())
    registry.replace(specs or ALL)
    try:
        yield
    finally:
        registry.replace(before.values())


def generate_query(rng: Random, *, tiers: Sequence[Tier] = tuple(Tier), depth: int = 3) -> Node:
    """A query as the parser would give it: words are terms of `kit.text`, no And within And. No Named, no unresolved list."""
    roll = rng.random()
    if depth == 0 or roll < 0.3:
        return _leaf(rng, tiers)
    if roll < 0.45:
        part = generate_query(rng, tiers=tiers, depth=depth - 1)
        return part.part if isinstance(part, Not) else Not(part)
    kind: type[And | Or] = And if roll < 0.7 else Or
    parts: list[Node] = []
    for _ in range(rng.randint(2, 4)):
        part = generate_query(rng, tiers=tiers, depth=depth - 1)
        parts.extend(part.parts if isinstance(part, kind) else (part,))
    return kind(tuple(parts))


def generate_words(rng: Random) -> Node:
    """A query of words alone: no fields, no raw: and no NOT."""
    return _near(rng, depth=2) if rng.random() < 0.3 else _some_words(rng)


def generate_document(rng: Random) -> Document:
    return Document(
        text=_text(rng, rng.choice((0, 3, 8, 20, 60))),
        title=_text(rng, 4) if rng.random() < 0.3 else "",
        values=_values(rng),
    )


def _leaf(rng: Random, tiers: Sequence[Tier]) -> Node:
    roll = rng.random()
    if roll < 0.2:
        return _field(rng, tiers)
    if roll < 0.27:
        return Raw(rng.choice(RAW))
    if roll < 0.37:
        return Within(
            rng.choice(("title", "text", "authorname", "links")), _words_query(rng, depth=1)
        )
    if roll < 0.55:
        return _near(rng, depth=2)
    return _some_words(rng)


def _words_query(rng: Random, *, depth: int) -> Node:
    """What a text field takes: no fields inside."""
    roll = rng.random()
    if depth == 0 or roll < 0.6:
        return _near(rng, depth=1) if roll < 0.1 else _some_words(rng)
    if roll < 0.7:
        return Not(_some_words(rng))
    kind = rng.choice((And, Or))
    return kind((_some_words(rng), _some_words(rng)))


def _near(rng: Random, *, depth: int) -> Near:
    return Near(
        _near_side(rng, depth=depth - 1),
        _near_side(rng, depth=depth - 1),
        distance=rng.choice((0, 1, 3, 4, 10)),
        ordered=rng.random() < 0.4,
    )


def _near_side(rng: Random, *, depth: int) -> Node:
    roll = rng.random()
    if depth and roll < 0.2:
        return _near(rng, depth=depth)
    if roll < 0.4:
        return Or(tuple(_some_words(rng) for _ in range(rng.randint(2, 3))))
    return _some_words(rng)


def _some_words(rng: Random) -> Word | Phrase:
    """One word, or a phrase: also of a word that the tokeniser cuts into several terms."""
    if rng.random() < 0.75:
        return _as_one(tuple(Term(term) for term in terms(rng.choice(WORDS)))[: 1 + _wild(rng)])
    words = tuple(_word(rng) for _ in range(rng.randint(2, 3)))
    return Phrase(words, slop=rng.choice((0, 0, 1, 3)))


def _wild(rng: Random) -> int:
    return rng.choice((0, 5))


def _as_one(words: tuple[Word, ...]) -> Word | Phrase:
    return words[0] if len(words) == 1 else Phrase(words)


def _word(rng: Random) -> Word:
    term = rng.choice(terms(rng.choice(WORDS)))
    roll = rng.random()
    if roll < 0.7 or len(term) < 4 or not term.isalpha():
        return Term(term)
    if roll < 0.85:
        return Prefix(term[: rng.randint(3, len(term) - 1)])
    at = rng.randint(1, len(term) - 1)
    return Pattern(term[:at] + "?" + term[at + 1 :] + rng.choice(("", "*")))


def _field(rng: Random, tiers: Sequence[Tier]) -> Node:
    specs = [s for s in ALL if s.tier in tiers and s.kind not in (Kind.WORDS, Kind.LIST)]
    spec = rng.choice(specs)
    match spec.kind:
        case Kind.NUMBER:
            low = rng.randint(0, 20)
            op = rng.choice(OPERATORS)
            return Field(spec.name, op, (str(low), str(low + 5)) if op == ".." else (str(low),))
        case Kind.TIME:
            asked = rng.choice(("2d", "36h", "4w")) if spec.name == "since" else rng.choice(DAYS)
            return Field(spec.name, "is", (asked,))
        case Kind.DOMAIN:
            return Field(
                spec.name, "is", (rng.choice(("example.org", "x.com", host_of("bücher.example"))),)
            )
        case Kind.CHOICE | Kind.FLAG:
            choices = [c for c in spec.choices if spec.tier_of(c) in tiers]
            return Field(spec.name, "is", tuple(rng.sample(choices, rng.randint(1, 2))))
        case _:
            keywords = [folded(keyword) for keyword in KEYWORDS]
            return Field(spec.name, "is", tuple(rng.sample(keywords, rng.randint(1, 2))))


def _text(rng: Random, words: int) -> str:
    known = rng.sample(WORDS, 10)  # few of them, so that phrases and NEAR are met too
    written = "".join(_written(rng, known) + rng.choice(PUNCTUATION) for _ in range(words))
    return unicodedata.normalize(rng.choice(("NFC", "NFD")), written) if written else ""


def _written(rng: Random, known: Sequence[str]) -> str:
    word = rng.choice(known)
    roll = rng.random()
    if roll < 0.1 and len(word) > 1:
        at = rng.randint(1, len(word) - 1)
        return word[:at] + rng.choice(("\u200b", "\u200d", "\u00ad", "\ufe0f")) + word[at:]
    return word.upper() if roll < 0.3 else word


def _values(rng: Random) -> dict[str, Value]:
    """Each value is known or not, so that evaluators must agree about what is missing too."""
    made: dict[str, Value] = {
        "url": f"https://{rng.choice(HOSTS)}/late/parcel",
        "authorname": _text(rng, 2),
        "bio": _text(rng, 4),
        "links": tuple(
            f"https://www.{host}/refund?x=1" for host in rng.sample(HOSTS, rng.randint(0, 2))
        ),
        "verified": rng.random() < 0.5,
        "type": rng.choice(TYPES),
        "created_at": NOW - timedelta(hours=rng.randint(0, 900)),
        "has": tuple(rng.sample(HAS, rng.randint(0, 3))),
        "is": tuple(rng.sample(IS, rng.randint(0, 2))),
        "sentiment": rng.choice(("negative", "neutral", "positive")),
    }
    for spec in ALL:
        if spec.kind == Kind.NUMBER:
            made[spec.name] = rng.choice((rng.randint(0, 25), rng.randint(0, 50) / 2))
        elif spec.kind == Kind.KEYWORD:
            several = rng.random() < 0.3
            made[spec.name] = (
                tuple(rng.sample(KEYWORDS, 2)) if several else rng.choice(KEYWORDS).upper()
            )
    return {name: value for name, value in made.items() if rng.random() < 0.7}
