"""Slips of the hand: another language than the person's, links that fail, misspelt and doubled words, open brackets, shouting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapport.understand.registry import possible_languages
from rapport.voice.checking.links import Slip, slips_in_links
from rapport.voice.checking.plain import MOST_CHARACTERS, WORD, plain
from rapport.voice.checking.sentences import sentences
from rapport.voice.checking.spelling import slips_of_spelling
from rapport.voice.contract import Finding, Remedy
from rapport.voice.words.links import LANGUAGE_NAMES, TWICE
from rapport.voice.words.misspelt import MISSPELT

MOST_FINDINGS = 5
# Fewer words than this may be a name, a thank you or a word of the house.
WORDS_WITH_A_LANGUAGE = 5
# So many words in a row in capitals are louder than names and abbreviations.
LOUD_WORDS = 4
LOUD_LETTERS = 15
# Votes of small words after which a misspelling of that language is looked for.
A_WORD = 1.0
_LISTED = frozenset(wrong for words in MISSPELT.values() for wrong in words)
# Who reads one reads the other.
_KIN = (frozenset({"no", "da"}), frozenset({"no", "sv"}))

_DOUBLED = re.compile(r"(?<![\w'’@#.-])([^\W\d_]{2,})[ \t]+(\1)(?![\w'’-])", re.IGNORECASE)
_LOUD = re.compile(
    rf"(?<!\w)(?:[^\W\d_a-z]{{2,}}[ ,!]+){{{LOUD_WORDS - 1},}}[^\W\d_a-z]{{2,}}(?!\w)"
)
_NO_SPACE = re.compile(
    r"(?<![\w./@:-])(?P<before>[^\W\d_]*[^\W\d_A-Z]{2})(?P<stop>[.!?])(?P<after>[A-ZÄÖÜÅÆØÉÈÀ][^\W\d_A-Z]+)(?![\w@/]|[.][a-z])"
)
_NO_SPACE_COMMA = re.compile(
    r"(?<![\w./@:-])(?P<before>[^\W\d_]{3,})(?P<stop>[,;])(?P<after>[^\W\d_]{2,})(?![\w@/])"
)
_BEGINS = re.compile(r"(?:^|[.!?\n])\W*$")
_LINK = re.compile(r"(?:https?:|www\.)[^\s()<>]+|[^\s()]+@[^\s()]+|@\w+")
_SMILE = re.compile(r"[:;=8xX][\'’-]?[()\[\]]+|(?<!\S)[()\[\]]+[\'’-]?[:;=]|¯\\_\(ツ\)_/¯")
_QUOTES = {"“": "”", "«": "»"}


def craft_in(
    text: str,
    *,
    message: str,
    public: bool,
    ours: Sequence[str] = (),
    limit: int | None = None,
    waits: bool = True,
) -> list[Finding]:
    """Notes on slips, at most five, in the order of the text.

    `ours` are texts we publish; the hosts of their links are our own. `limit` is the most code points that may be
    said, None where nobody counts. In private a link may know who follows it. Unless it `waits`, a dictionary that is not loaded yet is not asked.
    """
    text = text[:MOST_CHARACTERS]
    bare = _LINK.sub(lambda link: " " * len(link.group()), text)
    slips = [
        *_other_language(text, message),
        *(
            slip
            for slip in slips_in_links(text, ours=ours)
            if public or "tells who" not in slip.why
        ),
        *_misspelt(bare),
        *_unknown_words(bare, besides=(message, *ours), waits=waits),
        *_doubled(bare),
        *_unbalanced(bare),
        *_loud(bare),
        *_no_space(bare),
    ]
    if limit is not None and len(text) > limit:
        slips.append(Slip(limit, len(text), f"{len(text) - limit} characters too long", 1.0))
    return [_finding(text, slip) for slip in sorted(slips)[:MOST_FINDINGS]]


def _other_language(text: str, message: str) -> Iterator[Slip]:
    if len(text.split()) < WORDS_WITH_A_LANGUAGE:
        return
    ours, theirs = possible_languages(text), possible_languages(message)
    if not ours or not theirs or ours & theirs:
        return
    if any(ours & kin and theirs & kin for kin in _KIN):
        return
    start, end = next(sentences(text), (0, len(text)))
    yield Slip(start, end, f"They wrote in {_name(theirs)}; this is {_name(ours)}", 0.85)


def _name(languages: frozenset[str]) -> str:
    return " or ".join(LANGUAGE_NAMES.get(each, each) for each in sorted(languages))


def _misspelt(text: str) -> Iterator[Slip]:
    known = {
        wrong: right
        for language in possible_languages(text, enough=A_WORD)
        for wrong, right in MISSPELT.get(language, {}).items()
    }
    for found in WORD.finditer(text):
        word = found.group()
        right = known.get(word.lower())
        if right is None or (word[0].isupper() and not _may_be_capital(text, found, right)):
            continue
        right = right[0].upper() + right[1:] if word[0].isupper() else right
        yield Slip(*found.span(), "This is spelt otherwise", 0.9, right, f"Write “{right}”")


def _unknown_words(text: str, *, besides: Sequence[str], waits: bool) -> Iterator[Slip]:
    languages = possible_languages(text)
    if len(languages) != 1:
        return
    # Whatever they or our statements call a thing is what it is called.
    theirs = {word.group().lower() for one in besides for word in WORD.finditer(one)}
    known = theirs | _LISTED
    (language,) = languages
    for start, end, meant in slips_of_spelling(text, language=language, known=known, waits=waits):
        yield Slip(start, end, "This may be misspelt", 0.7, meant, f"Write “{meant}”")


def _may_be_capital(text: str, found: re.Match[str], right: str) -> bool:
    """A capital in the middle of a sentence makes a name of a word, except where that word always has one."""
    return right[0].isupper() or _BEGINS.search(text[: found.start()]) is not None


def _doubled(text: str) -> Iterator[Slip]:
    for found in _DOUBLED.finditer(text):
        if plain(found[1]) not in TWICE:
            yield Slip(*found.span(), "The same word twice", 0.85, found[1], "Keep one")


def _unbalanced(text: str) -> Iterator[Slip]:
    bare = _SMILE.sub(lambda smile: " " * len(smile.group()), text)
    for opening, closing in (("(", ")"), ("[", "]"), *_QUOTES.items()):
        # A German quotation ends with the sign that begins an English one.
        if opening == "“" and "„" in bare:
            continue
        depth = bare.count(opening) - bare.count(closing)
        if depth > 0:
            at = bare.rfind(opening)
            yield Slip(at, len(text.rstrip()), f"{opening} is never closed", 0.7)
    if bare.count('"') % 2 and not re.search(r'\d"', bare):
        at = bare.rfind('"')
        yield Slip(at, len(text.rstrip()), 'One " too many or too few', 0.6)


def _loud(text: str) -> Iterator[Slip]:
    for found in _LOUD.finditer(text):
        if sum(map(str.isalpha, found.group())) >= LOUD_LETTERS and found.group().isupper():
            yield Slip(*found.span(), "Capitals read as shouting", 0.75)


def _no_space(text: str) -> Iterator[Slip]:
    for pattern in (_NO_SPACE, _NO_SPACE_COMMA):
        for found in pattern.finditer(text):
            mended = f"{found['before']}{found['stop']} {found['after']}"
            yield Slip(*found.span(), "A space is missing", 0.75, mended, "Add it")


def _finding(text: str, slip: Slip) -> Finding:
    remedy = None
    if slip.replacement is not None:
        remedy = Remedy(slip.label, slip.start, slip.end, slip.replacement)
    return Finding(
        kind="craft",
        severity="note",
        start=slip.start,
        end=slip.end,
        why=slip.why,
        evidence=text[slip.start : slip.end],
        statement_id=None,
        confidence=slip.confidence,
        remedy=remedy,
    )
