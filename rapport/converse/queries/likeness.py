"""How the team answered before: resolved conversations that asked the like, with the answer and where it comes from.

Likeness is the cosine of the words of two questions, each weighted by how often it stands there and how rare it is
among the candidates (tf-idf with logarithms; Salton and Buckley, Term-weighting approaches in automatic text retrieval,
1988). Candidates are the newest questions that share a word that carries meaning. No model, and nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchQuery

from rapport.channels.models import Delivery
from rapport.converse.by_form import is_answered_in_public
from rapport.converse.models import Answer, Conversation
from rapport.converse.queries.names import name_of, title
from rapport.converse.queries.page import conversation_for
from rapport.kit.text import terms
from rapport.listen.models import Message
from rapport.voice.checking.similar import likeness_to
from rapport.voice.queries import first_name
from rapport.workspace.models import Member

CANDIDATES = 300
SHOWN = 3
# Below this two questions share a word, not a matter. Tried on the demo's conversations.
LEAST = 0.18
SHORTEST_TERM = 4
TERMS_AT_MOST = 24


@dataclass(frozen=True, slots=True)
class AnsweredAlike:
    """`answer` is fitted to whom we answer now: their first name stands in place of the other's."""

    conversation_id: int
    question: str
    answer: str
    by: str
    to: str
    at: datetime
    likeness: float


def answered_alike(member: Member, conversation_id: int) -> list[AnsweredAlike]:
    """At most three, the likest first. Raises NoSuchConversation. Three statements."""
    c = conversation_for(member, conversation_id)
    message = c.last_customer_message
    words = _words(message) if message else []
    if message is None or not words:
        return []
    candidates = _candidates(c, words)
    scores = likeness_to(_asked(message), [_asked(m) for m in candidates])
    best: dict[int, tuple[float, Message]] = {}
    for score, candidate in zip(scores, candidates, strict=True):
        held = best.get(candidate.turn.conversation_id)
        if score >= LEAST and (held is None or held[0] < score):
            best[candidate.turn.conversation_id] = score, candidate
    answers = _answers(c, list(best))
    found = [
        _alike(answer, *best[answer.conversation_id], name=_first_name(message))
        for answer in answers.values()
    ]
    return sorted(found, key=lambda one: (-one.likeness, -one.at.timestamp()))[:SHOWN]


def _words(message: Message) -> list[str]:
    """What is looked for: words of some length, letters and digits only, so that they need no quoting."""
    said = dict.fromkeys(terms(_asked(message)))
    long = [term for term in said if len(term) >= SHORTEST_TERM and term.isalnum()]
    return sorted(long, key=len, reverse=True)[:TERMS_AT_MOST]


def _asked(message: Message) -> str:
    return f"{message.title} {message.text}"[:4_000]


def _candidates(c: Conversation, words: Sequence[str]) -> list[Message]:
    wanted = SearchQuery(" | ".join(f"'{word}'" for word in words), search_type="raw", config="simple")  # fmt: skip
    found = Message.objects.filter(
        search_document__terms=wanted,
        is_own=False,
        deleted_at=None,
        turn__conversation__brand_id=c.brand_id,
        turn__conversation__status=Conversation.Status.RESOLVED,
        turn__conversation__answered_at__isnull=False,
    )
    found = found.exclude(turn__conversation=c.pk).select_related("author", "turn")
    return list(found.order_by("-created_at", "-pk")[:CANDIDATES])


def _answers(c: Conversation, conversation_ids: Sequence[int]) -> dict[int, Answer]:
    """The last answer a person gave in each; what was said in private is not offered for the public."""
    sent = Answer.objects.filter(
        conversation_id__in=conversation_ids,
        kind=Answer.Kind.REPLY,
        delivery__state=Delivery.State.SENT,
        delivery__origin=Delivery.Origin.MEMBER,
    )
    if is_answered_in_public(c.last_customer_message):
        sent = sent.filter(delivery__scope="public")
    rows = sent.select_related("delivery__member").order_by("delivery__sent_at", "pk")
    return {answer.conversation_id: answer for answer in rows if answer.delivery.text.strip()}


def _alike(answer: Answer, score: float, asked: Message, *, name: str) -> AnsweredAlike:
    delivery = answer.delivery
    return AnsweredAlike(
        conversation_id=answer.conversation_id,
        question=title(asked.text or asked.title, 140),
        answer=_fitted(delivery.text, other=_first_name(asked), ours=name or "{first_name}"),
        by=delivery.member.name if delivery.member else "",
        to=name_of(asked.author),
        at=delivery.sent_at or delivery.created_at,
        likeness=score,
    )


def _first_name(message: Message) -> str:
    return first_name(message.author.display_name) if message.author else ""


def _fitted(text: str, *, other: str, ours: str) -> str:
    """The other's first name gives way to that of whom we answer now."""
    if not other:
        return text
    return re.sub(rf"(?<!\w){re.escape(other)}(?!\w)", lambda _found: ours, text)
