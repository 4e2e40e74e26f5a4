"""Mail with which staff answer what they were asked, handed to workspace before anything is stored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from rapport.channels.contract import InboundPost, Rejected, raw_text
from rapport.workspace.actions import take_reply
from rapport.workspace.queries import reply_token_in


def without_staff_answers(
    posts: Sequence[InboundPost], *, now: datetime
) -> tuple[list[InboundPost], list[Rejected]]:
    """What is no such answer, and answers that could not be taken, each with its reason."""
    others, refused = [], []
    for post in posts:
        token = staff_token(post)
        if not token:
            others.append(post)
        elif reason := _reason(post, token, now=now):
            refused.append(Rejected(reason, raw=_readable(post, token), where=post.key))
    return others, refused


def staff_token(post: InboundPost) -> str:
    """The token among the addresses it was sent to; "" for what staff were not asked."""
    if post.kind != "mail" or post.own or post.deleted:
        return ""
    return reply_token_in(post.addressed_to)


def _reason(post: InboundPost, token: str, *, now: datetime) -> str:
    if post.automatic:
        return "An automatic mail to an address that a colleague was to answer."
    sender = post.author.remote_id if post.author else ""
    return take_reply(token, sender=sender, text=post.text, key=post.key, now=now)


def _readable(post: InboundPost, token: str) -> str:
    """As a person reads it, without the token: whoever looks here was not asked."""
    sender = post.author.remote_id if post.author else ""
    to = ", ".join(post.addressed_to[:20])
    whole = f"From: {sender}\nTo: {to}\nSubject: {post.title}\n\n{post.text}"
    return raw_text(re.sub(re.escape(token), "...", whole, flags=re.IGNORECASE))
