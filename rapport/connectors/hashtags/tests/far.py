"""The kit's far end: the small server of `kit.fediverse.tests`, read by anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapport.channels.contract import AccountAccess
from rapport.channels.testing import Fault
from rapport.kit.fediverse.tests.instance import Instance

TEA = {"tags": [{"name": "tea", "url": "https://home.example/tags/tea"}]}


class FarHashtags(Instance):
    beginning = ""

    def access(self, *, hashtags: str = "tea", terms: tuple[str, ...] = ()) -> AccountAccess:
        access = AccountAccess(
            id=1,
            network="hashtags",
            handle="home.example",
            remote_id="hashtags:home.example",
            settings={"host": self.url, "hashtags": hashtags},
            secrets={},
        )
        return replace(access, terms=terms)

    async def public_says(self, text: str, *, reply_to: str = "") -> str:
        # The kit compares texts, so the hashtag does not stand in them.
        answered = [one for one in self.statuses.values() if one["uri"] == reply_to]
        at = str(answered[0]["id"]) if answered else ""
        return str(self.says("bob", text, reply_to=at, **TEA)["uri"])

    async def public_deletes(self, key: str) -> None:
        raise NotImplementedError("A timeline does not tell of deletions.")

    async def hostile_items(self) -> int:
        broken: list[dict[str, object]] = [
            {"uri": None},
            {"uri": "https://far.example/1", "created_at": "yesterday"},
            {"uri": "https://far.example/2", "content": 7},
            {"uri": "https://far.example/3", "content": "<p>" * 100_000},
            {"uri": "https://far.example/" + "x" * 600},
        ]
        for fields in broken:
            self.says("bob", "hello", **TEA, **fields)
        return len(broken)

    async def standing(self) -> Sequence[str]:
        return []

    def fail_next(self, fault: Fault) -> None:
        raise NotImplementedError("Nothing is sent to a place.")

    async def drop_stream(self) -> None:
        raise NotImplementedError("There is no stream.")
