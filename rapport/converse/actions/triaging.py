"""Applying triage rules to what happened, and taking back what they did.

No rule speaks: what is called here writes labels, an assignee and a team, and tells colleagues. A test holds that this
file reaches no door to the public.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from rapport.converse.actions.keeping import tell
from rapport.converse.batch import LIVE
from rapport.converse.events import ConversationTriaged, TriageUndone
from rapport.converse.models import (
    Conversation,
    ConversationLabel,
    HandoverOffer,
    Label,
    RuleApplied,
    TriageRule,
)
from rapport.converse.notices import RULE_TELLS
from rapport.converse.triage import (
    Deed,
    Happening,
    Triage,
    asked_conversations,
    rules_now,
    trees_of,
)
from rapport.ledger.actions import publish_all
from rapport.ledger.rows import insert_rows, update_rows
from rapport.workspace.actions import Telling, notify_each
from rapport.workspace.errors import NotAllowed, NotThere
from rapport.workspace.models import Member, Team
from rapport.workspace.queries import can

UNDONE_AT_ONCE = 2_000
LAST_RUN = timedelta(days=1)


def apply_rules(happenings: Sequence[Happening], *, now: datetime) -> list[Conversation]:
    """Ask the rules of what happened, and do what they say. Returns those that changed, with their new versions.

    Call in the transaction that made it happen, with the conversations locked or just written. One statement where no
    rule is on; about ten where one holds, however many conversations there are. Safe to repeat: a rule applies to a
    conversation once a cause.
    """
    there = [one for one in happenings if one.conversation.status in LIVE and one.causes]
    rules = rules_now() if there else []
    asked_when = {when for one in there for when in one.causes}
    rules = [rule for rule in rules if rule.when in asked_when]
    if not rules:
        return []
    ids = [one.conversation.pk for one in there]
    asked = asked_conversations(ids)
    stood = {pk: {row["id"]: row["row"] for row in c.state_rows} for pk, c in asked.items()}  # type: ignore[attr-defined]
    causes = [cause for one in there for cause in one.causes.values()]
    done = RuleApplied.objects.filter(conversation__in=ids, cause__in=causes)
    triage = Triage(
        rules,
        trees_of(rules),
        done={
            (rule, conversation, cause): bool(after)
            for rule, conversation, cause, after in done.values_list(
                "rule_id", "conversation_id", "cause", "after"
            )
        },
        now=now,
    )
    deeds = triage.deeds(there, asked)
    if not deeds:
        return []
    _write_labels(deeds, stood, now=now)
    changed = _write_conversations(deeds, there, asked, now=now)
    _keep(deeds, now=now)
    return changed


def _write_labels(
    deeds: Iterable[Deed], stood: Mapping[int, Mapping[int, int]], *, now: datetime
) -> None:
    """What is left of it all: a label that one rule put and the next took was never there."""
    put: dict[tuple[int, int], int] = {}
    taken: set[tuple[int, int]] = set()
    for deed in deeds:
        for label_id in deed.unlabelled:
            put.pop((deed.conversation_id, label_id), None)
            taken.add((deed.conversation_id, label_id))
        for label_id in deed.labelled:
            put[deed.conversation_id, label_id] = deed.rule.pk
            taken.discard((deed.conversation_id, label_id))
    rows = [stood[c][label] for c, label in taken if label in stood[c]]
    if rows:
        ConversationLabel.objects.filter(pk__in=rows).delete()
    new = [
        {"conversation_id": c, "label_id": label, "rule_id": rule, "member_id": None, "at": now}
        for (c, label), rule in put.items()
    ]
    insert_rows(ConversationLabel, new, keep=True)


def _write_conversations(
    deeds: Sequence[Deed],
    happenings: Sequence[Happening],
    asked: Mapping[int, Conversation],
    *,
    now: datetime,
) -> list[Conversation]:
    touched = {deed.conversation_id for deed in deeds if deed.changes_state}
    given = {deed.conversation_id for deed in deeds if deed.after}
    changed = {
        one.conversation.pk: one.conversation
        for one in happenings
        if one.conversation.pk in touched
    }
    for one in happenings:
        one.is_given = one.conversation.pk in given
    for pk, c in changed.items():
        # What stands in the database counts, whatever was loaded before.
        c.assignee_id, c.team_id = asked[pk].assignee_id, asked[pk].team_id
        c.version, c.changed_at = c.version + 1, now
    if given:
        HandoverOffer.objects.filter(conversation__in=given).delete()
    update_rows(list(changed.values()), ["assignee", "team", "version", "changed_at"])
    return list(changed.values())


def _keep(deeds: Sequence[Deed], *, now: datetime) -> None:
    """On record, on the timeline, and said to whoever a rule tells."""
    applied = RuleApplied.objects.bulk_create(
        RuleApplied(
            rule=deed.rule,
            rule_version=deed.rule.version,
            conversation_id=deed.conversation_id,
            cause=deed.cause,
            at=now,
            labelled=deed.labelled,
            unlabelled=deed.unlabelled,
            before=deed.before,
            after=deed.after,
            told=list(deed.told),
        )
        for deed in deeds
    )
    both = list(zip(deeds, applied, strict=True))
    publish_all([_fact(deed, one) for deed, one in both], now=now)
    tellings = [
        Telling(
            RULE_TELLS,
            deed.told,
            ("conversation", deed.conversation_id),
            f"rule:{deed.rule.pk}:{one.pk}",
        )
        for deed, one in both
        if deed.told
    ]
    if tellings:
        notify_each(tellings, now=now)


def _fact(deed: Deed, applied: RuleApplied) -> ConversationTriaged:
    return ConversationTriaged(
        conversation_id=deed.conversation_id,
        rule_id=deed.rule.pk,
        applied_id=applied.pk,
        label_ids=tuple(deed.labelled),
        unlabel_ids=tuple(deed.unlabelled),
        is_given=bool(deed.after),
        to_id=deed.rule.gives_to_id if deed.after else None,
        team_id=deed.rule.gives_team_id if deed.after else None,
        told=len(deed.told),
    )


@transaction.atomic
def undo_applied(applied_id: int, *, by: Member, now: datetime) -> bool:
    """Put back what a rule did to one conversation; what somebody changed since stays. False when it was undone before.

    Whoever was told was told. Raises NotThere, NotAllowed.
    """
    if not can(by, "assign"):
        raise NotAllowed("assign")
    found = RuleApplied.objects.select_for_update(of=("self",)).filter(pk=applied_id).first()
    if found is None:
        raise NotThere("This cannot be undone any more: it was too long ago.")
    return _undo([found], by=by, now=now) > 0


@transaction.atomic
def undo_rule(rule_id: int, *, by: Member, now: datetime) -> int:
    """Put back all the rule did within the last day, the newest 2,000 at a time. Returns how many. Raises NotAllowed, NotThere."""
    if not can(by, "manage_triage"):
        raise NotAllowed("manage_triage")
    if not TriageRule.objects.filter(pk=rule_id).exists():
        raise NotThere("This rule is gone.")
    done = RuleApplied.objects.filter(rule=rule_id, undone_at=None, at__gte=now - LAST_RUN)
    return _undo(
        list(done.select_for_update(of=("self",)).order_by("-pk")[:UNDONE_AT_ONCE]), by=by, now=now
    )


def _undo(applied: Sequence[RuleApplied], *, by: Member, now: datetime) -> int:
    """The newest first, so that each finds what it left."""
    left = [one for one in applied if one.undone_at is None]
    if not left:
        return 0
    ids = sorted({one.conversation_id for one in left})
    locked = Conversation.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    conversations = {c.pk: c for c in locked}
    _labels_back(left, conversations, now=now)
    people, teams = _still_there(left)
    for one in left:
        c = conversations[one.conversation_id]
        if one.after and one.after == {"assignee_id": c.assignee_id, "team_id": c.team_id}:
            was, team = one.before["assignee_id"], one.before["team_id"]
            c.assignee_id = was if was in people else None
            c.team_id = team if team in teams else None
        one.undone_at, one.undone_by = now, by
    for c in conversations.values():
        c.version, c.changed_at = c.version + 1, now
    update_rows(list(conversations.values()), ["assignee", "team", "version", "changed_at"])
    update_rows(left, ["undone_at", "undone_by"])
    facts = [TriageUndone(one.conversation_id, one.rule_id, one.pk, by.pk) for one in left]
    publish_all(facts, now=now)
    tell(conversations.values())
    return len(left)


def _labels_back(
    applied: Sequence[RuleApplied], conversations: Mapping[int, Conversation], *, now: datetime
) -> None:
    """Off what the rule put and nobody has put since; on what it took and is not there."""
    there = ConversationLabel.objects.filter(conversation__in=conversations)
    stands: dict[int, dict[int, ConversationLabel]] = defaultdict(dict)
    for row in there:
        stands[row.conversation_id][row.label_id] = row
    off: list[int] = []
    on: dict[tuple[int, int], None] = {}
    for one in applied:
        rows = stands[one.conversation_id]
        for label_id in one.labelled:
            if label_id in rows and rows[label_id].rule_id == one.rule_id:
                off.append(rows.pop(label_id).pk)
            on.pop((one.conversation_id, label_id), None)
        for label_id in one.unlabelled:
            if label_id not in rows:
                on[one.conversation_id, label_id] = None
    if off:
        ConversationLabel.objects.filter(pk__in=off).delete()
    known = set(
        Label.objects.filter(pk__in={label_id for _, label_id in on}).values_list("pk", flat=True)
    )
    new = [
        {"conversation_id": c, "label_id": label_id, "member_id": None, "rule_id": None, "at": now}
        for c, label_id in on
        if label_id in known
    ]
    insert_rows(ConversationLabel, new, keep=True)


def _still_there(applied: Sequence[RuleApplied]) -> tuple[set[int], set[int]]:
    """Of who had it before: those who still answer here, and teams that are not dissolved."""
    people = {one.before.get("assignee_id") for one in applied} - {None}
    teams = {one.before.get("team_id") for one in applied} - {None}
    here = Member.objects.filter(pk__in=people, is_active=True) if people else ()
    standing = Team.objects.filter(pk__in=teams) if teams else ()
    return {m.pk for m in here}, {t.pk for t in standing}
