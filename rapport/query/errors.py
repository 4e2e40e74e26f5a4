"""What is raised when a query cannot be read.

QueryError    says what is wrong, where, and what to do, in words for the person who wrote the query
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class QueryError(Exception):
    """`position` and `length` count code points of the query as it was written (JavaScript counts UTF-16 units)."""

    message: str
    position: int
    length: int
    remedy: str

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


@dataclass(frozen=True, slots=True)
class QueryWarning:
    """The query works, but may not mean what its writer thinks."""

    message: str
    position: int
    length: int
    remedy: str
