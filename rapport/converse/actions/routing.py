"""Giving what opens to somebody, raising it to the next team, and the rules for both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max

from rapport.channels.models import Account, Delivery
from rapport.converse.actions.holding import note
from rapport.converse.actions.keeping import locked, save
from rapport.converse.errors import CannotAnswer
from rapport.converse.events import ConversationEscalated, ConversationRouted
from rapport.converse.models import (
    Answer,
    BrandRouting,
    Conversation,
    HandoverOffer,
    IntentSkill,
    RoutingStep,
)
from rapport.converse.routing import Wanted, Worker, choose, next_team
from rapport.ledger.actions import publish
from rapport.ledger.rows import update_rows
from rapport.understand.models import Reading
from rapport.workspace import queries as workspace
from rapport.workspace.actions import notify
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Brand, Member, Team

# Whoever answered somebody within that time is still known to them.
KNOWN_FOR = timedelta(days=365)
STEPS_AT_MOST = 6
_MOMENT = timedelta(seconds=1)


@transaction.atomic
def set_routing(
    brand: Brand,
    *,
    is_on: bool,
    team_ids: Sequence[int],
    skills: Mapping[str, str],
    by: Member,
) -> None:
    """The pecking order from the first port of call up, and what has to be known for an intent. Raises InvalidEntry, NotAllowed."""
    if not workspace.can(by, "settings"):
        raise NotAllowed("settings")
    if is_on and not team_ids:
        raise InvalidEntry({"teams": "Choose at least the team that is asked first."})
    _set_steps(brand, None, team_ids)
    BrandRouting.objects.update_or_create(brand=brand, defaults={"is_on": is_on})
    IntentSkill.objects.filter(brand=brand).delete()
    IntentSkill.objects.bulk_create(
        IntentSkill(brand=brand, intent=intent[:20], skill=" ".join(skill.lower().split())[:40])
        for intent, skill in skills.items()
        if skill.strip()
    )


@transaction.atomic
def set_account_steps(account: Account, *, team_ids: Sequence[int], by: Member) -> None:
    """A pecking order of its own for an account; with none it goes by its brand's. Raises InvalidEntry, NotAllowed."""
    if not workspace.can(by, "manage_clocks"):
        raise NotAllowed("manage_clocks")
    _set_steps(account.brand, account, team_ids)


def _set_steps(brand: Brand, account: Account | None, team_ids: Sequence[int]) -> None:
    order = list(dict.fromkeys(team_ids))
    if len(order) > STEPS_AT_MOST:
        raise InvalidEntry({"teams": f"{STEPS_AT_MOST} steps at most."})
    RoutingStep.objects.filter(brand=brand, account=account).delete()
    RoutingStep.objects.bulk_create(
        RoutingStep(brand=brand, account=account, position=n, team_id=pk)
        for n, pk in enumerate(order)
    )


def route(opened: Sequence[Conversation], *, account: Account, now: datetime) -> None:
    """Give those that nobody has, or whose owner is not on, to somebody; call in the transaction that opened them.

    One statement where the brand does not route; about ten where it does, however many they are.
    """
    if not BrandRouting.objects.filter(brand_id=account.brand_id, is_on=True).exists():
        return
    gathered = _Gathered(account, opened, now=now)
    changed = []
    for c in opened:
        if c.assignee_id is not None and c.assignee_id in gathered.here:
            continue
        found = choose(gathered.wanted(c), gathered.workers, team_ids=gathered.team_ids)
        c.assignee_id, c.team_id = found.member_id, found.team_id or c.team_id
        changed.append(c)
        publish(
            ConversationRouted(c.pk, found.member_id, found.team_id, found.why, found.since),
            now=now,
        )
    update_rows(changed, ["assignee", "team"])


class _Gathered:
    """What choosing needs, for a batch of one account."""

    def __init__(self, account: Account, opened: Sequence[Conversation], *, now: datetime) -> None:
        self.team_ids = pecking_order(account)
        self.workers = _present(now)
        self.here = {w.member_id for w in self.workers}
        self._skills = dict(
            IntentSkill.objects.filter(brand_id=account.brand_id).values_list("intent", "skill")
        )
        last = [c.last_customer_message_id for c in opened]
        self._languages = dict(
            Reading.objects.filter(message_id__in=last).values_list("message_id", "language")
        )
        self._answered: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
        answers = Answer.objects.filter(
            conversation__person_id__in={c.person_id for c in opened},
            kind=Answer.Kind.REPLY,
            delivery__member_id__in=self.here,
            delivery__state=Delivery.State.SENT,
            delivery__sent_at__gte=now - KNOWN_FOR,
        )
        answers_by = answers.values("conversation__person_id", "delivery__member_id")
        for row in answers_by.annotate(at=Max("delivery__sent_at")):
            known = (row["delivery__member_id"], row["at"])
            self._answered[row["conversation__person_id"]].append(known)

    def wanted(self, c: Conversation) -> Wanted:
        return Wanted(
            language=self._languages.get(c.last_customer_message_id or 0, ""),
            skill=self._skills.get(c.intent, ""),
            in_danger=c.danger,
            answered=tuple(self._answered[c.person_id]),
        )


def pecking_order(account: Account) -> list[int]:
    """Ids of the teams, the first port of call first: the account's own, else the brand's."""
    steps = RoutingStep.objects.filter(brand_id=account.brand_id).order_by("position")
    found = list(steps.values_list("account_id", "team_id"))
    own = [team_id for account_id, team_id in found if account_id == account.pk]
    return own or [team_id for account_id, team_id in found if account_id is None]


def _present(now: datetime) -> list[Worker]:
    """Those on duty; everybody who may answer, where no rota is kept."""
    planned = workspace.rota(now, now + _MOMENT)
    on = planned.on_duty_ids(now)
    members = workspace.members().prefetch_related("teams")
    here = [
        m for m in members if workspace.can(m, "answer") and (m.pk in on or not planned.is_kept)
    ]
    open_now = Conversation.objects.filter(
        status=Conversation.Status.OPEN, assignee__in=[m.pk for m in here]
    )
    counted = open_now.order_by().values("assignee_id").annotate(n=Count("pk"))
    loads = dict(counted.values_list("assignee_id", "n"))
    return [
        Worker(
            m.pk,
            frozenset(team.pk for team in m.teams.all()),
            frozenset(m.languages),
            frozenset(m.skills),
            m.capacity,
            loads.get(m.pk, 0),
        )
        for m in here
    ]


def _lead_here(team: Team) -> int | None:
    """Whoever leads it, where they still answer here: a team keeps the name of a lead who left."""
    return team.lead_id if team.lead is not None and workspace.can(team.lead, "answer") else None


@transaction.atomic
def escalate(conversation_id: int, *, summary: str, by: Member, now: datetime) -> Team:
    """Raise it to the next team of the pecking order, with a summary. Returns that team.

    Whoever of it is here and has least gets it; else who leads the team, and else it is the team's. Raises
    CannotAnswer where nobody stands above, NothingToSay without a summary.
    """
    conversation = locked(conversation_id)
    order = pecking_order(conversation.account)
    owner = conversation.assignee_id
    own = Team.objects.filter(members=owner).values_list("pk", flat=True) if owner else []
    above = next_team(order, conversation.team_id, own=set(own))
    team = Team.objects.select_related("lead").filter(pk=above).first() if above else None
    if team is None:
        raise CannotAnswer("Nobody stands above: this is the last step. Ask who leads the shift.")
    written = note(conversation_id, summary, by=by, now=now)
    conversation.refresh_from_db(fields=["version"])
    here = [w for w in _present(now) if team.pk in w.team_ids and w.member_id != by.pk]
    least = min(here, key=lambda w: (w.open, w.member_id), default=None)
    to_id = least.member_id if least else _lead_here(team)
    conversation.team, conversation.assignee_id = team, to_id
    HandoverOffer.objects.filter(conversation=conversation).delete()
    publish(ConversationEscalated(conversation.pk, team.pk, to_id, written.pk, by.pk), now=now)
    told = [to_id] if to_id else list(team.members.values_list("pk", flat=True))
    notify(
        "converse.escalated",
        to=told,
        about=("conversation", conversation.pk),
        key=f"escalated:{written.pk}",
        now=now,
        by_id=by.pk,
    )
    save(conversation, now, "team", "assignee")
    return team
