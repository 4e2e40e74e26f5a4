"""Open conversations about the same: one thread, or rare words in common."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log

from rapport.converse.models import Conversation
from rapport.converse.queries.inbox import network_name
from rapport.kit.text import terms

LOOKED_AT = 1_000
SHOWN_AT_MOST = 20
# A word is rare that at most one in twenty of those texts holds (two, where they are few), and has four letters.
RARE_SHARE, RARE_LEAST, RARE_LETTERS = 0.05, 2, 4
SHARED_LEAST = 2


@dataclass(frozen=True, slots=True)
class Similar:
    """`words`: the rare words in common, the rarest first; none where the thread alone joins them."""

    conversation_id: int
    who: str
    network_name: str
    text: str
    same_thread: bool
    words: tuple[str, ...]


def similar_open(conversation: Conversation) -> list[Similar]:
    """The same thread first, then by the sum of log(N/n) of the words in common, N texts of which n hold the word.

    Inverse document frequency (Sparck Jones, "A statistical interpretation of term specificity", 1972), over the last
    customer messages of the 1,000 conversations that changed last.
    """
    found = Conversation.objects.exclude(last_customer_message=None)
    found = found.select_related("account", "person", "last_customer_message__author")
    looked = list(found.order_by("-changed_at")[:LOOKED_AT])
    if all(one.pk != conversation.pk for one in looked):
        looked += list(found.filter(pk=conversation.pk))
    held = {one.pk: set(terms(_text(one))) for one in looked}
    counts = Counter(term for some in held.values() for term in some)
    most = max(RARE_LEAST, RARE_SHARE * len(held))
    mine = {
        t for t in held.get(conversation.pk, ()) if len(t) >= RARE_LETTERS and counts[t] <= most
    }
    ranked = []
    for other in looked:
        if other.pk == conversation.pk or other.status != Conversation.Status.OPEN:
            continue
        same = conversation.thread_id is not None and other.thread_id == conversation.thread_id
        shared = sorted(mine & held[other.pk], key=lambda t: (counts[t], t))
        if same or len(shared) >= SHARED_LEAST:
            score = sum(log(len(held) / counts[term]) for term in shared)
            ranked.append((not same, -score, other.pk, _similar(other, same, shared)))
    return [one for *_order, one in sorted(ranked, key=lambda r: r[:3])[:SHOWN_AT_MOST]]


def _text(conversation: Conversation) -> str:
    message = conversation.last_customer_message
    return f"{message.title} {message.text}"[:4_000] if message else ""


def _similar(other: Conversation, same: bool, shared: list[str]) -> Similar:
    message = other.last_customer_message
    author = message.author if message else None
    return Similar(
        conversation_id=other.pk,
        who=(author.display_name or author.name) if author else "Somebody",
        network_name=network_name(other.account.network),
        text=" ".join(_text(other).split())[:200],
        same_thread=same,
        words=tuple(shared[:5]),
    )
