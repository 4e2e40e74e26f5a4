"""What Rapport never does (DESIGN section 10), as far as the rooms that exist can break it."""

from __future__ import annotations

import ast

import pytest
from django.apps import apps

from rapport.channels.contract import Author, InboundPost
from rapport.converse.models import ModerationAct
from rapport.converse.priority import EXPOSURE_AT_MOST, NAMES, Situation
from rapport.converse.testing import SmallWorld
from rapport.people.models import Handle, Person
from rapport.workspace.models import Brand
from tests.architecture.sources import sources

# What may stand beside a person: how a network shows them, and what they asked of us. Nothing inferred.
KNOWN_OF_A_PERSON = {"id", "name", "wants_silence_since", "first_seen_at"}
KNOWN_OF_A_HANDLE = {
    "id", "person", "network", "remote_id", "name", "folded_name", "display_name", "avatar_url", "url", "followers",
    "is_ours", "seen_at", "wrote_at",
}  # fmt: skip


def test_no_machine_speaks_in_public_by_itself() -> None:
    """Every order to send is a member's press but one, which is for private eyes alone; the door refuses it in public too
    (converse/tests/test_automatic.py). A rule or a timer that sends needs a decision, not a keyword."""
    orders = []
    for source in sources():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and _name(node.func) == "OutboundOrder":
                origins = [k.value for k in node.keywords if k.arg == "origin"]
                said = [o.value for o in origins if isinstance(o, ast.Constant)]
                orders.append((str(source), said))
    assert orders, "the door out is used somewhere"
    by_itself = [("rapport/converse/actions/automatic.py", ["automatic"])]
    assert [order for order in orders if order[1] != ["member"]] == by_itself


def test_criticism_is_never_hidden() -> None:
    """A connector hides, mutes, blocks and reports for `channels.delivering` only; that gets its orders from one module,
    and that writes down the published rule of each (what it refuses stands in converse/tests/test_moderating.py)."""
    calls = {
        str(source)
        for source in sources()
        if source.room != "connectors" and "channels/testing" not in str(source)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("hide", "mute", "block", "report")
    }
    assert calls == {"rapport/channels/delivering.py"}
    assert _orders_of_any_kind() == {"rapport/converse/actions/moderating.py"}
    assert not ModerationAct._meta.get_field("rule").null


def _orders_of_any_kind() -> set[str]:
    """Where something is ordered that may be more than a post or a like."""
    found = set()
    for source in sources():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and _name(node.func) == "OutboundOrder":
                kinds = [k.value for k in node.keywords if k.arg == "kind"]
                said = {c.value for k in kinds for c in ast.walk(k) if isinstance(c, ast.Constant)}
                if kinds and not (said and said <= {"post", "like"}):
                    found.add(str(source))
    return found


def test_no_labels_on_people() -> None:
    assert {
        f.name for f in Person._meta.get_fields() if not f.auto_created or f.name == "id"
    } == KNOWN_OF_A_PERSON
    assert {
        f.name for f in Handle._meta.get_fields() if not f.auto_created or f.name == "id"
    } == KNOWN_OF_A_HANDLE


def test_the_worth_of_a_person_never_orders_help() -> None:
    """Priority is made of what happened; followers enter as exposure only, and that is bounded."""
    assert EXPOSURE_AT_MOST == 15
    assert "exposure" in NAMES
    fields = set(Situation.__slots__)
    assert not fields & {"stage", "value", "revenue", "tier", "verified", "customer_since"}


@pytest.mark.django_db
def test_what_does_not_concern_us_is_collected_nowhere(brand: Brand) -> None:
    world = SmallWorld(brand)
    before = _rows()
    stranger = Author(remote_id="echo:stranger", handle="stranger", name="A Stranger")
    world.receive(
        InboundPost(
            key="elsewhere", author=stranger, text="Lovely weather in Lund", created_at=world.now
        )
    )
    assert _rows() == before


def test_nobody_ranks_colleagues() -> None:
    """Presence and typing are not kept: a claim stands on its conversation and ends by itself; no table of them."""
    tables = [m._meta.db_table for m in apps.get_models()]
    assert [
        t
        for t in tables
        if any(word in t for word in ("presence", "typing", "ranking", "leaderboard"))
    ] == []


def _rows() -> dict[str, int]:
    return {
        m._meta.db_table: m._default_manager.count() for m in apps.get_models() if m._meta.managed
    }


def _name(node: ast.expr) -> str:
    return (
        node.id
        if isinstance(node, ast.Name)
        else node.attr
        if isinstance(node, ast.Attribute)
        else ""
    )
