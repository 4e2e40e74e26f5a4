"""Keys of mail: the mailbox and the Message-ID, and what stands in for one that is missing, endless or taken.

    mail:support@example.org/<id>               the Message-ID without its angle brackets
    mail:support@example.org/<id 200>~<hash>    one of more than 300 characters
    mail:support@example.org/none.<day>.<hash>  no Message-ID: the day it arrived and a hash of its head
    ...#<hash>                                  another mail with a Message-ID that was taken already

A hash of the head rather than an UID: when a server counts its mail anew (UIDVALIDITY) keys must stay the same.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime

LONGEST_ID = 300
SHOWN_OF_LONG_ID = 200
_ID = re.compile(r"<([^<>]{1,20000})>")
_DAY = re.compile(r"none\.(\d{8})\.[0-9a-f]{32}")
_OURS = re.compile(r"[0-9a-f]{40}\.rapport@\S+")


@dataclass(frozen=True, slots=True)
class KeyParts:
    """What a key tells a search: a piece of the Message-ID, or the day a mail without one arrived ("20260302")."""

    id_piece: str = ""
    day: str = ""


def message_ids(header: str, *, most: int = 100) -> list[str]:
    """The Message-IDs a header names, in order, without brackets: the first and the last where there are too many."""
    found = [_tidy(match) for match in _ID.findall(header[:100_000])]
    if not found and header.strip():
        found = [_tidy(word) for word in header.split()[:most] if "@" in word]
    found = list(dict.fromkeys(filter(None, found)))
    return found if len(found) <= most else [found[0], *found[1 - most :]]


def key_for(mailbox: str, message_id: str) -> str:
    if len(message_id) > LONGEST_ID:
        digest = hashlib.sha256(message_id.encode()).hexdigest()[:16]
        message_id = f"{message_id[:SHOWN_OF_LONG_ID]}~{digest}"
    return f"{_prefix(mailbox)}{message_id}"


def key_without_id(mailbox: str, head: bytes, received: datetime) -> str:
    return f"{_prefix(mailbox)}none.{received:%Y%m%d}.{head_hash(head)}"


def key_of_another(key: str, head: bytes) -> str:
    """The key of a mail whose Message-ID belongs to a different one already."""
    return f"{key}#{head_hash(head)[:16]}"


def parts_of(key: str, mailbox: str) -> KeyParts | None:
    """None for a key of another mailbox or network."""
    if not key.startswith(_prefix(mailbox)):
        return None
    rest = key.removeprefix(_prefix(mailbox))
    rest = re.sub(r"#[0-9a-f]{16}\Z", "", rest)
    if day := _DAY.fullmatch(rest):
        return KeyParts(day=day.group(1))
    return KeyParts(id_piece=re.sub(r"~[0-9a-f]{16}\Z", "", rest))


def own_message_id(mailbox: str, idempotency_key: str) -> str:
    """The Message-ID of what is sent with that key, from here or from another process."""
    digest = hashlib.sha256(f"{mailbox}\n{idempotency_key}".encode()).hexdigest()[:40]
    return f"{digest}.rapport@{mailbox.rpartition('@')[2] or 'localhost'}"


def is_shaped_as_ours(message_id: str) -> bool:
    return _OURS.fullmatch(message_id) is not None


def seal(secret: str, message_id: str, body: bytes) -> str:
    """What proves that we wrote this body under that Message-ID; nobody else can make it for other words."""
    plain = b"\n".join(line.rstrip() for line in body.splitlines()).strip()
    said = message_id.encode() + b"\n" + hashlib.sha256(plain).digest()
    return hmac.digest(b"rapport mail " + secret.encode(), said, "sha256").hex()[:40]


def is_sealed(sealed: str, *, secret: str, message_id: str, body: bytes) -> bool:
    return hmac.compare_digest(sealed.encode(), seal(secret, message_id, body).encode())


def head_hash(head: bytes) -> str:
    lines = b"\n".join(line.rstrip() for line in head.splitlines())
    return hashlib.sha256(lines).hexdigest()[:32]


def _prefix(mailbox: str) -> str:
    return f"mail:{mailbox}/"


def _tidy(message_id: str) -> str:
    """As one word: folded headers leave white space inside."""
    return re.sub(r"[\s\x00-\x1f\x7f\ud800-\udfff]+", "", message_id)
