"""The memory of what was said: drawing claims out of it, and asking it what bears on a draft. One statement for a draft.

Found by what claims are about (the terms the check compares by), newest first: a number or a yes says nothing without its
subject. The check itself then decides by the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from rapport.ledger.lookups import as_array
from rapport.ledger.prepared import rows_of
from rapport.voice.board_lines import BOARD_SQL, BoardLine
from rapport.voice.checking.asserting import asserted_in, subjects_of
from rapport.voice.checking.copies import signature
from rapport.voice.contract import Draft, DraftContext, KindSetting, Told
from rapport.voice.holding import VERSIONS_SQL, Version
from rapport.voice.models import Claim, Spoken

# Raise it when better rules draw more out: what was drawn by older ones is drawn again.
RULES = 2
# What we told others longer ago may have changed since; what a person was told stays told.
OTHERS_FOR = timedelta(days=60)
TOLD_FOR = timedelta(days=400)
# What was written the same way longer ago is nobody's habit any more.
ALIKE_FOR = timedelta(days=30)
UNANSWERED_FOR = timedelta(days=1)
# Of the last sixty about a subject thirty and more are somebody else's: who was told thirty times of one has heard it.
# What a person was told last, and the newest claims about a subject: so many are looked at, and so many replies compared.
_BEARING_ON = """
(SELECT 'told', id, text, at FROM voice_spoken
  WHERE person_id = %s::bigint AND at > %s::timestamptz AND at <= %s::timestamptz ORDER BY at DESC LIMIT 30)
UNION ALL
(SELECT 'others', spoken.id, spoken.text, spoken.at FROM (
    SELECT spoken_id, max(shared) AS shared, max(at) AS at FROM (
      SELECT spoken_id, at, cardinality(ARRAY(SELECT unnest(terms) INTERSECT SELECT unnest(%s::text[]))) AS shared
      FROM voice_claim WHERE brand_id = %s::bigint AND terms && %s::text[]
        AND at > %s::timestamptz AND at <= %s::timestamptz
      ORDER BY at DESC LIMIT 300) AS newest
    GROUP BY spoken_id ORDER BY shared DESC, at DESC LIMIT 60) AS near
  JOIN voice_spoken AS spoken ON spoken.id = near.spoken_id
  WHERE spoken.person_id IS DISTINCT FROM %s::bigint
  ORDER BY near.shared DESC, near.at DESC LIMIT 30)
UNION ALL
(SELECT 'in_thread', id, text, at FROM voice_spoken
  WHERE thread_id = %s::bigint AND person_id IS DISTINCT FROM %s::bigint ORDER BY at DESC LIMIT 30)
UNION ALL
(SELECT 'alike', id, text, at FROM voice_spoken
  WHERE bands && %s::bigint[] AND brand_id = %s::bigint AND person_id IS DISTINCT FROM %s::bigint
    AND at > %s::timestamptz AND at <= %s::timestamptz ORDER BY at DESC LIMIT 10)
UNION ALL
(SELECT 'caution', coalesce(statement_id, 0), reason, placed_at FROM voice_caution
  WHERE lifted_at IS NULL AND (until IS NULL OR until > %s::timestamptz) AND keys && %s::varchar[] ORDER BY placed_at DESC)
UNION ALL
(SELECT 'setting', id, concat_ws(' ', kind, least_confidence, most), changed_at FROM voice_checksetting)
UNION ALL
"""
_ALL_THAT_BEARS_ON = f"{_BEARING_ON}{BOARD_SQL} UNION ALL {VERSIONS_SQL}"


@dataclass(frozen=True, slots=True)
class GoingOn:
    """Why a caution asks to look again; `statement_id`: what may be said meanwhile, 0 for none."""

    reason: str
    statement_id: int


@dataclass(frozen=True, slots=True)
class Bearing:
    """What bears on a draft: the draft with `told` this person, `others` about the same subjects, ours `in_thread` and the
    `recent` ones it is a near-copy of; all versions of the brand's statements and what the facts board says; what leads set for each
    kind of finding; the cautions that stand; how often we wrote to them within a day since they wrote last.
    """

    draft: Draft
    versions: Sequence[Version]
    board: Sequence[BoardLine]
    settings: Mapping[str, KindSetting]
    cautions: Sequence[GoingOn]
    unanswered: int


def bearing_on(draft: Draft, context: DraftContext) -> Bearing:
    """One statement."""
    terms = as_array(sorted(subjects_of(draft.text)))
    now, zone = context.now, ZoneInfo(context.zone)
    values: list[Any] = [
        *(context.person_id, now - TOLD_FOR, now),
        *(terms, context.brand_id, terms, now - OTHERS_FOR, now),
        context.person_id,
        *(context.thread_id, context.person_id),
        *(as_array(signature(draft.text)), context.brand_id, context.person_id),
        *(now - ALIKE_FOR, now),
        *(now, as_array(list(context.keys) or [f"brand:{context.brand_id}"])),
        *(context.brand_id, now),
        context.brand_id,
    ]
    found: dict[str, list[Told]] = {"told": [], "others": [], "in_thread": [], "alike": []}
    settings: dict[str, KindSetting] = {}
    versions: list[Version] = []
    board: list[BoardLine] = []
    cautions: list[GoingOn] = []
    unanswered = 0
    for which, pk, text, at in rows_of(_ALL_THAT_BEARS_ON, values):
        if which == "setting":
            kind, least, most = text.split(" ", 2)
            settings[kind] = KindSetting(float(least), most)
            continue
        if which == "version":
            versions.append(Version.read(pk, text))
            continue
        if which == "board":
            board.append(BoardLine.read(pk, text, now=now, zone=context.zone))
            continue
        if which == "caution":
            cautions.append(GoingOn(text, pk))
            continue
        if which == "told" and context.wrote_at is not None:
            unanswered += at > max(context.wrote_at, now - UNANSWERED_FOR)
        found[which].append(Told(pk, text, at.astimezone(zone).date()))
    bearing = replace(
        draft,
        told=tuple(found["told"]),
        others=tuple(found["others"]),
        in_thread=tuple(one.text for one in found["in_thread"]),
        recent=tuple(one.text for one in found["alike"]),
    )
    return Bearing(bearing, versions, board, settings, cautions, unanswered)


_DRAWN = "UPDATE voice_spoken SET bands = %s::bigint[], drawn_by = %s WHERE id = %s"


def draw_claims(spoken: Iterable[Spoken]) -> int:
    """Write down what these assert, in place of what was drawn before; returns how many claims. Two statements, or three."""
    rows = list(spoken)
    if drawn := [one for one in rows if one.drawn_by]:
        Claim.objects.filter(spoken__in=drawn).delete()
    claims = [
        Claim(
            spoken=one,
            brand_id=one.brand_id,
            kind=found.kind,
            start=found.start,
            end=found.end,
            terms=sorted(found.terms),
            at=one.at,
        )
        for one in rows
        for found in asserted_in(one.text)
    ]
    Claim.objects.bulk_create(claims, batch_size=2_000)
    with connection.cursor() as cursor:
        told = [(one.pk, as_array(signature(one.text))) for one in rows]
        cursor.executemany(_DRAWN, [(bands, RULES, pk) for pk, bands in told])
    return len(claims)


# Ours by our handles, who are few and whose messages an index gives in order.
_WRITTEN_OUTSIDE = """
SELECT message.id FROM people_handle AS us JOIN listen_message AS message ON message.author_id = us.id
WHERE us.is_ours AND message.created_at > %s AND message.created_at <= %s
  AND message.is_own AND message.delivery_id IS NULL AND message.deleted_at IS NULL AND message.text <> ''
  AND NOT EXISTS (SELECT FROM voice_spoken AS known WHERE known.message_id = message.id)
"""
_HEAR_OUTSIDE = """
INSERT INTO voice_spoken
    (message_id, brand_id, person_id, answered_id, thread_id, text, findings, bands, at, drawn_by)
SELECT said.id, said.brand_id, answered_to.person_id, parent.id, said.thread_id, said.text, '[]', '{}', said.created_at, 0
FROM (
  SELECT message.*, (
      SELECT account.brand_id FROM listen_sighting AS sighting
      JOIN channels_account AS account ON account.id = sighting.account_id
      WHERE sighting.message_id = message.id AND NOT account.is_place ORDER BY sighting.id LIMIT 1
    ) AS brand_id
  FROM listen_message AS message WHERE message.id = ANY(%s)
) AS said
LEFT JOIN listen_message AS parent ON parent.id = said.parent_id AND NOT parent.is_own
LEFT JOIN people_handle AS answered_to ON answered_to.id = parent.author_id
WHERE said.brand_id IS NOT NULL
ON CONFLICT (message_id) DO NOTHING
"""
_HEARD_AT_ONCE = 5_000


def hear_outside(*, since: datetime, until: datetime) -> int:
    """Take up what colleagues wrote outside of our door, between two moments by the network's clock. Safe to repeat.

    First which, then those: asked for in one statement, every row of a house's first year was looked for among all that this same
    statement had written before it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN_OUTSIDE, [since, until])
        ids = [pk for (pk,) in cursor.fetchall()]
        taken = 0
        for start in range(0, len(ids), _HEARD_AT_ONCE):
            cursor.execute(_HEAR_OUTSIDE, [ids[start : start + _HEARD_AT_ONCE]])
            taken += cursor.rowcount
    return taken


def not_drawn(limit: int) -> list[Spoken]:
    """Replies whose claims were not drawn by today's rules, the newest first."""
    return list(Spoken.objects.filter(drawn_by__lt=RULES).order_by("-at")[:limit])
