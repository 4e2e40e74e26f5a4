"""The address to which a member answers a letter: a mailbox Rapport reads, with a token behind a plus (RFC 5233)."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Iterable
from datetime import datetime

from rapport.kit.secrets import token_digest
from rapport.workspace.models import Notice, ReplyToken
from rapport.workspace.registry import Letter

# 160 bits in 32 small letters and digits: some servers do not keep the case of an address.
_BYTES = 20
_MARK = "answer-"
_TOKEN = re.compile(rf"[^@\s]*\+{_MARK}([a-z2-7]{{32}})@", re.IGNORECASE)


def reply_address(notice: Notice, letter: Letter, *, now: datetime) -> str:
    """A new token for the member of that notice, as an address of the mailbox."""
    secret = base64.b32encode(secrets.token_bytes(_BYTES)).decode().lower()
    ReplyToken.objects.create(
        member_id=notice.member_id,
        digest=token_digest(secret),
        about=notice.about,
        about_id=notice.about_id,
        expires_at=letter.answer_by,
    )
    local, _at, domain = letter.mailbox.partition("@")
    return f"{local}+{_MARK}{secret}@{domain}"


def token_in(addresses: Iterable[str]) -> str:
    """The token among the addresses a mail was sent to; "" where there is none."""
    found = (_TOKEN.match(address) for address in addresses)
    return next((match[1].lower() for match in found if match), "")
