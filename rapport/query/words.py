"""A query said back in words: "messages that mention refund or “money back” within 4 words, but not parcel".

Every sentence part goes through the translator that is passed in, with `%(name)s` places, so that the room of the screens
can pass Django's `gettext` and this room knows no framework.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias, assert_never

from rapport.query.registry import Kind, fields
from rapport.query.tree import (
    And,
    Field,
    Named,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Raw,
    Term,
    Within,
    Word,
)

Translate: TypeAlias = Callable[[str], str]


def _as_written(sentence: str) -> str:
    return sentence


def in_words(node: Node, *, translate: Translate = _as_written) -> str:
    """One sentence part, without a full stop."""
    speaker = _Speaker(translate)
    return speaker.say("messages that %(condition)s", condition=speaker.claim(node))


class _Speaker:
    def __init__(self, translate: Translate) -> None:
        self.translate = translate

    def say(self, sentence: str, **parts: object) -> str:
        return self.translate(sentence) % parts

    def claim(self, node: Node) -> str:
        """What is said of a message, as the end of "messages that ..."."""
        match node:
            case And():
                return self._all(node.parts)
            case Or():
                return self._any(node)
            case Not():
                return self.say("do not %(claim)s", claim=self._inner(node.part))
            case Within():
                return self._within(node)
            case Raw():
                return self.say("contain exactly “%(text)s”", text=node.text)
            case Field():
                return self._field(node)
            case Named():
                return self.say("match @%(name)s", name=node.name)
            case Term() | Prefix() | Pattern() | Phrase() | Near():
                return self.say("mention %(what)s", what=self.words(node))
            case _:
                assert_never(node)

    def _all(self, parts: Sequence[Node]) -> str:
        wanted = [self._inner(part) for part in parts if not isinstance(part, Not)]
        unwanted = [self._inner(part.part) for part in parts if isinstance(part, Not)]
        claims = wanted[:1] + [self.say("and %(claim)s", claim=claim) for claim in wanted[1:]]
        claims += [
            self.say("but do not %(claim)s", claim=claim)
            if index == 0 and wanted
            else self.say("and do not %(claim)s" if index else "do not %(claim)s", claim=claim)
            for index, claim in enumerate(unwanted)
        ]
        return ", ".join(claims)

    def _any(self, node: Or) -> str:
        if all(isinstance(part, Term | Prefix | Pattern | Phrase) for part in node.parts):
            return self.say("mention %(what)s", what=self.words(node))
        return self._or([self._inner(part) for part in node.parts])

    def _inner(self, node: Node) -> str:
        claim = self.claim(node)
        plain = isinstance(node, Or) and claim.startswith(self.say("mention %(what)s", what=""))
        return f"({claim})" if isinstance(node, And | Or) and not plain else claim

    def _or(self, alternatives: Sequence[str]) -> str:
        if len(alternatives) == 1:
            return alternatives[0]
        return self.say(
            "%(first)s or %(last)s", first=", ".join(alternatives[:-1]), last=alternatives[-1]
        )

    def words(self, node: Node) -> str:
        match node:
            case Term() | Prefix() | Pattern():
                return self._word(node)
            case Phrase():
                return self._phrase(node)
            case Or():
                return self._or([self._side(part) for part in node.parts])
            case Near():
                return self._near(node)
            case _:
                return self.claim(node)

    def _near(self, near: Near) -> str:
        sentences = _ORDERED if near.ordered else _BESIDE
        return self.say(
            sentences.get(near.distance, sentences[-1]),
            left=self._side(near.left),
            right=self._side(near.right),
            count=near.distance,
        )

    def _side(self, node: Node) -> str:
        said = self.words(node)
        return f"({said})" if isinstance(node, Or | Near) else said

    def _word(self, word: Word) -> str:
        match word:
            case Term():
                return word.term
            case Prefix():
                return self.say("words beginning with %(stem)s", stem=word.stem)
            case Pattern():
                return self.say("words like %(pattern)s", pattern=word.pattern)

    def _phrase(self, phrase: Phrase) -> str:
        written = "“" + " ".join(_plain(word) for word in phrase.words) + "”"
        if not phrase.slop:
            return written
        return self.say(
            "%(phrase)s with at most %(count)s words between", phrase=written, count=phrase.slop
        )

    def _within(self, node: Within) -> str:
        spec = fields().get(node.name)
        name = self.translate(spec.says) if spec else node.name
        return self.say("%(claim)s in the %(field)s", claim=self._inner(node.part), field=name)

    def _field(self, node: Field) -> str:
        spec = fields().get(node.name)
        name = self.translate(spec.says) if spec else node.name
        value = self._or([f"“{value}”" if " " in value else value for value in node.values])
        if node.name == "since":
            return self._since(node.values[0])
        if spec and spec.kind == Kind.FLAG:
            return self._or([self.translate(_FLAGS.get((node.name, v), v)) for v in node.values])
        sentence = _SAYINGS.get(node.name) if node.op == "is" else None
        return self.say(
            sentence or _COMPARISONS[node.op],
            field=name,
            value=value,
            low=node.values[0],
            high=node.values[-1],
        )

    def _since(self, span: str) -> str:
        count = span.rstrip("minhdw")
        one, many = _SPANS[span.removeprefix(count)]
        length = self.translate(one) if count == "1" else self.say(many, count=count)
        return self.say("date from the last %(length)s", length=length)


# By distance; -1 is any other.
_BESIDE = {
    0: "%(left)s directly beside %(right)s",
    1: "%(left)s within one word of %(right)s",
    -1: "%(left)s within %(count)s words of %(right)s",
}
_ORDERED = {
    0: "%(left)s directly followed by %(right)s",
    1: "%(left)s followed within one word by %(right)s",
    -1: "%(left)s followed within %(count)s words by %(right)s",
}
_SPANS = {
    "min": ("minute", "%(count)s minutes"),
    "h": ("hour", "%(count)s hours"),
    "d": ("day", "%(count)s days"),
    "w": ("week", "%(count)s weeks"),
}
# Each begins with a verb that stands after "do not" as well.
_SAYINGS = {
    "after": "date from %(value)s or later",
    "before": "date from before %(value)s",
    "author": "come from the author %(value)s",
    "list": "come from the list %(value)s",
    "site": "link to %(value)s",
    "language": "use the language %(value)s",
    "country": "come from the country %(value)s",
    "source": "come from %(value)s",
    "channel": "belong to the account %(value)s",
    "assignee": "belong to %(value)s",
}
_FLAGS = {
    ("has", "link"): "have a link",
    ("has", "image"): "have a picture",
    ("has", "video"): "have a video",
    ("has", "audio"): "have a recording",
    ("has", "question"): "ask a question",
    ("is", "reply"): "answer another message",
    ("is", "own"): "come from us",
    ("is", "unanswered"): "wait for an answer",
}
_COMPARISONS = {
    "is": "have the %(field)s %(value)s",
    "<": "have %(field)s below %(value)s",
    "<=": "have %(field)s of %(value)s at most",
    ">": "have %(field)s above %(value)s",
    ">=": "have %(field)s of %(value)s at least",
    "..": "have %(field)s from %(low)s to %(high)s",
}


def _plain(word: Word) -> str:
    match word:
        case Term():
            return word.term
        case Prefix():
            return f"{word.stem}*"
        case Pattern():
            return word.pattern
