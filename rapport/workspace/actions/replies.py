"""Answers of staff by mail: each token once, by its member only."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.kit.secrets import token_digest
from rapport.ledger.actions import publish
from rapport.workspace.events import ReplyReceived
from rapport.workspace.models import ReplyToken


@transaction.atomic
def take_reply(token: str, *, sender: str, text: str, key: str, now: datetime) -> str:
    """Take a mail that was sent to the address of a token; returns why it was not taken, "" when it was.

    `key` is the mail's own: the same mail heard again is taken as it was. The sender is compared with the member's
    address as the mail names it; what keeps others out is the token, which nobody but the member was sent.
    """
    found = ReplyToken.objects.select_for_update(of=("self",)).select_related("member")
    row = found.filter(digest=token_digest(token)).first()
    if row is None:
        return "An answer to nothing we asked: the address it was sent to is none of ours."
    if row.used_key == token_digest(key):
        return ""
    if not row.member.is_active or row.member.email.casefold() != sender.strip().casefold():
        return "An answer to a question of ours, from another address than that of whom we asked."
    if row.used_at is not None:
        return "A second answer to the same mail: each can be answered once."
    if row.expires_at <= now:
        return "An answer that came too late: its address holds no longer."
    if not text.strip():
        return "An answer without words."
    row.used_at, row.used_key, row.text = now, token_digest(key), text[:10_000]
    row.save(update_fields=["used_at", "used_key", "text"])
    publish(ReplyReceived(row.pk, row.about), now=now)
    return ""


@transaction.atomic
def hand_over_reply(token_id: int) -> ReplyToken | None:
    """The reply with its words, for the room that asked; the words are kept no longer. None when that was done."""
    row = (
        ReplyToken.objects.select_for_update(of=("self",))
        .select_related("member")
        .filter(pk=token_id)
        .first()
    )
    if row is None or not row.text:
        return None
    ReplyToken.objects.filter(pk=row.pk).update(text="")
    return row


def forget_reply_tokens(before: datetime, limit: int) -> int:
    old = ReplyToken.objects.filter(expires_at__lt=before).values_list("pk", flat=True)[:limit]
    gone, _ = ReplyToken.objects.filter(pk__in=list(old)).delete()
    return gone
