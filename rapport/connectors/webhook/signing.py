"""Signatures of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, as sent in three headers.

Source: standard-webhooks specification, "Signature scheme" and "Verifying webhook authenticity" (read 2026-11).
The library of the same name signs in our tests; it cannot verify here, since it reads the clock itself, takes
text rather than bytes, stops at the first signature that fits, and fails on a malformed one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets as random
from collections.abc import Mapping, Sequence
from datetime import datetime

from rapport.channels.errors import CallRefused

PREFIX = "whsec_"
TOLERANCE_SECONDS = 300
# The specification asks for 24 to 64 bytes.
_SHORTEST, _LONGEST = 24, 64
# More than one while a secret is changed; a list without end would be work for nothing.
_MOST_SIGNATURES = 16
_MOST_SECRETS = 4
_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_ID = re.compile(r"[\x21-\x7e]{1,200}", re.ASCII)


class UnusableSecret(ValueError):
    """The secret is not one of Standard Webhooks; the text says what one looks like."""


def new_secret() -> str:
    """A secret to give to a sender: `whsec_` and 32 random bytes."""
    return PREFIX + base64.b64encode(random.token_bytes(32)).decode()


def secret_keys(typed: str) -> tuple[bytes, ...]:
    """The keys of the secrets somebody typed, parted by spaces. Raises UnusableSecret."""
    keys = [_key(secret) for secret in typed.split()]
    if not 1 <= len(keys) <= _MOST_SECRETS:
        raise UnusableSecret(f"Enter one secret, or up to {_MOST_SECRETS} while it is changed.")
    return tuple(keys)


def _key(secret: str) -> bytes:
    text = secret.removeprefix(PREFIX)
    try:
        # Some senders leave the padding out.
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(PREFIX) or not _SHORTEST <= len(key) <= _LONGEST:
        raise UnusableSecret(
            f"The secret must be {PREFIX} and the base64 of {_SHORTEST} to {_LONGEST} random bytes: "
            f"echo {PREFIX}$(openssl rand -base64 32)"
        )
    return key


def signature(key: bytes, *, call_id: str, timestamp: int, body: bytes) -> str:
    """The signature a sender puts into `webhook-signature`, version and all."""
    signed = f"{call_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def verified(
    keys: Sequence[bytes], *, headers: Mapping[str, str], body: bytes, now: datetime
) -> str:
    """The id of a call that was signed with one of the keys, not longer than 300 s ago or ahead.

    `headers` have lower-case names. Raises CallRefused (401) otherwise, always with the same words for a
    signature that does not fit, after the same work whichever of them does not.
    """
    call_id = headers.get("webhook-id", "")
    sent_at = headers.get("webhook-timestamp", "")
    given = headers.get("webhook-signature", "").split()
    if not (_ID.fullmatch(call_id) and _TIMESTAMP.fullmatch(sent_at) and given):
        raise CallRefused(
            "The call is not signed: it needs webhook-id, webhook-timestamp (seconds since 1970) "
            "and webhook-signature.",
            status=401,
        )
    if abs(now.timestamp() - int(sent_at)) > TOLERANCE_SECONDS:
        raise CallRefused(
            f"The call's webhook-timestamp is more than {TOLERANCE_SECONDS} s from this clock.",
            status=401,
        )
    timestamp = int(sent_at)
    expected = [signature(k, call_id=call_id, timestamp=timestamp, body=body) for k in keys]
    if not _any_fits(expected, given[:_MOST_SIGNATURES]):
        raise CallRefused("No signature of the call fits the secret.", status=401)
    return call_id


def _any_fits(expected: Sequence[str], given: Sequence[str]) -> bool:
    fits = False
    for wanted in expected:
        for offered in given:
            # All are compared, and `|=` does not stop at the first: the time tells nothing.
            fits |= hmac.compare_digest(wanted.encode(), offered.encode("utf-8", "replace"))
    return fits
