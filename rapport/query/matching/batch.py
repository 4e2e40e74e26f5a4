"""Documents matched together: their words are read once, whatever number of indexes asks for them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rapport.kit.text import MAX_TOKENS, terms
from rapport.query.document import Document
from rapport.query.matching.cutting import Cut, Numbers, cut, plain_form


class Batch:
    """`cut` holds the words of most texts, `owners` whose they are; `odd` the exact terms of the others, by number.

    `further` are terms that only `text:` sees, which looks at as many words of the text alone as others do of title and
    text together.
    """

    cut: Cut
    owners: Numbers
    odd: dict[int, set[str]]
    further: dict[int, set[str]]

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.searched = [d.text if not d.title else d.searched for d in documents]
        longest = max(map(len, self.searched), default=0)
        if longest <= MAX_TOKENS and "".join(self.searched).isascii():
            # Told at once for all where none is anything else, as in most pages of English.
            forms, plain, others = self.searched, list(range(len(documents))), []
        else:
            given = [
                text if text.isascii() and len(text) <= MAX_TOKENS else plain_form(text)
                for text in self.searched
            ]
            forms = [form for form in given if form is not None]
            plain = [number for number, form in enumerate(given) if form is not None]
            others = [number for number, form in enumerate(given) if form is None]
        self.cut, odd = cut(forms)
        self.owners = np.array(plain, dtype=np.int64)
        self.odd = {
            number: set(terms(self.searched[number]))
            for number in (*others, *(plain[at] for at in odd))
        }
        self.further = {}
        if longest > MAX_TOKENS:
            self.further = {
                number: set(terms(document.text))
                for number, document in enumerate(documents)
                if document.title and len(document.text) >= MAX_TOKENS
            }
