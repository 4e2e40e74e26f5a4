"""A conversation as queries see it: its last customer message, what it means, and how the work on it stands.

Policies, rules, views and search ask the same document, so that a condition means one thing everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from rapport.converse.models import Conversation, ConversationLabel
from rapport.listen.models import Message
from rapport.listen.queries import document_of
from rapport.query.document import Document, Value
from rapport.query.matching import Matcher
from rapport.query.tree import Node
from rapport.understand.models import Reading

# What a conversation must be joined with, so that its document needs no statement of its own.
NEEDED = (
    "account",
    "brand",
    "team",
    "assignee",
    "last_customer_message__author",
    "last_customer_message__reading",
)


def label_names(conversation: OuterRef) -> ArraySubquery:
    """The names of the labels on a conversation, to be selected as `label_names` beside it."""
    found = ConversationLabel.objects.filter(conversation=conversation).order_by("label_id")
    return ArraySubquery(found.values("label__name"))


def to_be_asked(found: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """The same conversations, loaded as `document_for` needs them."""
    return found.select_related(*NEEDED).annotate(label_names=label_names(OuterRef("pk")))


def document_for(conversation: Conversation) -> Document:
    """Loaded by `to_be_asked`. Where the message was erased, what remains are the facts of the work."""
    message = conversation.last_customer_message
    if message is None:
        return Document(text="", values=work_values(conversation))
    heard = document_of(message)
    reading: Reading | None = getattr(message, "reading", None)
    values = {**heard.values, **reading_values(reading), **work_values(conversation)}
    claims = heard.values.get("is", ())
    if conversation.status == Conversation.Status.OPEN and isinstance(claims, tuple):
        values["is"] = (*claims, "unanswered")
    return Document(text=heard.text, title=heard.title, values=values)


def searched_document(message: Message, conversation: Conversation) -> Document:
    """A message as search over conversations sees it: with its reading, and how the work on its conversation stands.

    Loaded: the message's author and reading; the conversation's brand, assignee and team, and its `label_names`.
    """
    heard = message_document(message)
    values = {**heard.values, **work_values(conversation)}
    claims = heard.values.get("is", ())
    if conversation.status == Conversation.Status.OPEN and isinstance(claims, tuple):
        values["is"] = (*claims, "unanswered")
    return Document(text=heard.text, title=heard.title, values=values)


def reading_values(reading: Reading | None) -> dict[str, Value]:
    """What a message means, under the names of `query.fields.READING`; nothing where nobody has read it."""
    if reading is None:
        return {}
    values: dict[str, Value] = {
        "sentiment": reading.sentiment,
        "intent": reading.intent,
        "urgency": reading.urgency,
    }
    if reading.emotion:
        values["emotion"] = reading.emotion
    return values


def work_values(conversation: Conversation) -> dict[str, Value]:
    """How the work on it stands, under the names of `query.fields.WORK`; names as people write them."""
    values: dict[str, Value] = {
        "label": tuple(conversation.label_names),  # type: ignore[attr-defined]
        "status": conversation.status,
        "brand": (conversation.brand.slug, conversation.brand.name),
    }
    if conversation.assignee is not None:
        values["assignee"] = (conversation.assignee.name, conversation.assignee.email)
    if conversation.case_number:
        values["case"] = conversation.case_number
    if conversation.team is not None:
        values["team"] = conversation.team.name
    return values


def which_hold(
    trees: Mapping[int, Node], conversations: Sequence[Conversation], *, now: datetime
) -> list[list[int]]:
    """For each conversation, the keys of the trees that hold of it, ascending. No statement."""
    if not trees:
        return [[] for _ in conversations]
    matcher = Matcher(dict(trees))
    found = matcher.match_batch([document_for(c) for c in conversations], now=now)
    return [sorted(keys) for keys in found]


def loaded(ids: Iterable[int]) -> list[Conversation]:
    """Conversations as `which_hold` needs them, by id. One statement."""
    return list(to_be_asked(Conversation.objects.filter(pk__in=list(ids))).order_by("pk"))


def message_document(message: Message) -> Document:
    """A message with its reading, for search; its author and reading must be loaded."""
    heard = document_of(message)
    reading: Reading | None = getattr(message, "reading", None)
    return Document(
        text=heard.text, title=heard.title, values={**heard.values, **reading_values(reading)}
    )
