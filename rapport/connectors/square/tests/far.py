"""The kit's far end on a real square, read as a place."""

from __future__ import annotations

from rapport.channels.contract import AccountAccess
from rapport.channels.testing import Fault
from rapport.plaza.tests.served import caller

_FAULTS = {
    Fault.BUSY: {"fail_next": 1, "fail_status": 429},
    Fault.DOWN: {"fail_next": 1, "fail_status": 503},
    Fault.REFUSED: {"fail_next": 1, "fail_status": 422},
    Fault.SIGNED_OUT: {"fail_next": 1, "fail_status": 401},
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
            network="square",
            handle="square",
            remote_id="square",
            settings={"url": self._url},
            secrets={"access_key": self._access_key},
        )

    async def public_says(self, text: str, *, reply_to: str = "") -> str:
        answer = self._public.post("posts", json={"text": text, "reply_to": reply_to})
        assert answer.status_code == 201, answer.text
        key: str = answer.json()["key"]
        return key

    async def brand_says(self, text: str, *, reply_to: str) -> str:
        answer = self._brand.post("posts", json={"text": text, "reply_to": reply_to})
        assert answer.status_code == 201, answer.text
        key: str = answer.json()["key"]
        return key

    async def public_deletes(self, key: str) -> None:
        assert self._public.delete(f"posts/{key}").status_code == 204

    async def hostile_items(self) -> int:
        await self.public_says("Something stands here, or nothing could be told wrongly.")
        self._order({"garble": 2})
        return 2

    def fail_next(self, fault: Fault) -> None:
        self._order(_FAULTS[fault])

    async def drop_stream(self) -> None:
        self._order({"cut_streams": True})

    def _order(self, order: dict[str, object]) -> None:
        assert self._brand.post("trouble", json=order).status_code == 204
