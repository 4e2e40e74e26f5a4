"""Writes a tree as the text that makes it: `parse(printed(tree)).tree == tree` for every tree the parser gives."""

from __future__ import annotations

import re
from typing import assert_never

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

_PLAIN_VALUE = re.compile(r"[\w@.+\-:/#&]+")


def printed(node: Node) -> str:
    match node:
        case And():
            return " AND ".join(_enclosed(part) for part in node.parts)
        case Or():
            return " OR ".join(_enclosed(part) for part in node.parts)
        case Not():
            inner = printed(node.part)
            return f"NOT ({inner})" if isinstance(node.part, And | Or | Near) else f"NOT {inner}"
        case Near():
            sign = f"NEAR/{node.distance}{'f' if node.ordered else ''}"
            return f"{_side(node.left)} {sign} {_side(node.right)}"
        case Within():
            inner = printed(node.part)
            plain = isinstance(node.part, Term | Prefix | Pattern | Phrase)
            return f"{node.name}:{inner}" if plain else f"{node.name}:({inner})"
        case Phrase():
            return _phrase(node)
        case Term() | Prefix() | Pattern():
            return _word(node)
        case Raw():
            return f"raw:{_quoted(node.text)}"
        case Field():
            return _field(node)
        case Named():
            return f"@{node.name}"
        case _:
            assert_never(node)


def _enclosed(part: Node) -> str:
    inner = printed(part)
    return f"({inner})" if isinstance(part, And | Or | Near) else inner


def _side(node: Node) -> str:
    return f"({printed(node)})" if isinstance(node, Or | Near) else printed(node)


def _phrase(phrase: Phrase) -> str:
    words = " ".join(_word(word) for word in phrase.words)
    return f'"{words}"~{phrase.slop}' if phrase.slop else f'"{words}"'


def _word(word: Word) -> str:
    match word:
        case Term():
            return word.term
        case Prefix():
            return f"{word.stem}*"
        case Pattern():
            return word.pattern


def _field(node: Field) -> str:
    if node.op == "..":
        return f"{node.name}:{node.values[0]}..{node.values[1]}"
    op = "" if node.op == "is" else node.op
    spec = fields().get(node.name)
    bare = spec is not None and spec.kind in (Kind.NUMBER, Kind.TIME)
    values = (v if bare or _PLAIN_VALUE.fullmatch(v) else _quoted(v) for v in node.values)
    return f"{node.name}:{op}{','.join(values)}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
