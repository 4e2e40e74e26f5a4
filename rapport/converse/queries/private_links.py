"""How far a conversation has gone into private."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from rapport.converse.contract import TurnView
from rapport.converse.models import PrivateLink
from rapport.kit.secrets import token_digest


def link_rows() -> QuerySet[PrivateLink, Any]:
    """The links of the outer conversation, the latest first, as `link_turns` reads them."""
    found = PrivateLink.objects.filter(conversation=OuterRef("pk")).order_by("-made_at")
    columns = {n: n for n in ("made_at", "used_at", "solved")}
    return found.values(json=JSONObject(id="pk", member="made_by_id", **columns))[:10]


def link_turns(rows: list[dict[str, Any]]) -> list[TurnView]:
    """What happened with links, as quiet lines: offered, used, solved. The text is a code the screen words."""
    turns = []
    for row in rows:
        turns.append(_event(row, "link_made", row["made_at"], who=str(row["member"] or "")))
        if row["used_at"]:
            code = "link_solved" if row["solved"] else "link_used"
            turns.append(_event(row, code, row["used_at"]))
    return turns


def passage_of(rows: list[dict[str, Any]]) -> str:
    """ "solved", "continued", "offered" or "": the furthest it has gone."""
    if any(row["solved"] for row in rows):
        return "solved"
    if any(row["used_at"] for row in rows):
        return "continued"
    return "offered" if rows else ""


def private_link(secret: str) -> PrivateLink | None:
    """The link a secret opens, with whose it is; used and old ones too."""
    found = PrivateLink.objects.select_related("conversation__account__brand")
    return found.filter(digest=token_digest(secret)).first()


def _event(row: dict[str, Any], code: str, at: str, *, who: str = "") -> TurnView:
    moment = parse_datetime(at)
    assert moment is not None
    return TurnView(
        kind="event",
        id=f"{code.replace('_', '-')}-{row['id']}",
        at=moment,
        who=who,
        initials="",
        hue=0,
        text=code,
        is_public=False,
    )
