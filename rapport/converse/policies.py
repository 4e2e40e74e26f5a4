"""Clock policies: a brand's own, and the defaults where it has set none, in the organisation's hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.converse.models import ClockPolicy, Conversation
from rapport.kit.business_time import DAY_AND_NIGHT, Hours, NeverOpens, due_at
from rapport.workspace.queries import working_hours

# Minutes to acknowledge and to answer by intent, "" for any. Praise wants a sign, not an answer. Somebody in
# danger is not left for longer than it takes to pick up a phone.
DEFAULTS: dict[str, tuple[int, int | None]] = {
    "": (15, 60),
    "praise": (60, None),
    "danger": (2, 10),
}


@dataclass(frozen=True)
class Policies:
    """A brand's targets, and the hours in which they are counted."""

    rows: Sequence[ClockPolicy]
    hours: Hours = DAY_AND_NIGHT

    def of(self, conversation: Conversation) -> ClockPolicy | None:
        """The one for the conversation's intent ("danger" when somebody is in it), else the one for any."""
        wanted = "danger" if conversation.danger else conversation.intent
        by_intent = {p.intent: p for p in self.rows if p.brand_id == conversation.brand_id}
        return by_intent.get(wanted) or by_intent.get("")

    def acknowledge_due(self, conversation: Conversation, *, since: datetime) -> datetime | None:
        policy = self.of(conversation)
        return self._due(conversation, since, policy.acknowledge_minutes) if policy else None

    def answer_due(self, conversation: Conversation, *, since: datetime) -> datetime | None:
        """None as well where the policy asks for a sign only."""
        policy = self.of(conversation)
        if policy is None or policy.answer_minutes is None:
            return None
        return self._due(conversation, since, policy.answer_minutes)

    def _due(self, conversation: Conversation, since: datetime, minutes: int) -> datetime:
        try:
            return due_at(hours_for(conversation, self.hours), since, minutes)
        except NeverOpens:
            # The last day that opens may pass by itself. A clock that never ends would hide who waits.
            return due_at(DAY_AND_NIGHT, since, minutes)


def hours_for(conversation: Conversation, hours: Hours) -> Hours:
    """Danger to life has its clock day and night."""
    return DAY_AND_NIGHT if conversation.danger else hours


def policies_of(brand_id: int) -> Policies:
    """The brand's policies by intent; defaults stand in, unsaved, for those it has not set. Two statements."""
    own = list(ClockPolicy.objects.filter(brand_id=brand_id))
    set_here = {policy.intent for policy in own}
    standing_in = [
        ClockPolicy(
            brand_id=brand_id,
            intent=intent,
            acknowledge_minutes=acknowledge,
            answer_minutes=answer,
        )
        for intent, (acknowledge, answer) in DEFAULTS.items()
        if intent not in set_here
    ]
    return Policies([*own, *standing_in], working_hours())
