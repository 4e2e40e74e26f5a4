"""The questions in what somebody wrote to us: with a mark, by their first words, or asked without asking."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapport.voice.checking.plain import MOST_CHARACTERS, WORD, plain
from rapport.voice.checking.sentences import sentences
from rapport.voice.checking.subjects import term_of
from rapport.voice.checking.value import Value
from rapport.voice.checking.values import values_in
from rapport.voice.checking.wordings import Wording, languages_of
from rapport.voice.words.questions import (
    ASKED_FOR,
    FRAME,
    GREETING,
    INDIRECT,
    OPENINGS,
    OWN_MATTER,
    RHETORICAL,
    STARTS,
    TURNED,
    WHETHER,
)

# More is a questionnaire; the first ones are what matters.
MOST_QUESTIONS = 8
# A sentence of no more words asks wherever it has a mark; many languages ask with the voice alone.
SHORT = 12
# "What?" and "Really?" ask for nothing that could be missed.
FEWEST_WORDS = 3

_OPENING = Wording(OPENINGS)
_STARTS = Wording(STARTS)
_TURNED = Wording(TURNED)
_INDIRECT = Wording(INDIRECT)
_RHETORICAL = Wording(RHETORICAL)
_ADDRESSED = re.compile(rf"(?:\W*(?:@\S+|#\S+|(?<!\w){GREETING}(?!\w)(?:\s\w+(?=[,.!]))?))*\W*")
_NAMES = re.compile(r"[@#][\w.@-]+|https?://\S+|www\.\S+")
_MARKS = re.compile(r"[?!]+(?=\S)|[?]+(?=\s)")
# Without a mark these begin as many half sentences as questions.
_HALF = re.compile(
    r"(?:was|were|had|am|(?:has|have)\s(?!anyone|anybody|my|the|you|it|there|any)|is\s(?:this|it)\s(?!open|free|possible|still|ok|allowed|included|true)|es\s|e\s|son\s|far\s|ar\s|er\s|har\s)"
)
# "When does it leave, and how much is it?" asks twice.
_JOINT = re.compile(
    r"(?:,|;|:|\s[-–—]|\.\.+|…)\s+(?:but |so |also |aber |mais |pero |men |maar )?(?=(?:what|how|why|can|could|do|does|did|will|would|is|are|any idea|(?:when|where) (?:is|are|do|does|did|can|will)|kann ich|gibt es|est-ce|puis-je|puedo|hay|kan jag|finns det|kan ik|is er|kan jeg)(?!\w))|"
    r"(?:,|;|\s[-–—])?\s(?:and|und|et|y|e|en|och|og|also)\s(?=(?:also |auch |aussi |tambien |anche |ook |ocksa |ogsa )?(?:when|where|why|how|who|which|what|can|could|will|would|do|does|is|are|should|if|whether|darf|durfen|habt|nehmt|fahrt|muss|gilt|a quelle|puis-je|peut-on|y a-t-il|avez-vous|hay|tienen|aceptan|se puede|avete|si puo|mag|hebben|zijn|kan|har|far|ingar|gar|ska|wann|wo|wie|warum|was|welche\w*|kann|gibt|ist|ob|quand|ou|comment|combien|pourquoi|est-ce|quel\w*|cuando|donde|como|cuanto|que|se puede|puedo|quando|dove|come|quanto|posso|wanneer|waar|hoe|waarom|wat|nar|var|hur|varfor|vad|hvornar|hvor|hvordan|hvorfor|hva|hvad|finns|finnes|findes|ar|er)(?!\w))"
)
_TYPES = [
    (name, re.compile(rf"(?<!\w)(?:{written.replace(' ', r'[ ,]+')})(?!\w)"))
    for name, written in ASKED_FOR.items()
]

_WHETHER = Wording(WHETHER)
_OWN_MATTER = re.compile(rf"(?<!\w)(?:{OWN_MATTER})(?!\w)")
# "Which", "what", "how" and their like in every language: no yes or no answers them.
_ASKING_WORD = re.compile(
    r"(?:wh(?!ether)\w*|how|any|w(?:ann|arum|ieso|eshalb|ie|o|ohin|oher|er|em|as|elche\w*)|qu[\w']+|comment|combien|ou|quand|cuand\w*|cuant\w*|donde|como|por que|cual\w*|dove|come|perche|chi|cosa|che|quant\w*|waar\w*|hoe\w*|welke?|wie|wat|nar|varfor|hur|var|vart|vem|vilke\w*|vad|hvor\w*|hvem|hvilke\w*|hva|hvad|a quelle|a que|a che)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Question:
    """`message[start:end]`. `asks` is "when", "how long", "how much", "how many", "where", "why", "yes or no", or "" for others.

    `terms` are what it is about, `values` the days, times and amounts it names; `is_own`: of the person's own matter.
    """

    start: int
    end: int
    asks: str
    terms: frozenset[str]
    values: tuple[Value, ...]
    is_own: bool


def questions_in(message: str) -> list[Question]:
    """Those that want an answer, in order; sighs with a question mark and greetings are left out."""
    message = message[:MOST_CHARACTERS]
    low = _NAMES.sub(_left_out, plain(message))
    languages = languages_of(message)
    found = []
    for first, last in sentences(message):
        for start, end in _parts(low, first, last):
            if _asks(low[start:end], languages, marked="?" in low[start:end]):
                found.append(_question(low, start, end, languages))
    return found[:MOST_QUESTIONS]


def _left_out(name: re.Match[str]) -> str:
    """ "..., @halden is no longer there" tells: in a sentence a name stays one letter, so that no verb begins it."""
    before = name.string[: name.start()].rstrip()
    stays = before[-1:] == "," or before[-1:].isalpha()
    return ("x" if stays else " ").ljust(len(name.group()))


def _parts(low: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut where a second question begins."""
    cuts = [(mark.end(), mark.end()) for mark in _MARKS.finditer(low, first, last)]
    cuts += [joint.span() for joint in _JOINT.finditer(low, first, last)]
    start = first
    for end, following in sorted(cuts):
        yield start, end
        start = following
    yield start, last


def _asks(part: str, languages: frozenset[str], *, marked: bool) -> bool:
    bare = part.strip(" \t\n?!.,…¿¡\"'“”")
    opened = _ADDRESSED.match(bare)
    bare = bare[opened.end() :] if opened else bare
    indirect = _INDIRECT.first(bare, languages)
    sigh = _RHETORICAL.first(bare, languages)
    # "I would like to know what a ticket costs" is none, though "what a" begins many.
    if len(WORD.findall(bare)) < FEWEST_WORDS or (sigh and not (indirect and indirect < sigh)):
        return False
    begins = _OPENING.first(bare, languages)
    starts = _STARTS.first(bare, languages)
    if starts is not None and starts[0] == 0:
        begins = starts
    if marked:
        # A mark after a long statement ("I paid, and you lost it, and ...?!") asks for comfort more than for an answer.
        asks = begins or indirect or _TURNED.first(bare, languages)
        return asks is not None or len(WORD.findall(bare)) <= SHORT
    if begins is not None and begins[0] == 0 and not _HALF.match(bare):
        return True
    return bool(indirect or _TURNED.first(bare, languages))


def _question(low: str, start: int, end: int, languages: frozenset[str]) -> Question:
    part = low[start:end]
    asks = next((name for name, pattern in _TYPES if pattern.search(part)), "")
    if not asks and _is_yes_or_no(part, languages):
        asks = "yes or no"
    words = [word for word in WORD.findall(part) if word not in FRAME]
    terms = frozenset(term for word in words if (term := term_of(word)))
    is_own = _OWN_MATTER.search(part) is not None
    return Question(start, end, asks, terms, values_in(part), is_own)


def _is_yes_or_no(part: str, languages: frozenset[str]) -> bool:
    """It begins with its verb, or says "whether"."""
    if _WHETHER.first(part, languages) is not None:
        return True
    begins = (
        _OPENING.first(part, languages)
        or _TURNED.first(part, languages)
        or _STARTS.first(part, languages)
    )
    return begins is not None and not _ASKING_WORD.match(part, begins[0])
