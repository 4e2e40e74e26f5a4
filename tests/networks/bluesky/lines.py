"""Lines to the server that break where a test wants them to."""

from __future__ import annotations

import httpx

from rapport.kit.http import guarded_async_transport


class CutBeforeTheReceipt(httpx.AsyncBaseTransport):
    """Lets a post through to the server and cuts the line before the answer, as a kill would."""

    def __init__(self) -> None:
        self._real = guarded_async_transport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._real.handle_async_request(request)
        if request.url.path.endswith("createRecord"):
            await response.aread()
            raise httpx.ReadError("killed between send and receipt", request=request)
        return response

    async def aclose(self) -> None:
        await self._real.aclose()
