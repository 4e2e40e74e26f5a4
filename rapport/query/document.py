"""What a query is asked of: a text with a title and the values of registered fields.

    >>> document = Document(text="Where is my refund?", title="", values={"language": "en", "likes": 3})

The searched text is the title, a line end, and the text; with an empty title it is the text alone. `values` holds what
is known: a missing name means "not known here", and no comparison with it is true. Values are str (folded by whoever
fills them is not needed: comparing folds), int, float, bool, aware datetime, or a tuple of str for several at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

Value: TypeAlias = "str | int | float | bool | datetime | tuple[str, ...]"


@dataclass(frozen=True, slots=True)
class Document:
    text: str
    title: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def searched(self) -> str:
        """What terms, phrases and NEAR look at."""
        return f"{self.title}\n{self.text}" if self.title else self.text
