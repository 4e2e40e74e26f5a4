"""Triage: which rules hold of what happened, and what each would change. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from rapport.converse.documents import document_for, to_be_asked
from rapport.converse.models import Conversation, ConversationLabel, Label, TriageRule
from rapport.converse.triage_reads import reads_state
from rapport.listen.looking import Vocabulary
from rapport.query.errors import QueryError
from rapport.query.matching import Matcher
from rapport.query.parsing import parse
from rapport.query.tree import Node
from rapport.workspace.models import Member
from rapport.workspace.queries import can

When = TriageRule.When


@dataclass(slots=True)
class Happening:
    """Something that rules are asked of. `causes`: by when, what it is told from anything else by."""

    conversation: Conversation
    causes: dict[str, str]
    is_given: bool = False  # afterwards: a rule gave it to somebody


@dataclass(slots=True)
class Deed:
    """What a rule changes about a conversation; empty where everything stands as it wants it already."""

    rule: TriageRule
    conversation_id: int
    cause: str
    labelled: list[int] = field(default_factory=list)
    unlabelled: list[int] = field(default_factory=list)
    before: dict[str, int | None] = field(default_factory=dict)
    after: dict[str, int | None] = field(default_factory=dict)
    told: tuple[int, ...] = ()

    @property
    def changes_state(self) -> bool:
        return bool(self.labelled or self.unlabelled or self.after)

    @property
    def does_something(self) -> bool:
        return self.changes_state or bool(self.told)


def rules_now() -> list[TriageRule]:
    """Those that are on, in their order, with `label_rows`, `unlabel_rows` and `told_ids`. One statement."""
    on = TriageRule.objects.filter(is_on=True, removed_at=None)
    return list(with_deeds(on).order_by("position", "pk"))


def with_deeds(found: Any) -> Any:
    """Rules with what they do beside them."""
    row = JSONObject(id="pk", name="name")
    put = Label.objects.filter(put_by=OuterRef("pk")).order_by("key")
    taken = Label.objects.filter(taken_by=OuterRef("pk")).order_by("key")
    alone = TriageRule.tells.through.objects.filter(triagerule=OuterRef("pk"))
    of_team = Member.objects.filter(teams=OuterRef("tells_team"), is_active=True)
    return found.select_related("gives_to", "gives_team", "tells_team").annotate(
        label_rows=ArraySubquery(put.values(json=row)),
        unlabel_rows=ArraySubquery(taken.values(json=row)),
        tell_ids=ArraySubquery(alone.filter(member__is_active=True).values("member_id")),
        team_tell_ids=ArraySubquery(of_team.values("pk")),
    )


def trees_of(rules: Sequence[TriageRule]) -> dict[int, Node]:
    """Conditions by rule, named queries and lists put in; those that cannot be read are left out and hold of nothing.

    Stored queries are read only where a condition may name one.
    """
    known: Vocabulary | None = None
    found: dict[int, Node] = {}
    for rule in rules:
        if not rule.condition:
            continue
        try:
            if "@" in rule.condition or "list:" in rule.condition.casefold():
                known = known or Vocabulary()
                found[rule.pk] = known.tree(rule.condition)
            else:
                found[rule.pk] = parse(rule.condition).tree
        except QueryError:
            continue
    return found


# What conditions and deeds look at: of six tables a hundred and fifty columns would be read for it otherwise.
_MESSAGE = (
    *("network", "channel", "kind", "url", "links", "created_at", "text", "title", "media", "parent_key"),
    *("is_own", "counts", "claimed_language", "author__name", "author__remote_id", "author__display_name"),
    *("author__followers", "reading__sentiment", "reading__emotion", "reading__intent", "reading__urgency"),
)  # fmt: skip
_COLUMNS = (
    *("status", "danger", "case_number", "account__handle", "brand__slug", "brand__name"),
    *("assignee__name", "assignee__email", "team__name"),
    *(f"last_customer_message__{name}" for name in _MESSAGE),
)


def asked_conversations(ids: Sequence[int]) -> dict[int, Conversation]:
    """As conditions see them, with `state_rows`: their labels. One statement."""
    there = ConversationLabel.objects.filter(conversation=OuterRef("pk")).order_by("label_id")
    rows = ArraySubquery(there.values(json=JSONObject(id="label_id", name="label__name", row="pk")))
    found = to_be_asked(Conversation.objects.filter(pk__in=ids)).only(*_COLUMNS)
    return {one.pk: one for one in found.annotate(state_rows=rows)}


class Triage:
    """Rules asked in their order; each sees what those above it changed. Of one event a conversation is given once.

    `done`: by rule, conversation and cause what was applied before, and whether the conversation was given away by it.
    """

    def __init__(
        self,
        rules: Sequence[TriageRule],
        trees: Mapping[int, Node],
        *,
        done: Mapping[tuple[int, int, str], bool],
        now: datetime,
    ) -> None:
        self.rules, self.done, self.now = rules, done, now
        self.matcher = Matcher(dict(trees)) if trees else None
        # Of rules that ask for what rules change: asked again once one of them changed something.
        again = {pk: tree for pk, tree in trees.items() if reads_state(tree)}
        self.again_ids = set(again)
        self.again = Matcher(again) if again else None

    def deeds(
        self, happenings: Sequence[Happening], asked: Mapping[int, Conversation]
    ) -> list[Deed]:
        """What is to be written. Changes `asked` as it goes."""
        there = [one for one in happenings if one.conversation.pk in asked]
        found = [asked[one.conversation.pk] for one in there]
        held = self._held(self.matcher, found)
        return [
            deed
            for one, c, keys in zip(there, found, held, strict=True)
            for deed in self._of(one, c, keys)
        ]

    def _held(
        self, matcher: Matcher | None, conversations: Sequence[Conversation]
    ) -> list[set[int]]:
        if matcher is None:
            return [set() for _ in conversations]
        documents = [document_for(c) for c in conversations]
        return [set(keys) for keys in matcher.match_batch(documents, now=self.now)]

    def _of(self, happening: Happening, c: Conversation, held: set[int]) -> list[Deed]:
        deeds: list[Deed] = []
        is_given = False
        for rule in self.rules:
            cause = happening.causes.get(rule.when)
            if cause is None:
                continue
            if (gave := self.done.get((rule.pk, c.pk, cause))) is not None:
                # It held when the same event was heard of first: it gives, and ends the asking, as it did then.
                is_given = is_given or gave
                if rule.stops:
                    break
                continue
            if rule.condition and rule.pk not in held:
                continue
            deed = deed_of(rule, c, cause=cause, may_give=not is_given)
            if deed.does_something:
                deeds.append(deed)
            is_given = is_given or bool(deed.after)
            if deed.changes_state and self.again is not None:
                held = held - self.again_ids | self._held(self.again, [c])[0]
            if rule.stops:
                break
        return deeds


def deed_of(rule: TriageRule, c: Conversation, *, cause: str, may_give: bool) -> Deed:
    """What the rule changes about it as it stands; changes `c` to how it stands after."""
    deed = Deed(rule, c.pk, cause)
    names: dict[int, str] = {row["id"]: row["name"] for row in c.state_rows}  # type: ignore[attr-defined]
    for row in rule.unlabel_rows:  # type: ignore[attr-defined]
        if names.pop(row["id"], None) is not None:
            deed.unlabelled.append(row["id"])
    for row in rule.label_rows:  # type: ignore[attr-defined]
        if row["id"] not in names:
            names[row["id"]] = row["name"]
            deed.labelled.append(row["id"])
    rows = [{"id": pk, "name": name} for pk, name in names.items()]
    c.state_rows, c.label_names = rows, list(names.values())  # type: ignore[attr-defined]
    if may_give:
        _give(rule, c, deed)
    told: set[int] = {*rule.tell_ids, *rule.team_tell_ids}  # type: ignore[attr-defined]
    deed.told = tuple(sorted(told))
    return deed


def _give(rule: TriageRule, c: Conversation, deed: Deed) -> None:
    """Danger to life has its own way to whoever takes it, and nobody who cannot answer is given anything."""
    if c.danger or (rule.gives_to is None and rule.gives_team is None):
        return
    if rule.gives_to is not None and not can(rule.gives_to, "answer"):
        return
    has_owner = c.assignee_id is not None or c.team_id is not None
    if rule.gives_to is not None:
        has_owner = c.assignee_id is not None
    if has_owner and not rule.takes_over:
        return
    before = {"assignee_id": c.assignee_id, "team_id": c.team_id}
    if rule.gives_to is not None:
        c.assignee = rule.gives_to
    else:
        c.assignee, c.team = None, rule.gives_team
    after = {"assignee_id": c.assignee_id, "team_id": c.team_id}
    if after != before:
        deed.before, deed.after = before, after
