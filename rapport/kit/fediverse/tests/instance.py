"""A small Mastodon server in memory, for tests: stateful, over real HTTP, after the published documentation.

Followed (docs.joinmastodon.org, read 2026-11-26): methods/statuses, methods/notifications, methods/accounts,
methods/media, methods/search, methods/timelines, methods/streaming, methods/instance, api/rate-limits,
api/guidelines (pagination by Link header), entities/Status; and for what happens to an Idempotency-Key
app/services/post_status_service.rb. That it is like enough is held by `Mastodon.py`, the community's own client, in
test_instance.py. It was never compared with a running server.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from rapport.kit.fediverse.ids import age_order, id_at
from rapport.kit.fediverse.tests.wire import Request, Response, Wire

TOKEN = "token-of-the-brand"
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
DOMAIN = "home.example"
KEY_LASTS = timedelta(hours=1)
_MENTION = re.compile(r"@(\w+)(?:@([\w.]+))?")
_TAG = re.compile(r"#(\w+)")
_MISSING = {"error": "Record not found"}


@dataclass
class Instance:
    """`brand` lives here and owns TOKEN; `mara` lives here too, `bob` far away."""

    now: datetime = NOON
    max_characters: int = 500
    has_streaming: bool = True
    has_status_lists: bool = True
    is_closed: bool = False  # no public timelines
    limit: int = 300
    remaining: int = 300
    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    statuses: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    notifications: list[Any] = field(default_factory=list)
    media: dict[str, dict[str, Any]] = field(default_factory=dict)
    processing_asks: int = 0  # how often a new file says it is still being worked on
    keys: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    favourites: set[str] = field(default_factory=set)
    muted: dict[str, bool] = field(default_factory=dict)  # id: whether notifications are muted too
    blocked: set[str] = field(default_factory=set)
    reports: list[dict[str, Any]] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    next_answers: list[Response] = field(default_factory=list)
    loses_next_receipt: bool = False
    loses_next_post: bool = False  # before anything comes of it
    listens: asyncio.Event = field(default_factory=asyncio.Event)
    _queues: set[asyncio.Queue[bytes]] = field(default_factory=set)
    _made: int = 0

    async def __aenter__(self) -> Instance:
        self._wire = await Wire(self.answer).__aenter__()
        self.url = self._wire.url
        for name, home in (("brand", ""), ("mara", ""), ("bob", "far.example")):
            self.accounts[name] = self._account(str(len(self.accounts) + 1), name, home)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._wire.__aexit__()

    # What people do.

    def says(
        self,
        who: str,
        text: str,
        *,
        reply_to: str = "",
        visibility: str = "public",
        addressed: Iterable[str] = (),
        **more: Any,
    ) -> dict[str, Any]:
        """Somebody posts; who is named hears of it. `addressed` are named without standing in the text."""
        self._tick()
        status_id = str(int(id_at(self.now)) + self._made)
        account = self.accounts[who]
        named = [self._named(*match.groups()) for match in _MENTION.finditer(text)]
        answered = self.statuses.get(reply_to)
        status = {
            "id": status_id,
            "created_at": self.iso(),
            "in_reply_to_id": reply_to or None,
            "in_reply_to_account_id": answered["account"]["id"] if answered else None,
            "sensitive": False,
            "spoiler_text": "",
            "visibility": visibility,
            "language": "en",
            "uri": f"{account['uri']}/statuses/{status_id}",
            "url": f"{account['url']}/{status_id}",
            "replies_count": 0,
            "reblogs_count": 0,
            "favourites_count": 0,
            "edited_at": None,
            "content": self._as_html(text),
            "reblog": None,
            "account": account,
            "media_attachments": [],
            "mentions": [
                {key: self.accounts[name][key] for key in ("id", "username", "url", "acct")}
                for name in dict.fromkeys([*filter(None, named), *addressed])
            ],
            "tags": [
                {"name": tag.lower(), "url": f"{self.url}/tags/{tag.lower()}"}
                for tag in _TAG.findall(text)
            ],
            "emojis": [],
            "card": None,
            "poll": None,
            **more,
        }
        self.statuses[status_id], self.sources[status_id] = status, text
        if answered:
            answered["replies_count"] += 1
        self._tell_of(status)
        return status

    def edits(self, status_id: str, text: str, *, is_told: bool = True) -> None:
        self._tick()
        self.statuses[status_id] |= {"content": self._as_html(text), "edited_at": self.iso()}
        self.sources[status_id] = text
        if is_told:
            self.tell("status.update", json.dumps(self.statuses[status_id]))

    def deletes(self, status_id: str) -> None:
        self.statuses.pop(status_id)
        self.notifications = [
            one
            for one in self.notifications
            if not isinstance(one, dict) or (one.get("status") or {}).get("id") != status_id  # type: ignore[attr-defined]
        ]
        self.tell("delete", status_id)

    def notify(self, kind: str, status: Any, *, by: str = "mara", **more: Any) -> dict[str, Any]:
        notification = {
            "id": str(len(self.notifications) + 1000),
            "type": kind,
            "created_at": self.iso(),
            "account": self.accounts[by],
            "status": status,
            **more,
        }
        self.notifications.append(notification)
        self.tell("notification", json.dumps(notification))
        return notification

    def tell(self, event: str, data: str) -> None:
        """To everybody who listens."""
        for queue in self._queues:
            queue.put_nowait(f"event: {event}\ndata: {data}\n\n".encode())

    def drop_streams(self) -> None:
        self._wire.drop_streams()
        self._queues.clear()

    def of(self, who: str) -> list[dict[str, Any]]:
        return [one for one in self.statuses.values() if one["account"] is self.accounts[who]]

    def iso(self) -> str:
        return self.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    # What the server answers.

    async def answer(self, request: Request) -> Response:
        self.requests.append(request)
        if self.loses_next_post and request.method == "POST":
            self.loses_next_post, response = False, Response(is_lost=True)
        elif self.next_answers:
            response = self.next_answers.pop(0)
        else:
            self.remaining -= 1
            response = self._routed(request)
        if self.loses_next_receipt and request.method == "POST" and response.status == 200:
            self.loses_next_receipt, response.is_lost = False, True
        response.headers = self._limit_headers() | response.headers
        return response

    def _routed(self, request: Request) -> Response:
        is_signed_in = request.headers.get("authorization") == f"Bearer {TOKEN}"
        match request.method, request.path.strip("/").split("/"):
            case "GET", ["api", "v2", "instance"]:
                return Response(body=self._about())
            case "GET", ["api", "v1", "instance"]:
                about = self._about()
                streaming = {"streaming_api": about["configuration"]["urls"]["streaming"]}
                return Response(body=about | {"uri": about["domain"], "urls": streaming})
            case "GET", ["api", "v1", "timelines", "tag", tag]:
                return self._timeline(request, tag)
            case _ if not is_signed_in:
                return Response(401, {"error": "The access token is invalid"})
            case "GET", ["api", "v1", "streaming", "user"]:
                return self._stream()
            case "GET", ["api", "v1", "accounts", "verify_credentials"]:
                return Response(body=self.accounts["brand"] | {"source": {"privacy": "public"}})
            case "GET", ["api", "v1", "accounts", "lookup"]:
                return self._lookup(request.first("acct"))
            case "GET", ["api", "v1", "accounts", account_id, "statuses"]:
                own = [one for one in self.statuses.values() if one["account"]["id"] == account_id]
                return self._listed(request, own, 20, 40)
            case "POST", ["api", "v1", "accounts", account_id, what]:
                return self._related(request, account_id, what)
            case "POST", ["api", "v1", "reports"]:
                self.reports.append(request.form())
                return Response(body={"id": str(len(self.reports)), "action_taken": False})
            case "GET", ["api", "v1", "notifications"]:
                types = request.query.get("types[]", [])
                kept = [
                    one
                    for one in self.notifications
                    if not types or not isinstance(one, dict) or one.get("type") in types
                ]
                return self._listed(request, kept, 40, 80)
            case "GET", ["api", "v2", "search"]:
                return self._searched(request)
            case "POST", ["api", "v2", "media"]:
                return self._uploaded(request)
            case "GET", ["api", "v1", "media", media_id]:
                return self._processed(media_id)
            case _, ["api", "v1", "statuses", *rest]:
                return self._statuses(request, rest)
            case _:
                return Response(404, _MISSING)

    def _statuses(self, request: Request, rest: list[str]) -> Response:
        if request.method == "POST" and not rest:
            return self._posted(request)
        if not rest:
            if not self.has_status_lists:
                return Response(404, _MISSING)
            asked = request.query.get("id[]", [])[:20]
            return Response(body=[self.statuses[one] for one in asked if one in self.statuses])
        status = self.statuses.get(rest[0])
        if status is None:
            return Response(404, _MISSING)
        match request.method, rest[1:]:
            case "GET", []:
                return Response(body=status)
            case "GET", ["context"]:
                return Response(body=self._context(status))
            case "GET", ["source"]:
                text = self.sources[status["id"]]
                return Response(body={"id": status["id"], "text": text, "spoiler_text": ""})
            case "POST", ["favourite"]:
                if status["id"] not in self.favourites:
                    self.favourites.add(status["id"])
                    status["favourites_count"] += 1
                return Response(body=status | {"favourited": True})
            case "DELETE", [] if status["account"] is self.accounts["brand"]:
                self.deletes(status["id"])
                return Response(body=status)
            case _:
                return Response(404, _MISSING)

    def _posted(self, request: Request) -> Response:
        form, key = request.form(), request.headers.get("idempotency-key", "")
        known = self.keys.get(key)
        if known and self.now - known[1] < KEY_LASTS:
            status = self.statuses.get(known[0])
            return Response(body=status) if status else Response(404, _MISSING)
        text, media_ids = str(form.get("status") or ""), form.get("media_ids") or []
        if not text.strip() and not media_ids:
            return Response(422, {"error": "Validation failed: Text can't be blank"})
        if len(text) > self.max_characters:
            said = f"Validation failed: Text character limit of {self.max_characters} exceeded"
            return Response(422, {"error": said})
        if form.get("in_reply_to_id") and form["in_reply_to_id"] not in self.statuses:
            return Response(404, {"error": "The post you are trying to reply to does not exist."})
        status = self.says(
            "brand",
            text,
            reply_to=str(form.get("in_reply_to_id") or ""),
            visibility=form.get("visibility") or "public",
            language=form.get("language"),
            media_attachments=[self.media[one] for one in media_ids],
        )
        if key:
            self.keys[key] = (status["id"], self.now)
        return Response(body=status)

    def _uploaded(self, request: Request) -> Response:
        form = request.form()
        if not form.get("file"):
            return Response(422, {"error": "Validation failed: File can't be blank"})
        media_id = str(len(self.media) + 500)
        self.media[media_id] = {
            "id": media_id,
            "type": "image",
            "url": f"https://files.{DOMAIN}/{media_id}.png",
            "preview_url": f"https://files.{DOMAIN}/small/{media_id}.png",
            "remote_url": None,
            "meta": {"original": {"width": 1, "height": 1}},
            "description": form.get("description") or None,
            "blurhash": None,
        }
        if self.processing_asks:
            return Response(202, self.media[media_id] | {"url": None})
        return Response(body=self.media[media_id])

    def _processed(self, media_id: str) -> Response:
        if media_id not in self.media:
            return Response(404, _MISSING)
        if self.processing_asks:
            self.processing_asks -= 1
            return Response(206, b"")
        return Response(body=self.media[media_id])

    def _timeline(self, request: Request, tag: str) -> Response:
        if self.is_closed:
            return Response(422, {"error": "This method requires an authenticated user"})
        tagged = [
            one
            for one in self.statuses.values()
            if one["visibility"] == "public" and tag.lower() in [t["name"] for t in one["tags"]]
        ]
        return self._listed(request, tagged, 20, 40)

    def _listed(self, request: Request, items: list[Any], usual: int, most: int) -> Response:
        """By id, newest first; `min_id` gives those right above it, the others the newest."""
        limit = min(int(request.first("limit", str(usual))), most)
        after = request.first("min_id") or request.first("since_id")
        before = request.first("max_id")
        kept = [
            one
            for one in items
            if (not after or age_order(_id(one)) > age_order(after))
            and (not before or age_order(_id(one)) < age_order(before))
        ]
        kept.sort(key=lambda one: age_order(_id(one)))
        kept = kept[:limit] if request.first("min_id") else kept[-limit:]
        kept.reverse()
        if not kept:
            return Response(body=[])
        where = f"{self.url}{request.path}?"
        links = [
            f'<{where}max_id={_id(kept[-1])}>; rel="next"',
            f'<{where}min_id={_id(kept[0])}>; rel="prev"',
        ]
        return Response(body=kept, headers={"Link": ", ".join(links)})

    def _context(self, status: dict[str, Any]) -> dict[str, Any]:
        ancestors, at = [], status
        while at["in_reply_to_id"] in self.statuses:
            at = self.statuses[at["in_reply_to_id"]]
            ancestors.insert(0, at)
        under, descendants = {status["id"]}, []
        for one in self.statuses.values():
            if one["in_reply_to_id"] in under:
                under.add(one["id"])
                descendants.append(one)
        return {"ancestors": ancestors, "descendants": descendants}

    def _searched(self, request: Request) -> Response:
        wanted = request.first("q")
        people = [
            a for a in self.accounts.values() if wanted in (f"@{a['acct']}", a["uri"], a["url"])
        ]
        statuses = [s for s in self.statuses.values() if wanted in (s["uri"], s["url"])]
        found = {"accounts": people, "statuses": statuses, "hashtags": []}
        kind = request.first("type")
        return Response(body={name: found[name] if kind in ("", name) else [] for name in found})

    def _related(self, request: Request, account_id: str, what: str) -> Response:
        """methods/accounts: mute (`notifications` defaults to true), unmute, block, unblock; each may be repeated."""
        if account_id not in [one["id"] for one in self.accounts.values()]:
            return Response(404, _MISSING)
        match what:
            case "mute":
                self.muted[account_id] = bool(request.form().get("notifications", True))
            case "unmute":
                self.muted.pop(account_id, None)
            case "block":
                self.blocked.add(account_id)
            case "unblock":
                self.blocked.discard(account_id)
            case _:
                return Response(404, _MISSING)
        return Response(
            body={
                "id": account_id,
                "muting": account_id in self.muted,
                "muting_notifications": self.muted.get(account_id, False),
                "blocking": account_id in self.blocked,
            }
        )

    def _lookup(self, acct: str) -> Response:
        for account in self.accounts.values():
            if acct.removesuffix(f"@{DOMAIN}") == account["acct"]:
                return Response(body=account)
        return Response(404, _MISSING)

    def _stream(self) -> Response:
        if not self.has_streaming:
            return Response(404, _MISSING)
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self._queues.add(queue)
        self.listens.set()

        async def events() -> AsyncIterator[bytes]:
            yield b":)\n\n"
            while True:
                yield await queue.get()

        return Response(events=events())

    def _limit_headers(self) -> dict[str, str]:
        reset = (self.now + timedelta(minutes=5)).isoformat(timespec="microseconds")
        return {
            "Date": format_datetime(self.now, usegmt=True),
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(self.remaining, 0)),
            "X-RateLimit-Reset": reset.replace("+00:00", "Z"),
        }

    def _about(self) -> dict[str, Any]:
        return {
            "domain": DOMAIN,
            "title": "Home",
            "version": "4.5.0",
            "source_url": "https://github.com/mastodon/mastodon",
            "description": "A server for tests",
            "languages": ["en"],
            "configuration": {
                "urls": {"streaming": self.url.replace("http", "ws", 1)},
                "statuses": {
                    "max_characters": self.max_characters,
                    "max_media_attachments": 4,
                    "characters_reserved_per_url": 23,
                },
                "media_attachments": {"image_size_limit": 10_485_760},
            },
            "rules": [],
            "api_versions": {"mastodon": 7},
        }

    def _account(self, account_id: str, name: str, home: str) -> dict[str, Any]:
        base = f"https://{home}" if home else self.url
        return {
            "id": account_id,
            "username": name,
            "acct": f"{name}@{home}" if home else name,
            "display_name": name.capitalize(),
            "locked": False,
            "bot": False,
            "created_at": "2024-01-01T00:00:00.000Z",
            "note": "",
            "uri": f"{base}/users/{name}",
            "url": f"{base}/@{name}",
            "avatar": f"{base}/avatars/{name}.png",
            "avatar_static": f"{base}/avatars/{name}.png",
            "header": f"{base}/headers/{name}.png",
            "header_static": f"{base}/headers/{name}.png",
            "followers_count": 7,
            "following_count": 3,
            "statuses_count": 0,
            "last_status_at": "2026-11-01",
            "emojis": [],
            "fields": [],
        }

    def _named(self, name: str, host: str | None) -> str | None:
        return name if name in self.accounts else None

    def _as_html(self, text: str) -> str:
        def anchor(match: re.Match[str]) -> str:
            name = match.group(1)
            if name not in self.accounts:
                return match.group()
            url = self.accounts[name]["url"]
            return f'<span class="h-card"><a href="{url}" class="u-url mention">@<span>{name}</span></a></span>'

        paragraphs = html.escape(text).split("\n\n")
        return "".join(
            f"<p>{_MENTION.sub(anchor, part).replace(chr(10), '<br />')}</p>" for part in paragraphs
        )

    def _tell_of(self, status: dict[str, Any]) -> None:
        brand = self.accounts["brand"]
        if status["account"] is brand:
            self.tell("update", json.dumps(status))
        elif any(one["id"] == brand["id"] for one in status["mentions"]):
            self.notify("mention", status, by=status["account"]["username"])

    def _tick(self) -> None:
        self.now += timedelta(seconds=1)
        self._made += 1


def _id(item: Any) -> str:
    value = item.get("id") if isinstance(item, dict) else None
    return value if isinstance(value, str) else "99999999"
