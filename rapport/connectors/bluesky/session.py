"""A signed-in session: two tokens that rotate, kept as one sealed string."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Session:
    did: str
    handle: str
    access: str = field(repr=False)
    refresh: str = field(repr=False)

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Session:
        """From what createSession or refreshSession said. Raises KeyError where it did not say it."""
        return cls(
            did=str(answer["did"]),
            handle=str(answer["handle"]),
            access=str(answer["accessJwt"]),
            refresh=str(answer["refreshJwt"]),
        )

    @classmethod
    def from_kept(cls, kept: str) -> Session | None:
        """From what `kept` gave; None for an empty or unreadable one, which means signing in anew."""
        try:
            parts = json.loads(kept)
            return cls(parts["did"], parts["handle"], parts["access"], parts["refresh"])
        except (ValueError, KeyError, TypeError):
            return None

    def kept(self) -> str:
        return json.dumps(
            {
                "did": self.did,
                "handle": self.handle,
                "access": self.access,
                "refresh": self.refresh,
            }
        )
