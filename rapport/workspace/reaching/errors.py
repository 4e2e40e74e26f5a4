"""What can go wrong on the way to a member."""

from __future__ import annotations


class NotReached(Exception):
    """The words say which way failed and why; `for_good`: trying again would not help."""

    def __init__(self, words: str, *, for_good: bool = False) -> None:
        super().__init__(words[:200])
        self.for_good = for_good
