"""Makes the home that `inbox` measures: `python -m rapport.cli.bench.inbox_home CONVERSATIONS AGENTS [HOST]`.

HOST is where its Mastodon account lives; without one nothing that it sends leaves. Prints one line of JSON: the session of each agent, and the ids of conversations to open. Everything is drawn by
arithmetic from the row's number, so that the same size gives the same rows; PostgreSQL writes them, for a million
messages through the door would take an hour.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

# How many messages a conversation has, on average; half of them ours.
TURNS = 10
LONG_THREAD = 5_000
NOWHERE = "http://127.0.0.1:9"
# Shares of all conversations, the newest first: what an inbox of a year looks like.
OPEN, WAITING, QUIET = 0.01, 0.02, 0.02

PEOPLE = """
INSERT INTO people_person (id, name, first_seen_at)
  SELECT %(base)s + i, 'Person ' || i, now() - interval '400 days' FROM generate_series(1, %(people)s) i;
INSERT INTO people_handle
    (id, person_id, network, remote_id, name, folded_name, display_name, avatar_url, url, followers, is_ours, seen_at)
  SELECT %(base)s + i, %(base)s + i, 'mastodon', 'https://far.example/users/person_' || i, 'person_' || i || '@far.example',
    'person_' || i || '@far.example', 'Person ' || i, '', '', (i * 37) %% 5000, false, now()
  FROM generate_series(1, %(people)s) i;
SELECT setval(pg_get_serial_sequence('people_person', 'id'), %(base)s + %(people)s),
  setval(pg_get_serial_sequence('people_handle', 'id'), %(base)s + %(people)s);
"""

MESSAGES = """
CREATE TEMPORARY TABLE said AS
  SELECT m AS id, (m - 1) %% %(conversations)s + 1 AS conversation, (m - 1) / %(conversations)s AS place,
    now() - interval '365 days' * (1 - ((m - 1) %% %(conversations)s + 1)::float8 / %(conversations)s)
      - interval '4 hours' + interval '20 minutes' * ((m - 1) / %(conversations)s) AS at,
    hashint8(m)::bigint + 2147483648 AS dice
  FROM generate_series(1, %(conversations)s * %(turns)s) m
  UNION ALL
  SELECT %(conversations)s * %(turns)s + n, %(conversations)s, %(turns)s,
    now() - interval '3 hours' + interval '1 second' * n, hashint8(n)::bigint + 2147483648
  FROM generate_series(1, %(long)s) n;
ALTER TABLE said ADD COLUMN own boolean, ADD COLUMN author bigint, ADD COLUMN text text;
UPDATE said SET own = place %% 2 = 1 AND place < %(turns)s,
  author = CASE WHEN place >= %(turns)s THEN %(base)s + dice %% %(people)s + 1
    WHEN place %% 2 = 1 THEN %(us)s ELSE %(base)s + (conversation - 1) %% %(people)s + 1 END,
  text = (ARRAY['Where is', 'Still no word about', 'Thank you for', 'How do I change', 'Nobody answers about',
      'I am waiting for', 'Great work on', 'Please look at', 'What happened to', 'No reply yet to'])[dice %% 10 + 1]
    || ' ' || (ARRAY['my refund', 'my ticket', 'the lost bag', 'the 18:40 train', 'my seat', 'the bus replacement',
      'the invoice', 'my bicycle', 'the wheelchair ramp', 'the app', 'my account', 'the delay'])[(dice / 10) %% 12 + 1]
    || ' from ' || (ARRAY['Halden', 'Berg', 'Moss', 'Rygge', 'Ski', 'Kolbotn', 'Oslo'])[(dice / 120) %% 7 + 1]
    || ', case ' || (dice %% 20000) || ', number ' || id || '.';
INSERT INTO listen_identity (id, network, remote_key, content_hash)
  SELECT id, 'mastodon', 'https://far.example/s/' || id, id FROM said;
INSERT INTO listen_thread (id, network, root_key, started_at, last_at)
  SELECT conversation, 'mastodon', 'https://far.example/s/' || conversation, min(at), max(at) FROM said GROUP BY 1, 3;
INSERT INTO listen_message
    (id, network, remote_key, kind, scope, author_id, title, text, created_at, received_at, thread_id, parent_id,
     parent_key, url, media, counts, claimed_language, links, channel, is_own)
  SELECT id, 'mastodon', 'https://far.example/s/' || id, CASE WHEN place = 0 THEN 'post' ELSE 'reply' END, 'public',
    author, '', text, at, at + interval '1 second', conversation,
    CASE WHEN place = 0 THEN NULL ELSE conversation END, '', '', '[]', '{}', 'en', '[]', '', own
  FROM said;
INSERT INTO listen_sighting (message_id, account_id, to_us, at)
  SELECT id, %(account)s, place < %(turns)s AND NOT own, at FROM said;
INSERT INTO listen_searchdocument
    (message_id, terms, created_at, network, channel, author, language, kind, followers, hosts, has, claims)
  SELECT id, to_tsvector('simple', text), at, 'mastodon', '', 'person_' || author, 'en',
    CASE WHEN place = 0 THEN 'post' ELSE 'reply' END, 10, '{}', '{}', '{}' FROM said;
INSERT INTO understand_reading
    (message_id, language, language_confidence, covered, sentiment, probabilities, needs_answer,
     needs_answer_confidence, intent, danger, urgency, offensive, reasons, gear, read_at)
  SELECT id, 'en', 0.99, true, (ARRAY['negative', 'neutral', 'positive'])[dice %% 3 + 1], '[0.4, 0.3, 0.3]', true, 0.9,
    'question', false, 0, false, '[]', 'rough', at FROM said WHERE NOT own;
SELECT setval(pg_get_serial_sequence('listen_identity', 'id'), max(id)),
  setval(pg_get_serial_sequence('listen_thread', 'id'), %(conversations)s) FROM listen_identity;
"""

CONVERSATIONS = """
INSERT INTO converse_conversation
    (id, brand_id, account_id, person_id, status, assignee_id, opened_at, waiting_since, acknowledged_at, answered_at,
     resolved_at, acknowledge_due_at, answer_due_at, last_message_id, last_customer_message_id, thread_id, danger,
     sentiment, intent, priority, priority_parts, version, changed_at)
  SELECT c.id, %(brand)s, %(account)s, %(base)s + (c.id - 1) %% %(people)s + 1, c.status,
    CASE WHEN c.id %% 3 = 0 THEN NULL ELSE (%(members)s::bigint[])[c.id %% cardinality(%(members)s::bigint[]) + 1] END,
    c.at, CASE WHEN c.status = 'open' THEN c.at END, CASE WHEN c.status = 'open' THEN NULL ELSE c.at END,
    CASE WHEN c.status = 'open' THEN NULL ELSE c.at END, CASE WHEN c.status = 'resolved' THEN c.at END,
    c.at + interval '15 minutes', c.at + interval '1 hour', c.id + %(conversations)s * (%(turns)s - 1),
    c.id + %(conversations)s * (%(turns)s - 2), c.id, false, 'negative', 'question', c.id %% 60,
    jsonb_build_array(jsonb_build_object('code', 'urgency', 'name', 'today', 'points', c.id %% 60)), 1, c.at
  FROM (
    SELECT i AS id, now() - interval '365 days' * (1 - i::float8 / %(conversations)s) AS at,
      CASE WHEN i > %(conversations)s * (1 - %(open)s) THEN 'open'
        WHEN i > %(conversations)s * (1 - %(open)s - %(waiting)s) THEN 'waiting'
        WHEN i > %(conversations)s * (1 - %(open)s - %(waiting)s - %(quiet)s) THEN 'quiet'
        ELSE 'resolved' END AS status
    FROM generate_series(1, %(conversations)s) i
  ) c;
INSERT INTO converse_turn (conversation_id, message_id, at)
  SELECT conversation, id, at FROM said WHERE place < %(turns)s ORDER BY id;
SELECT setval(pg_get_serial_sequence('converse_conversation', 'id'), %(conversations)s);
DROP TABLE said;
"""


def main(conversations: int, agents: int, host: str = NOWHERE) -> None:
    database = importlib.import_module("rapport.cli.database")
    database.set_up_django()
    with database.running_database():
        print(json.dumps(_filled(conversations, agents, host)), flush=True)


def _filled(conversations: int, agents: int, host: str) -> dict[str, object]:
    # After Django: these are models.
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from rapport.channels.actions import keep_account, mark_backfilled  # noqa: PLC0415
    from rapport.channels.contract import AccountInfo  # noqa: PLC0415
    from rapport.people.models import Handle  # noqa: PLC0415
    from rapport.voice.actions import draw_what_is_left, remember_outside  # noqa: PLC0415
    from rapport.workspace.actions import (  # noqa: PLC0415
        add_member,
        set_up,
        setup_token,
        sign_in_link,
    )
    from rapport.workspace.queries import own_brands  # noqa: PLC0415

    now = timezone.now()
    owner = set_up(
        setup_token(now) or "",
        organisation="Bench",
        brand="Bench",
        owner_name="Olivia",
        email="olivia@bench.example",
        password="a long enough password for nobody",
        purpose="Nobody waits",
        timezone="UTC",
        now=now,
    )
    brand = own_brands()[0]
    members = [
        owner,
        *(
            add_member(f"agent{n}@bench.example", name=f"Agent {n}", role="agent")
            for n in range(1, agents)
        ),
    ]
    account = keep_account(
        brand,
        network="mastodon",
        info=AccountInfo("us", "us@home.example"),
        settings={"host": host},
        secrets={"access_token": "token-of-the-brand"},
        by=owner,
        now=now,
    )
    mark_backfilled(account.pk, now=now)
    our_handle = Handle.objects.get(is_ours=True)
    given: dict[str, Any] = {
        "base": 1_000,
        "us": our_handle.pk,
        "people": max(10, conversations * 6 // 10),
        "conversations": conversations,
        "turns": TURNS,
        "long": LONG_THREAD,
        "account": account.pk,
        "brand": brand.pk,
        "members": [one.pk for one in members],
        "open": OPEN,
        "waiting": WAITING,
        "quiet": QUIET,
    }
    with connection.cursor() as cursor:
        for statements in (PEOPLE, MESSAGES, CONVERSATIONS):
            for statement in statements.split(";\n"):
                if statement.strip():
                    cursor.execute(statement, given)
        # What was said is known to the check, as it is where a year was worked.
        cursor.execute("ANALYZE")
        remember_outside(now=now)
        while draw_what_is_left(limit=2_000):
            pass
        cursor.execute("VACUUM (ANALYZE)")
    return {
        "links": [sign_in_link(one, now=now, minutes=120) for one in members],
        "first_open": round(conversations * (1 - OPEN)) + 1,
        "last": conversations,
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
