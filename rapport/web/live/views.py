"""The event stream of one browser tab.

Promises: nothing told since the page was asked for is missed; ids only; only what the member may see; a comment at least every 15 s, so that proxies keep the line;
`ended` at once when the member signs out or is deactivated, within 30 s of any other end of the session; no database connection held while waiting.
"""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from rapport.ledger.contract import Notice
from rapport.ledger.live import HUB, PRESENCE
from rapport.workspace import queries as workspace
from rapport.workspace.models import Member

HEARTBEAT_SECONDS = 15.0
SESSION_CHECK_SECONDS = 30.0

# Not for browsers: says whose session may have ended.
SESSION = "session"
# What a notice of a kind is about, as `workspace.can` names it; all others need "see".
NEEDS = {"import": "import"}


async def stream(request: HttpRequest) -> HttpResponseBase:
    user = await request.auser()
    await sync_to_async(close_old_connections)()
    if not isinstance(user, Member) or not user.is_active:
        return HttpResponse("You are signed out.", status=401, content_type="text/plain")
    if request.method == "HEAD":
        return HttpResponse()
    # A stream that says it is open hears everything.
    await HUB.listen()
    return StreamingHttpResponse(
        _events(user, session_key=request.session.session_key or "", since=_since(request)),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _since(request: HttpRequest) -> float:
    """When the request for the page began that opens this stream; infinity where nobody says."""
    try:
        return float(request.GET.get("since", "inf"))
    except ValueError:
        return math.inf


async def _events(member: Member, *, session_key: str, since: float) -> AsyncIterator[str]:
    async with HUB.subscribe(since=since) as queue:
        yield "retry: 2000\n\n"
        check_at = time.monotonic() + SESSION_CHECK_SECONDS
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    notice = await queue.get()
            except TimeoutError:
                yield ": still here\n\n"
            else:
                if notice.kind == SESSION:
                    # Somebody signed out, was deactivated or got another role: is it this one?
                    if member.pk in notice.ids:
                        check_at = time.monotonic()
                elif _is_for(member, notice):
                    yield as_event(notice)
            if time.monotonic() >= check_at:
                still_here = await sync_to_async(_member_of)(session_key)
                if still_here is None:
                    yield "event: ended\ndata: {}\n\n"
                    return
                member = still_here
                check_at = time.monotonic() + SESSION_CHECK_SECONDS


def _is_for(member: Member, notice: Notice) -> bool:
    if not workspace.can(member, NEEDS.get(notice.kind, "see")):
        return False
    # Who is where is told to those who are there themselves: they were let in when they said so.
    return notice.kind != PRESENCE or any(HUB.presence.is_at(member.pk, pk) for pk in notice.ids)


def as_event(notice: Notice) -> str:
    told = {"kind": notice.kind, "ids": notice.ids, "versions": notice.versions}
    return f"event: notice\ndata: {json.dumps(told, separators=(',', ':'))}\n\n"


def _member_of(session_key: str) -> Member | None:
    try:
        return workspace.member_of_session(session_key)
    finally:
        # A stream lives for hours; a connection kept for it would be one fewer for everybody.
        close_old_connections()
