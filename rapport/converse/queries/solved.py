"""Whether the thread may hear, or has heard, that it was solved in private."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import JSONObject

from rapport.converse.contract import SolvedView
from rapport.converse.models import Conversation, SolvedInPublic, SolvedLine, Turn


def solved_rows() -> dict[str, Combinable]:
    """Columns beside the outer conversation, as `solved_view` reads them."""
    agreed = SolvedInPublic.objects.filter(conversation=OuterRef("pk"))
    turns = Turn.objects.filter(conversation=OuterRef("pk"))
    in_public = turns.filter(
        message__scope="public", message__is_own=False, message__deleted_at=None
    )
    columns = JSONObject(by_form="by_form", said_at="said_at", state="delivery__state")
    return {
        "solved_rows": ArraySubquery(agreed.values(json=columns)),
        "solved_line": Subquery(SolvedLine.objects.values("text")[:1]),
        "is_in_private": Exists(turns.filter(message__scope="private")),
        "is_in_public": Exists(in_public),
    }


def solved_view(c: Conversation) -> SolvedView:
    rows: list[dict[str, Any]] = c.solved_rows  # type: ignore[attr-defined]
    used = any(row["used_at"] for row in c.link_rows)  # type: ignore[attr-defined]
    if not c.is_in_public or not (used or c.is_in_private):  # type: ignore[attr-defined]
        return SolvedView()
    line = c.solved_line or ""  # type: ignore[attr-defined]
    if not rows:
        return SolvedView("private", line=line)
    said = rows[0]["said_at"] and rows[0]["state"] not in SolvedInPublic.NOT_SAID
    return SolvedView("said" if said else "agreed", by_form=rows[0]["by_form"], line=line)


def solved_line() -> str:
    """The organisation's own words for it; "" for the usual ones."""
    return SolvedLine.objects.values_list("text", flat=True).first() or ""
