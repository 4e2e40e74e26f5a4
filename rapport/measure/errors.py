"""What can go wrong in this room.

MeasureError
├── NotThere        there is no such import, or one may not see it
└── NoSuchFigure    no figure has that name
"""

from __future__ import annotations


class MeasureError(Exception):
    """Base of everything this room raises."""


class NotThere(MeasureError):
    """Not there, or not for this member."""


class NoSuchFigure(MeasureError):
    """A figure that nobody defined."""
