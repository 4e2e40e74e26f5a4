"""Publishing the rules that moderation needs. A version is never changed, so that every act keeps the words it stood on."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urlsplit

from django.db import transaction

from rapport.converse.errors import NoSuchRule
from rapport.converse.events import ModerationRulesChanged
from rapport.converse.models import ModerationRule
from rapport.ledger.actions import publish
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member
from rapport.workspace.queries import can

LONGEST_RULE = 1000


@transaction.atomic
def publish_rule(
    text: str, *, kind: str, url: str, since: date, by: Member, now: datetime
) -> ModerationRule:
    """Raises NotAllowed, InvalidEntry."""
    _demand(by)
    rule = _rule(text, kind=kind, url=url, since=since, by=by, now=now)
    rule.save()
    publish(ModerationRulesChanged(rule.pk, "published", by.pk), now=now)
    return rule


@transaction.atomic
def change_rule(
    rule_id: int, text: str, *, kind: str, url: str, since: date, by: Member, now: datetime
) -> ModerationRule:
    """The next version; what was done under this one keeps it. Raises NotAllowed, InvalidEntry, NoSuchRule."""
    _demand(by)
    before = _current(rule_id)
    rule = _rule(text, kind=kind, url=url, since=since, by=by, now=now)
    rule.first_id, rule.version = before.number, before.version + 1
    rule.save()
    before.retired_at = now
    before.save(update_fields=["retired_at"])
    publish(ModerationRulesChanged(rule.pk, "changed", by.pk), now=now)
    return rule


@transaction.atomic
def retire_rule(rule_id: int, *, by: Member, now: datetime) -> None:
    """Nothing is done under it any more; what was, stays. Raises NotAllowed, NoSuchRule."""
    _demand(by)
    rule = _current(rule_id)
    rule.retired_at = now
    rule.save(update_fields=["retired_at"])
    publish(ModerationRulesChanged(rule.pk, "retired", by.pk), now=now)


def _demand(by: Member) -> None:
    if not can(by, "manage_moderation"):
        raise NotAllowed("manage_moderation")


def _current(rule_id: int) -> ModerationRule:
    found = ModerationRule.objects.select_for_update().filter(pk=rule_id, retired_at=None).first()
    if found is None:
        raise NoSuchRule("Somebody changed or retired this rule meanwhile. Look at it again.")
    return found


def _rule(
    text: str, *, kind: str, url: str, since: date, by: Member, now: datetime
) -> ModerationRule:
    words, address = " ".join(text.split()), url.strip()
    if not words:
        raise InvalidEntry({"text": "Write the rule as you published it."})
    if len(words) > LONGEST_RULE:
        raise InvalidEntry({"text": f"At most {LONGEST_RULE} letters; this has {len(words)}."})
    if kind not in ModerationRule.Kind.values:
        raise InvalidEntry({"kind": "Choose what the rule is about."})
    if address and not _is_web(address):
        raise InvalidEntry({"url": "An address on the web begins with https:// or http://."})
    if since > now.date():
        raise InvalidEntry({"since": "A rule that is not in force yet cannot be broken."})
    return ModerationRule(
        kind=kind, text=words, url=address, since=since, published_by=by, published_at=now
    )


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.netloc) and len(address) <= 500
