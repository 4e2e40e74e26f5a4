"""Documents matched together: their words are read once, whatever number of indexes asks for them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rapport.kit.text import terms
from rapport.query.document import Document
from rapport.query.matching.cutting import Cut, Numbers, cut, plain_form


class Batch:
    """`cut` holds the words of most texts, `owners` whose they are; `odd` the exact terms of the others, by number."""

    cut: Cut
    owners: Numbers
    odd: dict[int, set[str]]

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.searched = [d.text if not d.title else d.searched for d in documents]
        forms = [plain_form(text) for text in self.searched]
        plain = [number for number, form in enumerate(forms) if form is not None]
        self.cut, odd = cut([form for form in forms if form is not None])
        self.owners = np.array(plain, dtype=np.int64)
        others = [number for number, form in enumerate(forms) if form is None]
        self.odd = {
            number: self._all_terms(number) for number in (*others, *(plain[at] for at in odd))
        }

    def _all_terms(self, number: int) -> set[str]:
        """Also of the text alone: `text:` sees as many words of it as are seen of title and text together."""
        document = self.documents[number]
        found = set(terms(self.searched[number]))
        return found.union(terms(document.text)) if document.title else found
