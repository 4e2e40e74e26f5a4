"""Secrets: account credentials sealed at rest, tokens handed out once and kept as digests.

    sealed = seal({"password": "..."}, about="account:12")
    unseal(sealed, about="account:12")     # {"password": "..."}

    SecretsError
    ├── WrongKey    sealed with a key that is not in the key file
    └── Damaged     altered, cut short, or sealed about something else

A sealed value is `1 | key id (4) | nonce (12) | AES-256-GCM ciphertext and tag`. Its key is derived from the
installation's key (HKDF-SHA256). The key file may hold several keys, one a line: the first seals, all unseal,
so a key is changed by writing a new line on top and sealing again what `needs_sealing_again` names.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import lru_cache
from secrets import token_urlsafe
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_VERSION = b"\x01"
_ID_BYTES = 4
_NONCE_BYTES = 12
_HEAD_BYTES = 1 + _ID_BYTES + _NONCE_BYTES


class SecretsError(Exception):
    pass


class WrongKey(SecretsError):
    pass


class Damaged(SecretsError):
    pass


def seal(secret: dict[str, Any], *, about: str = "") -> bytes:
    """Encrypt JSON-ready values. `about` names what they belong to; unsealing has to name the same."""
    key_id, key = _derive(settings.SECRET_KEY)
    nonce = os.urandom(_NONCE_BYTES)
    plain = json.dumps(secret, separators=(",", ":")).encode()
    return _VERSION + key_id + nonce + AESGCM(key).encrypt(nonce, plain, about.encode())


def unseal(sealed: bytes | memoryview, *, about: str = "") -> dict[str, Any]:
    """The values `seal` was given. Raises WrongKey or Damaged."""
    raw = bytes(sealed)
    if len(raw) <= _HEAD_BYTES or raw[:1] != _VERSION:
        raise Damaged("A stored secret is damaged. Enter the credentials again.")
    keys = dict(map(_derive, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]))
    key = keys.get(raw[1 : 1 + _ID_BYTES])
    if key is None:
        raise WrongKey(
            "A stored secret was sealed with another key. Put the installation's key file back "
            "(RAPPORT_KEY_FILE), or enter the credentials again."
        )
    try:
        plain = AESGCM(key).decrypt(
            raw[1 + _ID_BYTES : _HEAD_BYTES], raw[_HEAD_BYTES:], about.encode()
        )
    except InvalidTag as error:
        raise Damaged("A stored secret is damaged. Enter the credentials again.") from error
    values: dict[str, Any] = json.loads(plain)
    return values


def has_key_for(sealed: bytes | memoryview) -> bool:
    """Whether the key file holds the key that the value was sealed with."""
    known = {_derive(key)[0] for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)}
    return bytes(sealed)[1 : 1 + _ID_BYTES] in known


def needs_sealing_again(sealed: bytes | memoryview) -> bool:
    """Whether the value was sealed with an older key than the first in the key file."""
    return bytes(sealed)[1 : 1 + _ID_BYTES] != _derive(settings.SECRET_KEY)[0]


def new_token() -> str:
    """256 random bits, safe in a URL. Show it once; store its digest."""
    return token_urlsafe(32)


def token_digest(token: str) -> str:
    """What is stored and looked up in place of a token: 64 hex digits.

    Plain SHA-256 is enough, because a token carries more entropy than anybody can try; for the same
    reason looking it up by an index gives nothing away.
    """
    return hashlib.sha256(token.encode()).hexdigest()


@lru_cache(maxsize=8)
def _derive(installation_key: str) -> tuple[bytes, bytes]:
    """(key id, key) of one line of the key file."""
    made = HKDF(
        SHA256(), length=_ID_BYTES + 32, salt=None, info=b"rapport sealed secrets 1"
    ).derive(installation_key.encode())
    return made[:_ID_BYTES], made[_ID_BYTES:]
