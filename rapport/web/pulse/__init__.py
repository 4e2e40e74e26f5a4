"""Pulse: what is happening now, first in words."""
