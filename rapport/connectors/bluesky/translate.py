"""Pure translation between records of Bluesky and the contract's posts; no network, no clock.

Records come from anybody and may hold anything: what is not as the lexicon says is left out, and a record
that cannot be a post at all becomes Rejected.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from atproto_core.cid import CID

from rapport.channels.contract import (
    Author,
    InboundPost,
    Media,
    OutboundImage,
    OutboundPost,
    Rejected,
    raw_text,
)
from rapport.connectors.bluesky.keys import LIKE, POST, RecordAddress

# The lexicon allows 3,000 bytes of text; a server that checks nothing may send more. Beyond this it is no post.
LONGEST_TEXT = 50_000
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as some door showed it: the firehose, a listing, a notification. `at` is when it stood there."""

    uri: str
    cid: str
    value: Any
    at: datetime


@dataclass(frozen=True, slots=True)
class Us:
    """The account that listens. `pictures` is an address with {did} and {cid} to be filled in."""

    did: str
    handle: str
    pictures: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A post as another one refers to it."""

    uri: str
    cid: str

    def as_json(self) -> dict[str, str]:
        return {"uri": self.uri, "cid": self.cid}


def inbound(seen: Seen, us: Us, author: Author) -> InboundPost | Rejected:
    """One record as a post, or the reason why it cannot be one."""
    address = RecordAddress.parse(seen.uri)
    if address is None or address.collection != POST:
        return rejected("it is no post's address", seen)
    if not isinstance(seen.value, Mapping) or seen.value.get("$type", POST) != POST:
        return rejected("the record is of another type than a post", seen)
    text = seen.value.get("text")
    if not isinstance(text, str):
        return rejected("its text is not text", seen)
    if len(text) > LONGEST_TEXT:
        return rejected(f"its text is longer than {LONGEST_TEXT:,} characters", seen)
    parent, root = reply_refs(seen.value)
    own = address.did == us.did
    return InboundPost(
        key=seen.uri,
        author=author,
        text=_storable(text),
        created_at=_written_at(seen.value.get("createdAt"), seen.at),
        kind="reply" if parent else "post",
        parent_key=parent.uri if parent else "",
        root_key=root.uri if root else "",
        url=post_url(address),
        language=_language(seen.value.get("langs")),
        media=tuple(_media(seen.value.get("embed"), address.did, us)),
        to_us=not own and addresses(seen.value, us),
        own=own,
    )


def rejected(reason: str, seen: Seen) -> Rejected:
    raw = json.dumps(seen.value, default=_printable, ensure_ascii=False)
    return Rejected(reason=reason, raw=raw_text(_storable(raw)), where=_storable(seen.uri)[:1000])


def addresses(value: Any, us: Us) -> bool:
    """Whether a record speaks to us: mentions us, answers a post of ours, or quotes one."""
    if not isinstance(value, Mapping):
        return False
    parent, _ = reply_refs(value)
    if parent and RecordAddress.parse(parent.uri) and _did(parent.uri) == us.did:
        return True
    if us.did in _mentioned(value.get("facets")) or _did(_quoted(value.get("embed"))) == us.did:
        return True
    # Typed without the app's help a mention has no facet; it is meant all the same.
    text = value.get("text")
    return isinstance(text, str) and _names(text[:LONGEST_TEXT], us.handle)


def reply_refs(value: Mapping[str, Any]) -> tuple[Ref | None, Ref | None]:
    """The (parent, root) a record answers; (None, None) for no reply or one that makes no sense."""
    reply = value.get("reply")
    if not isinstance(reply, Mapping):
        return None, None
    parent = _ref(reply.get("parent"))
    return parent, (_ref(reply.get("root")) or parent) if parent else None


def author_from_view(view: Mapping[str, Any]) -> Author:
    """An author as an AppView shows one (app.bsky.actor.defs#profileView and its kin)."""
    did = str(view["did"])
    followers = view.get("followersCount")
    return Author(
        remote_id=did,
        handle=_handle(view.get("handle"), did),
        name=_name(view.get("displayName")),
        avatar_url=_storable(str(view.get("avatar") or ""))[:2000],
        followers=followers if isinstance(followers, int) and followers >= 0 else None,
        url=f"https://bsky.app/profile/{did}",
    )


def author_from_records(did: str, handle: object, profile: Any, *, pictures: str) -> Author:
    """An author put together from their own repository, where there is no AppView."""
    value = profile if isinstance(profile, Mapping) else {}
    avatar = blob_cid(value.get("avatar"))
    return Author(
        remote_id=did,
        handle=_handle(handle, did),
        name=_name(value.get("displayName")),
        avatar_url=pictures.format(did=did, cid=avatar) if avatar else "",
        url=f"https://bsky.app/profile/{did}",
    )


def outbound(
    post: OutboundPost,
    *,
    now: datetime,
    facets: Sequence[Mapping[str, Any]] = (),
    reply: tuple[Ref, Ref] | None = None,
    blobs: Sequence[Any] = (),
) -> dict[str, Any]:
    """The record to be written. `reply` is (parent, root); `blobs` are the uploads of `post.images`, in order."""
    record: dict[str, Any] = {"$type": POST, "text": post.text, "createdAt": _stamp(now)}
    if post.language:
        record["langs"] = [post.language]
    if facets:
        record["facets"] = list(facets)
    if reply:
        parent, root = reply
        record["reply"] = {"root": root.as_json(), "parent": parent.as_json()}
    if post.images:
        images = [_image(image, blob) for image, blob in zip(post.images, blobs, strict=True)]
        record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
    return record


def like(subject: Ref, *, now: datetime) -> dict[str, Any]:
    return {"$type": LIKE, "subject": subject.as_json(), "createdAt": _stamp(now)}


def moment(text: Any) -> datetime | None:
    """A time as records write it; without a zone it is meant as UTC. None for what is no time."""
    try:
        said = datetime.fromisoformat(text)
        return said.replace(tzinfo=said.tzinfo or UTC).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def post_url(address: RecordAddress) -> str:
    return f"https://bsky.app/profile/{address.did}/post/{address.rkey}"


def blob_cid(blob: Any) -> str:
    """The content id of a blob, as JSON ({"$link": ...}), CBOR (bytes) or the old form hold it; "" for none."""
    if not isinstance(blob, Mapping):
        return ""
    ref = blob.get("ref", blob.get("cid"))
    if isinstance(ref, Mapping):
        ref = ref.get("$link")
    if isinstance(ref, bytes):
        try:
            ref = CID.from_decoded_bytes(ref).encode()
        except Exception:
            return ""
    return ref if isinstance(ref, str) and ref.isalnum() and len(ref) < 200 else ""


def _media(embed: Any, did: str, us: Us) -> Iterable[Media]:
    if isinstance(embed, Mapping) and embed.get("$type") == "app.bsky.embed.recordWithMedia":
        embed = embed.get("media")
    if not isinstance(embed, Mapping):
        return
    kind = embed.get("$type")
    if kind == "app.bsky.embed.images":
        for image in _list(embed.get("images"))[:8]:
            if isinstance(image, Mapping):
                yield from _medium("image", image.get("image"), image, did, us)
    elif kind == "app.bsky.embed.video":
        yield from _medium("video", embed.get("video"), embed, did, us)


def _medium(
    kind: Any, blob: Any, described: Mapping[str, Any], did: str, us: Us
) -> Iterable[Media]:
    cid = blob_cid(blob)
    if not cid:
        return
    ratio = described.get("aspectRatio")
    ratio = ratio if isinstance(ratio, Mapping) else {}
    alt, mime = described.get("alt"), blob.get("mimeType")
    yield Media(
        kind=kind,
        url=us.pictures.format(did=did, cid=cid),
        alt=_storable(alt)[:10_000] if isinstance(alt, str) else "",
        mime=mime[:100] if isinstance(mime, str) else "",
        width=_size(ratio.get("width")),
        height=_size(ratio.get("height")),
    )


def _image(image: OutboundImage, blob: Any) -> dict[str, Any]:
    shown: dict[str, Any] = {"alt": image.alt, "image": blob}
    if image.width > 0 and image.height > 0:
        shown["aspectRatio"] = {"width": image.width, "height": image.height}
    return shown


def _mentioned(facets: Any) -> set[str]:
    features = (
        feature
        for facet in _list(facets)[:200]
        if isinstance(facet, Mapping)
        for feature in _list(facet.get("features"))[:20]
        if isinstance(feature, Mapping)
    )
    return {did for feature in features if isinstance(did := feature.get("did"), str)}


def _quoted(embed: Any) -> str:
    """The address of the post that an embed quotes: embed.record, or the record inside recordWithMedia."""
    record = embed.get("record") if isinstance(embed, Mapping) else None
    if isinstance(record, Mapping) and isinstance(record.get("record"), Mapping):
        record = record["record"]
    uri = record.get("uri") if isinstance(record, Mapping) else None
    return uri if isinstance(uri, str) else ""


def _names(text: str, handle: str) -> bool:
    found = (
        re.search(rf"(?<![\w@])@{re.escape(handle)}(?![\w-]|\.\w)", text, re.IGNORECASE)
        if handle
        else None
    )
    return found is not None


def _ref(value: Any) -> Ref | None:
    if not isinstance(value, Mapping):
        return None
    uri, cid = value.get("uri"), value.get("cid")
    if RecordAddress.parse(uri) is None:
        return None
    return Ref(str(uri), cid if isinstance(cid, str) else "")


def _did(uri: str) -> str:
    address = RecordAddress.parse(uri)
    return address.did if address else ""


def _written_at(said: Any, stood: datetime) -> datetime:
    """When a post was written, by its author's word; never later than it stood on the network."""
    return min(moment(said) or stood, stood)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _language(langs: Any) -> str:
    first = next(iter(_list(langs)), None)
    return first if isinstance(first, str) and _LANGUAGE.fullmatch(first) else ""


def _handle(handle: object, did: str) -> str:
    known = isinstance(handle, str) and handle and handle != "handle.invalid"
    return _storable(str(handle))[:253] if known else did


def _name(name: object) -> str:
    return _storable(name)[:640] if isinstance(name, str) else ""


def _size(value: Any) -> int | None:
    return value if isinstance(value, int) and 0 < value < 100_000 else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _storable(text: str) -> str:
    """The text without what PostgreSQL and UTF-8 cannot hold: NUL and half surrogates."""
    return text.replace("\x00", "�").encode("utf-8", "replace").decode("utf-8")


def _printable(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else repr(value)
