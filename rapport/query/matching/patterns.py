"""Words with wildcards as regular expressions over terms, which never hold a space."""

from __future__ import annotations

import re

from rapport.query.tree import Pattern, Prefix, Term, Word


def as_pattern(word: Word) -> str:
    match word:
        case Term():
            return re.escape(word.term)
        case Prefix():
            return re.escape(word.stem) + "[^ ]*"
        case Pattern():
            stem = word.pattern.removesuffix("*")
            literal = "[^ ]".join(map(re.escape, stem.split("?")))
            return literal if stem == word.pattern else literal + "[^ ]*"
