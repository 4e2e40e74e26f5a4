"""The reasons one may give when resolving."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import JSONObject

from rapport.converse.contract import Reason
from rapport.converse.models import ResolveReason
from rapport.converse.reasons import USUAL_REASONS


def resolve_reasons() -> tuple[Reason, ...]:
    """Those offered, in their order: the team's own, else the usual ones. One statement."""
    return offered_reasons(row["told"] for row in reason_rows())


def reason_rows() -> QuerySet[ResolveReason, Any]:
    """Every reason there ever was, to be read beside something else."""
    told = JSONObject(slug="slug", words="words", is_offered="is_offered")
    return ResolveReason.objects.order_by("position", "pk").values(told=told)


def offered_reasons(rows: Iterable[dict[str, Any]]) -> tuple[Reason, ...]:
    own = tuple(Reason(row["slug"], row["words"]) for row in rows if row["is_offered"])
    return own or tuple(Reason(slug, words) for slug, words in USUAL_REASONS.items())


def words_of_reasons(rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The words of every reason that was ever given, by slug."""
    return USUAL_REASONS | {row["slug"]: row["words"] for row in rows}
