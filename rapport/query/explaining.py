"""Which leaves of a query held for a document, and where: for marks in the text and for what each term contributes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from rapport.query.document import Document
from rapport.query.reference import Asked, Span, TermsOf, raw_spans
from rapport.query.tree import And, Near, Node, Not, Or, Pattern, Phrase, Prefix, Raw, Term, Within


@dataclass(frozen=True, slots=True)
class Explained:
    """One leaf. `within` is the text field it was asked of, "" for title and text together; `wanted` is false under NOT.

    `spans` are (start, end) in code points of `document.searched`, in order; none for fields and other texts.
    Those of a NEAR are its words where they take part in a match.
    """

    leaf: Node
    within: str
    wanted: bool
    held: bool
    spans: tuple[tuple[int, int], ...] = ()


def explain(tree: Node, document: Document, *, now: datetime) -> list[Explained]:
    """Every leaf in the order of the query, also those whose answer made no difference."""
    return list(_explained(tree, Asked(document, now), within="", wanted=True))


def _explained(node: Node, asked: Asked, *, within: str, wanted: bool) -> Iterator[Explained]:
    match node:
        case And() | Or():
            for part in node.parts:
                yield from _explained(part, asked, within=within, wanted=wanted)
        case Not():
            yield from _explained(node.part, asked, within=within, wanted=not wanted)
        case Within():
            yield from _explained(node.part, asked, within=node.name, wanted=wanted)
        case _:
            held = asked.holds(Within(within, node) if within else node)
            spans = _spans(node, asked, within) if held else ()
            yield Explained(node, within, wanted, held, spans)


def _spans(leaf: Node, asked: Asked, within: str) -> tuple[tuple[int, int], ...]:
    document = asked.document
    shift = len(document.title) + 1 if within == "text" and document.title else 0
    text = {"": document.searched, "title": document.title, "text": document.text}.get(within, "")
    return tuple(
        (start + shift, end + shift)
        for start, end in _in_text(leaf, text, None if within else asked.words)
    )


def _in_text(leaf: Node, text: str, cut: TermsOf | None = None) -> list[tuple[int, int]]:
    """`cut`: the words of `text`, where they are known already."""
    if isinstance(leaf, Raw):
        return raw_spans(leaf, text)
    if not isinstance(leaf, Term | Prefix | Pattern | Phrase | Near):
        return []
    words = cut or TermsOf(text)
    return sorted(
        {
            (words.tokens[first].start, words.tokens[end - 1].end)
            for first, end in _parts(leaf, words, words.spans(leaf))
        }
    )


def _parts(node: Node, words: TermsOf, inside: set[Span]) -> set[Span]:
    """The spans of a NEAR's words that lie in a match of the whole."""
    sides = (
        (node.left, node.right)
        if isinstance(node, Near)
        else node.parts
        if isinstance(node, Or)
        else ()
    )
    if not sides:
        return {
            (first, end)
            for first, end in words.spans(node)
            if any(start <= first and end <= stop for start, stop in inside)
        }
    return {span for side in sides for span in _parts(side, words, inside)}
