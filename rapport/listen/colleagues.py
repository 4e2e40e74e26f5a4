"""Mail of those who work here, told from customers' mail before it is stored."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.channels.contract import InboundPost, Rejected, raw_text
from rapport.channels.models import Account
from rapport.workspace.queries import members


def without_colleagues(
    account: Account, posts: Sequence[InboundPost]
) -> tuple[list[InboundPost], list[Rejected]]:
    """What is not a colleague's mail, and what is, with its reason; it is kept aside, never lost.

    A colleague is a member by their address, or another mailbox of ours. By what a mail claims: whoever borrows a
    member's address gets no further than the quarantine, where it is seen. Two statements, and only where there is mail.
    """
    mails = [p for p in posts if p.kind == "mail" and p.author and not p.own and not p.deleted]
    if not mails:
        return list(posts), []
    staff = {email.lower() for email in members().values_list("email", flat=True)}
    ours = Account.objects.filter(network=account.network).exclude(pk=account.pk)
    mailboxes = {handle.lower() for handle in ours.values_list("remote_id", flat=True)}
    aside = {p.key: reason for p in mails if (reason := _reason(p, staff, mailboxes))}
    rejected = [
        Rejected(aside[p.key], raw=_readable(p), where=p.key) for p in mails if p.key in aside
    ]
    return [p for p in posts if p.key not in aside], rejected


def _reason(post: InboundPost, staff: set[str], mailboxes: set[str]) -> str:
    assert post.author is not None
    address = post.author.remote_id.lower()
    if address in staff:
        return (
            "Mail of a colleague: it came from a member's address, so it is no customer's message."
        )
    if address in mailboxes:
        return "Mail of a colleague: it came from another mailbox of ours, so it is no customer's message."
    return ""


def _readable(post: InboundPost) -> str:
    """As a person reads a mail. The mailbox still has the whole of it."""
    assert post.author is not None
    to = ", ".join(post.addressed_to[:20])
    head = f"From: {post.author.remote_id}\nTo: {to}\nSubject: {post.title}\n\n"
    return raw_text(head + post.text)
