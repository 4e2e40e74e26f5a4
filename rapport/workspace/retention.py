"""The daily sweep: what is older than its kind allows is deleted, in small steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from rapport.workspace.models import RetentionRule
from rapport.workspace.registry import RetainedKind, retained_kinds

# Small enough that a step holds its locks for well under a second.
STEP = 500
# At most so many steps a kind and day; the rest waits for the next day and blocks nobody.
STEPS = 1000


@dataclass(frozen=True)
class Rule:
    kind: str
    label: str
    days: int
    default_days: int

    @property
    def is_default(self) -> bool:
        return self.days == self.default_days


def rules() -> list[Rule]:
    """Every kind with the days that hold now."""
    chosen = dict(RetentionRule.objects.values_list("kind", "days"))
    return [
        Rule(
            kind=kind.kind,
            label=kind.label,
            days=chosen.get(kind.kind, kind.default_days),
            default_days=kind.default_days,
        )
        for kind in retained_kinds()
    ]


def sweep_all(now: datetime) -> dict[str, int]:
    """Delete what is too old. Returns how many records went, by kind. Safe to repeat."""
    days = {rule.kind: rule.days for rule in rules()}
    return {
        kind.kind: _sweep(kind, before=now - timedelta(days=days[kind.kind]))
        for kind in retained_kinds()
    }


def _sweep(kind: RetainedKind, *, before: datetime) -> int:
    gone = 0
    for _ in range(STEPS):
        with transaction.atomic():
            step = kind.sweep(before, STEP)
        gone += step
        if not step:
            break
    return gone
