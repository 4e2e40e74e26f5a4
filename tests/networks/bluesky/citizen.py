"""People on the test server, speaking through its real API and not through Rapport."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

PASSWORD = "a password for tests"


@dataclass(frozen=True)
class Ref:
    """A post as other posts refer to it."""

    uri: str
    cid: str

    @property
    def rkey(self) -> str:
        return self.uri.rsplit("/", 1)[1]


@dataclass
class Citizen:
    """Somebody with an account. `says` posts, mentioning whoever stands in the text as @handle."""

    pds: str
    handle: str
    did: str
    token: str
    http: httpx.Client = field(repr=False)
    password: str = PASSWORD

    @classmethod
    def arrives(cls, pds: str, handle: str, *, http: httpx.Client, name: str = "") -> Citizen:
        """Create the account, and a profile with that display name. `http` stays the caller's."""
        answer = http.post(
            f"{pds}/xrpc/com.atproto.server.createAccount",
            json={"handle": handle, "email": f"{handle}@mail.test", "password": PASSWORD},
        )
        account = _json(answer)
        citizen = cls(pds, handle, account["did"], account["accessJwt"], http)
        if name:
            record = {"$type": "app.bsky.actor.profile", "displayName": name}
            citizen._post(
                "com.atproto.repo.putRecord",
                repo=citizen.did,
                collection="app.bsky.actor.profile",
                rkey="self",
                record=record,
            )
        return citizen

    def says(
        self,
        text: str,
        *,
        mentions: Sequence[Citizen] = (),
        reply_to: Ref | None = None,
        pictures: Sequence[tuple[bytes, str, str]] = (),
        root: Ref | None = None,
        **extra: Any,
    ) -> Ref:
        """Post. `pictures` are (content, mime, alt); `extra` overrides fields of the record."""
        record: dict[str, Any] = {
            "$type": "app.bsky.feed.post",
            "text": text,
            "createdAt": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
            "langs": ["en"],
        }
        facets = [_mention(text, citizen) for citizen in mentions]
        if facets:
            record["facets"] = facets
        if reply_to:
            top = root or reply_to
            record["reply"] = {"root": vars(top), "parent": vars(reply_to)}
        if pictures:
            images = [
                {"image": self._upload(content, mime), "alt": alt}
                for content, mime, alt in pictures
            ]
            record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
        return self.writes("app.bsky.feed.post", {**record, **extra})

    def writes(self, collection: str, record: dict[str, Any], **more: Any) -> Ref:
        """Any record at all, sane or not."""
        answer = self._post(
            "com.atproto.repo.createRecord",
            repo=self.did,
            collection=collection,
            record=record,
            **more,
        )
        return Ref(answer["uri"], answer["cid"])

    def deletes(self, post: Ref) -> None:
        self._post(
            "com.atproto.repo.deleteRecord",
            repo=self.did,
            collection=post.uri.split("/")[-2],
            rkey=post.rkey,
        )

    def records(self, collection: str = "app.bsky.feed.post") -> list[dict[str, Any]]:
        """What stands in this person's repository, newest key first: uri, cid, value."""
        answer = self.http.get(
            f"{self.pds}/xrpc/com.atproto.repo.listRecords",
            params={"repo": self.did, "collection": collection, "limit": 100},
        )
        records: list[dict[str, Any]] = _json(answer)["records"]
        return records

    def _upload(self, content: bytes, mime: str) -> Any:
        answer = self.http.post(
            f"{self.pds}/xrpc/com.atproto.repo.uploadBlob",
            content=content,
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": mime},
        )
        return _json(answer)["blob"]

    def _post(self, method: str, **body: Any) -> dict[str, Any]:
        answer = self.http.post(
            f"{self.pds}/xrpc/{method}",
            json=body,
            headers={"Authorization": f"Bearer {self.token}"},
        )
        return _json(answer)


def _mention(text: str, citizen: Citizen) -> dict[str, Any]:
    start = len(text[: text.index(f"@{citizen.handle}")].encode())
    return {
        "index": {"byteStart": start, "byteEnd": start + len(f"@{citizen.handle}".encode())},
        "features": [{"$type": "app.bsky.richtext.facet#mention", "did": citizen.did}],
    }


def _json(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_error:
        raise AssertionError(f"{answer.request.url}: {answer.status_code} {answer.text[:500]}")
    return answer.json() if answer.content else {}
