"""Which messages of conversations may match a query: one statement over search documents, newest first.

What a message means and how the work on its conversation stands are read where they are kept, not copied onto the
search document: they are right the moment they change, and taking messages in costs nothing for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from rapport.converse.models import Turn
from rapport.listen.queries import SEARCH_COLUMNS
from rapport.people.models import Handle
from rapport.query.sql import Column, Condition, asked_words, candidates
from rapport.query.tree import And, Field, Near, Node, Not, Or, Within
from rapport.query.values import folded
from rapport.workspace.models import Brand, Member, Team

# Ranked are the newest so many messages that may match (DESIGN, "Search").
WINDOW = 1_000

# By the names documents carry values under; see `converse.documents`.
COLUMNS: Mapping[str, Column] = {
    **SEARCH_COLUMNS,
    "author": Column("COALESCE(NULLIF(h.folded_name, ''), d.author)"),
    "followers": Column("h.followers"),
    "is": Column(
        "array_remove(ARRAY[CASE WHEN m.is_own THEN 'own' END, CASE WHEN m.parent_key <> '' THEN 'reply' END,"
        " CASE WHEN c.status = 'open' THEN 'unanswered' END], NULL)",
        is_array=True,
    ),
    "sentiment": Column("r.sentiment"),
    "emotion": Column("NULLIF(r.emotion, '')"),
    "intent": Column("r.intent"),
    "urgency": Column("r.urgency"),
    "status": Column("c.status"),
    "case": Column("NULLIF(c.case_key, '')"),
    "brand": Column("brand.words", is_array=True),
    "assignee": Column("assignee.words", is_array=True),
    "team": Column("team.words", is_array=True),
    "label": Column(
        "ARRAY(SELECT l.key::text FROM converse_conversationlabel cl JOIN converse_label l ON l.id = cl.label_id"
        " WHERE cl.conversation_id = c.id)",
        is_array=True,
    ),
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What is called by names is asked for by them, folded here: SQL cannot fold.
_NAMED = {"brand": "c.brand_id", "assignee": "c.assignee_id", "team": "c.team_id"}
_LABELLED = """c.id IN (SELECT cl.conversation_id FROM converse_conversationlabel cl
  JOIN converse_label l ON l.id = cl.label_id WHERE l.key = ANY(%s))"""
_BESIDE = """
  JOIN listen_message m ON m.id = d.message_id
  LEFT JOIN people_handle h ON h.id = m.author_id
  LEFT JOIN understand_reading r ON r.message_id = d.message_id
"""


class Place(NamedTuple):
    """A message's place in time; what stands at it or before it is older."""

    at: datetime
    message_id: int


class Candidate(NamedTuple):
    """`rank`: by the words asked for; 0 where none are. `micros`: when, in microseconds since 1970.

    A thousand are read for a search, and the time of one is asked for: a number costs nothing to read.
    """

    message_id: int
    conversation_id: int
    micros: int
    rank: float

    @property
    def at(self) -> datetime:
        return _EPOCH + timedelta(microseconds=self.micros)

    @property
    def place(self) -> Place:
        return Place(self.at, self.message_id)


@dataclass(frozen=True, slots=True)
class Question:
    """A tree as it is put to the database: what must be joined to `d`, `t` and `c`, and what must hold."""

    tree: Node
    # By the kind of name asked for, how each is called: as JSON.
    joined: dict[str, str]
    condition: Condition
    narrowing: list[tuple[str, list[Any]]]

    @classmethod
    def of(
        cls,
        tree: Node,
        *,
        now: datetime,
        columns: Mapping[str, Column] = COLUMNS,
        terms: str = "d.terms",
    ) -> Question:
        """A statement for each kind of name that is asked for."""
        wanted = sorted({one.name for one in fields_in(tree)} & _NAMED.keys())
        known = {name: _names(name) for name in wanted}
        return cls(
            tree=tree,
            joined={name: json.dumps(known[name]) for name in wanted},
            condition=candidates(tree, columns, terms=terms, now=now),
            narrowing=list(_narrowing(tree, known)),
        )

    @staticmethod
    def column_of(name: str) -> str:
        return _NAMED[name]

    @property
    def names_joined(self) -> str:
        """The tables of names, to be joined; `names` are their parameters."""
        return "\n".join(
            f"LEFT JOIN jsonb_to_recordset(%s) AS {name}(id bigint, words text[]) ON {name}.id = {_NAMED[name]}"
            for name in self.joined
        )

    @property
    def names(self) -> list[str]:
        return list(self.joined.values())

    @property
    def is_narrow(self) -> bool:
        """Few messages can be meant, found by an index."""
        return any(one.name in ("author", "case") for one in _required(self.tree))

    @property
    def is_words_alone(self) -> bool:
        return asked_words(self.tree) is not None and not any(fields_in(self.tree))


def newest_candidates(
    question: Question,
    *,
    statuses: Sequence[str],
    top: Place | None = None,
    bottom: Place | None = None,
    only: Sequence[int] | None = None,
) -> list[Candidate]:
    """The newest messages that may match, at most WINDOW: from `top` down, above `bottom`. `only`: of these conversations."""
    condition, params = question.condition
    words = asked_words(question.tree)
    rank = "ts_rank(d.terms, %s::tsquery)" if words else "0"
    where: list[str] = ["c.status = ANY(%s)"]
    bounds: list[Any] = [list(statuses)]
    if top is not None:
        where.append("(t.at, t.message_id) <= (%s, %s)")
        bounds += top
    if bottom is not None:
        # Said of both, for they are the same time: the planner begins where it is cheaper.
        where.append("(t.at, t.message_id) > (%s, %s) AND d.created_at >= %s")
        bounds += [*bottom, bottom.at]
    if only is not None:
        where.append("c.id = ANY(%s)")
        bounds.append(list(only))
    for sql, values in question.narrowing:
        where.append(sql)
        bounds.append(values)
    statement = f"""
        SELECT d.message_id, t.conversation_id, (extract(epoch FROM t.at) * 1000000)::bigint, {rank}
          FROM converse_turn t
          JOIN converse_conversation c ON c.id = t.conversation_id
          JOIN listen_searchdocument d ON d.message_id = t.message_id {_BESIDE} {question.names_joined}
         WHERE ({condition}) AND {" AND ".join(where)}
         ORDER BY t.at DESC, t.message_id DESC LIMIT {WINDOW}
    """  # noqa: S608  made of our own columns; every value is a parameter
    with connection.cursor() as cursor:
        given = [*([words] if words else []), *question.names, *params, *bounds]
        cursor.execute(statement, given)
        return list(map(Candidate._make, cursor.fetchall()))


def below(top: Place | None, count: int) -> Place | None:
    """The place after so many turns from `top` down; None where there are no more."""
    found = Turn.objects.order_by("-at", "-message_id")
    if top is not None:
        found = found.filter(at__lte=top.at).filter(
            Q(at__lt=top.at) | Q(message_id__lte=top.message_id)
        )
    row = found.values_list("at", "message_id")[count : count + 1].first()
    return Place(*row) if row else None


def is_found_by_index(tree: Node) -> bool:
    """Whether something in it leads to its messages at once, so that all history can be asked."""
    return asked_words(tree) is not None or any(one.name in _LEADING for one in _required(tree))


_LEADING = ("case", "author", "assignee", "team", "label")


def _narrowing(
    tree: Node, known: Mapping[str, list[dict[str, Any]]]
) -> Iterator[tuple[str, list[Any]]]:
    """The same said once more, of what must hold, so that an index can be gone by."""
    for one in _required(tree):
        if one.name == "author":
            handles = Handle.objects.filter(folded_name__in=[folded(value) for value in one.values])
            yield "m.author_id = ANY(%s)", list(handles.values_list("pk", flat=True))
        elif one.name == "case":
            yield (
                "c.case_key = ANY(%s) AND c.case_key <> ''",
                [folded(value) for value in one.values],
            )
        elif one.name == "label":
            yield _LABELLED, [folded(value) for value in one.values]
        elif one.name == "status":
            yield "c.status = ANY(%s)", [folded(value) for value in one.values]
        elif one.name in ("assignee", "team"):
            asked = {folded(value) for value in one.values}
            ids = [row["id"] for row in known[one.name] if asked & set(row["words"])]
            yield f"{_NAMED[one.name]} = ANY(%s)", ids


def _required(tree: Node) -> Iterator[Field]:
    for part in tree.parts if isinstance(tree, And) else (tree,):
        if isinstance(part, Field) and part.op == "is":
            yield part


def fields_in(node: Node) -> Iterator[Field]:
    match node:
        case Field():
            yield node
        case And() | Or():
            for part in node.parts:
                yield from fields_in(part)
        case Not() | Within():
            yield from fields_in(node.part)
        case Near():
            yield from fields_in(node.left)
            yield from fields_in(node.right)
        case _:
            return


def _names(kind: str) -> list[dict[str, Any]]:
    """As `documents.work_values` writes them."""
    rows: Iterable[tuple[int, tuple[str, ...]]]
    if kind == "brand":
        rows = [
            (pk, (slug, name)) for pk, slug, name in Brand.objects.values_list("pk", "slug", "name")
        ]
    elif kind == "assignee":
        rows = [
            (pk, (name, mail))
            for pk, name, mail in Member.objects.values_list("pk", "name", "email")
        ]
    else:
        rows = [(pk, (name,)) for pk, name in Team.objects.values_list("pk", "name")]
    return [{"id": pk, "words": [folded(word) for word in words]} for pk, words in rows]
