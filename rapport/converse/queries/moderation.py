"""Published rules, what can be done under them, and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from rapport.channels.contract import Ability
from rapport.channels.errors import UnknownNetwork
from rapport.channels.registry import manifest_for
from rapport.converse.contract import ModerationView
from rapport.converse.errors import NoSuchConversation, NoSuchRule
from rapport.converse.models import Conversation, ModerationAct, ModerationRule
from rapport.converse.queries.brought import speaking_account
from rapport.converse.queries.inbox import network_name
from rapport.listen.models import Message
from rapport.workspace.errors import NotThere
from rapport.workspace.models import Member
from rapport.workspace.queries import can

Kind, State = ModerationAct.Kind, ModerationAct.State
ACTS_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class ModerationChoice:
    """One thing that may be done. `because` says why it cannot, "" where it can; `effect` what people see after it."""

    kind: str
    effect: str
    because: str = ""
    can_be_undone: bool = True


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule in its latest version, and how often something was done under any of them."""

    rule: ModerationRule
    acts: int
    undone: int


@dataclass(frozen=True, slots=True)
class ActsAsked:
    """Which acts are wanted. "" and None: all. `rule`: the number of a rule, whatever its version."""

    kind: str = ""
    state: str = ""
    rule: int | None = None
    member_id: int | None = None


def current_rules() -> QuerySet[ModerationRule]:
    """The rules that stand, by kind and age."""
    return ModerationRule.objects.filter(retired_at=None).order_by("kind", "published_at", "pk")


def published_rule(rule_id: int) -> ModerationRule:
    """One that stands. Raises NoSuchRule."""
    found = current_rules().filter(pk=rule_id).first()
    if found is None:
        raise NoSuchRule("Somebody changed or retired this rule meanwhile. Look at it again.")
    return found


def rule_counts() -> list[RuleCount]:
    """Every rule once, those that stand first. One statement."""
    rules = ModerationRule.objects.annotate(
        done=Count("acts"),
        taken_back=Count("acts", filter=Q(acts__state=State.UNDONE)),
    )
    latest: dict[int, RuleCount] = {}
    for rule in rules.order_by("version", "pk"):
        before = latest.get(rule.number)
        acts, undone = (before.acts, before.undone) if before else (0, 0)
        latest[rule.number] = RuleCount(rule, acts + rule.done, undone + rule.taken_back)
    return sorted(latest.values(), key=lambda one: (one.rule.retired_at is not None, one.rule.pk))


def moderation_acts(
    member: Member, *, asked: ActsAsked, before: int | None = None, limit: int
) -> list[ModerationAct]:
    """What was done, the latest first; `before`: the id where the page before ended. One statement."""
    if not can(member, "moderate"):
        return []
    found = ModerationAct.objects.select_related(
        "rule",
        "account",
        "handle",
        "message__reading",
        "member",
        "undone_by",
        "delivery",
        "undo_delivery",
    )
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.rule is not None:
        found = found.filter(Q(rule=asked.rule) | Q(rule__first=asked.rule))
    if asked.member_id is not None:
        found = found.filter(member=asked.member_id)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-pk")[:limit])


def moderation_act_for(member: Member, act_id: int) -> ModerationAct:
    """Raises NotThere."""
    found = ModerationAct.objects.select_related("conversation").filter(pk=act_id).first()
    if found is None or not can(member, "moderate"):
        raise NotThere("There is no such act.")
    return found


def moderatable_message(conversation: Conversation, message_id: int) -> Message:
    """A message of the exchange, or an onlooker's in its thread. Raises NoSuchConversation."""
    here = Q(turn__conversation=conversation)
    if conversation.thread_id is not None:
        here |= Q(thread=conversation.thread_id)
    found = (
        Message.objects.select_related("author", "reading", "thread")
        .filter(here, pk=message_id)
        .first()
    )
    if found is None:
        raise NoSuchConversation("There is no such message here. It may have been erased.")
    return found


def moderation_choices(conversation: Conversation, message: Message) -> list[ModerationChoice]:
    """What can be done to a message and to who wrote it, where it stands; and why the rest cannot."""
    account = speaking_account(conversation)
    slug = account.network if account is not None else conversation.account.network
    name = network_name(slug)
    try:
        manifest = manifest_for(slug)
    except UnknownNetwork:
        return [ModerationChoice(kind, "", f"{name} is not installed here.") for kind in Kind]
    choices = []
    for kind in Kind:
        can_here = account is not None and Ability(kind) in manifest.abilities
        effect, because = manifest.effects.get(Ability(kind), ""), ""
        if account is None:
            because = f"We have no account on {name}."
        elif kind == Kind.MUTE and not can_here:
            effect = f"{name} has no mute, so nothing changes there. Here what they write starts no clock."
        elif not can_here:
            because = f"{name} cannot {kind}."
        else:
            because = cannot_be_done_to(message, kind)
        if kind in (Kind.MUTE, Kind.BLOCK) and can_here:
            effect += " Here what they write starts no clock, but for danger."
        choices.append(ModerationChoice(str(kind), effect, because, kind != Kind.REPORT))
    return choices


def cannot_be_done_to(message: Message, kind: str) -> str:
    """Why the message does not allow it on any network; "" where it does."""
    if message.deleted_at is not None and kind in (Kind.HIDE, Kind.REPORT):
        return "They deleted this message meanwhile; nothing is left to act on."
    if kind != Kind.HIDE:
        return ""
    if message.scope == "private":
        return "This message is private: nobody else sees it."
    if _begins_with_another(message):
        return "What is said can be hidden under our own posts; this thread is somebody else's."
    return ""


def _begins_with_another(message: Message) -> bool:
    """Whether the thread is known to begin with a post that is not ours; where we never heard it, the network knows."""
    root_key = message.thread.root_key if message.thread is not None else message.remote_key
    root = Message.objects.filter(network=message.network, remote_key=root_key)
    is_own = root.values_list("is_own", flat=True).first()
    return is_own is False


def quiet_authors(handle_ids: Iterable[int | None]) -> set[int]:
    """Those of the handles who are muted or blocked: what they write waits for nobody, but for danger. One statement."""
    wanted = {pk for pk in handle_ids if pk is not None}
    if not wanted:
        return set()
    acts = ModerationAct.objects.filter(
        handle__in=wanted, kind__in=[Kind.MUTE, Kind.BLOCK], state__in=ModerationAct.QUIET
    )
    return set(acts.values_list("handle_id", flat=True))


def moderation_rows() -> QuerySet[ModerationAct, Any]:
    """What was done in a conversation, and to its person anywhere, for `moderation_views`."""
    here = Q(conversation=OuterRef("pk")) | Q(handle__person=OuterRef("person"))
    return (
        ModerationAct.objects.filter(here)
        .exclude(state__in=[State.UNDONE])
        .order_by("-pk")
        .values(
            json=JSONObject(
                id="pk",
                kind="kind",
                state="state",
                reason="reason",
                why="rule__kind",
                rule="rule__text",
                who="handle__name",
                message="message_id",
                delivery_id="delivery_id",
                undo_id="undo_delivery_id",
                delivery="delivery__state",
                said="delivery__reason",
                undo="undo_delivery__state",
                undo_said="undo_delivery__reason",
            )
        )[:ACTS_AT_MOST]
    )


def moderation_subquery() -> ArraySubquery:
    return ArraySubquery(moderation_rows())


def moderation_views(rows: Iterable[Mapping[str, Any]]) -> tuple[ModerationView, ...]:
    return tuple(
        ModerationView(
            id=row["id"],
            kind=row["kind"],
            state=shown_state(
                row["state"], row["undo"] if row["state"] == State.UNDOING else row["delivery"]
            ),
            reason=row["reason"]
            or (row["undo_said"] if row["state"] == State.UNDOING else row["said"])
            or "",
            why=row["why"],
            rule=row["rule"],
            who=row["who"] or "",
            message_id=row["message"],
            delivery_id=row["undo_id"] or row["delivery_id"],
        )
        for row in rows
    )


def shown_state(state: str, delivery: str | None) -> str:
    """The state of an act, or "held" or "unknown" while what it sent is that."""
    if state in (State.ASKED, State.UNDOING) and delivery in ("held", "unknown"):
        return str(delivery)
    return str(state)


def act_state(act: ModerationAct) -> str:
    sent = act.undo_delivery if act.state == State.UNDOING else act.delivery
    return shown_state(act.state, sent.state if sent else None)
