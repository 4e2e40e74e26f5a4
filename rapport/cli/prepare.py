"""`rapport prepare`: what `rapport up` runs once before its children start."""

from __future__ import annotations

import json
from datetime import datetime

from rapport.cli.database import migrate, now

try:
    from rapport.workspace.actions import setup_token
except ImportError:  # until the set-up screen exists

    def setup_token(now: datetime) -> str | None:
        return None


def prepare() -> None:
    """Bring the tables up to date and print where to begin, as `{"path": "/..."}`."""
    migrate()
    print(json.dumps({"path": first_path()}))


def first_path() -> str:
    """The first-run set-up while there is no owner, else the front page."""
    token = setup_token(now())
    return f"/setup/?token={token}" if token else "/"
