"""Meeting authors: a batch of them becomes persons and handles in a fixed number of statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import connection, transaction

from rapport.ledger.lookups import as_array
from rapport.people.contract import SeenAuthor
from rapport.people.models import Handle, Person
from rapport.people.tombstones import erased_among
from rapport.query.values import folded

Identity = tuple[str, str]

# "Not told" (empty) keeps what is known; a handle once known as ours stays ours; a post that is older than what is
# known of them brings an older count of followers, which changes nothing. A row that would not change
# is not written again within the hour, or every post of a busy author would rewrite their row.
_UPSERT = """
INSERT INTO people_handle
    (person_id, network, remote_id, name, folded_name, display_name, avatar_url, url, followers, is_ours, seen_at,
     wrote_at)
SELECT person_id, network, remote_id, name, folded_name, display_name, avatar_url, url, followers, is_ours, %s, wrote_at
FROM json_to_recordset(%s::json) AS seen(
    person_id bigint, network text, remote_id text, name text, folded_name text, display_name text, avatar_url text,
    url text, followers int, is_ours bool, wrote_at timestamptz)
ON CONFLICT (network, remote_id) DO UPDATE SET
    name = COALESCE(NULLIF(excluded.name, ''), people_handle.name),
    folded_name = CASE WHEN excluded.name = '' THEN people_handle.folded_name ELSE excluded.folded_name END,
    display_name = COALESCE(NULLIF(excluded.display_name, ''), people_handle.display_name),
    avatar_url = COALESCE(NULLIF(excluded.avatar_url, ''), people_handle.avatar_url),
    url = COALESCE(NULLIF(excluded.url, ''), people_handle.url),
    followers = CASE WHEN excluded.wrote_at < people_handle.wrote_at AND people_handle.followers IS NOT NULL
        THEN people_handle.followers ELSE COALESCE(excluded.followers, people_handle.followers) END,
    is_ours = excluded.is_ours OR people_handle.is_ours,
    seen_at = GREATEST(excluded.seen_at, people_handle.seen_at),
    wrote_at = GREATEST(excluded.wrote_at, people_handle.wrote_at)
WHERE (people_handle.name, people_handle.display_name, people_handle.avatar_url, people_handle.url)
        IS DISTINCT FROM (
          COALESCE(NULLIF(excluded.name, ''), people_handle.name),
          COALESCE(NULLIF(excluded.display_name, ''), people_handle.display_name),
          COALESCE(NULLIF(excluded.avatar_url, ''), people_handle.avatar_url),
          COALESCE(NULLIF(excluded.url, ''), people_handle.url))
    OR people_handle.followers IS DISTINCT FROM CASE WHEN excluded.wrote_at < people_handle.wrote_at AND people_handle.followers IS NOT NULL
        THEN people_handle.followers ELSE COALESCE(excluded.followers, people_handle.followers) END
    OR (excluded.is_ours AND NOT people_handle.is_ours)
    OR people_handle.seen_at < excluded.seen_at - interval '1 hour'
    OR excluded.wrote_at IS NOT NULL AND people_handle.wrote_at IS NULL
    OR people_handle.wrote_at < excluded.wrote_at - interval '1 hour'
RETURNING id, person_id, network, remote_id, is_ours
"""

_SELECT = """
SELECT handle.id, handle.person_id, handle.network, handle.remote_id, handle.is_ours FROM people_handle AS handle
JOIN unnest(%s::text[], %s::text[]) AS seen(network, remote_id) USING (network, remote_id)
"""

# Another process met the same newcomer first: the person made here for them is nobody.
_FORGET_NOBODIES = """
DELETE FROM people_person AS person WHERE person.id = ANY(%s)
  AND NOT EXISTS (SELECT 1 FROM people_handle WHERE person_id = person.id)
"""


@transaction.atomic
def meet(authors: Sequence[SeenAuthor], now: datetime) -> dict[Identity, Handle]:
    """The handle of each author, by (network, remote_id); newcomers become persons.

    Absent from the answer, and nowhere stored: who was erased, and who has no usable `remote_id` (empty, or
    over 500 characters). Of one author given twice the one who wrote later counts, or the last. At most six statements, however many
    authors. Safe to repeat and to run at the same time elsewhere.
    """
    seen = {
        (author.network, author.remote_id): _tidied(author)
        for author in sorted(authors, key=_wrote_at)
        if _is_usable(author)
    }
    for identity in erased_among(seen):
        del seen[identity]
    if not seen:
        return {}
    # Sorted, so that two batches at the same time lock rows in one order.
    ordered = [seen[identity] for identity in sorted(seen)]
    known = _handles(seen)
    new = [author for author in ordered if _identity(author) not in known]
    persons = Person.objects.bulk_create(
        [
            Person(name=(author.display_name or author.name)[:200], first_seen_at=now)
            for author in new
        ]
    )
    made = {_identity(author): person.pk for author, person in zip(new, persons, strict=True)}
    owners = [
        made.get(_identity(author)) or known[_identity(author)].person_id for author in ordered
    ]
    met = known | _upsert(ordered, owners=owners, now=now)
    if made:
        with connection.cursor() as cursor:
            cursor.execute(_FORGET_NOBODIES, [list(made.values())])
    # Another process met them between our look and our write, and had nothing older to change.
    elsewhere = [identity for identity in seen if identity not in met]
    return met | _handles(elsewhere) if elsewhere else met


def _handles(identities: Iterable[Identity]) -> dict[Identity, Handle]:
    networks, remote_ids = zip(*identities, strict=True)
    return _by_identity(
        Handle.objects.raw(_SELECT, [as_array(list(networks)), as_array(list(remote_ids))])
    )


def _by_identity(found: Iterable[Handle]) -> dict[Identity, Handle]:
    return {(handle.network, handle.remote_id): handle for handle in found}


def _upsert(
    authors: Sequence[SeenAuthor], *, owners: Sequence[int], now: datetime
) -> dict[Identity, Handle]:
    """Write what is new or changed; returns those handles only."""
    rows = [
        {
            "person_id": owner,
            "network": author.network,
            "remote_id": author.remote_id,
            "name": author.name,
            "folded_name": folded(author.name)[:300],
            "display_name": author.display_name,
            "avatar_url": author.avatar_url,
            "url": author.url,
            "followers": author.followers,
            "is_ours": author.is_ours,
            "wrote_at": author.wrote_at.isoformat() if author.wrote_at else None,
        }
        for owner, author in zip(owners, authors, strict=True)
    ]
    return _by_identity(Handle.objects.raw(_UPSERT, [now, json.dumps(rows)]))


def _wrote_at(author: SeenAuthor) -> float:
    return author.wrote_at.timestamp() if author.wrote_at else 0.0


def _identity(author: SeenAuthor) -> Identity:
    return author.network, author.remote_id


def _is_usable(author: SeenAuthor) -> bool:
    return 0 < len(author.remote_id) <= 500 and "\x00" not in author.remote_id


def _tidied(author: SeenAuthor) -> SeenAuthor:
    """Cut to what the columns take. NUL is no text in PostgreSQL; an address that was cut is no address."""
    return replace(
        author,
        name=_text(author.name, 300),
        display_name=_text(author.display_name, 300),
        avatar_url=_address(author.avatar_url),
        url=_address(author.url),
        followers=None
        if author.followers is None or author.followers < 0
        else min(author.followers, 2**31 - 1),
    )


def _text(value: str, limit: int) -> str:
    return value.replace("\x00", "").strip()[:limit]


def _address(value: str) -> str:
    value = _text(value, 2001)
    return value if len(value) <= 2000 and value.startswith(("https://", "http://")) else ""
