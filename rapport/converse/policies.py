"""Clock policies: a brand's own, and the defaults where it has set none."""

from __future__ import annotations

from rapport.converse.models import ClockPolicy

# Minutes to acknowledge and to answer by intent, "" for any. Praise wants a sign, not an answer. Somebody in
# danger is not left for longer than it takes to pick up a phone.
DEFAULTS: dict[str, tuple[int, int | None]] = {
    "": (15, 60),
    "praise": (60, None),
    "danger": (2, 10),
}


def policies_of(brand_id: int) -> list[ClockPolicy]:
    """The brand's policies by intent; defaults stand in, unsaved, for those it has not set. One statement."""
    own = list(ClockPolicy.objects.filter(brand_id=brand_id))
    set_here = {policy.intent for policy in own}
    return own + [
        ClockPolicy(
            brand_id=brand_id,
            intent=intent,
            acknowledge_minutes=acknowledge,
            answer_minutes=answer,
        )
        for intent, (acknowledge, answer) in DEFAULTS.items()
        if intent not in set_here
    ]
