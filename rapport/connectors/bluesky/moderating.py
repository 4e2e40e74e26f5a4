"""What can be done on Bluesky against abuse: hidden replies, mutes, blocks, reports.

By the lexicons app.bsky.feed.threadgate (`hiddenReplies`, 300 at most), app.bsky.graph.muteActor and unmuteActor,
app.bsky.graph.block and com.atproto.moderation.createReport, as the `atproto` library carries them, read 2026-11-27.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rapport.channels.contract import Complaint
from rapport.channels.errors import OutcomeUnknown, Refused, RetryLater
from rapport.connectors.bluesky.client import JSON, Client
from rapport.connectors.bluesky.faults import Missing, ServerFault
from rapport.connectors.bluesky.keys import BLOCK, THREADGATE, RecordAddress, rkey_for

MOST_HIDDEN = 300
_REASONS = {"abuse": "reasonRude", "spam": "reasonSpam", "private": "reasonViolation"}
_LONGEST_REASON = 2000


class Moderating:
    def __init__(self, client: Client) -> None:
        self._client = client

    async def hide(self, key: str, *, now: datetime) -> None:
        """Raises Refused where the reply is gone, or stands under somebody else's post."""
        root = await self._root_of(key)
        gate = await self._gate(root)
        hidden = _hidden(gate)
        if key in hidden:
            return
        if len(hidden) >= MOST_HIDDEN:
            raise Refused(f"Bluesky hides {MOST_HIDDEN} replies under a post at most.")
        fresh = {"$type": THREADGATE, "post": str(root), "createdAt": now.isoformat()}
        value = fresh if gate is None else dict(gate["value"])
        await self._keep(root, value | {"hiddenReplies": [*hidden, key]}, gate)

    async def unhide(self, key: str) -> None:
        try:
            root = await self._root_of(key)
        except Missing:
            return  # deleted meanwhile: nothing is hidden
        gate = await self._gate(root)
        hidden = _hidden(gate)
        if gate is None or key not in hidden:
            return
        value = dict(gate["value"]) | {"hiddenReplies": [one for one in hidden if one != key]}
        await self._keep(root, value, gate)

    async def mute(self, author_id: str) -> None:
        await self._repeatable("app.bsky.graph.muteActor", {"actor": _did(author_id)})

    async def unmute(self, author_id: str) -> None:
        await self._repeatable("app.bsky.graph.unmuteActor", {"actor": _did(author_id)})

    async def block(self, author_id: str, *, now: datetime) -> None:
        """The record's key follows from whom it blocks, so that however often it is done, one stands."""
        session, did = await self._client.session(), _did(author_id)
        address = RecordAddress(session.did, BLOCK, rkey_for(f"block {did}"))
        record = {"$type": BLOCK, "subject": did, "createdAt": now.isoformat()}
        body = {"repo": address.did, "collection": BLOCK, "rkey": address.rkey, "record": record}
        try:
            await self._repeatable("com.atproto.repo.createRecord", body)
        except (ServerFault, Refused):
            if await self._client.record(str(address)) is None:
                raise

    async def unblock(self, author_id: str) -> None:
        """Takes back what `block` made; a block made in an app stands."""
        session = await self._client.session()
        rkey = rkey_for(f"block {_did(author_id)}")
        body = {"repo": session.did, "collection": BLOCK, "rkey": rkey}
        await self._repeatable("com.atproto.repo.deleteRecord", body)

    async def report(self, complaint: Complaint) -> None:
        record = await self._client.record(complaint.post_key)
        if record is None or not isinstance(record.get("cid"), str):
            raise Refused("That post is gone from Bluesky; there is nothing left to report.")
        body = {
            "reasonType": f"com.atproto.moderation.defs#{_REASONS[complaint.category]}",
            "reason": complaint.reason[:_LONGEST_REASON],
            "subject": {
                "$type": "com.atproto.repo.strongRef",
                "uri": complaint.post_key,
                "cid": record["cid"],
            },
        }
        await self._client.write("com.atproto.moderation.createReport", body)

    # The steps.

    async def _root_of(self, key: str) -> RecordAddress:
        """The post of ours at the top of the thread in which a reply stands."""
        record = await self._client.record(key)
        if record is None:
            raise Missing("That reply is gone from Bluesky; there is nothing left to hide.")
        session = await self._client.session()
        root = RecordAddress.parse(_at(record, "value", "reply", "root", "uri"))
        if root is None or root.did != session.did:
            raise Refused(
                "Bluesky hides replies in threads that begin with a post of our own, and this one does not."
            )
        return root

    async def _gate(self, root: RecordAddress) -> JSON | None:
        return await self._client.record(str(RecordAddress(root.did, THREADGATE, root.rkey)))

    async def _keep(self, root: RecordAddress, value: JSON, before: JSON | None) -> None:
        """Only where nobody changed it since it was read: the same record says who may reply."""
        body = {
            "repo": root.did,
            "collection": THREADGATE,
            "rkey": root.rkey,
            "record": value,
            "swapRecord": before["cid"] if before is not None else None,
        }
        try:
            await self._repeatable("com.atproto.repo.putRecord", body)
        except Refused as error:
            now = await self._gate(root)
            if _cid(now) != _cid(before):
                raise RetryLater("Somebody changed who may reply at the same moment.") from error
            raise

    async def _repeatable(self, method: str, body: JSON) -> None:
        try:
            await self._client.write(method, body)
        except OutcomeUnknown as error:
            raise RetryLater("Bluesky did not answer; asking twice does no harm.") from error


def _hidden(gate: JSON | None) -> list[str]:
    found = _at(gate, "value", "hiddenReplies")
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _cid(gate: JSON | None) -> Any:
    return gate.get("cid") if gate is not None else None


def _at(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _did(author_id: str) -> str:
    if not author_id.startswith("did:"):
        raise Refused("That is nobody on Bluesky.")
    return author_id
