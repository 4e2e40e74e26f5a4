"""The server of the tests is one the community's own client can work with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from mastodon import (
    Mastodon,
    MastodonNetworkError,
    MastodonNotFoundError,
    MastodonRatelimitError,
    MastodonUnauthorizedError,
    StreamListener,
)

from rapport.kit.fediverse.tests.instance import TOKEN, Instance
from rapport.kit.fediverse.tests.wire import Response


@pytest.fixture
async def instance() -> AsyncIterator[Instance]:
    async with Instance() as server:
        yield server


def client_of(instance: Instance, token: str = TOKEN) -> Mastodon:
    return Mastodon(
        access_token=token,
        api_base_url=instance.url,
        version_check_mode="none",
        ratelimit_method="throw",
    )


@pytest.fixture
async def client(instance: Instance) -> AsyncIterator[Mastodon]:
    client = await asyncio.to_thread(client_of, instance)
    yield client
    client.session.close()


async def asked(method: Callable[..., Any], *args: Any, **options: Any) -> Any:
    return await asyncio.to_thread(method, *args, **options)


async def test_it_says_who_we_are_and_who_we_are_not(instance: Instance, client: Mastodon) -> None:
    assert (await asked(client.account_verify_credentials)).acct == "brand"
    stranger = await asyncio.to_thread(client_of, instance, "wrong")
    with pytest.raises(MastodonUnauthorizedError):
        await asked(stranger.account_verify_credentials)
    stranger.session.close()


async def test_a_status_is_posted_once_under_one_key(instance: Instance, client: Mastodon) -> None:
    first = await asked(client.status_post, "Hello @mara", idempotency_key="one")
    again = await asked(client.status_post, "Hello @mara", idempotency_key="one")
    assert first.id == again.id
    assert [mention.acct for mention in first.mentions] == ["mara"]
    assert len(instance.of("brand")) == 1


async def test_lists_are_paged_by_their_links(instance: Instance, client: Mastodon) -> None:
    for number in range(5):
        instance.says("bob", f"@brand word {number}")
    page = await asked(client.notifications, limit=2)
    found = [one.status.content for one in page]
    while page := await asked(client.fetch_next, page):
        found += [one.status.content for one in page]
    assert len(found) == 5
    assert "word 4" in found[0]


async def test_a_picture_is_taken_processed_and_described(
    instance: Instance, client: Mastodon
) -> None:
    instance.processing_asks = 1
    media = await asked(client.media_post, b"pixels", mime_type="image/png", description="A cat")
    assert media.url is None
    assert (await asked(client.status_post, "Look", media_ids=[media.id])).media_attachments[
        0
    ].description == "A cat"


async def test_threads_people_and_statuses_are_found(instance: Instance, client: Mastodon) -> None:
    asked_for = instance.says("bob", "@brand where is it?")
    reply = await asked(client.status_reply, await asked(client.status, asked_for["id"]), "Soon.")
    context = await asked(client.status_context, asked_for["id"])
    assert [str(one.id) for one in context.descendants] == [str(reply.id)]
    assert (await asked(client.account_lookup, "bob@far.example")).username == "bob"
    found = await asked(client.search_v2, asked_for["uri"], resolve=True, result_type="statuses")
    assert [one.uri for one in found.statuses] == [asked_for["uri"]]
    with pytest.raises(MastodonNotFoundError):
        await asked(client.status, 1)


async def test_a_hashtag_is_open_to_anybody(instance: Instance, client: Mastodon) -> None:
    instance.says("bob", "A fine #Tea")
    found = await asked(client.timeline_hashtag, "tea")
    assert [one.account.acct for one in found] == ["bob@far.example"]


async def test_a_spent_limit_tells_when_it_ends(instance: Instance, client: Mastodon) -> None:
    instance.next_answers.append(
        Response(429, {"error": "Too many"}, {"X-RateLimit-Remaining": "0"})
    )
    with pytest.raises(MastodonRatelimitError):
        await asked(client.account_verify_credentials)
    assert client.ratelimit_remaining == 0
    assert client.ratelimit_reset > client.ratelimit_lastcall


async def test_the_stream_tells_of_mentions(instance: Instance, client: Mastodon) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    class Listener(StreamListener):
        def on_notification(self, notification: Any) -> None:
            loop.call_soon_threadsafe(heard.put_nowait, notification.status.uri)

    listening = asyncio.create_task(asked(client.stream_user, Listener(), timeout=5))
    await asyncio.wait_for(instance.listens.wait(), 10)
    said = instance.says("bob", "@brand hello")
    assert await asyncio.wait_for(heard.get(), 10) == said["uri"]
    instance.drop_streams()
    with pytest.raises(MastodonNetworkError):
        await asyncio.wait_for(listening, 10)
