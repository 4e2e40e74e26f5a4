"""`rapport run-square`: the process that lets the demo's public live."""

from __future__ import annotations

from django.core.management import call_command

from rapport.cli.database import require_database


def run_square(pace: str = "") -> None:
    """Let the people of the square speak until told to stop."""
    require_database()
    # By name: the faces do not know each other.
    call_command("plaza_live", pace=pace)
