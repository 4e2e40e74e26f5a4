"""The kit's far end on a real square."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.channels.contract import AccountAccess
from rapport.channels.testing import Fault
from rapport.plaza.tests.served import caller

_FAULTS = {
    Fault.BUSY: {"fail_next": 1, "fail_status": 429},
    Fault.DOWN: {"fail_next": 1, "fail_status": 503},
    Fault.REFUSED: {"fail_next": 1, "fail_status": 422},
    Fault.SIGNED_OUT: {"fail_next": 1, "fail_status": 401},
    Fault.LOST_RECEIPT: {"lose_next": 1},
}


class Square:
    beginning = "0"

    def __init__(self, url: str, *, access_key: str, public_key: str) -> None:
        self._url = url
        self._access_key = access_key
        self._brand = caller(url, access_key)
        self._public = caller(url, public_key)

    def close(self) -> None:
        self._brand.close()
        self._public.close()

    def access(self) -> AccountAccess:
        return AccountAccess(
            id=1,
            network="plaza",
            handle="brand",
            remote_id="citizen-brand",
            settings={"url": self._url},
            secrets={"access_key": self._access_key},
        )

    async def public_says(self, text: str, *, reply_to: str = "") -> str:
        # The kit compares texts, so the brand is made party to the thread by an earlier word.
        if not reply_to:
            reply_to = self._addressed()
        answer = self._public.post("posts", json={"text": text, "reply_to": reply_to})
        assert answer.status_code == 201, answer.text
        key: str = answer.json()["key"]
        return key

    async def public_deletes(self, key: str) -> None:
        assert self._public.delete(f"posts/{key}").status_code == 204

    async def hostile_items(self) -> int:
        self._addressed()
        self._order({"garble": 2})
        return 2

    async def standing(self) -> Sequence[str]:
        posts = self._brand.get("posts").json()["posts"]
        ours = (post for post in posts if not post.get("removed"))
        return [post["key"] for post in ours if post["author"]["handle"] == "brand"]

    def fail_next(self, fault: Fault) -> None:
        self._order(_FAULTS[fault])

    async def drop_stream(self) -> None:
        self._order({"cut_streams": True})

    def _order(self, order: dict[str, object]) -> None:
        assert self._brand.post("trouble", json=order).status_code == 204

    def _addressed(self) -> str:
        answer = self._public.post("posts", json={"text": "Hello @brand"})
        key: str = answer.json()["key"]
        return key
