"""What this room raises.

LedgerError
├── NotAFact                     something else than a registered fact was given
└── PublishedOutsideTransaction  a fact must commit or vanish with the action that publishes it
"""

from __future__ import annotations


class LedgerError(Exception):
    """Base of everything this room raises."""


class NotAFact(LedgerError):
    """Not registered with @fact, or registered twice."""


class PublishedOutsideTransaction(LedgerError):
    """`publish` was called outside `transaction.atomic()` or from async code."""
