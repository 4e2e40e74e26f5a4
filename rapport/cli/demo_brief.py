"""From the brief of the demo world to what an organisation tells Rapport about itself."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from rapport.converse.actions import resolve
from rapport.converse.models import Conversation
from rapport.listen.models import Message
from rapport.people.models import Handle
from rapport.voice.actions import add_statement, record_promise, settle_promise
from rapport.voice.models import Promise, Statement
from rapport.workspace.actions import add_brand, add_member, add_purpose, set_up, setup_token
from rapport.workspace.errors import AlreadySetUp
from rapport.workspace.models import Brand, Member
from rapport.workspace.queries import own_brands

_MOMENT = timedelta(seconds=1)


@transaction.atomic
def found_organisation(brief: dict[str, Any], *, now: datetime) -> Member:
    """Organisation, brand, competitors, purposes, team and statements: all or nothing. Returns the owner."""
    token = setup_token(now)
    if token is None:
        raise AlreadySetUp("The demo's organisation is founded already.")
    first, *others = brief["team"]
    owner = set_up(
        token,
        organisation=brief["organisation"],
        brand=brief["brand"],
        owner_name=first["name"],
        email=first["email"],
        # Nobody types it: the demo signs in by the link it prints.
        password=secrets.token_urlsafe(24),
        purpose=brief["purposes"][0]["text"],
        timezone=brief["timezone"],
        now=now,
        is_demo=True,
    )
    brand = own_brands()[0]
    for slug in brief["competitors"]:
        add_brand(brief["people"][slug]["name"], kind=Brand.Kind.COMPETITOR)
    for purpose in brief["purposes"][1:]:
        add_purpose(brand, sentence=purpose["text"])
    team = {first["slug"]: owner}
    for one in others:
        team[one["slug"]] = add_member(one["email"], name=one["name"], role=one["role"])
    _add_statements(brief, brand=brand, team=team)
    return owner


@transaction.atomic
def record_promises(brief: dict[str, Any], *, network: str, now: datetime) -> int:
    """What was promised to whom in the past, kept, broken or open. Once; returns how many."""
    if Promise.objects.exists():
        return 0
    recorded = 0
    for promised in brief["promises"]:
        remote_id = brief["people"][promised["person"]]["remote_id"]
        handle = Handle.objects.filter(network=network, remote_id=remote_id).first()
        if handle is None:
            continue
        message = Message.objects.filter(network=network, remote_key=promised["post_key"]).first()
        promise = record_promise(
            handle.person,
            text=promised["text"],
            due_at=datetime.fromisoformat(promised["due"]),
            by=_member(promised["made_by"], brief),
            now=message.created_at if message else now,
            message=message,
        )
        settled = _settled_at(promised)
        if settled is not None:
            settle_promise(promise, state=Promise.State.KEPT, by=None, now=settled)
        recorded += 1
    return recorded


def resolve_the_past(brief: dict[str, Any], *, by: Member, now: datetime) -> int:
    """The team resolved what was closed before today; only those the world left unanswered wait.

    A last "glad it reaches them" would otherwise wait with them, whenever the reading takes it for praise.
    """
    closed = Conversation.objects.filter(status=Conversation.Status.OPEN).exclude(
        last_customer_message__remote_key__in=brief["waiting"]
    )
    ids = list(closed.values_list("pk", flat=True))
    for conversation_id in ids:
        resolve(conversation_id, by=by, now=now)
    return len(ids)


def _add_statements(brief: dict[str, Any], *, brand: Brand, team: dict[str, Member]) -> None:
    """Oldest first; a later one on the same topic that begins the moment another ended replaces it."""
    zone = ZoneInfo(brief["timezone"])
    ended: dict[tuple[str, datetime], Statement] = {}
    for told in sorted(brief["statements"], key=lambda one: str(one["since"])):
        since = datetime.fromisoformat(told["since"])
        until = datetime.fromisoformat(told["until"]) if told["until"] else None
        made = add_statement(
            brand,
            text=told["text"],
            topic=told["topic"],
            owner=team.get(told["owner"]),
            valid_from=since.astimezone(zone).date(),
            # The last whole day on which it held.
            valid_until=(until - _MOMENT).astimezone(zone).date() if until else None,
            by=team.get(told["owner"]),
            now=since,
            replaces=ended.pop((told["topic"], since), None),
        )
        if until:
            ended[told["topic"], until] = made


def _settled_at(promised: dict[str, Any]) -> datetime | None:
    if promised.get("settled"):
        return datetime.fromisoformat(promised["settled"])
    return datetime.fromisoformat(promised["due"]) if promised["state"] == "kept" else None


def _member(slug: str, brief: dict[str, Any]) -> Member | None:
    email = next((one["email"] for one in brief["team"] if one["slug"] == slug), "")
    return Member.objects.filter(email__iexact=email).first()
