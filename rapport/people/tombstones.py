"""Tombstones: keyed digests of erased identities, in the database and in a file beside it.

The file `RAPPORT_HOME/tombstones.jsonl` outlives the database, so that a backup taken before an erasure
cannot bring the person back. A digest is HMAC-SHA256 under the installation's key: without the key file
nobody can test whether a known handle is in it. One line a tombstone: {"digest": hex, "at": ISO time}.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from rapport.people.models import Handle, Tombstone


def digest(network: str, remote_id: str) -> str:
    return _digest(network, remote_id, key=settings.SECRET_KEY)


def digests(network: str, remote_id: str) -> list[str]:
    """Under every key of the key file: stones put up under an older one still count."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_digest(network, remote_id, key=key) for key in keys]


def _digest(network: str, remote_id: str, *, key: str) -> str:
    return hmac.digest(_derived(key), f"{network}\n{remote_id}".encode(), "sha256").hex()


@lru_cache(maxsize=8)
def _derived(key: str) -> bytes:
    return hashlib.sha256(b"rapport.people.tombstone" + key.encode()).digest()


def erased_among(identities: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the (network, remote_id) that were erased. One query."""
    by_digest = {digest: identity for identity in identities for digest in digests(*identity)}
    stones = Tombstone.objects.filter(digest__among=list(by_digest))
    return {by_digest[found] for found in stones.values_list("digest", flat=True)}


def put_up(handles: Iterable[Handle], *, at: datetime) -> None:
    Tombstone.objects.bulk_create(
        [Tombstone(digest=digest(handle.network, handle.remote_id), at=at) for handle in handles],
        ignore_conflicts=True,
    )


def file() -> Path:
    return Path(settings.RAPPORT_HOME) / "tombstones.jsonl"


def read_file() -> dict[str, datetime]:
    """Digest -> when. A last line cut off by a crash is passed over: the database still has it."""
    if not file().exists():
        return {}
    stones = {}
    for line in file().read_text(encoding="utf-8").splitlines():
        try:
            stone = json.loads(line)
            stones[str(stone["digest"])] = datetime.fromisoformat(stone["at"])
        except (ValueError, KeyError, TypeError):
            continue
    return stones


def write_file() -> int:
    """Append to the file what only the database has. Returns how many; safe to repeat."""
    known = read_file()
    missing = [stone for stone in Tombstone.objects.order_by("id") if stone.digest not in known]
    if missing:
        file().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(file(), "a", encoding="utf-8", opener=_private) as out:
            # Begins with a line break of its own when a crash left half a line.
            out.write("" if _ends_clean() else "\n")
            for stone in missing:
                out.write(json.dumps({"digest": stone.digest, "at": stone.at.isoformat()}) + "\n")
            out.flush()
            os.fsync(out.fileno())
    return len(missing)


def _ends_clean() -> bool:
    content = file().read_bytes() if file().exists() else b""
    return not content or content.endswith(b"\n")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
