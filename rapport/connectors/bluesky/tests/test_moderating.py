"""What is done against abuse stands on Bluesky once, can be taken back, and is refused with a reason."""

from __future__ import annotations

import httpx
import pytest

from rapport.channels.contract import Complaint
from rapport.channels.errors import OutcomeUnknown, Refused, RetryLater
from rapport.channels.testing import Fault
from rapport.connectors.bluesky.connector import Bluesky
from rapport.connectors.bluesky.keys import BLOCK, POST, THREADGATE
from rapport.connectors.bluesky.tests.far import BRAND, MARA, FakePDS, post_record


def thread(far: FakePDS) -> tuple[str, str]:
    """(a post of the brand, a reply to it by Mara)."""
    root = far.stands(BRAND, POST, post_record("We are open."))
    ref = far.ref(root)
    reply = far.stands(MARA, POST, {**post_record("x"), "reply": {"root": ref, "parent": ref}})
    return root, reply


def gate_of(far: FakePDS, root: str) -> dict[str, object] | None:
    record = far.records.get(root.replace(POST, THREADGATE))
    return record["value"] if record else None


async def test_a_reply_under_ours_is_hidden_once_and_shown_again(
    far: FakePDS, bluesky: Bluesky
) -> None:
    root, reply = thread(far)
    await bluesky.hide(reply, "abuse")
    await bluesky.hide(reply, "abuse")
    gate = gate_of(far, root)
    assert gate is not None
    assert (gate["post"], gate["hiddenReplies"]) == (root, [reply])
    assert "allow" not in gate, "anybody may still reply"
    await bluesky.unhide(reply)
    await bluesky.unhide(reply)
    assert gate_of(far, root)["hiddenReplies"] == []  # type: ignore[index]


async def test_who_may_reply_stays_as_it_was_set(far: FakePDS, bluesky: Bluesky) -> None:
    root, reply = thread(far)
    rule = {"$type": "app.bsky.feed.threadgate#mentionRule"}
    before = {"$type": THREADGATE, "post": root, "allow": [rule], "hiddenReplies": ["at://x"]}
    far.stands(BRAND, THREADGATE, before, rkey=root.rpartition("/")[2])
    await bluesky.hide(reply, "spam")
    assert gate_of(far, root) == {**before, "hiddenReplies": ["at://x", reply]}


async def test_a_reply_in_somebody_elses_thread_cannot_be_hidden(
    far: FakePDS, bluesky: Bluesky
) -> None:
    root = far.stands(MARA, POST, post_record("root"))
    ref = far.ref(root)
    reply = far.stands(MARA, POST, {**post_record("x"), "reply": {"root": ref, "parent": ref}})
    for key in (root, reply):
        with pytest.raises(Refused, match="begin with a post of our own"):
            await bluesky.hide(key, "abuse")


async def test_a_gate_changed_at_the_same_moment_is_read_anew(
    far: FakePDS, bluesky: Bluesky, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, reply = thread(far)
    real = far._com_atproto_repo_putRecord

    async def overtaken(request: httpx.Request) -> httpx.Response:
        far.stands(BRAND, THREADGATE, {"post": root}, rkey=root.rpartition("/")[2])
        monkeypatch.setattr(far, "_com_atproto_repo_putRecord", real)
        return await real(request)

    monkeypatch.setattr(far, "_com_atproto_repo_putRecord", overtaken)
    with pytest.raises(RetryLater):
        await bluesky.hide(reply, "abuse")
    await bluesky.hide(reply, "abuse")
    assert gate_of(far, root) == {"post": root, "hiddenReplies": [reply]}


async def test_no_more_than_the_lexicon_takes_are_hidden_under_a_post(
    far: FakePDS, bluesky: Bluesky
) -> None:
    root, reply = thread(far)
    full = {"post": root, "hiddenReplies": [f"at://{n}" for n in range(300)]}
    far.stands(BRAND, THREADGATE, full, rkey=root.rpartition("/")[2])
    with pytest.raises(Refused, match="300"):
        await bluesky.hide(reply, "abuse")


async def test_a_mute_and_a_block_stand_once_and_are_taken_back(
    far: FakePDS, bluesky: Bluesky
) -> None:
    def blocks() -> list[str]:
        return [r["value"]["subject"] for uri, r in far.records.items() if f"/{BLOCK}/" in uri]

    for _ in range(2):
        await bluesky.mute(MARA)
        await bluesky.block(MARA)
    assert (far.muted, blocks()) == ({MARA}, [MARA])
    await bluesky.unmute(MARA)
    await bluesky.unblock(MARA)
    assert (far.muted, blocks()) == (set(), [])
    with pytest.raises(Refused):
        await bluesky.mute("mara.test")


async def test_a_report_names_the_post_as_it_stands_and_the_kind_of_rule(
    far: FakePDS, bluesky: Bluesky
) -> None:
    _, reply = thread(far)
    await bluesky.report(Complaint(reply, MARA, "spam", "No advertising."))
    [report] = far.reports
    assert report["reasonType"] == "com.atproto.moderation.defs#reasonSpam"
    assert report["subject"] == {"$type": "com.atproto.repo.strongRef", **far.ref(reply)}
    far.falls(reply)
    with pytest.raises(Refused, match="gone"):
        await bluesky.report(Complaint(reply, MARA, "spam", "No advertising."))


async def test_a_report_whose_answer_was_lost_is_not_repeated_blindly(
    far: FakePDS, bluesky: Bluesky
) -> None:
    _, reply = thread(far)
    far.fail_next(Fault.LOST_RECEIPT)
    with pytest.raises(OutcomeUnknown):
        await bluesky.report(Complaint(reply, MARA, "abuse", "No threats."))
