"""A post is sent once, is found again, and says what it must."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rapport.channels.contract import OutboundImage, OutboundPost, SessionInMemory
from rapport.channels.errors import OutcomeUnknown, Refused, RetryLater, SignInAgain
from rapport.channels.testing import PIXEL, Fault
from rapport.connectors.mastodon import evidence, sending
from rapport.connectors.mastodon.connector import Mastodon
from rapport.connectors.mastodon.tests.far import FarMastodon
from rapport.kit.fediverse.tests.wire import Response


def clock(far: FarMastodon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.connectors.mastodon.connector._now", lambda: far.now)


async def test_an_answer_stands_under_what_it_answers_and_names_its_author(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    question = far.says("bob", "@brand @mara where is it?", visibility="unlisted")
    await mastodon.send(
        OutboundPost("On its way.", reply_to_key=question["uri"], language="en"), "k"
    )
    [sent] = far.of("brand")
    assert far.sources[sent["id"]] == "@bob@far.example @mara@home.example On its way."
    assert sent["in_reply_to_id"] == question["id"]
    assert (sent["visibility"], sent["language"]) == ("unlisted", "en")


async def test_a_private_answer_is_direct(far: FarMastodon, mastodon: Mastodon) -> None:
    question = far.says("bob", "@brand a secret", visibility="direct")
    await mastodon.send(OutboundPost("Noted.", reply_to_key=question["uri"], scope="private"), "k")
    assert [sent["visibility"] for sent in far.of("brand")] == ["direct"]


@pytest.mark.parametrize(
    "post",
    [
        OutboundPost("A secret", scope="private"),
        OutboundPost("   "),
        OutboundPost("x", images=(OutboundImage(PIXEL, "text/html", "", 1, 1),)),
        OutboundPost("x", images=(OutboundImage(PIXEL, "image/png", "x" * 1501, 1, 1),)),
        OutboundPost("x", images=(OutboundImage(PIXEL, "image/png", "", 1, 1),) * 5),
        OutboundPost("x", reply_to_key="https://gone.example/1"),
        OutboundPost("x", reply_to_key="http://127.0.0.1/users/brand/statuses/1"),
    ],
)
async def test_what_the_network_could_not_take_is_refused_before_it_leaves(
    far: FarMastodon, mastodon: Mastodon, post: OutboundPost
) -> None:
    with pytest.raises(Refused):
        await mastodon.send(post, "k")
    assert far.of("brand") == []
    assert not [one for one in far.requests if one.method == "POST"]


async def test_a_public_answer_to_a_private_word_is_refused(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    question = far.says("bob", "@brand a secret", visibility="direct")
    with pytest.raises(Refused, match="private"):
        await mastodon.send(OutboundPost("Noted.", reply_to_key=question["uri"]), "k")


async def test_the_servers_own_limit_holds(far: FarMastodon, mastodon: Mastodon) -> None:
    far.max_characters = 1000
    await mastodon.send(OutboundPost("x" * 900), "k")
    with pytest.raises(Refused, match="1000"):
        await mastodon.send(OutboundPost("x" * 1001), "k2")


async def test_a_picture_that_is_still_worked_on_is_waited_for(
    far: FarMastodon, mastodon: Mastodon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PROCESSING_PAUSE_SECONDS", 0.0)
    far.processing_asks = 2
    image = OutboundImage(PIXEL, "image/png", "A single pixel", 1, 1)
    await mastodon.send(OutboundPost("Look", images=(image,)), "k")
    [sent] = far.of("brand")
    assert [one["description"] for one in sent["media_attachments"]] == ["A single pixel"]


async def test_a_picture_that_never_gets_ready_is_tried_again_later(
    far: FarMastodon, mastodon: Mastodon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PROCESSING_PAUSE_SECONDS", 0.0)
    far.processing_asks = 1000
    image = OutboundImage(PIXEL, "image/png", "", 1, 1)
    with pytest.raises(RetryLater):
        await mastodon.send(OutboundPost("Look", images=(image,)), "k")
    assert far.of("brand") == []


# Once, however long ago.


async def test_after_the_server_forgot_the_key_a_lost_post_is_found_by_its_words(
    far: FarMastodon, mastodon: Mastodon, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock(far, monkeypatch)
    await mastodon.check()
    far.fail_next(Fault.LOST_RECEIPT)
    with pytest.raises(OutcomeUnknown):
        await mastodon.send(OutboundPost("On its way.\n\nSoon & well."), "k")
    far.now += timedelta(hours=2)
    far.says("brand", "Something else")
    found = await mastodon.find("k")
    assert found is not None
    assert found.key == far.of("brand")[0]["uri"]
    again = await mastodon.send(OutboundPost("On its way.\n\nSoon & well."), "k")
    assert again.key == found.key
    assert len(far.of("brand")) == 2


async def test_the_same_words_sent_under_another_key_or_to_somebody_else_are_not_taken_for_it(
    far: FarMastodon, mastodon: Mastodon, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock(far, monkeypatch)
    question = far.says("bob", "@brand where is it?")
    await mastodon.send(OutboundPost("Thank you."), "k1")
    far.says("brand", "@bob@far.example Thank you.")
    far.loses_next_post = True
    with pytest.raises(OutcomeUnknown):
        await mastodon.send(OutboundPost("Thank you.", reply_to_key=question["uri"]), "k2")
    far.loses_next_post = True
    with pytest.raises(OutcomeUnknown):
        await mastodon.send(OutboundPost("Thank you."), "k3")
    assert await mastodon.find("k2") is None
    assert await mastodon.find("k3") is None


async def test_what_a_killed_process_sent_is_found_by_another(
    far: FarMastodon, mastodon: Mastodon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The evidence is kept before the request leaves, in the session, which outlives the process."""
    clock(far, monkeypatch)
    kept = SessionInMemory()
    mastodon.sessions = kept
    await mastodon.check()
    far.fail_next(Fault.LOST_RECEIPT)
    with pytest.raises(OutcomeUnknown):
        await mastodon.send(OutboundPost("A secret word."), "k")
    assert "secret" not in kept.session
    far.now += timedelta(hours=2)
    other = Mastodon(far.access())
    other.sessions = kept
    found = await other.find("k")
    await other.aclose()
    assert found is not None


async def test_looking_for_a_key_nobody_sent_leaves_nothing_behind(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    assert await mastodon.find("never") is None
    assert far.of("brand") == []
    assert far.keys == {}


async def test_a_post_deleted_since_is_not_found(far: FarMastodon, mastodon: Mastodon) -> None:
    await mastodon.send(OutboundPost("A slip."), "k")
    far.deletes(far.of("brand")[0]["id"])
    assert await mastodon.find("k") is None
    other = Mastodon(far.access())
    assert await other.find("k") is None
    await other.aclose()


@pytest.mark.parametrize(
    "response",
    [
        Response(500, b"oops"),
        Response(502, b"<html>Bad gateway</html>"),
        Response(504, b""),
        Response(200, {"id": "1", "uri": "x"}, is_cut=True),
        Response(200, b"<html>not JSON"),
        Response(200, {"id": None}),
        Response(is_lost=True),
    ],
)
async def test_an_answer_lost_after_the_post_left_is_an_unknown_outcome(
    far: FarMastodon, mastodon: Mastodon, response: Response
) -> None:
    await mastodon.check()
    far.next_answers.append(response)
    with pytest.raises(OutcomeUnknown):
        await mastodon.send(OutboundPost("On its way."), "k")


def test_the_evidence_is_bounded_and_forgets() -> None:
    entries = {
        f"k{number}": evidence.Sent(f"2026-11-{1 + number // 100:02d}T12:00:00+00:00", "d")
        for number in range(900)
    }
    kept = evidence._parsed(evidence._written(entries))
    assert len(kept) <= evidence.MOST_SENT
    assert "k899" in kept
    assert evidence._parsed("nonsense") == {}


# Likes, deletions, people.


async def test_a_like_stands_once(far: FarMastodon, mastodon: Mastodon) -> None:
    praise = far.says("bob", "@brand lovely")
    for _ in range(2):
        await mastodon.react(praise["uri"], "like", "i")
    assert far.statuses[praise["id"]]["favourites_count"] == 1


async def test_a_like_of_what_is_gone_is_refused(far: FarMastodon, mastodon: Mastodon) -> None:
    with pytest.raises(Refused):
        await mastodon.react("https://gone.example/1", "like", "i")


async def test_only_our_own_posts_are_deleted(far: FarMastodon, mastodon: Mastodon) -> None:
    for who in ("mara", "bob"):
        with pytest.raises(Refused):
            await mastodon.remove(far.says(who, "mine")["uri"])


async def test_people_are_found_here_and_afar(far: FarMastodon, mastodon: Mastodon) -> None:
    assert (await mastodon.profile("@mara")).handle == "mara@home.example"
    assert (await mastodon.profile("bob@far.example")).handle == "bob@far.example"
    with pytest.raises(Refused):
        await mastodon.profile("nobody@far.example")
    assert await mastodon.private_door("bob@far.example") == "direct"


# Faults, by what they ask of whom.


@pytest.mark.parametrize(
    ("response", "error"),
    [
        (Response(401, {"error": "The access token was revoked"}), SignInAgain),
        (Response(403, {"error": "This action is outside the authorized scopes"}), Refused),
        (Response(404, {"error": "Record not found"}), Refused),
        (Response(410, {"error": "Gone"}), Refused),
        (Response(422, {"error": "Validation failed"}), Refused),
        (Response(301, b"", {"Location": "https://elsewhere.example/"}), Refused),
        (Response(429, {"error": "Too many requests"}), RetryLater),
        (Response(500, b"oops"), RetryLater),
        (Response(503, b""), RetryLater),
        (Response(200, b"{"), RetryLater),
        (Response(200, {}, is_cut=True), RetryLater),
        (Response(200, b"\x1f\x8b", {"Content-Encoding": "gzip"}), RetryLater),
        (Response(is_lost=True), RetryLater),
        (Response(200, ["no account"]), RetryLater),
    ],
)
async def test_every_answer_means_something(
    far: FarMastodon, mastodon: Mastodon, response: Response, error: type[Exception]
) -> None:
    far.next_answers.append(response)
    with pytest.raises(error) as caught:
        await mastodon.check()
    assert str(caught.value)


async def test_the_servers_words_are_passed_on(far: FarMastodon, mastodon: Mastodon) -> None:
    far.next_answers.append(Response(422, {"error": "Validation failed: Text is rude"}))
    with pytest.raises(Refused, match="Text is rude"):
        await mastodon.check()


async def test_a_spent_limit_is_waited_out(far: FarMastodon, mastodon: Mastodon) -> None:
    far.fail_next(Fault.BUSY)
    with pytest.raises(RetryLater) as caught:
        await mastodon.check()
    assert caught.value.after == pytest.approx(300, abs=1)


async def test_a_private_host_is_refused_and_nobody_is_asked(
    far: FarMastodon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "")
    connector = Mastodon(far.access())
    with pytest.raises(Refused, match="private network"):
        await connector.check()
    await connector.aclose()
    assert far.requests == []


@pytest.mark.parametrize("host", ["", "http://mastodon.social", "mastodon.social/@brand"])
async def test_what_is_no_server_is_refused_at_once(far: FarMastodon, host: str) -> None:
    with pytest.raises(Refused):
        Mastodon(replace(far.access(), settings={"host": host}))
