"""How often the check was right, by what became of its findings: the one definition of its precision.

Precision of a kind = right / (right + wrong), over the findings that somebody was asked about or spoke against:

- right: a lead says so; else it was heeded (its remedy was taken, or the words were changed before they were sent), or sent as
  an exception.
- wrong: a lead says so; else its writer says so, by sending it as it was or by "not so".
- neither: what was not sent yet, and what is sent because a statement is out of date (the check read it rightly).

Notes that nobody answered by a key are not in it: that one let them stand says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, get_args

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from rapport.voice.contract import FindingKind
from rapport.voice.models import CheckSetting, Objection

State, Reason, Verdict = Objection.State, Objection.Reason, Objection.Verdict
KINDS: tuple[str, ...] = get_args(FindingKind)
# Fewer than this say nothing: of ten that were right, the truth may be seven in ten (Wilson's interval at 95 %: 72 to 100 %).
ENOUGH = 20
COUNTED_FOR = timedelta(days=90)
STEPS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)

_UNJUDGED = Q(verdict="")
_RIGHT = Q(verdict=Verdict.RIGHT) | _UNJUDGED & (
    Q(state=State.HEEDED) | Q(state=State.SENT, reason=Reason.EXCEPTION)
)
_WRONG = Q(verdict=Verdict.WRONG) | _UNJUDGED & Q(
    state__in=[State.SENT, State.NOT_SO], reason=Reason.WRONG
)


@dataclass(slots=True)
class Tally:
    """Of one kind: how many were right, wrong, neither; how many of each state, and for each reason they were sent."""

    kind: str
    right: int = 0
    wrong: int = 0
    neither: int = 0
    states: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)

    @property
    def all(self) -> int:
        return self.right + self.wrong + self.neither

    @property
    def told(self) -> int:
        return self.right + self.wrong

    @property
    def precision(self) -> float | None:
        """None where too few tell."""
        return self.right / self.told if self.told >= ENOUGH else None


@dataclass(frozen=True, slots=True)
class Threshold:
    """What would still be said if the check had to be at least so sure."""

    least: float
    right: int
    wrong: int


def tallies(*, now: datetime) -> list[Tally]:
    """Of every kind the check knows, over the last 90 days. One statement."""
    found = {kind: Tally(kind) for kind in KINDS}
    rows = _with_outcome(_counted(now)).values("kind", "outcome", "state", "reason")
    for row in rows.annotate(count=Count("pk")).order_by():
        tally, count = found.get(row["kind"]), row["count"]
        if tally is None:
            continue
        setattr(tally, row["outcome"], getattr(tally, row["outcome"]) + count)
        tally.states[row["state"]] = tally.states.get(row["state"], 0) + count
        if row["reason"]:
            tally.reasons[row["reason"]] = tally.reasons.get(row["reason"], 0) + count
    return list(found.values())


def thresholds(kind: str, *, now: datetime) -> list[Threshold]:
    """For a lead who thinks of setting one. One statement."""
    told = _with_outcome(_counted(now).filter(kind=kind)).exclude(outcome="neither")
    rows: Sequence[tuple[float, str]] = list(told.values_list("confidence", "outcome"))
    return [
        Threshold(
            least,
            sum(sure >= least and outcome == "right" for sure, outcome in rows),
            sum(sure >= least and outcome == "wrong" for sure, outcome in rows),
        )
        for least in STEPS
    ]


def objections(kind: str, *, now: datetime, only: str = "") -> QuerySet[Any, Any]:
    """The latest first, with `outcome`. `only`: "right", "wrong", "neither", a state or a reason; "" for all."""
    found = _with_outcome(_counted(now).filter(kind=kind))
    if only in ("right", "wrong", "neither"):
        found = found.filter(outcome=only)
    elif only in State.values:
        found = found.filter(state=only)
    elif only in Reason.values and only != "wrong":
        found = found.filter(reason=only)
    return found.select_related("member", "person", "judged_by", "statement").order_by("-at", "-pk")


def objection(objection_id: int) -> Objection | None:
    return Objection.objects.filter(pk=objection_id).first()


def doubts_of(statement_id: int, *, limit: int = 5) -> list[Objection]:
    """Who said last that a statement is out of date."""
    said = Objection.objects.filter(statement_id=statement_id, reason=Reason.OLD)
    return list(said.select_related("member").order_by("-at")[:limit])


def reasons_given(member_id: int | None, person_id: int | None) -> list[Objection]:
    """Why a member means to send a person what the check asked to wait with, while it is not sent yet."""
    if member_id is None or person_id is None:
        return []
    meant = Objection.objects.filter(member_id=member_id, person_id=person_id, state=State.OPEN)
    return list(meant.exclude(reason="").order_by("pk"))


def check_settings() -> Mapping[str, CheckSetting]:
    """By kind; a kind that is not there speaks as it comes."""
    return {one.kind: one for one in CheckSetting.objects.select_related("changed_by")}


def _counted(now: datetime) -> QuerySet[Objection]:
    return Objection.objects.filter(at__gt=now - COUNTED_FOR, at__lte=now)


def _with_outcome(found: QuerySet[Objection]) -> QuerySet[Any, Any]:
    outcome = Case(
        When(_RIGHT, then=Value("right")),
        When(_WRONG, then=Value("wrong")),
        default=Value("neither"),
        output_field=CharField(),
    )
    return found.annotate(outcome=outcome)
