"""Pure translation from a mail's bytes to the contract's post; no network, no clock."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from rapport.channels.contract import Author, InboundPost, Media, Rejected, raw_text
from rapport.connectors.mail import html, quoting
from rapport.connectors.mail.addresses import Person, is_ours, people, spoken_to
from rapport.connectors.mail.automatic import Automatic, kind_of
from rapport.connectors.mail.keys import key_for, key_of_another, key_without_id, message_ids
from rapport.connectors.mail.mime import Attachment, Head, Letter, take_apart
from rapport.connectors.mail.phrases import FORWARDED_LINE, FORWARDED_SUBJECT

# Below the 100,000 characters that are stored of a text; the whole of it goes to `rest`.
LONGEST_TEXT = 90_000
LONGEST_REST = 500_000
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*")
_KINDS: dict[str, Literal["image", "video", "audio"]] = {
    "image": "image",
    "video": "video",
    "audio": "audio",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A mail as it lies in a folder. `received` is when the server got it.

    `own` says it lies among the sent mail; `is_another` that its Message-ID belongs to a different mail already.
    `cut_at` is its true size where only the beginning was fetched.
    """

    raw: bytes
    received: datetime
    own: bool = False
    is_another: bool = False
    cut_at: int | None = None


@dataclass(frozen=True, slots=True)
class Translated:
    post: InboundPost | Rejected
    notes: tuple[str, ...] = ()


def translated(found: Found, *, mailbox: str) -> Translated:
    """`mailbox` is the account's address in small letters."""
    letter = take_apart(found.raw)
    head = letter.head
    writer = _writer(head, found, mailbox)
    if writer is None:
        reason = "it does not say who wrote it"
        return Translated(Rejected(reason, raw_text(found.raw[:5000].decode("latin-1")), "mail"))
    notes = list(letter.notes)
    if found.cut_at:
        notes.append(f"It has {found.cut_at:,} bytes; only its beginning was read.")
    key = key_of(head, found, mailbox)
    parent, root = _relatives(letter, mailbox)
    subject = head.text("Subject")[:1000]
    post = InboundPost(
        key=key,
        author=Author(remote_id=writer.address, handle=writer.address, name=writer.name),
        title=subject,
        created_at=written_at(head, found.received),
        kind="mail",
        parent_key=parent if parent != key else "",
        root_key=root if root != key else "",
        language=_language(head),
        scope="private",
        to_us=not found.own,
        own=found.own,
        automatic=_automatic(letter, found, writer, mailbox),
        addressed_to=_addressed_to(head, found, mailbox),
    )
    return Translated(_with_words(post, letter, notes), tuple(notes))


def _automatic(letter: Letter, found: Found, writer: Person, mailbox: str) -> Automatic:
    """A form on our own site is a machine that passes on what a person wrote (see `_writer`).

    A report that nothing failed (a delay, a delivery) returns nothing: it is an automatic answer, no bounce.
    """
    head = letter.head
    kind = kind_of(head, sender=writer.address, subject=head.text("Subject")[:1000])
    if kind == "bounce" and letter.actions and "failed" not in letter.actions:
        kind = "autoreply"
    written = people(head.first("From"))
    is_form = bool(written) and is_ours(written[0].address, mailbox) and writer != written[0]
    return "" if found.own or (is_form and kind != "bounce") else kind


def key_of(head: Head, found: Found, mailbox: str) -> str:
    ids = message_ids(head.first("Message-ID"), most=1)
    if not ids:
        return key_without_id(mailbox, head.raw, found.received)
    key = key_for(mailbox, ids[0])
    return key_of_another(key, head.raw) if found.is_another else key


def _writer(head: Head, found: Found, mailbox: str) -> Person | None:
    written = people(head.first("From")) or people(head.first("Sender"))
    if found.own:
        name = written[0].name if written else ""
        return Person(mailbox, name)
    if written and is_ours(written[0].address, mailbox):
        # A form on our own site writes in our name and says in Reply-To who filled it in.
        answers_to = [p for p in people(head.first("Reply-To")) if not is_ours(p.address, mailbox)]
        return answers_to[0] if answers_to else written[0]
    return written[0] if written else None


def _relatives(letter: Letter, mailbox: str) -> tuple[str, str]:
    """(parent, root) keys, by References and In-Reply-To alone. A bounce answers the mail it returns."""
    if letter.original_head is not None:
        returned = message_ids(letter.original_head.first("Message-ID"), most=1)
        if returned:
            chain = message_ids(letter.original_head.first("References"))
            return key_for(mailbox, returned[0]), key_for(mailbox, chain[0]) if chain else ""
    references = message_ids(letter.head.first("References"))
    answered = message_ids(letter.head.first("In-Reply-To"))
    parent = answered[0] if answered else references[-1] if references else ""
    root = references[0] if references else ""
    return key_for(mailbox, parent) if parent else "", key_for(mailbox, root) if root else ""


def _with_words(post: InboundPost, letter: Letter, notes: list[str]) -> InboundPost:
    clean = html.cleaned(letter.html) if letter.html else ""
    whole = letter.plain if letter.plain.strip() else html.as_text(clean)
    whole = _storable(whole).replace("\r\n", "\n").replace("\r", "\n").strip()
    forwarded = bool(FORWARDED_SUBJECT.match(post.title)) or any(
        FORWARDED_LINE.fullmatch(line.strip()[:200]) for line in whole.splitlines()
    )
    parts = quoting.cut(whole, forwarded=forwarded)
    text, rest = _with_diagnosis(parts.own, post, letter), parts.rest
    if len(text) > LONGEST_TEXT:
        notes.append(f"Its text has {len(text):,} characters; {LONGEST_TEXT:,} are shown.")
        text, rest = text[:LONGEST_TEXT], whole
    return replace(
        post,
        text=text,
        rest=rest[:LONGEST_REST],
        html=_storable(clean),
        links=html.links(clean),
        media=tuple(_media(post.key, letter.attachments, html.alternative_texts(clean))),
    )


def _with_diagnosis(text: str, post: InboundPost, letter: Letter) -> str:
    """What a mailer tells people is often less than what its report says."""
    words = _storable(letter.diagnosis)
    if post.automatic != "bounce" or not words or words in " ".join(text.split()):
        return text
    return f"{text}\n\n{words}".strip()


def _media(
    key: str, attachments: tuple[Attachment, ...], alternatives: dict[str, str]
) -> list[Media]:
    found = []
    for number, item in enumerate(attachments, 1):
        place = f"cid={item.cid}" if item.cid else f"part={number}"
        found.append(
            Media(
                kind=_KINDS.get(item.mime.partition("/")[0], "file"),
                url=f"{key}#{_storable(place)}",
                alt=_storable(alternatives.get(item.cid) or item.description),
                mime=item.mime[:100],
                content=item.content,
                name=item.name,
            )
        )
    return found


def _addressed_to(head: Head, found: Found, mailbox: str) -> tuple[str, ...]:
    names = ("To", "Cc") if found.own else ("To", "Cc", "Delivered-To", "X-Original-To")
    return spoken_to(head.all(*names), mailbox)


def written_at(head: Head, received: datetime) -> datetime:
    """When it was written, by its writer's word; never later than the server got it."""
    try:
        said = parsedate_to_datetime(head.first("Date")[:200])
        said = said.replace(tzinfo=said.tzinfo or UTC).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return received
    return min(said, received) if said.year >= 1980 else received


def _language(head: Head) -> str:
    said = head.text("Content-Language").partition(",")[0].strip()
    return said if _LANGUAGE.fullmatch(said) else ""


def _storable(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
