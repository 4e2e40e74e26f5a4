"""Rules as their page shows them, what one would have done last week, and what one did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from rapport.converse.documents import which_hold
from rapport.converse.models import Conversation, Escalation, Label, RuleApplied, TriageRule
from rapport.converse.notices import CLOCK_WARNING
from rapport.converse.triage import asked_conversations, deed_of, trees_of, with_deeds
from rapport.converse.triage_drawing import gives_before, never_reached, unknown_names
from rapport.query.errors import QueryError
from rapport.query.parsing import parse
from rapport.query.tree import Node
from rapport.workspace.errors import NotThere
from rapport.workspace.models import Member, Notice, Team
from rapport.workspace.queries import can

When = TriageRule.When
Status = Conversation.Status
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
# Matched in memory while somebody waits for the page.
LOOKED_AT = 2_000
LISTED = 50
# Of fewer conversations a half says nothing.
HALF_OF_AT_LEAST = 10


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a rule would have done to the conversations of the last week, as they stand now.

    `held` of `looked_at`; `ids`: of those it held of, the latest 50. `labelled`, `unlabelled`, `given`: how many would
    have changed so; `told`: how many colleagues each time.
    """

    looked_at: int
    held: int
    ids: tuple[int, ...]
    labelled: int
    unlabelled: int
    given: int
    told: int
    there_are_more: bool

    @property
    def is_everything(self) -> bool:
        return self.held == self.looked_at and self.looked_at > 1

    @property
    def is_most(self) -> bool:
        """Of more than half: then it sorts nothing."""
        most = self.looked_at >= HALF_OF_AT_LEAST and self.held * 2 > self.looked_at
        return most or self.is_everything


@dataclass(frozen=True, slots=True)
class RuleLine:
    """`touched`: conversations in 7 days. `problems`: why it does less than it says, each a sentence."""

    rule: TriageRule
    tree: Node | None
    touched: int
    of_today: int  # what it did in the last day and can be undone
    first: TriageRule | None  # a rule above that gives the same conversations to somebody else
    never: TriageRule | None  # a rule above that stops whatever it could hold of
    problems: tuple[str, ...]


def rule_lines(*, now: datetime) -> list[RuleLine]:
    """In their order. A few statements, however many rules there are."""
    week = Q(applied__at__gte=now - WEEK)
    found = TriageRule.objects.filter(removed_at=None).annotate(
        touched=Count("applied__conversation", filter=week, distinct=True),
        of_today=Count("applied", filter=Q(applied__at__gte=now - DAY, applied__undone_at=None)),
    )
    rules = list(with_deeds(found).order_by("position", "pk"))
    trees = trees_of(rules)
    on: list[TriageRule] = []
    lines = []
    for rule in rules:
        line = RuleLine(
            rule=rule,
            tree=trees.get(rule.pk),
            touched=rule.touched,
            of_today=rule.of_today,
            first=gives_before(rule, on, trees),
            never=never_reached(rule, on, trees),
            problems=tuple(problems_of(rule, trees.get(rule.pk))),
        )
        lines.append(line)
        if rule.is_on:
            on.append(rule)
    return lines


def problems_of(rule: TriageRule, tree: Node | None) -> list[str]:
    """Why it does less than it says: a condition that cannot be read any more, somebody who left, a team of nobody."""
    found: list[str] = []
    if rule.condition and tree is None:
        found.append(f"It holds of nothing until this is mended. {_unread(rule.condition)}")
    elif tree is not None:
        found += unknown_names(tree)
    if rule.gives_to is not None and not can(rule.gives_to, "answer"):
        found.append(f"{rule.gives_to.name} does not answer here any more: nobody is given it.")
    told = [*rule.tell_ids, *rule.team_tell_ids]  # type: ignore[attr-defined]
    if rule.tells_team is not None and not rule.team_tell_ids:  # type: ignore[attr-defined]
        found.append(f"Nobody is in the team {rule.tells_team.name}: nobody of it is told.")
    does = rule.label_rows or rule.unlabel_rows or rule.gives_to_id or rule.gives_team_id  # type: ignore[attr-defined]
    if not does and not told:
        found.append("It does nothing any more: whom it gave to or told is gone.")
    return found


def rule_for(rule_id: int) -> TriageRule:
    """With what it does beside it. Raises NotThere."""
    found: TriageRule | None = with_deeds(
        TriageRule.objects.filter(pk=rule_id, removed_at=None)
    ).first()
    if found is None:
        raise NotThere("This rule is gone. Somebody took it away.")
    return found


@dataclass(frozen=True, slots=True)
class AppliedLine:
    """One time a rule was applied, in names; "" for what is gone."""

    applied: RuleApplied
    on: tuple[str, ...]
    off: tuple[str, ...]
    to: str
    team: str


def what_it_did(rule_id: int, *, limit: int = LISTED) -> list[AppliedLine]:
    """The latest first. Four statements."""
    done = RuleApplied.objects.filter(rule=rule_id).select_related("undone_by")
    found = list(done.order_by("-pk")[:limit])
    labels = dict(Label.objects.values_list("pk", "name"))
    given = [one.after for one in found if one.after]
    people = Member.objects.filter(pk__in={one["assignee_id"] for one in given} - {None})
    names = dict(people.values_list("pk", "name"))
    teams = dict(Team.objects.values_list("pk", "name"))
    return [
        AppliedLine(
            applied=one,
            on=tuple(labels.get(pk, "") for pk in one.labelled),
            off=tuple(labels.get(pk, "") for pk in one.unlabelled),
            to=names.get(one.after.get("assignee_id"), ""),
            team=teams.get(one.after.get("team_id"), ""),
        )
        for one in found
    ]


def undoable_today(rule_id: int, *, now: datetime) -> int:
    """How often it was applied in the last day and can be put back."""
    done = RuleApplied.objects.filter(rule=rule_id, undone_at=None, at__gte=now - DAY)
    return done.count()


def dry_run(rule: TriageRule, tree: Node | None, *, now: datetime) -> DryRun:
    """`rule`: with its deeds beside it, saved or not. `tree` None holds of everything. Writes nothing; four statements."""
    happened = _happened(rule.when, since=now - WEEK).order_by("-pk")
    ids = list(happened.values_list("pk", flat=True)[: LOOKED_AT + 1])
    asked = list(asked_conversations(ids[:LOOKED_AT]).values())
    asked.sort(key=lambda c: -c.pk)
    held = asked
    if tree is not None:
        answers = which_hold({0: tree}, asked, now=now)
        held = [c for c, keys in zip(asked, answers, strict=True) if keys]
    deeds = [deed_of(rule, c, cause="", may_give=True) for c in held]
    return DryRun(
        looked_at=len(asked),
        held=len(held),
        ids=tuple(c.pk for c in held[:LISTED]),
        labelled=sum(bool(deed.labelled) for deed in deeds),
        unlabelled=sum(bool(deed.unlabelled) for deed in deeds),
        given=sum(bool(deed.after) for deed in deeds),
        told=max((len(deed.told) for deed in deeds), default=0),
        there_are_more=len(ids) > LOOKED_AT,
    )


def _happened(when: str, *, since: datetime) -> QuerySet[Conversation]:
    """Conversations in which that happened since."""
    found = Conversation.objects.exclude(status__in=[Status.PAST, Status.MERGED])
    match when:
        case When.OPENED:
            return found.filter(opened_at__gte=since)
        case When.MESSAGE:
            return found.filter(last_customer_message__created_at__gte=since)
        case When.ANSWER:
            return found.filter(answered_at__gte=since)
        case When.BREACH:
            late = Escalation.objects.filter(started_at__gte=since)
            return found.filter(pk__in=late.values("conversation"))
        case _:
            warned = Notice.objects.filter(kind=CLOCK_WARNING, at__gte=since)
            # Where there was nobody to tell, the clock itself says so.
            told = Q(pk__in=warned.values("about_id")) | Q(alarmed_to__gte=since)
            return found.filter(told)


def _unread(condition: str) -> str:
    try:
        parse(condition)
    except QueryError as error:
        return f"At letter {error.position + 1}: {error}"
    return "A list or query it names is gone."
