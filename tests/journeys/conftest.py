"""Journeys share one demo a module."""

from tests.journeys.demo import demo

__all__ = ["demo"]
