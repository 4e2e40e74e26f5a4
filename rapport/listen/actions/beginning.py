"""Beginning to listen for a name: a query, the public places that need no key, and their last hours read back."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.db import transaction

from rapport.channels.actions import keep_account
from rapport.channels.contract import Ability, AccountInfo, Manifest
from rapport.channels.models import Account
from rapport.channels.registry import installed
from rapport.kit.text import terms
from rapport.ledger.locks import in_turn
from rapport.listen.actions.backfilling import begin_backfill
from rapport.listen.actions.stored_queries import NAME_LENGTH, keep_query
from rapport.listen.errors import CannotListen
from rapport.listen.models import Query
from rapport.query.errors import QueryError
from rapport.query.parsing import parse
from rapport.workspace.models import Brand, Member
from rapport.workspace.queries import own_brands

HOURS = 24
# Public places that need no key, and what their own check answers with the settings they come with. They are kept
# without asking the network, so that a slow one keeps nobody waiting; the collector finds what is wrong.
OPEN_PLACES = {
    "jetstream": AccountInfo("jetstream", "bluesky", name="All of Bluesky"),
    "hashtags": AccountInfo(
        "hashtags:mastodon.social", "mastodon.social", name="Hashtags on mastodon.social"
    ),
    "hackernews": AccountInfo("hackernews", "hackernews", name="Hacker News"),
}
# What would be read as more than words: quotation marks, wildcards, distances.
_SIGNS = re.compile(r"[\"“”„‟«»*?~\x00]")
_OPERATOR = re.compile(r"AND|OR|NOT|O?NEAR", re.IGNORECASE)


@transaction.atomic
def listen_for(
    name: str, *, brand: Brand, by: Member | None, now: datetime, hours: int = HOURS
) -> Query:
    """Listen for a name from now on, and read the last hours back. No network is called; pressed twice, it is one query.

    Raises CannotListen or QueryError where the name gives nothing to look for.
    """
    in_turn("listen:beginning")
    text = query_for(name)
    same = Query.objects.filter(archived_at=None, text=text, brand=brand).first()
    if same is not None:
        return same
    query = keep_query(text, name=name, brand=brand, by=by, now=now)
    _connect_open_places(own_brands().first() or brand, by=by, now=now)
    for account in _places_with_a_past():
        begin_backfill(
            account, since=now - timedelta(hours=hours), until=now, by=by, now=now, query=query
        )
    return query


def query_for(name: str) -> str:
    """`"river cafe" OR #rivercafe OR rivercafe`: the name as a phrase, as a hashtag and as one word. Raises CannotListen."""
    cleaned = " ".join(_SIGNS.sub(" ", name).split())[:NAME_LENGTH]
    words = terms(cleaned)
    if not words:
        raise CannotListen("There is no word in this name. Write it as people would write it.")
    joined = "".join(word.lstrip("#@$") for word in words)
    if joined.isascii() and len(joined) < 2:
        return f'raw:"{cleaned}"'  # of C++ the terms would keep nothing but a c
    is_plain = len(words) == 1 and cleaned.lstrip("#@$").isalnum()
    whole = cleaned if is_plain and not _OPERATOR.fullmatch(cleaned) else f'"{cleaned}"'
    others = [f"#{joined}"] if len(words) == 1 else [f"#{joined}", joined]
    text = " OR ".join(dict.fromkeys([whole, *others]))
    return text if joined.isalnum() and _can_be_read(text) else whole


def _can_be_read(text: str) -> bool:
    try:
        parse(text)
    except QueryError:
        return False
    return True


def _connect_open_places(brand: Brand, *, by: Member | None, now: datetime) -> None:
    known = set(Account.objects.filter(is_place=True).values_list("network", flat=True))
    for manifest in installed():
        info = OPEN_PLACES.get(manifest.slug)
        if info is None or manifest.slug in known:
            continue
        settings = {one.name: one.default for one in manifest.settings}
        keep_account(
            brand,
            network=manifest.slug,
            info=info,
            settings=settings,
            secrets={},
            by=by,
            now=now,
        )


def _places_with_a_past() -> list[Account]:
    """Places somebody listens to whose past can be read; one that was switched off stays so."""
    able = [manifest.slug for manifest in installed() if _gives_a_past(manifest)]
    reading = [Account.State.ACTIVE, Account.State.FAULT]
    found = Account.objects.filter(is_place=True, network__in=able, state__in=reading)
    return list(found.order_by("pk"))


def _gives_a_past(manifest: Manifest) -> bool:
    return Ability.PAST in manifest.abilities
