"""Facts hold ids and plain values only, so that erasure can be complete; and their table in the docs is true."""

from __future__ import annotations

import dataclasses
import typing
from datetime import datetime

from rapport.ledger.contract import all_facts, from_payload, to_payload
from rapport.ledger.registry import duties, subscribers_of
from tests.architecture.sources import ROOT
from tests.make_docs import facts_table

ALLOWED = {int, bool, str, datetime, type(None)}
# Text in a fact is a code out of a short list, never what somebody wrote or is called.
CODES = {
    "reason",  # the slug of a reason to resolve
    "cause",  # why a snooze ended
    "why",
    "state",
    "kind",
    "field",
    "network",
    "role",
    "action",
    "retention_kind",
    "queue",
    "change",
    "setting",
    "verdict",
}


def test_facts_hold_ids_and_plain_values_only() -> None:
    wrong = []
    for kind, cls in all_facts().items():
        assert dataclasses.is_dataclass(cls), kind
        assert cls.__dataclass_params__.frozen, f"{kind} must be frozen"  # type: ignore[attr-defined]
        hints = typing.get_type_hints(cls)
        for field in dataclasses.fields(cls):
            types = _types(hints[field.name])
            if not types <= ALLOWED or (str in types and field.name not in CODES):
                wrong.append(f"{kind}.{field.name}: {field.type}")
    assert wrong == []


def test_a_fact_survives_being_stored() -> None:
    for kind, cls in all_facts().items():
        values = {
            f.name: _example(typing.get_type_hints(cls)[f.name]) for f in dataclasses.fields(cls)
        }
        assert from_payload(kind, to_payload(cls(**values))) == cls(**values)


def test_facts_are_named_after_their_room_in_the_past_tense() -> None:
    for kind, cls in all_facts().items():
        assert kind.split(".")[0] == cls.__module__.split(".")[1], kind


def test_somebody_hears_what_was_received() -> None:
    assert [s.name for s in subscribers_of("listen.messages_received")]
    assert any(d.seconds == 1 for d in duties("out"))


def test_the_table_of_facts_in_the_docs_is_true() -> None:
    assert (ROOT / "docs" / "facts.md").read_text(encoding="utf-8") == facts_table(), (
        "Run: make docs"
    )


def _types(hint: object) -> set[object]:
    args = [a for a in typing.get_args(hint) if a is not Ellipsis]
    return set().union(*(_types(a) for a in args)) if args else {hint}


def _example(hint: object) -> object:
    types = _types(hint)
    if typing.get_origin(hint) is tuple:
        return (1, 2)
    if datetime in types:
        return datetime.fromisoformat("2026-05-12T12:00:00+00:00")
    return "code" if str in types else True if bool in types else 1
