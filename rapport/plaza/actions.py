"""Every write to the square but its engine's own plans (`engine`) and its seeding (`seeding`)."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from rapport.kit.text import grapheme_length
from rapport.plaza.errors import BadCitizen, BadText, NoSuchCitizen, NoSuchPost, NotYours
from rapport.plaza.models import (
    TEXT_GRAPHEMES,
    AccessKey,
    Citizen,
    Concern,
    Event,
    Like,
    PileOn,
    SquarePost,
    SquareSetting,
)

CHANNEL = "plaza_events"
# On that channel: every open stream ends (trouble on order).
CUT = "cut"
# Grapheme clusters have no upper size: one letter may carry ten thousand marks.
TEXT_BYTES = 8_000
_TELL_LOCK = 0x70_6C_61_7A_61  # "plaza"
_HANDLE = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,38}[A-Za-z0-9_])?")
MENTION = re.compile(r"(?<![\w@.\-])@([A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,38}[A-Za-z0-9_])?)")
# Tab, line feed and carriage return are fine; PostgreSQL refuses NUL, readers see nothing of the others.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Written(NamedTuple):
    post: SquarePost
    is_new: bool


def write_post(
    author: Citizen,
    text: str,
    *,
    now: datetime,
    origin: SquarePost.Origin,
    reply_to: str = "",
    idempotency_key: str | None = None,
    intent: str = "",
    topic: str = "",
    language: str = "",
    screenshot_of: SquarePost | None = None,
) -> Written:
    """Put a post on the square. Written again with the same idempotency key, the first one stands.

    Raises BadText, NoSuchPost (the post answered never stood here or was removed).
    """
    text = clean_text(text)
    if idempotency_key is not None and (found := written_before(author, idempotency_key)):
        return Written(found, is_new=False)
    parent = standing_post(reply_to) if reply_to else None
    key = f"s{secrets.token_hex(8)}"
    post = SquarePost(
        key=key,
        author=author,
        text=text,
        parent=parent,
        root_id=parent.root_id if parent else key,
        at=now,
        origin=origin,
        idempotency_key=idempotency_key,
        intent=intent,
        topic=topic,
        language=language,
        screenshot_of=screenshot_of,
    )
    try:
        with transaction.atomic():
            post.save(force_insert=True)
            if parent is not None:
                SquarePost.objects.filter(pk=parent.pk).update(replies=F("replies") + 1)
            recalled = _note_concerns(post)
            tell(Event.Kind.POSTED, [post.key], now=now)
            if recalled:
                tell(Event.Kind.RECALLED, recalled, now=now)
    except IntegrityError:
        # Another request with the same key was quicker.
        if idempotency_key is not None and (found := written_before(author, idempotency_key)):
            return Written(found, is_new=False)
        raise
    return Written(post, is_new=True)


def remove_post(key: str, *, by: Citizen, now: datetime) -> None:
    """Take a post of one's own away: its text goes, its place in the thread stays. Safe to repeat."""
    with transaction.atomic():
        post = SquarePost.objects.select_for_update().filter(key=key).first()
        if post is None:
            raise NoSuchPost("no_such_post", f"No post “{key[:60]}” stands on the square.")
        if post.author_id != by.pk:
            raise NotYours("not_yours", "Only its author can remove a post.")
        if post.removed_at is not None:
            return
        post.text, post.removed_at = "", now
        post.save(update_fields=["text", "removed_at"])
        tell(Event.Kind.REMOVED, [key], now=now)


def like_post(key: str, *, by: Citizen, now: datetime) -> int:
    """Like a post; returns how many do. Repeating it changes nothing."""
    post = standing_post(key)
    with transaction.atomic():
        _, is_new = Like.objects.get_or_create(post=post, citizen=by, defaults={"at": now})
        if is_new:
            SquarePost.objects.filter(pk=key).update(likes=F("likes") + 1)
            tell(Event.Kind.LIKED, [key], now=now)
    post.refresh_from_db(fields=["likes"])
    return post.likes


def citizen_named(handle_or_name: str) -> Citizen:
    """Who a visitor speaks as: somebody of the square by handle or name, or a newcomer made up now."""
    typed = _CONTROL.sub("", handle_or_name).strip().lstrip("@").strip()
    found = (
        Citizen.objects.filter(handle__iexact=typed).first()
        or Citizen.objects.filter(name__iexact=typed).order_by("pk").first()
    )
    if found is not None:
        return found
    handle = re.sub(r"[^A-Za-z0-9_.\-]+", "_", typed).strip("_.-")[:40].strip("_.-")
    if not handle or len(typed) > 60 or not _HANDLE.fullmatch(handle):
        raise BadCitizen(
            "bad_citizen",
            "Say who speaks: a handle such as mia_rides, in letters, digits, _ . or -, at most 40.",
        )
    return Citizen.objects.get_or_create(
        remote_id=f"visitor-{handle.lower()}",
        defaults={
            "handle": handle,
            "name": typed,
            "followers": 12,
            "hue": int(hashlib.sha256(handle.lower().encode()).hexdigest()[:4], 16) % 360,
        },
    )[0]


def set_pace(pace: str) -> None:
    SquareSetting.objects.filter(pk=1).update(pace=SquareSetting.Pace(pace))


def ask_for_pile_on(*, now: datetime) -> PileOn:
    """Have the engine start a pile-on at its next step. While one is running, that one is returned."""
    with transaction.atomic():
        SquareSetting.objects.select_for_update().get(pk=1)
        running = PileOn.objects.filter(opening=None).first() or (
            PileOn.objects.filter(planned__isnull=False).first()
        )
        return running or PileOn.objects.create(asked_at=now)


def new_access_key(citizen: Citizen, *, now: datetime) -> str:
    """A key with which a machine speaks as `citizen`. Shown once; only its digest is kept."""
    key = f"plaza_{secrets.token_urlsafe(24)}"
    AccessKey.objects.create(citizen=citizen, digest=digest(key), created_at=now)
    return key


def digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def tell(kind: Event.Kind, keys: Iterable[str], *, now: datetime) -> None:
    """Log what happened, and wake the listeners when this transaction commits.

    The lock is held until commit, so sequences become visible in their order: whoever has read up to
    one may go on from there and miss nothing. Call it last in a transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TELL_LOCK])
        for key in keys:
            Event.objects.create(kind=kind, post_id=key, at=now)
        # One NOTIFY a transaction, however many events: equal payloads are folded by PostgreSQL.
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def clean_text(text: str) -> str:
    """The text as it will stand. Raises BadText when it is empty, too long or not text."""
    if _LONE_SURROGATE.search(text):
        raise BadText("not_text", "The text holds half a character (a lone surrogate).")
    text = _CONTROL.sub("", text.replace("\r\n", "\n")).strip()
    if not text:
        raise BadText("empty_text", "A post needs a text.")
    # Bytes first: they bound the work of counting graphemes.
    if len(text.encode()) > TEXT_BYTES:
        raise BadText("text_too_long", f"A post has at most {TEXT_BYTES} bytes of text.")
    if (length := grapheme_length(text)) > TEXT_GRAPHEMES:
        raise BadText(
            "text_too_long",
            f"A post has at most {TEXT_GRAPHEMES} characters; this one has {length}.",
        )
    return text


def mentions(text: str) -> tuple[str, ...]:
    """The handles a text addresses, in order, each once, in lower case."""
    return tuple(dict.fromkeys(match.group(1).lower() for match in MENTION.finditer(text)))


def standing_post(key: str) -> SquarePost:
    post = SquarePost.objects.filter(key=key[:60]).first() if "\x00" not in key else None
    if post is None:
        raise NoSuchPost("no_such_post", f"No post “{key[:60]}” stands on the square.")
    if post.removed_at is not None:
        raise NoSuchPost("removed", "That post was removed by its author.")
    return post


def citizen_with_handle(handle: str) -> Citizen:
    found = Citizen.objects.filter(handle__iexact=handle).first() if "\x00" not in handle else None
    if found is None:
        raise NoSuchCitizen("no_such_citizen", f"Nobody here is called @{handle[:40]}.")
    return found


def written_before(author: Citizen, idempotency_key: str) -> SquarePost | None:
    return SquarePost.objects.filter(author=author, idempotency_key=idempotency_key).first()


def names_or_is(post: SquarePost, citizen: Citizen) -> bool:
    """Whether a post is by `citizen`, addresses them, or says their name."""
    if post.author_id == citizen.pk or citizen.handle.lower() in mentions(post.text):
        return True
    return re.search(rf"\b{re.escape(citizen.name)}\b", post.text, re.IGNORECASE) is not None


def _note_concerns(post: SquarePost) -> list[str]:
    """Write down whom the thread now concerns; the earlier posts of it that must be told again."""
    recalled: list[str] = []
    for citizen in Citizen.objects.filter(accesskey__isnull=False).distinct():
        if not names_or_is(post, citizen):
            continue
        _, is_new = Concern.objects.get_or_create(root_id=post.root_id, citizen=citizen)
        if is_new:
            earlier = SquarePost.objects.filter(root_id=post.root_id).exclude(key=post.key)
            recalled += list(earlier.order_by("at").values_list("key", flat=True))
    return list(dict.fromkeys(recalled))
