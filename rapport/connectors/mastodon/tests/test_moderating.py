"""What is done against abuse stands on Mastodon once, can be taken back, and is refused with a reason."""

from __future__ import annotations

import pytest

from rapport.channels.contract import Complaint
from rapport.channels.errors import OutcomeUnknown, Refused, RetryLater
from rapport.connectors.mastodon.connector import Mastodon
from rapport.connectors.mastodon.tests.far import FarMastodon
from rapport.kit.fediverse.tests.wire import Response


async def test_a_mute_lets_what_they_write_to_us_through_and_is_taken_back(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    bob = far.accounts["bob"]
    await mastodon.mute(bob["uri"])
    await mastodon.mute(bob["uri"])
    assert far.muted == {bob["id"]: False}
    await mastodon.unmute(bob["uri"])
    assert far.muted == {}


async def test_a_block_stands_once_and_is_taken_back(far: FarMastodon, mastodon: Mastodon) -> None:
    bob = far.accounts["bob"]
    await mastodon.block(bob["uri"])
    await mastodon.block(bob["uri"])
    assert far.blocked == {bob["id"]}
    await mastodon.unblock(bob["uri"])
    assert far.blocked == set()


async def test_somebody_who_is_gone_cannot_be_muted(far: FarMastodon, mastodon: Mastodon) -> None:
    with pytest.raises(Refused, match="any more"):
        await mastodon.mute("https://far.example/users/nobody")


async def test_a_report_names_the_status_its_writer_and_the_kind_of_rule(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    spam = far.says("bob", "@brand buy cheap watches")
    await mastodon.report(
        Complaint(spam["uri"], far.accounts["bob"]["uri"], "spam", "No advertising. " * 100)
    )
    [report] = far.reports
    assert (report["account_id"], report["status_ids"]) == (far.accounts["bob"]["id"], [spam["id"]])
    assert (report["category"], report["forward"], len(report["comment"])) == ("spam", True, 1000)


async def test_a_status_that_is_gone_cannot_be_reported(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    gone = far.says("bob", "@brand never mind")
    far.deletes(gone["id"])
    with pytest.raises(Refused, match="nothing left to report"):
        await mastodon.report(Complaint(gone["uri"], far.accounts["bob"]["uri"], "abuse", "x"))


async def test_a_token_without_the_permission_is_said_so(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    await mastodon.check()
    far.next_answers.append(Response(200, {"accounts": [far.accounts["bob"]]}))
    far.next_answers.append(
        Response(403, {"error": "This action is outside the authorized scopes"})
    )
    with pytest.raises(Refused, match="may lack a permission"):
        await mastodon.block(far.accounts["bob"]["uri"])


async def test_a_lost_answer_is_asked_again_but_for_a_report(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    spam = far.says("bob", "@brand buy cheap watches")
    far.loses_next_receipt = True
    with pytest.raises(RetryLater):
        await mastodon.mute(far.accounts["bob"]["uri"])
    far.loses_next_receipt = True
    with pytest.raises(OutcomeUnknown):
        await mastodon.report(Complaint(spam["uri"], far.accounts["bob"]["uri"], "spam", "x"))
