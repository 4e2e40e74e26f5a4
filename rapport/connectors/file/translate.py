"""A record's fields as an InboundPost. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from urllib.parse import urlsplit

from rapport.channels.contract import Author, InboundPost
from rapport.connectors.file.errors import UnreadableRecord
from rapport.connectors.file.times import read_time

# As long as a message may be anywhere in Rapport.
MAX_TEXT_CHARACTERS = 100_000
_MAX_KEY_CHARACTERS = 300
_MAX_NAME_CHARACTERS = 200
_MAX_URL_CHARACTERS = 2_000
_YES = {"true", "1", "yes", "y", "t", "1.0"}
_NO = {"false", "0", "no", "n", "f", "0.0"}
_INCOMING = {"in", "inbound", "incoming", "received"}
_OUTGOING = {"out", "outbound", "outgoing", "sent"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What holds for a whole file. `account` makes keys unique; `ours` are author names, any case."""

    account: str
    now: datetime
    ours: frozenset[str] = frozenset()
    zone: tzinfo = UTC
    # The support format writes texts as Twitter's API gives them: "&amp;" for "&".
    has_entities: bool = False


@dataclass(frozen=True, slots=True)
class Translated:
    """`noted` says what had to be set right, "" where nothing had."""

    post: InboundPost
    noted: str = ""


def translate(fields: Mapping[str, object], scope: Scope) -> Translated:
    """One record as a post. Raises UnreadableRecord with the reason."""
    text = _text(fields)
    if scope.has_entities:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    author, name, url = _author(fields)
    created_at = read_time(_given(fields, "created_at"), default_zone=scope.zone, now=scope.now)
    prefix = _prefix(fields, scope)
    identity = _word(fields, "key", aliases=("id",)) or _derived(author, created_at, text)
    parent = _word(fields, "parent", aliases=("in_reply_to",))
    thread = _word(fields, "thread", aliases=("root",))
    answers_itself = parent == identity
    own = _is_own(fields, author, scope)
    post = InboundPost(
        key=prefix + identity,
        author=Author(prefix + author, author, name=name, url=url),
        text=text,
        created_at=created_at,
        kind="reply" if parent and not answers_itself else "post",
        parent_key=prefix + parent if parent and not answers_itself else "",
        root_key=f"{prefix}thread:{thread}" if thread else "",
        url=_url(fields.get("url")),
        language=_word(fields, "language")[:12],
        to_us=not own,
        own=own,
    )
    return Translated(post, "It replies to itself; taken as a post of its own." * answers_itself)


def _text(fields: Mapping[str, object]) -> str:
    text = _given(fields, "text")
    if not isinstance(text, str):
        raise UnreadableRecord("The field text is not a text.")
    if not text.strip():
        raise UnreadableRecord("The text is empty.")
    if len(text) > MAX_TEXT_CHARACTERS:
        raise UnreadableRecord(
            f"The text has {len(text):,} characters; the most we keep is {MAX_TEXT_CHARACTERS:,}."
        )
    return _storable(text, "text")


def _author(fields: Mapping[str, object]) -> tuple[str, str, str]:
    """Identity, display name and address of the writer."""
    given = _given(fields, "author")
    about: Mapping[str, object] = given if isinstance(given, dict) else {"author": given, **fields}
    author = _word(about, "handle", aliases=("author", "id")).removeprefix("@")
    if not author:
        raise UnreadableRecord("The author is empty.")
    if len(author) > _MAX_NAME_CHARACTERS:
        raise UnreadableRecord(f"The author's name has {len(author):,} characters.")
    name = _word(about, "name")[:_MAX_NAME_CHARACTERS]
    return author, name, _url(about.get("url")) if about is given else ""


def _is_own(fields: Mapping[str, object], author: str, scope: Scope) -> bool:
    if author.casefold() in scope.ours:
        return True
    if "inbound" in fields:
        return not _claim(fields["inbound"], "inbound")
    if "direction" in fields:
        direction = str(fields["direction"]).strip().casefold()
        if direction not in _INCOMING | _OUTGOING:
            raise UnreadableRecord(f"The direction {direction[:40]!r} is neither in nor out.")
        return direction in _OUTGOING
    own = fields.get("own")
    return _claim(own, "own") if own not in (None, "") else False


def _claim(value: object, field: str) -> bool:
    word = str(value).strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise UnreadableRecord(f"The field {field} says {word[:40]!r}; it must be True or False.")


def _prefix(fields: Mapping[str, object], scope: Scope) -> str:
    """Ids of two networks in one file must not meet."""
    network = _word(fields, "network").casefold()
    if len(network) > 40:
        raise UnreadableRecord("The network's name is longer than 40 characters.")
    return f"file:{scope.account}:" + (f"{network}:" if network else "")


def _derived(author: str, created_at: datetime, text: str) -> str:
    """An id for a record that has none: the same words by the same person at the same time are one."""
    parts = "\n".join([author, created_at.isoformat(), text])
    return "~" + hashlib.sha256(parts.encode()).hexdigest()[:32]


def _given(fields: Mapping[str, object], field: str) -> object:
    if fields.get(field) is None:
        raise UnreadableRecord(f"The field {field} is missing.")
    return fields[field]


def _word(fields: Mapping[str, object], field: str, *, aliases: tuple[str, ...] = ()) -> str:
    """A short value as text, "" where there is none."""
    for name in (field, *aliases):
        value = fields.get(name)
        if value is None or value == "":
            continue
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise UnreadableRecord(f"The field {name} is neither a text nor a number.")
        word = _storable(str(value).strip(), name)
        if len(word) > _MAX_KEY_CHARACTERS:
            raise UnreadableRecord(f"The field {name} has {len(word):,} characters.")
        return word
    return ""


def _storable(text: str, field: str) -> str:
    """The text itself. JSON can write what no database stores: NUL, and half of a surrogate pair."""
    if "\0" in text:
        raise UnreadableRecord(f"The field {field} holds a NUL character.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UnreadableRecord(
            f"The field {field} holds half of a surrogate pair at character {error.start + 1}."
        ) from None
    return text


def _url(value: object) -> str:
    """A web address, or nothing: what is no http address is never shown as a link."""
    if not isinstance(value, str) or len(value) > _MAX_URL_CHARACTERS or "\0" in value:
        return ""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return ""
    fits = parts.scheme in {"http", "https"} and bool(parts.netloc)
    return _storable(value.strip(), "url") if fits else ""
