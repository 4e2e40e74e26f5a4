"""What this room refuses.

WorkspaceError
├── NotAllowed          the member's role does not include the action
├── NotThere            it does not exist, or may not be seen; a screen answers 404
├── InvalidEntry        something typed cannot be taken; says which field and why
├── AlreadySetUp        the organisation exists, so the set-up page is closed for good
├── LinkSpent           a set-up, sign-in or invitation link is unknown, used or too old
└── LastOwner           the step would leave nobody who may manage members
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404


class WorkspaceError(Exception):
    """Base of everything this room raises."""


class NotAllowed(WorkspaceError):
    """The member may not do that."""

    def __init__(self, action: str) -> None:
        super().__init__(f"Your role does not include this ({action}). An owner can change it.")
        self.action = action


class NotThere(WorkspaceError, Http404):
    """Missing and forbidden look the same from outside."""


class InvalidEntry(WorkspaceError):
    """`fields`: name of the entry -> one sentence that says what to change."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)


class AlreadySetUp(WorkspaceError):
    """There is an owner already; they can invite others."""


class LinkSpent(WorkspaceError):
    """The link was used, is too old, or never was."""


class LastOwner(WorkspaceError):
    """Make somebody else an owner first."""
