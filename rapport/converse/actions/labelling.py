"""Putting labels on conversations and taking them off, and the labels there are."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.converse.actions.keeping import locked, save
from rapport.converse.errors import NoSuchLabel
from rapport.converse.events import ConversationLabelled, ConversationUnlabelled
from rapport.converse.merged_labels import rules_in_the_way
from rapport.converse.models import ConversationLabel, Label, TriageRule
from rapport.converse.queries.labels import label_for, policies_asking_for, rules_asking_for
from rapport.ledger.actions import publish
from rapport.ledger.locks import in_turn
from rapport.query.values import folded
from rapport.voice.actions import follow_merged_label
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member
from rapport.workspace.queries import can

NAME_LENGTH = 40
# What a chooser holds and a team can keep apart; more of them are no triage.
LABELS_AT_MOST = 100
HUES = (1, 2, 3, 4, 5, 6)
# They would end a value where a query names the label.
_NOT_IN_NAMES = '",()“”'


@transaction.atomic
def label(conversation_id: int, label_id: int, *, by: Member, now: datetime) -> None:
    """Put it there. Once is enough: twice changes nothing. Raises NoSuchConversation, NoSuchLabel, NotAllowed."""
    _demand(by, "assign")
    offered_label(label_id)
    conversation = locked(conversation_id)
    _, is_new = ConversationLabel.objects.get_or_create(
        conversation=conversation, label_id=label_id, defaults={"member": by, "at": now}
    )
    if is_new:
        publish(ConversationLabelled(conversation.pk, label_id, by.pk), now=now)
        save(conversation, now)


@transaction.atomic
def unlabel(conversation_id: int, label_id: int, *, by: Member, now: datetime) -> None:
    """Take it off; where it does not stand nothing changes. Raises NoSuchConversation, NotAllowed."""
    _demand(by, "assign")
    conversation = locked(conversation_id)
    there = ConversationLabel.objects.filter(conversation=conversation, label_id=label_id)
    if there.delete()[0]:
        publish(ConversationUnlabelled(conversation.pk, label_id, by.pk), now=now)
        save(conversation, now)


@transaction.atomic
def add_label(name: str, *, hue: int = 5, by: Member) -> Label:
    """Raises InvalidEntry, NotAllowed."""
    _in_turn(by)
    if Label.objects.filter(retired_at=None).count() >= LABELS_AT_MOST:
        raise InvalidEntry(
            {"name": f"There are {LABELS_AT_MOST} labels already. Retire or merge some first."}
        )
    tidy = _tidy(name)
    return Label.objects.create(name=tidy, key=folded(tidy), hue=_hue(hue))


@transaction.atomic
def change_label(label_id: int, *, name: str, hue: int, by: Member) -> Label:
    """Another name or colour, everywhere at once. Raises InvalidEntry, NoSuchLabel, NotAllowed.

    Conditions that ask for the old name hold of nothing then: `queries.rules_asking_for` names their rules, and
    `queries.policies_asking_for` their clock policies.
    """
    _in_turn(by)
    found = label_for(label_id)
    found.name = _tidy(name, but=label_id)
    found.key, found.hue = folded(found.name), _hue(hue)
    found.save(update_fields=["name", "key", "hue"])
    return found


@transaction.atomic
def retire_label(label_id: int, *, by: Member, now: datetime) -> None:
    """Offered no more; it stays where it stands. Raises InvalidEntry where a rule puts it, NoSuchLabel, NotAllowed."""
    _in_turn(by)
    found = label_for(label_id)
    if rules := _rules_putting(found):
        names = ", ".join(f"“{name}”" for name in rules)
        raise InvalidEntry(
            {"label": f"The rules {names} put “{found.name}” on conversations. Change them first."}
        )
    found.retired_at = found.retired_at or now
    found.save(update_fields=["retired_at"])


@transaction.atomic
def bring_label_back(label_id: int, *, by: Member) -> None:
    """Offered again. Raises NoSuchLabel, NotAllowed."""
    _in_turn(by)
    found = label_for(label_id)
    found.retired_at = None
    found.save(update_fields=["retired_at"])


@transaction.atomic
def merge_labels(from_id: int, into_id: int, *, by: Member) -> int:
    """Wherever the first stands, the second does; the first is gone. Returns on how many conversations it stood.

    Rules that put or take the first put or take the second. A condition of a rule or a clock policy that names the first
    has to be changed by hand, and so have rules that would put and take one label, or go round: InvalidEntry says which.
    Raises NoSuchLabel, NotAllowed.
    """
    _in_turn(by)
    # Nobody changes a rule between the look at them and the change.
    in_turn("converse:triage_rules")
    old, kept = label_for(from_id), label_for(into_id)
    if old.pk == kept.pk:
        raise InvalidEntry({"into": "Choose another label than itself."})
    for kind, asking in (("rules", rules_asking_for(old)), ("policies", policies_asking_for(old))):
        if asking:
            names = ", ".join(f"“{name}”" for name in asking)
            said = f"The {kind} {names} ask for label:{old.name}. Let them ask for “{kept.name}”."
            raise InvalidEntry({"into": said})
    if why := rules_in_the_way(old, kept):
        raise InvalidEntry({"into": why})
    there = ConversationLabel.objects.filter(label=old)
    count = there.count()
    both = ConversationLabel.objects.filter(label=kept).values("conversation")
    there.filter(conversation__in=both).delete()
    there.update(label=kept)
    for rule in TriageRule.objects.filter(labels=old):
        rule.labels.add(kept)
    for rule in TriageRule.objects.filter(unlabels=old):
        rule.unlabels.add(kept)
    follow_merged_label(old.pk, kept.pk)
    old.delete()
    return count


def offered_label(label_id: int) -> Label:
    """Raises NoSuchLabel."""
    found = label_for(label_id)
    if found.retired_at is not None:
        raise NoSuchLabel(f"“{found.name}” is retired: it is not put on anything any more.")
    return found


def _rules_putting(found: Label) -> list[str]:
    rules = TriageRule.objects.filter(labels=found, removed_at=None).order_by("position", "pk")
    return list(rules.values_list("name", flat=True))


def _tidy(name: str, *, but: int | None = None) -> str:
    tidy = " ".join(name.split())
    if not folded(tidy):
        raise InvalidEntry({"name": "Give it a name of letters or digits."})
    if len(tidy) > NAME_LENGTH:
        raise InvalidEntry({"name": f"At most {NAME_LENGTH} letters, so that it fits a row."})
    if wrong := sorted(set(tidy) & set(_NOT_IN_NAMES)):
        raise InvalidEntry(
            {"name": f"Leave {' '.join(wrong)} out: label: could not ask for it in a query."}
        )
    same = Label.objects.filter(key=folded(tidy))
    other = (same if but is None else same.exclude(pk=but)).first()
    if other is not None:
        retired = " It is retired: bring it back." if other.retired_at else ""
        raise InvalidEntry({"name": f"There is “{other.name}” already.{retired}"})
    return tidy


def _hue(hue: int) -> int:
    if hue not in HUES:
        raise InvalidEntry({"hue": "Choose one of the six colours."})
    return hue


def _demand(by: Member, action: str) -> None:
    if not can(by, action):
        raise NotAllowed(action)


def _in_turn(by: Member) -> None:
    _demand(by, "manage_triage")
    in_turn("converse:labels")
