"""What the square refuses.

SquareError(code, message)      `code` for machines, `message` for people
├── BadText                     empty, too long, or not text
├── BadCitizen                  a name or handle that cannot stand
├── NoSuchPost                  it never stood here, or it was removed
├── NoSuchCitizen
└── NotYours                    only its author may do that
"""

from __future__ import annotations


class SquareError(Exception):
    """Base of everything this room raises. Shown to people as it stands."""

    status = 422

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class BadText(SquareError):
    pass


class BadCitizen(SquareError):
    pass


class NoSuchPost(SquareError):
    status = 404


class NoSuchCitizen(SquareError):
    status = 404


class NotYours(SquareError):
    status = 403
