"""`rapport prepare`: what `rapport up` runs once before its children start."""

from __future__ import annotations

import json

from rapport.cli.database import migrate, now
from rapport.workspace.actions import setup_token


def prepare() -> None:
    """Bring the tables up to date and print where to begin, as `{"path": "/..."}`."""
    migrate()
    print(json.dumps({"path": first_path()}))


def first_path() -> str:
    """The first-run set-up while there is no owner, else the front page."""
    token = setup_token(now())
    return f"/setup/?token={token}" if token else "/"
