"""Fixtures of this room's tests."""

from rapport.channels.testing.fixtures import echo

__all__ = ["echo"]
