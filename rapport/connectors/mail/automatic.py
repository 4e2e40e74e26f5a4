"""Mail that no person wrote: bounces, automatic answers, lists.

Sources: RFC 3464 (delivery status), RFC 3834 (Auto-Submitted), RFC 2369 and 2919 (lists), [MS-OXCMAIL]
(X-Auto-Response-Suppress), and what programs older than those write. Read 2026-11.
"""

from __future__ import annotations

import re
from typing import Literal

from rapport.connectors.mail.mime import Head
from rapport.connectors.mail.phrases import BOUNCE_SUBJECT, OUT_OF_OFFICE

Automatic = Literal["", "bounce", "autoreply", "list"]

# Set on what we send; comes back with what answers it by machine, and counts the machines on the way.
OUR_HEADER = "X-Rapport"
MOST_HOPS = 3
_MAILER = re.compile(
    r"(?:mailer-daemon|postmaster|mail-daemon|microsoftexchange\w*)@", re.IGNORECASE
)
_HOPS = re.compile(r"hops=(\d{1,3})\b")


def kind_of(head: Head, *, sender: str, subject: str) -> Automatic:
    """`sender` is the address that wrote, in small letters."""
    if is_bounce(head, sender=sender, subject=subject):
        return "bounce"
    if is_automatic_answer(head, subject=subject):
        return "autoreply"
    if is_from_list(head):
        return "list"
    return ""


def is_bounce(head: Head, *, sender: str, subject: str) -> bool:
    content_type = head.first("Content-Type").lower()
    if content_type.startswith("multipart/report"):
        return "disposition-notification" not in content_type
    if head.first("X-Failed-Recipients"):
        return True
    return bool(_MAILER.match(sender)) and (
        has_no_return(head) or bool(BOUNCE_SUBJECT.match(subject))
    )


def is_automatic_answer(head: Head, *, subject: str) -> bool:
    submitted = head.first("Auto-Submitted").partition(";")[0].strip().lower()
    suppressed = {
        word.strip() for word in head.first("X-Auto-Response-Suppress").lower().split(",")
    }
    return (
        submitted not in ("", "no")
        or bool(suppressed & {"all", "autoreply"})
        or any(head.first(name) for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponse"))
        or head.first("Precedence").strip().lower() in ("auto_reply", "auto-reply")
        or head.first("Content-Type")
        .lower()
        .startswith("multipart/report")  # a receipt that it was read
        or has_no_return(head)
        or bool(OUT_OF_OFFICE.match(subject))
        or hops(head) >= MOST_HOPS
    )


def is_from_list(head: Head) -> bool:
    return bool(
        head.first("List-Id")
        or head.first("List-Post")
        or head.first("List-Unsubscribe")
        or head.first("Precedence").strip().lower() in ("list", "bulk", "junk")
    )


def has_no_return(head: Head) -> bool:
    """Sent with an empty return path: by RFC 5321 nobody may answer it by machine."""
    return "".join(head.first("Return-Path").split()) == "<>"


def hops(head: Head) -> int:
    """How many machines like us this has passed; 0 for mail of people."""
    match = _HOPS.search(head.first(OUR_HEADER)[:500])
    return int(match.group(1)) if match else 0
