"""Public places in memory: nothing is asked of any network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime

from rapport.channels.contract import Ability, Author, Connector, InboundPost, Manifest, Page
from rapport.channels.models import Account
from rapport.channels.registry import installed_for_test
from rapport.listen.actions import finish_backfill, receive, receive_past, take_backfills
from rapport.listen.models import Backfill

KAJSA = Author(remote_id="did:kajsa", handle="kajsa.example", name="Kajsa Ek")


class AllOfBluesky(Connector):
    """Instead of Jetstream."""

    manifest = Manifest(
        slug="jetstream",
        name="All of Bluesky (Jetstream)",
        network="bluesky",
        abilities=frozenset({Ability.STREAM, Ability.PAST}),
        is_place=True,
        delay="about a second",
    )


@contextmanager
def places() -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(installed_for_test(AllOfBluesky))
        yield


def post(
    key: str, text: str, *, at: datetime, author: Author = KAJSA, url: str = ""
) -> InboundPost:
    return InboundPost(key=key, author=author, text=text, created_at=at, url=url)


def bluesky() -> Account:
    return Account.objects.get(network="jetstream")


def hear(*posts: InboundPost, now: datetime) -> None:
    receive(bluesky(), Page(posts=posts, reached_at=now), now=now)


def read_on(backfill: Backfill, *posts: InboundPost, reached: datetime, now: datetime) -> None:
    """One page of a past, as the collector keeps it."""
    take_backfills([backfill.account_id], now=now)
    backfill = Backfill.objects.select_related("account__brand").get(pk=backfill.pk)
    receive_past(backfill, Page(posts=posts, reached_at=reached, more=True), now=now)


def read_to_the_end(*, now: datetime) -> None:
    for backfill in Backfill.objects.all():
        finish_backfill(backfill.pk, now=now)
