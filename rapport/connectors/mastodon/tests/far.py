"""The kit's far end on top of the small server of `kit.fediverse.tests`."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.channels.contract import AccountAccess
from rapport.channels.testing import Fault
from rapport.connectors.mastodon.history import Place
from rapport.kit.fediverse.tests.instance import TOKEN, Instance
from rapport.kit.fediverse.tests.wire import Response

_FAULTS = {
    Fault.BUSY: Response(429, {"error": "Too many requests"}, {"X-RateLimit-Remaining": "0"}),
    Fault.DOWN: Response(503, b"<html>Service unavailable</html>"),
    Fault.REFUSED: Response(422, {"error": "Validation failed: Text can't be blank"}),
    Fault.SIGNED_OUT: Response(401, {"error": "The access token was revoked"}),
}


class FarMastodon(Instance):
    beginning = str(Place())

    def access(self) -> AccountAccess:
        return AccountAccess(
            id=1,
            network="mastodon",
            handle="brand@home.example",
            remote_id=self.accounts["brand"]["uri"],
            settings={"host": self.url},
            secrets={"access_token": TOKEN},
        )

    async def public_says(self, text: str, *, reply_to: str = "") -> str:
        # The kit compares texts, so the brand is addressed without standing in them.
        answered = self.by_uri(reply_to)["id"] if reply_to else ""
        status = self.says("bob", text, reply_to=answered, addressed=["brand"])
        return str(status["uri"])

    async def public_deletes(self, key: str) -> None:
        self.deletes(self.by_uri(key)["id"])

    async def hostile_items(self) -> int:
        sane = self.says("bob", "@brand hello", visibility="public")
        broken = [
            None,
            "a status",
            sane | {"uri": None},
            sane | {"id": "1", "uri": "https://far.example/1", "account": None},
            sane | {"uri": "https://far.example/2", "created_at": "yesterday"},
            sane | {"uri": "https://far.example/3", "content": ["<p>a list</p>"]},
            sane | {"uri": "https://far.example/4", "content": "<p>" * 100_000},
            sane | {"uri": "https://far.example/" + "x" * 600},
        ]
        for status in broken:
            self.notify("mention", status)
        self.notifications.append("no notification")
        self.tell("notification", '{"id": "7", "type": "mention", "status": {')
        self.tell("update", "undefined")
        self.tell("strange", "\ud83d".encode("utf-8", "replace").decode())
        return len(broken) + 1

    async def standing(self) -> Sequence[str]:
        return [status["uri"] for status in self.of("brand")]

    def fail_next(self, fault: Fault) -> None:
        if fault == Fault.LOST_RECEIPT:
            self.loses_next_receipt = True
        else:
            said = _FAULTS[fault]
            self.next_answers.append(Response(said.status, said.body, dict(said.headers)))

    async def drop_stream(self) -> None:
        self.drop_streams()

    def by_uri(self, uri: str) -> dict[str, str]:
        return next(one for one in self.statuses.values() if one["uri"] == uri)
