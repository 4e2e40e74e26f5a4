"""What the writer wants done, and whether somebody must answer. Rules, and named as such on the screen."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapport.understand.contract import Intent
from rapport.understand.reading.phrases import Hit, Line, PhraseBook
from rapport.understand.words.asking import ASKING

_ASKING = PhraseBook(ASKING)
_LINK = re.compile(r"https?://\S+|www\.\S+")
# A word or two of warmth is no message somebody has to act on.
BRIEF_WORDS = 3
_HANDLE = re.compile(r"(?<!\w)@\w")
_QUESTION_MARK = re.compile(r"[?？؟¿]")


@dataclass(frozen=True, slots=True)
class Asking:
    intent: Intent
    needs_answer: bool
    confidence: float
    because: tuple[Hit, ...]


def asking_in(text: str, line: Line, *, negative: float, positive: float, covered: bool) -> Asking:
    """`negative` and `positive` are the sentiment's probabilities, of no weight where it is not covered."""
    said: dict[str, list[Hit]] = {}
    for hit in _ASKING.find(line):
        said.setdefault(hit.label, []).append(hit)
    mark = _QUESTION_MARK.search(text)
    if mark and _LINK.search(text):
        mark = _QUESTION_MARK.search(_LINK.sub(lambda link: " " * len(link.group()), text))
    addressed = "@" in text and _HANDLE.search(text) is not None
    if mark:
        said.setdefault("question mark", []).append(Hit("question mark", mark.start(), mark.end()))
    intent = _intent(
        said,
        negative=negative if covered else 0.0,
        positive=positive if covered else 0.0,
        is_brief=len(text.split()) <= BRIEF_WORDS,
        addressed=addressed,
    )
    return _judged(intent, said, spoken_to=addressed and positive < 0.5)


def _intent(
    said: dict[str, list[Hit]], *, negative: float, positive: float, is_brief: bool, addressed: bool
) -> Intent:
    asks = "question mark" in said and "rhetorical" not in said
    bitter = "bitter thanks" in said
    thanks = "thanks" in said and not bitter and "thanks ahead" not in said
    complains = "complaint" in said and positive < 0.6
    if bitter or (complains and negative >= 0.5):
        return "complaint"
    if asks:
        return "question"
    if thanks and not complains and negative < 0.4:
        # "Great, thanks!" ends an exchange; praise that somebody should answer says what for.
        return "praise" if "praise" in said and "request" not in said and not is_brief else "thanks"
    if ("request" in said or "thanks ahead" in said) and positive < 0.7:
        return "request"
    # Without a word of complaint the model alone must be surer, unless somebody is spoken to.
    if complains or negative >= (0.45 if addressed else 0.55):
        return "complaint"
    if "praise" in said and not complains and positive >= negative:
        return "praise"
    if "question" in said and "rhetorical" not in said and positive < 0.6:
        return "question"
    if "praise" in said or (positive >= 0.65 and "greeting" not in said and not is_brief):
        return "praise"
    return "chatter"


# How often each was right on texts read by hand while the rules were written; a model will measure its own.
_SURE: dict[Intent, float] = {
    "question": 0.8,
    "request": 0.75,
    "complaint": 0.8,
    "thanks": 0.8,
    "praise": 0.75,
    "chatter": 0.65,
}


def _judged(intent: Intent, said: dict[str, list[Hit]], *, spoken_to: bool) -> Asking:
    if intent == "chatter" and spoken_to:
        # "@brand 63 kr, one way." Nobody writes that to us to be left alone with it.
        return Asking(intent, needs_answer=True, confidence=0.55, because=())
    needs = intent in ("question", "request", "complaint")
    agreeing = [
        kind for kind in ("question mark", "question", "request", "complaint") if kind in said
    ]
    confidence = _SURE[intent] + (0.06 * (len(agreeing) - 1) if needs else -0.08 * len(agreeing))
    because = tuple(said[kind][0] for kind in agreeing) if needs else ()
    return Asking(intent, needs, round(min(0.97, max(0.5, confidence)), 2), because)
