"""Talking to the account's server: sign-in, sessions that rotate, questions and writes.

Uses the transport of the `atproto` library over our guarded one, so a host from a setting cannot lead into
a private network. Answers are taken as plain JSON: the library's models refuse a whole page for one strange
record, which `translate` quarantines alone.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx
from atproto_client.exceptions import RequestErrorBase
from atproto_client.request import AsyncRequest, Response
from atproto_core.exceptions import AtProtocolError

from rapport.channels.contract import AccountAccess, Rates, SessionKeeper
from rapport.channels.errors import Refused, RetryLater, SignInAgain
from rapport.connectors.bluesky.faults import (
    Missing,
    NotServed,
    TokenExpired,
    as_network_error,
)
from rapport.connectors.bluesky.keys import RecordAddress
from rapport.connectors.bluesky.manifest import PUBLIC_HOST, PUBLIC_RELAY
from rapport.connectors.bluesky.session import Session
from rapport.kit.http import FetchError, guarded_async_transport

TIMEOUT = httpx.Timeout(20.0, connect=8.0)
NO_APPVIEW_SECONDS = 600.0
_FAILURES = (RequestErrorBase, AtProtocolError, httpx.HTTPError, FetchError, ValueError)

JSON = dict[str, Any]


class Client:
    """One account's line to its server. Raises only the errors of channels."""

    def __init__(
        self,
        account: AccountAccess,
        *,
        sessions: Callable[[], SessionKeeper],
        rates: Callable[[], Rates],
    ) -> None:
        self.account = account
        self._sessions = sessions
        self._rates = rates
        self.host = host_address(account.settings.get("host") or PUBLIC_HOST)
        self.stream_host = host_address(account.settings.get("stream_host") or self._own_stream())
        self._session = Session.from_kept(account.session)
        self._request: AsyncRequest | None = None
        self._no_appview_until = 0.0

    @property
    def is_public(self) -> bool:
        return self.host == PUBLIC_HOST

    async def aclose(self) -> None:
        request, self._request = self._request, None
        if request is not None:
            await request.close()

    async def query(self, method: str, params: Mapping[str, Any]) -> JSON:
        """Ask something anybody may ask."""
        answer = await self._send("get", method, writing=False, params=dict(params))
        return _json(answer)

    async def query_as_us(self, method: str, params: Mapping[str, Any]) -> JSON:
        """Ask something only the account may ask."""
        return _json(await self._signed("get", method, writing=False, params=dict(params)))

    async def ask_appview(self, method: str, params: Mapping[str, Any]) -> JSON | None:
        """Ask the AppView behind the server; None where there is none, which is asked again later."""
        if time.monotonic() < self._no_appview_until:
            return None
        try:
            return await self.query_as_us(method, params)
        except NotServed:
            self._no_appview_until = time.monotonic() + NO_APPVIEW_SECONDS
            return None

    async def record(self, uri: str) -> JSON | None:
        """A record with its uri, cid and value; None when it does not stand (any more)."""
        address = RecordAddress.parse(uri)
        if address is None:
            return None
        params = {"repo": address.did, "collection": address.collection, "rkey": address.rkey}
        try:
            return await self.query("com.atproto.repo.getRecord", params)
        except Missing:
            return None

    async def write(self, method: str, body: JSON) -> JSON:
        """Change something. Raises OutcomeUnknown when the answer was lost, ServerFault on a 500."""
        return _json(await self._signed("post", method, writing=True, json=body))

    async def upload(self, content: bytes, mime: str) -> Any:
        """Bring a file; nothing shows until a record names it, so a lost answer may just be repeated."""
        answer = await self._signed(
            "post",
            "com.atproto.repo.uploadBlob",
            writing=False,
            content=content,
            headers={"Content-Type": mime},
        )
        return _json(answer)["blob"]

    async def session(self) -> Session:
        """The session in use, signing in where there is none. Raises SignInAgain."""
        if self._session is None:
            async with self._sessions().renewing() as kept:
                self._session = Session.from_kept(kept) or await self._sign_in()
        return self._session

    async def sign_in(self) -> Session:
        """A new session by password, whatever we had. Raises SignInAgain, Refused, RetryLater."""
        async with self._sessions().renewing():
            self._session = await self._sign_in()
        return self._session

    async def _signed(self, verb: str, method: str, *, writing: bool, **request: Any) -> Response:
        session = await self.session()
        try:
            return await self._send(verb, method, writing=writing, token=session.access, **request)
        except TokenExpired:
            session = await self._renewed(session)
            return await self._send(verb, method, writing=writing, token=session.access, **request)

    async def _renewed(self, stale: Session) -> Session:
        async with self._sessions().renewing() as kept:
            newer = Session.from_kept(kept)
            if newer is None or newer.access == stale.access:
                newer = await self._refresh(newer or stale)
            self._session = newer
        return newer

    async def _refresh(self, session: Session) -> Session:
        method = "com.atproto.server.refreshSession"
        try:
            answer = await self._send("post", method, writing=False, token=session.refresh)
        except SignInAgain:
            return await self._sign_in()
        return await self._kept(answer)

    async def _sign_in(self) -> Session:
        # Not the library's login(): it asks an AppView for our profile, which not every server has.
        body = {
            # The DID stays when the handle changes; before the first check only the handle is known.
            "identifier": self.account.remote_id
            or as_typed(self.account.settings.get("handle") or self.account.handle),
            "password": self.account.secrets.get("password", ""),
        }
        method = "com.atproto.server.createSession"
        answer = await self._send("post", method, writing=False, json=body)
        return await self._kept(answer)

    async def _kept(self, answer: Response) -> Session:
        try:
            session = Session.from_answer(_json(answer))
        except KeyError as error:
            raise RetryLater(f"Bluesky signed us in without telling {error}.") from error
        await self._sessions().save(session.kept())
        return session

    async def _send(
        self, verb: str, method: str, *, writing: bool, token: str = "", **request: Any
    ) -> Response:
        if self._request is None:
            self._request = AsyncRequest(
                transport=guarded_async_transport(), trust_env=False, timeout=TIMEOUT
            )
        headers = dict(request.pop("headers", {}))
        if token:
            headers["Authorization"] = f"Bearer {token}"
        call = self._request.get if verb == "get" else self._request.post
        async with self._rates().request(_endpoint(method, writing=writing)) as heard:
            try:
                answer: Response = await call(
                    f"{self.host}/xrpc/{method}", headers=headers, **request
                )
            except _FAILURES as error:
                refusal = error.response if isinstance(error, RequestErrorBase) else None
                if refusal is not None:
                    heard(refusal.headers)
                raise as_network_error(error, writing=writing) from error
            heard(answer.headers)
            return answer

    def _own_stream(self) -> str:
        return PUBLIC_RELAY if self.is_public else self.host


def _endpoint(method: str, *, writing: bool) -> str:
    """Which of the manifest's endpoints counts the request."""
    if method.endswith(("createSession", "refreshSession")):
        return "sign-in"
    return "writes" if writing else "requests"


def as_typed(handle: str) -> str:
    """A handle without the @ and the invisible marks that come along when it is copied from an app."""
    return "".join(char for char in handle if char.isprintable()).strip().removeprefix("@").lower()


def host_address(host: str) -> str:
    """The address of a server as "https://host[:port]". Raises Refused for what cannot be one.

    Plain http would send the password readable to all; it is for this machine only.
    """
    text = host.strip()
    parts = urlsplit(text if "://" in text else f"https://{text}")
    try:
        port = parts.port
    except ValueError:
        port = -1
    name = parts.hostname or ""
    beside = parts.username or parts.path.strip("/") or parts.query or parts.fragment
    if not name or port == -1 or beside:
        raise Refused(f"“{host}” is not a server's address. It looks like https://bsky.social.")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_this_machine(name)):
        raise Refused(f"“{host}” must begin with https://, so that the password stays secret.")
    return f"{parts.scheme}://{parts.netloc}"


def _is_this_machine(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _json(answer: Response) -> JSON:
    content = answer.content
    if isinstance(content, dict):
        return content
    if not content:
        return {}
    raise RetryLater("Bluesky answered something that is not JSON.")
