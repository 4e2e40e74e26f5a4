"""What the people pages show: plain values, no query left for a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.assets.queries import picture_path
from rapport.channels.errors import UnknownNetwork
from rapport.channels.registry import manifest_for
from rapport.converse.models import Answer, Conversation, Note, ReplyDraft, Turn
from rapport.converse.queries.shielding import said_covered
from rapport.listen.models import Message
from rapport.people.models import Handle, Person
from rapport.people.queries import people_for
from rapport.voice.models import Promise
from rapport.voice.queries import promises_of
from rapport.workspace.models import Member

PAGE = 50
PASSED_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class HandleLine:
    name: str
    network: str
    url: str
    followers: int | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in the list."""

    id: int
    name: str
    initials: str
    hue: int
    face: str
    handles: tuple[HandleLine, ...]
    last_at: datetime | None
    wants_silence: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """One thing said between us, quoted and dated."""

    at: datetime
    is_ours: bool
    text: str
    network: str
    url: str
    conversation_id: int | None


def people_page(member: Member, *, search: str, page: int) -> tuple[list[PersonLine], bool]:
    """One page of people, who wrote last first, and whether there is another."""
    found = (
        people_for(member, search=search)
        .annotate(last_at=Max("handles__wrote_at"))
        .order_by(F("last_at").desc(nulls_last=True), "-id")
    )
    start = page * PAGE
    people = list(found[start : start + PAGE + 1])
    return [_line(person) for person in people[:PAGE]], len(people) > PAGE


def person_line(person: Person) -> PersonLine:
    return _line(person)


def passed_between_us(person: Person) -> list[Passed]:
    """The latest things said, newest first: theirs in public and to us, and ours to them."""
    messages = (
        Message.objects.filter(
            Q(author__person=person) | Q(is_own=True, parent__author__person=person)
        )
        .filter(deleted_at=None)
        .select_related("reading")
        .order_by("-created_at", "-pk")[:PASSED_AT_MOST]
    )
    turns = Turn.objects.filter(message__in=[message.pk for message in messages])
    conversations = dict(turns.values_list("message_id", "conversation_id"))
    return [
        Passed(
            at=message.created_at,
            is_ours=message.is_own,
            text=said_covered(message),
            network=network_name(message.network),
            url=_outside(message.url) if message.scope == "public" else "",
            conversation_id=conversations.get(message.pk),
        )
        for message in messages
    ]


def promises(person: Person, now: datetime) -> list[tuple[Promise, str]]:
    """Promises with a word for how they stand: owed, broken, kept, released."""
    return [(promise, _standing(promise, now)) for promise in promises_of(person.pk)]


def to_be_gone(person: Person) -> list[str]:
    """What an erasure would take, counted, in words; what there is none of is left out."""
    conversations = Conversation.objects.filter(person=person)
    messages = Message.objects.filter(author__person=person).count()
    exchanges = conversations.count()
    answers = Answer.objects.filter(conversation__in=conversations).count()
    notes = Note.objects.filter(conversation__in=conversations).count()
    drafts = ReplyDraft.objects.filter(conversation__in=conversations).count()
    owed = Promise.objects.filter(person=person).count()
    counted = [
        (messages, ngettext("%(n)d message of theirs", "%(n)d messages of theirs", messages)),
        (exchanges, ngettext("%(n)d conversation", "%(n)d conversations", exchanges)),
        (answers, ngettext("%(n)d answer of ours", "%(n)d answers of ours", answers)),
        (notes, ngettext("%(n)d note", "%(n)d notes", notes)),
        (drafts, ngettext("%(n)d draft", "%(n)d drafts", drafts)),
        (owed, ngettext("%(n)d promise", "%(n)d promises", owed)),
    ]
    return [words % {"n": count} for count, words in counted if count]


def named_words(handle: Handle) -> str:
    """ "Kajsa Berg, @kajsa on Plaza"; without the handle's name where that is all there is."""
    name, network = handle.person.name or str(handle), network_name(handle.network)
    said = _("%(name)s, on %(network)s") if name == handle.name else _("%(name)s, @%(handle)s on %(network)s")  # fmt: skip
    return said % {"name": name, "handle": handle.name.lstrip("@"), "network": network}


def network_name(slug: str) -> str:
    try:
        return manifest_for(slug).name
    except UnknownNetwork:
        return slug.title()


def _outside(url: str) -> str:
    """An address from outside as a link, or none: "javascript:" is an address too."""
    return url if url.startswith(("https://", "http://")) else ""


def _standing(promise: Promise, now: datetime) -> str:
    if promise.state == Promise.State.OPEN:
        return "broken" if promise.due_at < now else "owed"
    return str(promise.state)


def _line(person: Person) -> PersonLine:
    handles: Sequence[Handle] = list(person.handles.all())
    name = person.name or next((str(handle) for handle in handles), "") or str(person)
    face = next((handle.avatar_url for handle in handles if handle.avatar_url), "")
    words = name.replace("_", " ").replace(".", " ").split() or ["?"]
    return PersonLine(
        id=person.pk,
        name=name,
        initials=(words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper(),
        hue=person.pk % 6 + 1,
        face=picture_path(face) if face else "",
        handles=tuple(
            HandleLine(
                name=handle.name,
                network=network_name(handle.network),
                url=_outside(handle.url),
                followers=handle.followers,
            )
            for handle in handles
        ),
        last_at=max((one.wrote_at for one in handles if one.wrote_at), default=None),
        wants_silence=person.wants_silence_since is not None,
    )
