"""The tests every connector passes. A connector's `tests/test_contract.py` inherits them:

    class TestBlueskyContract(ConnectorContract):
        package = "rapport.connectors.bluesky"

        @pytest.fixture
        async def far(self):                    # a NetworkUnderTest: the network, under our control
            async with FakePDS() as pds:
                yield pds

What a network does not have it does not declare, and the tests of that ability are skipped.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest

from rapport.channels.contract import (
    Ability,
    Complaint,
    Connector,
    InboundPost,
    OutboundImage,
    OutboundPost,
    Page,
)
from rapport.channels.errors import (
    CallRefused,
    NetworkError,
    NotSupported,
    OutcomeUnknown,
    Refused,
    RetryLater,
    SignInAgain,
)
from rapport.channels.quality import METHODS, problems
from rapport.channels.registry import load
from rapport.channels.testing.far import PIXEL, Fault, NetworkUnderTest

PATIENCE_SECONDS = 10.0
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


class ConnectorContract:
    """Inherit, name the `package`, and give a `far` fixture, here or in the conftest beside."""

    package: ClassVar[str]
    # False for a source of facts (service alerts): what the public says there are facts, without writers.
    brings_posts: ClassVar[bool] = True

    @pytest.fixture
    def connector_class(self, far: NetworkUnderTest) -> type[Connector]:
        return load(self.package)

    @pytest.fixture
    async def connector(
        self, far: NetworkUnderTest, connector_class: type[Connector]
    ) -> AsyncIterator[Connector]:
        connector = connector_class(far.access())
        yield connector
        await connector.aclose()

    def needs(self, connector: Connector, *abilities: Ability) -> None:
        missing = [ability for ability in abilities if ability not in connector.manifest.abilities]
        if missing:
            pytest.skip(f"{connector.manifest.name} does not declare {', '.join(missing)}")

    # The folder.

    def test_the_folder_holds_what_a_connector_must(self) -> None:
        assert problems(self.package) == []

    async def test_what_is_not_declared_is_not_supported(self, connector: Connector) -> None:
        calls: dict[Ability, tuple[Any, ...]] = {
            Ability.FETCH: ("",),
            Ability.PAST: (NOON, NOON, ""),
            Ability.SEND: (OutboundPost("x"), "k"),
            Ability.FIND: ("k",),
            Ability.THREAD: ("k",),
            Ability.PROFILE: ("h",),
            Ability.COUNTS: (("k",),),
            Ability.REMOVE: ("k",),
            Ability.REACT: ("k", "like", "i"),
            Ability.HIDE: ("k", "r"),
            Ability.UNHIDE: ("k",),
            Ability.MUTE: ("a",),
            Ability.UNMUTE: ("a",),
            Ability.BLOCK: ("a",),
            Ability.UNBLOCK: ("a",),
            Ability.REPORT: (Complaint("k", "a", "spam", "r"),),
            Ability.PRIVATE_DOOR: ("h",),
        }
        for ability in calls.keys() - connector.manifest.abilities:
            with pytest.raises(NotSupported):
                await getattr(connector, METHODS[ability])(*calls[ability])

    # The account.

    async def test_check_says_who_we_are(self, connector: Connector) -> None:
        info = await connector.check()
        assert info.remote_id
        assert info.handle

    async def test_a_wrong_password_asks_a_person_to_sign_in_again(
        self, far: NetworkUnderTest, connector_class: type[Connector]
    ) -> None:
        account = far.access()
        if not account.secrets:
            pytest.skip(f"{connector_class.manifest.name} needs no secret")
        wrong = replace(account, secrets=dict.fromkeys(account.secrets, "wrong"), session="")
        connector = connector_class(wrong)
        with pytest.raises(SignInAgain):
            await connector.check()
        await connector.aclose()

    async def test_secrets_never_show(self, far: NetworkUnderTest, connector: Connector) -> None:
        info = await connector.check()
        shown = f"{connector!r} {connector.account!r} {info!r}"
        for secret in (*connector.account.secrets.values(), info.session):
            assert not secret or secret not in shown

    async def test_closing_twice_is_safe(self, connector: Connector) -> None:
        await connector.check()
        await connector.aclose()
        await connector.aclose()

    # Reading.

    async def test_posts_have_unique_keys_authors_and_aware_times(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        if not self.brings_posts:
            pytest.skip(f"{self.package} brings facts, no posts")
        first = await far.public_says("Where is my parcel?")
        second = await far.public_says("Still no parcel.", reply_to=first)
        posts = {post.key: post for post in await self.heard(far, connector, first, second)}
        for post in posts.values():
            assert post.author is not None
            assert post.author.remote_id
            assert post.created_at is not None
            assert post.created_at.utcoffset() is not None
            assert not post.own
        assert posts[first].text == "Where is my parcel?"
        assert posts[second].parent_key == first

    async def test_reading_goes_on_after_the_cursor_without_loss(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.FETCH)
        before = [await far.public_says(f"before {n}") for n in range(3)]
        pages = await self.fetched(connector, "")
        assert set(before) <= self.keys(pages)
        after = [await far.public_says(f"after {n}") for n in range(3)]
        assert set(after) <= self.keys(await self.fetched(connector, pages[-1].cursor))

    async def test_fetching_the_same_page_twice_gives_the_same_posts(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.FETCH)
        await far.public_says("once")
        once, twice = await connector.fetch(""), await connector.fetch("")
        assert [post.key for post in once.posts] == [post.key for post in twice.posts]
        assert once.facts == twice.facts

    async def test_a_stream_that_breaks_goes_on_from_its_cursor_without_loss(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.STREAM)
        stream = connector.stream("")
        cursor = (await self.next_page(stream)).cursor
        assert cursor, "the first page tells where the stream stands"
        early = await far.public_says("before the break")
        cursor = (await self.page_with(stream, early)).cursor
        await far.drop_stream()
        with pytest.raises(RetryLater):
            await self.drained(stream)
        late = await far.public_says("during the break")
        again = connector.stream(cursor)
        assert await self.page_with(again, late)
        await aclose(again)

    async def test_a_webhook_call_that_was_changed_on_its_way_is_refused(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.RECEIVE)
        key = await far.public_says("word for word")
        call = (await far.calls())[-1]
        changed = replace(call, body=call.body.replace(b"word for word", b"ward for ward"))
        assert changed.body != call.body
        with pytest.raises(CallRefused) as caught:
            await connector.receive(changed)
        assert 400 <= caught.value.status < 500
        assert key in self.keys([await connector.receive(call)])

    async def test_hostile_items_end_in_quarantine_and_the_next_post_arrives(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        expected = await far.hostile_items()
        assert expected > 0, "say at least one hostile thing"
        sane = await far.public_says("a sane word after all that")
        pages = await self.pages_until(far, connector, sane)
        rejected = [item for page in pages for item in page.rejected]
        assert len(rejected) >= 1
        assert all(item.reason for item in rejected)
        assert all(len(item.raw) < 100_000 for item in rejected)

    async def test_a_deletion_over_there_is_told(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.STREAM)
        stream = connector.stream("")
        await self.next_page(stream)
        key = await far.public_says("I take this back")
        await self.page_with(stream, key)
        await far.public_deletes(key)
        page = await self.page_with(stream, key)
        assert [post.deleted for post in page.posts if post.key == key] == [True]
        await aclose(stream)

    # Sending.

    async def test_sending_twice_with_one_key_leaves_one_post(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.SEND)
        first = await connector.send(OutboundPost("On its way."), "delivery-1")
        second = await connector.send(OutboundPost("On its way."), "delivery-1")
        assert first.key == second.key
        assert list(await far.standing()) == [first.key]

    async def test_a_key_that_is_foretold_is_the_key_the_post_gets(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.SEND)
        expected = connector.expected_key("delivery-1")
        receipt = await connector.send(OutboundPost("On its way."), "delivery-1")
        assert expected in ("", receipt.key)

    async def test_the_same_words_under_two_keys_are_two_posts(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.SEND)
        first = await connector.send(OutboundPost("Thank you."), "delivery-1")
        second = await connector.send(OutboundPost("Thank you."), "delivery-2")
        assert sorted(await far.standing()) == sorted([first.key, second.key])

    async def test_a_post_is_found_by_our_key_after_it_was_sent(self, connector: Connector) -> None:
        self.needs(connector, Ability.SEND, Ability.FIND)
        assert await connector.find("delivery-1") is None
        receipt = await connector.send(OutboundPost("On its way."), "delivery-1")
        found = await connector.find("delivery-1")
        assert found is not None
        assert found.key == receipt.key
        assert await connector.find("delivery-2") is None

    async def test_a_lost_receipt_is_reconciled_and_nothing_is_doubled(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.SEND, Ability.FIND)
        await connector.check()
        far.fail_next(Fault.LOST_RECEIPT)
        with pytest.raises(OutcomeUnknown):
            await connector.send(OutboundPost("On its way."), "delivery-1")
        found = await connector.find("delivery-1")
        assert found is not None
        again = await connector.send(OutboundPost("On its way."), "delivery-1")
        assert again.key == found.key
        assert list(await far.standing()) == [found.key]

    async def test_another_connector_finds_what_the_first_one_sent(
        self, far: NetworkUnderTest, connector: Connector, connector_class: type[Connector]
    ) -> None:
        self.needs(connector, Ability.SEND, Ability.FIND)
        receipt = await connector.send(OutboundPost("On its way."), "delivery-1")
        other = connector_class(far.access())
        found = await other.find("delivery-1")
        await other.aclose()
        assert found is not None
        assert found.key == receipt.key

    @pytest.mark.parametrize(
        ("fault", "error"),
        [
            (Fault.BUSY, RetryLater),
            (Fault.DOWN, RetryLater),
            (Fault.REFUSED, Refused),
            (Fault.SIGNED_OUT, SignInAgain),
        ],
    )
    async def test_a_failed_send_says_what_to_do_and_leaves_nothing(
        self,
        far: NetworkUnderTest,
        connector: Connector,
        fault: Fault,
        error: type[NetworkError],
    ) -> None:
        self.needs(connector, Ability.SEND)
        await connector.check()
        far.fail_next(fault)
        with pytest.raises(error) as caught:
            await connector.send(OutboundPost("On its way."), "delivery-1")
        assert str(caught.value)
        assert getattr(caught.value, "after", 1.0) > 0
        assert not await far.standing()

    async def test_a_text_over_the_limit_is_refused_before_it_leaves(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.SEND)
        limit = connector.manifest.limits.text_length
        if limit is None:
            pytest.skip(f"{self.package} has no limit on text")
        with pytest.raises(Refused):
            await connector.send(OutboundPost("x" * (limit + 1)), "delivery-1")
        assert not await far.standing()

    async def test_a_reply_with_a_picture_stands_under_the_post_it_answers(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.SEND, Ability.THREAD)
        question = await far.public_says("What does it look like?")
        pixel = OutboundImage(PIXEL, "image/png", "A single pixel", 1, 1)
        images = (pixel,) if connector.manifest.limits.images else ()
        receipt = await connector.send(
            OutboundPost("Like this.", reply_to_key=question, root_key=question, images=images),
            "delivery-1",
        )
        thread = {post.key: post for post in await connector.thread(question)}
        assert question in thread
        reply = thread[receipt.key]
        assert reply.own
        assert reply.parent_key == question
        assert [media.alt for media in reply.media] == [image.alt for image in images]

    async def test_removing_what_is_gone_is_no_error(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.SEND, Ability.FIND, Ability.REMOVE)
        receipt = await connector.send(OutboundPost("A slip."), "delivery-1")
        await connector.remove(receipt.key)
        await connector.remove(receipt.key)
        assert not await far.standing()
        assert await connector.find("delivery-1") is None

    async def test_liking_twice_changes_nothing(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.REACT)
        praise = await far.public_says("Lovely service!")
        first = await connector.react(praise, "like", "like-1")
        second = await connector.react(praise, "like", "like-1")
        assert first.key == second.key

    async def test_a_private_door_is_open_or_shut(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.PRIVATE_DOOR)
        [post] = await self.heard(far, connector, await far.public_says("May I write to you?"))
        assert post.author is not None
        assert await connector.private_door(post.author.handle) in ("direct", "invite", "none")

    # Moderation. What comes of an act over there is for the connector's own tests.

    @pytest.mark.parametrize(
        ("act", "back"),
        [(Ability.MUTE, Ability.UNMUTE), (Ability.BLOCK, Ability.UNBLOCK)],
    )
    async def test_muting_and_blocking_may_be_repeated_and_taken_back(
        self, far: NetworkUnderTest, connector: Connector, act: Ability, back: Ability
    ) -> None:
        self.needs(connector, act, back)
        key = await far.public_says("I know where you live.")
        [post] = await self.heard(far, connector, key)
        assert post.author is not None
        for ability in (act, act, back, back):
            await getattr(connector, METHODS[ability])(post.author.remote_id)

    async def test_what_is_gone_cannot_be_hidden_and_is_shown_again_without_a_fuss(
        self, connector: Connector
    ) -> None:
        self.needs(connector, Ability.HIDE, Ability.UNHIDE)
        with pytest.raises(Refused):
            await connector.hide("nothing-stands-here", "spam")
        await connector.unhide("nothing-stands-here")

    async def test_a_report_is_taken_or_refused_with_a_word(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        self.needs(connector, Ability.REPORT)
        key = await far.public_says("Buy cheap watches.")
        [post] = await self.heard(far, connector, key)
        assert post.author is not None
        await connector.report(Complaint(key, post.author.remote_id, "spam", "No advertising."))

    # How the kit reads, whatever the connector has: a stream or pages.

    async def heard(
        self, far: NetworkUnderTest, connector: Connector, *keys: str
    ) -> list[InboundPost]:
        posts: dict[str, InboundPost] = {}
        for page in await self.pages_until(far, connector, *keys):
            posts |= {post.key: post for post in page.posts}
        return [posts[key] for key in keys]

    async def pages_until(
        self, far: NetworkUnderTest, connector: Connector, *keys: str
    ) -> list[Page]:
        abilities = connector.manifest.abilities
        if not abilities & {Ability.STREAM, Ability.FETCH}:
            pages = [await connector.receive(call) for call in await far.calls()]
            assert set(keys) <= self.keys(pages)
            return pages
        if Ability.STREAM not in abilities:
            pages = await self.fetched(connector, "")
            assert set(keys) <= self.keys(pages)
            return pages
        pages, stream = [], connector.stream(far.beginning)
        while not set(keys) <= self.keys(pages):
            pages.append(await self.next_page(stream))
        await aclose(stream)
        return pages

    async def fetched(self, connector: Connector, cursor: str) -> list[Page]:
        pages = [await connector.fetch(cursor)]
        while pages[-1].more:
            assert len(pages) < 1000, "`more` never ends"
            pages.append(await connector.fetch(pages[-1].cursor))
        return pages

    async def page_with(self, stream: AsyncIterator[Page], key: str) -> Page:
        while True:
            page = await self.next_page(stream)
            if key in {post.key for post in page.posts}:
                return page

    async def drained(self, stream: AsyncIterator[Page]) -> None:
        while True:
            await self.next_page(stream)

    async def next_page(self, stream: AsyncIterator[Page]) -> Page:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await anext(stream)

    @staticmethod
    def keys(pages: Sequence[Page]) -> set[str]:
        posts = {post.key for page in pages for post in page.posts}
        return posts | {fact.key for page in pages for fact in page.facts}


async def aclose(stream: AsyncIterator[Page]) -> None:
    """End a stream that is an async generator, as all of ours are."""
    closing = getattr(stream, "aclose", None)
    if closing is not None:
        with contextlib.suppress(NetworkError):
            await closing()


__all__ = ["PIXEL", "ConnectorContract", "Fault", "NetworkUnderTest"]
