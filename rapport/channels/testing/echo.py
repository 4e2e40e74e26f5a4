"""A network in memory for tests: stateful, and failing exactly when and how a test asks.

    with EchoNetwork() as echo:                 # the slug "echo" is installed until the end of the block
        question = echo.says("Where is my parcel?")
        echo.lose_receipt()                     # the next send stands, and its receipt is lost
        ...
        assert echo.texts == ["On its way."]    # what stands of ours

Safe to use from several threads, as when a worker and the test share a process.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Literal, Self

from rapport.channels.contract import (
    AccountAccess,
    Author,
    Complaint,
    InboundPost,
    Media,
    OutboundPost,
    Page,
    Receipt,
    Rejected,
)
from rapport.channels.errors import (
    NetworkError,
    OutcomeUnknown,
    Refused,
)
from rapport.channels.registry import installed_for_test
from rapport.channels.testing.echo_connector import (
    LOOK_EVERY_SECONDS,
    PAGE,
    PASSWORD,
    EchoConnector,
    EchoWithDoors,
)


@dataclass(frozen=True, slots=True)
class Sent:
    """One call of `send` that reached the network, whether it came to stand or not."""

    key: str
    post: OutboundPost


class EchoNetwork:
    """The far end. `brand` is the account's handle there; what others write is addressed to it.

    As it is, it carries our key back with an own post. One that `foretells` does not, and gives a post the
    key that `expected_key` told, as Bluesky does.
    """

    def __init__(
        self,
        *,
        brand: str = "brand.echo",
        starts_at: datetime | None = None,
        foretells: bool = False,
        doors: dict[str, Literal["direct", "invite", "none"]] | None = None,
    ) -> None:
        self.foretells = foretells
        # What people take in private, by handle, "direct" where nothing is said; None: it has no private messages.
        self.doors = doors
        self.brand = Author(
            remote_id=f"echo:{brand}", handle=brand, name="The brand", followers=1200
        )
        self.now = starts_at or datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        # What it says of when a sign-in ends by itself.
        self.sign_in_ends_at: datetime | None = None
        self.sent: list[Sent] = []
        self.likes: dict[str, str] = {}
        # What we did against somebody: keys of posts, ids of people, reports.
        self.hidden: set[str] = set()
        self.muted: set[str] = set()
        self.blocked: set[str] = set()
        self.reports: list[Complaint] = []
        self._posts: dict[str, InboundPost] = {}
        self._outbound: dict[str, OutboundPost] = {}
        self._key_of: dict[str, str] = {}
        self._news: list[InboundPost | Rejected] = []
        self._faults: dict[str, list[NetworkError]] = {}
        self._lost_receipts = 0
        self._drops = 0
        self._open = threading.Event()
        self._open.set()
        self._lock = threading.RLock()
        self._exits = ExitStack()

    def __enter__(self) -> Self:
        self._exits.enter_context(installed_for_test(self.connector_class))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.resume()
        self._exits.close()

    @property
    def connector_class(self) -> type[EchoConnector]:
        base = EchoConnector if self.doors is None else EchoWithDoors
        return type("BoundEchoConnector", (base,), {"network": self})

    def access(self, **changes: object) -> AccountAccess:
        """The brand's account, as a connector is given it."""
        account = AccountAccess(
            id=1,
            network="echo",
            handle=self.brand.handle,
            remote_id=self.brand.remote_id,
            settings={},
            secrets={"password": PASSWORD},
        )
        return replace(account, **changes)  # type: ignore[arg-type]

    # What the public does.

    def says(
        self,
        text: str,
        *,
        by: str = "mara.echo",
        reply_to: str = "",
        to_us: bool = True,
        images: Sequence[tuple[str, str]] = (),
        language: str = "en",
    ) -> str:
        """Somebody writes; returns the post's key. `images` are pairs of address and alt text."""
        with self._lock:
            key = self._next_key(by)
            parent = self._posts.get(reply_to)
            return self._publish(
                InboundPost(
                    key=key,
                    author=Author(remote_id=f"echo:{by}", handle=by, name=by.split(".")[0].title()),
                    text=text,
                    created_at=self.now,
                    kind="reply" if reply_to else "post",
                    parent_key=reply_to,
                    root_key=(parent.root_key or parent.key) if parent else "",
                    url=f"https://echo.invalid/{key}",
                    language=language,
                    media=tuple(Media("image", url, alt) for url, alt in images),
                    to_us=to_us,
                )
            )

    def edits(self, key: str, text: str) -> None:
        with self._lock:
            self._publish(replace(self._posts[key], text=text))

    def deletes(self, key: str) -> None:
        with self._lock:
            self._posts.pop(key, None)
            self._news.append(InboundPost(key=key, deleted=True))

    def garbles(self, raw: str = "{", *, reason: str = "not a post") -> None:
        """An item nobody can read arrives."""
        with self._lock:
            self._news.append(Rejected(reason=reason, raw=raw, where=f"item {len(self._news)}"))

    # What goes wrong.

    def fail_next(self, error: NetworkError, *, on: str = "send", times: int = 1) -> None:
        """The next calls of that method raise, and nothing comes to stand."""
        with self._lock:
            self._faults.setdefault(on, []).extend([error] * times)

    def lose_receipt(self, *, times: int = 1) -> None:
        """The next sends stand on the network, and OutcomeUnknown is raised all the same."""
        with self._lock:
            self._lost_receipts += times

    def drop_stream(self) -> None:
        """Every open stream breaks with RetryLater."""
        with self._lock:
            self._drops += 1

    def pause(self) -> None:
        """The network hangs: no send gets an answer until `resume`."""
        self._open.clear()

    def resume(self) -> None:
        self._open.set()

    # What stands.

    @property
    def own_posts(self) -> list[InboundPost]:
        """The posts of the brand that stand, in the order they were written."""
        with self._lock:
            return [post for post in self._posts.values() if post.own]

    @property
    def texts(self) -> list[str]:
        return [post.text for post in self.own_posts]

    def sent_as(self, key: str) -> OutboundPost:
        """The whole post that stands under that key of the network, pictures included."""
        return self._outbound[key]

    # What the connector asks for.

    async def answer(self, method: str) -> None:
        """Wait while the network hangs, then raise the fault scripted for that method, if any."""
        # Looked at rather than awaited: tests pause and resume from other threads and loops.
        while not self._open.is_set():  # noqa: ASYNC110
            await asyncio.sleep(LOOK_EVERY_SECONDS)
        with self._lock:
            faults = self._faults.get(method)
            if faults:
                raise faults.pop(0)

    def expected_key(self, key: str) -> str:
        return f"echo:{self.brand.handle}/sent/{key}" if self.foretells else ""

    def accept(self, post: OutboundPost, key: str) -> Receipt:
        with self._lock:
            self.sent.append(Sent(key, post))
            if key not in self._key_of:
                self._key_of[key] = self._stand(post, key)
            receipt = self.receipt(key)
            if self._lost_receipts:
                self._lost_receipts -= 1
                raise OutcomeUnknown("The network took the request and never answered.")
            if receipt is None:
                raise Refused("The post was deleted; its key cannot be used again.")
            return receipt

    def receipt(self, key: str) -> Receipt | None:
        with self._lock:
            post = self._posts.get(self._key_of.get(key, ""))
            return Receipt(key=post.key, url=post.url, at=post.created_at) if post else None

    def news_after(self, position: int, *, limit: int = PAGE) -> Page:
        with self._lock:
            items = self._news[position : position + limit]
            end = position + len(items)
            return Page(
                posts=tuple(item for item in items if isinstance(item, InboundPost)),
                rejected=tuple(item for item in items if isinstance(item, Rejected)),
                cursor=str(end),
                more=end < len(self._news),
                done=end,
                total=len(self._news),
            )

    @property
    def position(self) -> int:
        return len(self._news)

    @property
    def drops(self) -> int:
        return self._drops

    def post(self, key: str) -> InboundPost | None:
        with self._lock:
            return self._posts.get(key)

    def posts(self) -> list[InboundPost]:
        with self._lock:
            return list(self._posts.values())

    def remove(self, key: str) -> None:
        with self._lock:
            if key in self._posts:
                self.deletes(key)

    def like(self, key: str, idempotency_key: str) -> Receipt:
        with self._lock:
            if key not in self._posts:
                raise Refused("That post is gone.")
            like = self.likes.setdefault(key, f"echo:like/{idempotency_key}")
            return Receipt(key=like, at=self.now)

    def hide(self, key: str) -> None:
        with self._lock:
            if key not in self._posts:
                raise Refused("That post is gone.")
            self.hidden.add(key)

    def _stand(self, post: OutboundPost, key: str) -> str:
        parent = self._posts.get(post.reply_to_key)
        remote_key = self.expected_key(key) or self._next_key(self.brand.handle)
        self._outbound[remote_key] = post
        return self._publish(
            InboundPost(
                key=remote_key,
                author=self.brand,
                text=post.text,
                created_at=self.now,
                kind="reply" if post.reply_to_key else "post",
                parent_key=post.reply_to_key,
                root_key=post.root_key or ((parent.root_key or parent.key) if parent else ""),
                url=f"https://echo.invalid/{remote_key}",
                language=post.language,
                media=tuple(
                    Media("image", f"{remote_key}/{n}", image.alt, image.mime)
                    for n, image in enumerate(post.images)
                ),
                own=True,
                echo_of="" if self.foretells else key,
            )
        )

    def _publish(self, post: InboundPost) -> str:
        self._posts[post.key] = post
        self._news.append(post)
        return post.key

    def _next_key(self, author: str) -> str:
        self.now += timedelta(seconds=1)
        return f"echo:{author}/{len(self._news)}-{len(self._outbound)}"
