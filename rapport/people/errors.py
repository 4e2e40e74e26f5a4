"""What this room refuses.

PeopleError
└── NoSuchPerson    they do not exist, were erased, or may not be seen; a screen answers 404
"""

from __future__ import annotations

from django.http import Http404


class PeopleError(Exception):
    """Base of everything this room raises."""


class NoSuchPerson(PeopleError, Http404):
    """Missing and forbidden look the same from outside."""
