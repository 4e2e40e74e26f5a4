"""Labels and rules as codes of the timeline; the screen words them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from rapport.converse.models import Conversation


def triage_code(c: Conversation, kind: str, payload: Mapping[str, Any]) -> str | None:
    """ "labelled:NAME", "unlabelled:NAME", "rule_undone:NAME", "ruled:{...}" (JSON); None for other facts.

    The JSON says `rule`, `on` and `off` (names of labels), `to` (the id of a member, 0 for none), `team`, `told`. What is
    gone has no name: "".
    """
    what = kind.removeprefix("converse.")
    if what in ("conversation_labelled", "conversation_unlabelled"):
        name = _names(c.known_labels).get(payload["label_id"], "")  # type: ignore[attr-defined]
        return f"{what.removeprefix('conversation_')}:{name}"
    if what == "triage_undone":
        return f"rule_undone:{_rule(c, payload)}"
    if what != "conversation_triaged":
        return None
    labels = _names(c.known_labels)  # type: ignore[attr-defined]
    teams = _names(c.known_teams)  # type: ignore[attr-defined]
    said = {
        "rule": _rule(c, payload),
        "on": [labels.get(pk, "") for pk in payload["label_ids"]],
        "off": [labels.get(pk, "") for pk in payload["unlabel_ids"]],
        "given": payload["is_given"],
        "to": payload["to_id"] or 0,
        "team": teams.get(payload["team_id"], ""),
        "told": payload["told"],
    }
    return f"ruled:{json.dumps(said)}"


def undoable_of(c: Conversation, payload: Mapping[str, Any]) -> int | None:
    """What a rule did, where it stands still and can be put back."""
    applied: list[int] = c.undoable_rows  # type: ignore[attr-defined]
    pk = payload.get("applied_id")
    return pk if pk in applied else None


def _rule(c: Conversation, payload: Mapping[str, Any]) -> str:
    return _names(c.known_rules).get(payload["rule_id"], "")  # type: ignore[attr-defined]


def _names(rows: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    return {row["id"]: row["name"] for row in rows}
