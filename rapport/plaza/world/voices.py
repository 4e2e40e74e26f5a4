"""How a plain line becomes somebody's own: their case, haste, marks, emoji and habits."""

from __future__ import annotations

import re
from random import Random

from rapport.plaza.world.grammar import pick
from rapport.plaza.world.shapes import Person, Voice

_WORD = re.compile(r"[^\W\d_]{5,}")
_LAST_STOP = re.compile(r"\.$")
_SHORT = (
    (re.compile(r"\byou\b"), "u"),
    (re.compile(r"\byour\b"), "ur"),
    (re.compile(r"\bbecause\b"), "bc"),
    (re.compile(r"\bpeople\b"), "ppl"),
    (re.compile(r"\bplease\b", re.I), "pls"),
    (re.compile(r"\bminutes\b"), "min"),
    (re.compile(r"\btomorrow\b"), "tmrw"),
    (re.compile(r"\bgoing to\b"), "gonna"),
    (re.compile(r"\b[Ss]omething\b"), "sth"),
)
_MOOD_MARKS = {
    "complaint": ("😡", "🙄", "😤", "🥶", "🤦", "😩", "👏", "🫠"),
    "question": ("🤔", "🙏", "❓", "👀"),
    "request": ("🙏", "💡", "🙋"),
    "praise": ("❤️", "👏", "🙌", "🥹", "😊", "💙"),
    "chatter": ("😅", "☕️", "🌧️", "🌞", "😂", "🎶", "🍂", "🙃"),
    "bystander": ("😬", "👀", "💯", "🙃", "🤝"),
}
_HASHTAGS = {
    "complaint": ("haldenrail", "line{line}", "commuting", "trains", "linje{line}", "late"),
    "question": ("haldenrail", "line{line}", "help"),
    "request": ("haldenrail", "wishlist", "line{line}"),
    "praise": ("haldenrail", "thankyou", "trainlove", "goodnews"),
    "chatter": ("smalltown", "monday", "halden", "todaysview", "coffee", "vardag"),
    "bystander": ("line{line}", "samehere"),
}


def in_voice(person: Person, text: str, *, kind: str, line: str, rng: Random) -> str:
    """`text` as `person` types it. Mentions and hashtags are never touched."""
    voice = person.voice
    said = text if kind == "bystander" else _habit(voice, text, rng)
    said = _hurried(voice, said, rng)
    said = _marks(voice, said, kind, rng)
    said = _cased(voice, said, rng)
    return _tags(voice, said, kind, line, rng)


def with_mention(text: str, handle: str, *, rng: Random) -> str:
    """The text addressed to `@handle`, at its head or its end, unless it is already."""
    mention = f"@{handle}"
    if mention in text.lower():
        return text
    if rng.random() < 0.55:
        return f"{mention} {text}"
    head, tag, tags = text.partition(" #")
    return f"{head} {mention}{tag}{tags}"


def _habit(voice: Voice, text: str, rng: Random) -> str:
    if voice.opener and rng.random() < voice.habit:
        text = f"{pick(rng, voice.opener)} {text}"
    if voice.closer and rng.random() < voice.habit:
        text = f"{text} {pick(rng, voice.closer)}"
    return text


def _hurried(voice: Voice, text: str, rng: Random) -> str:
    if voice.short_forms:
        for pattern, short in _SHORT:
            if rng.random() < 0.75:
                text = pattern.sub(short, text)
    if voice.no_apostrophes:
        text = text.replace("'", "")
    if voice.typos:
        text = " ".join(_slipped(word, voice.typos, rng) for word in text.split(" "))
    return text


def _slipped(word: str, rate: float, rng: Random) -> str:
    if rng.random() >= rate * 2 or word[:1] in "@#" or not _WORD.fullmatch(word):
        return word
    if word[0].isupper():
        return word
    at = 1 + int(rng.random() * (len(word) - 3))
    if rng.random() < 0.6:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :]


def _marks(voice: Voice, text: str, kind: str, rng: Random) -> str:
    if voice.dots:
        text = re.sub(
            r"(?<!\.)\. (?=\w)", lambda found: "... " if rng.random() < 0.5 else found[0], text
        )
    if rng.random() < voice.exclaims:
        text = _LAST_STOP.sub("!", text)
    if voice.no_full_stop:
        text = _LAST_STOP.sub("", text)
    if rng.random() < voice.emoji:
        text = f"{text} {_emoji(voice, kind, rng)}"
    return text


def _emoji(voice: Voice, kind: str, rng: Random) -> str:
    own: list[str] = re.findall(r".[\ufe0f\u200d\u2640\u2642]*", voice.emoji_set)
    if own and (kind in ("chatter", "bystander") or rng.random() < 0.4):
        return pick(rng, own)
    return pick(rng, _MOOD_MARKS.get(kind, _MOOD_MARKS["chatter"]))


def _cased(voice: Voice, text: str, rng: Random) -> str:
    if voice.lower:
        return text.lower()
    if rng.random() < voice.shouts:
        words = _WORD.findall(text)
        if words:
            word = pick(rng, words)
            text = re.sub(rf"\b{word}\b", word.upper(), text, count=1)
    return text


def _tags(voice: Voice, text: str, kind: str, line: str, rng: Random) -> str:
    if rng.random() >= voice.hashtags or kind not in _HASHTAGS:
        return text
    tag = pick(rng, _HASHTAGS[kind]).format(line=line)
    return text if f"#{tag}" in text else f"{text} #{tag}"
