"""What leaves: to whom, with which head, and what is never sent."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import Message

import pytest

from rapport.channels.contract import OutboundImage, OutboundPost
from rapport.channels.errors import OutcomeUnknown, Refused, RetryLater
from rapport.channels.testing import PIXEL, Fault
from rapport.connectors.mail.connector import Mail
from rapport.connectors.mail.tests.far import BRAND, MARA, FakeMailServer


def question(far: FakeMailServer, *headers: str, sender: str = MARA, number: int = 1) -> str:
    """A mail with those headers arrives; returns its key."""
    lines = [f"From: {sender}", f"To: {BRAND}", f"Message-ID: <h{number}@x.example>", *headers]
    far.arrives("\r\n".join([*lines, "", "hello", ""]).encode("utf-8", "surrogateescape"))
    return f"mail:{BRAND}/h{number}@x.example"


def to_others(far: FakeMailServer) -> list[tuple[str, Message]]:
    return [(to, message_from_bytes(raw)) for to, raw in far.delivered if to != BRAND]


async def test_an_answer_goes_to_the_writer_in_their_thread(
    far: FakeMailServer, mail: Mail
) -> None:
    key = question(
        far, "Subject: Kettle", "References: <a@x> <b@x>", "Reply-To: Other <other@x.example>"
    )
    await mail.send(OutboundPost("Grüße.", reply_to_key=key), "delivery-1")
    ((to, sent),) = to_others(far)
    assert to == "other@x.example"
    assert sent["To"] == "Other <other@x.example>"
    assert sent["Subject"] == "Re: Kettle"
    assert sent["References"] == "<a@x> <b@x> <h1@x.example>"
    assert sent["In-Reply-To"] == "<h1@x.example>"
    assert sent["Auto-Submitted"] is None
    assert sent.get_payload(decode=True).decode() == "Grüße.\r\n"  # type: ignore[union-attr]


async def test_a_rules_answer_says_that_a_machine_wrote_it(far: FakeMailServer, mail: Mail) -> None:
    post = OutboundPost("We got it.", reply_to_key=question(far), automatic=True)
    await mail.send(post, "delivery-1")
    ((_, sent),) = to_others(far)
    assert sent["Auto-Submitted"] == "auto-replied"
    assert sent["X-Auto-Response-Suppress"] == "All"
    assert str(sent["X-Rapport"]).startswith("hops=1;")


async def test_alternative_text_goes_out_with_a_picture(far: FakeMailServer, mail: Mail) -> None:
    image = OutboundImage(PIXEL, "image/png", "Ein Kessel, grün", 1, 1)
    await mail.send(OutboundPost("x", reply_to_key=question(far), images=(image,)), "delivery-1")
    (ours,) = [post for post in (await mail.fetch("")).posts if post.own]
    assert [(medium.alt, medium.content) for medium in ours.media] == [("Ein Kessel, grün", PIXEL)]


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        (["Return-Path: <>"], "mailer-daemon@x.example"),
        (["Subject: x"], BRAND),
        (["Subject: x"], "support+token@brand.example"),
        (["X-Rapport: hops=3; seal=0"], MARA),
        (["Subject: x"], '"a b"@x.example'),
        (["Subject: x"], "müller@x.example"),
    ],
)
async def test_machines_circles_and_odd_addresses_are_not_answered(
    far: FakeMailServer, mail: Mail, headers: list[str], sender: str
) -> None:
    key = question(far, *headers, sender=sender)
    with pytest.raises(Refused):
        await mail.send(OutboundPost("x", reply_to_key=key), "delivery-1")
    assert far.delivered == []


@pytest.mark.parametrize(
    "subject",
    [
        "=?utf-8?q?x=0D=0ABcc:_spy@x.example?=",
        "=?utf-8?q?x=0ATo:_spy@x.example=0A=0Abody?=",
        "x\r\n Bcc: spy@x.example",
        "=?utf-8?b?eAANCkJjYzogc3B5QHguZXhhbXBsZQ==?=",
    ],
)
async def test_a_strangers_subject_starts_no_header_of_ours(
    far: FakeMailServer, mail: Mail, subject: str
) -> None:
    key = question(
        far,
        f"Subject: {subject}",
        "Reply-To: =?utf-8?q?a=0D=0ABcc:_spy=40x.example?= <a@x.example>",
    )
    await mail.send(OutboundPost("x", reply_to_key=key), "delivery-1")
    ((to, sent),) = to_others(far)
    assert to == "a@x.example"
    assert sent["Bcc"] is None
    assert len(sent.get_all("To", [])) == 1
    assert "spy" not in str(sent.get_payload())


async def test_a_name_with_a_line_break_is_refused_when_the_account_is_opened(
    far: FakeMailServer,
) -> None:
    with pytest.raises(Refused, match="line break"):
        Mail(far.access(name="Brand\r\nBcc: spy@x.example"))


async def test_words_that_begin_with_dots_arrive_as_written(
    far: FakeMailServer, mail: Mail
) -> None:
    text = ".\n..\n.hidden"
    await mail.send(OutboundPost(text, reply_to_key=question(far)), "delivery-1")
    ((_, sent),) = to_others(far)
    assert sent.get_payload(decode=True).decode().replace("\r\n", "\n") == text + "\n"  # type: ignore[union-attr]


async def test_nothing_is_sent_to_who_did_not_write(far: FakeMailServer, mail: Mail) -> None:
    with pytest.raises(Refused, match="those who wrote"):
        await mail.send(OutboundPost("Buy!"), "delivery-1")
    with pytest.raises(Refused, match="no longer"):
        await mail.send(OutboundPost("x", reply_to_key=f"mail:{BRAND}/gone@x"), "delivery-1")
    with pytest.raises(Refused, match="no longer"):
        await mail.send(OutboundPost("x", reply_to_key="at://did/post/1"), "delivery-1")


async def test_mail_without_a_message_id_can_be_answered(far: FakeMailServer, mail: Mail) -> None:
    far.arrives(f"From: {MARA}\r\nSubject: none\r\n\r\nhello".encode())
    (post,) = (await mail.fetch("")).posts
    await mail.send(OutboundPost("x", reply_to_key=post.key), "delivery-1")
    ((to, _),) = to_others(far)
    assert to == MARA


async def test_a_second_mail_under_a_known_message_id_is_another_mail(
    far: FakeMailServer, mail: Mail
) -> None:
    key = question(far, "Subject: first")
    question(far, "Subject: first")
    far.arrives(b"From: evil@x.example\r\nMessage-ID: <h1@x.example>\r\n\r\nother words")
    posts = (await mail.fetch("")).posts
    assert [post.key == key for post in posts] == [True, True, False]
    await mail.send(OutboundPost("x", reply_to_key=posts[2].key), "delivery-1")
    ((to, _),) = to_others(far)
    assert to == "evil@x.example"


async def test_greylisting_waits_as_long_as_the_server_says(
    far: FakeMailServer, mail: Mail
) -> None:
    key = question(far)
    far.fail_next(Fault.BUSY)
    with pytest.raises(RetryLater) as caught:
        await mail.send(OutboundPost("x", reply_to_key=key), "delivery-1")
    assert caught.value.after == 90.0


async def test_a_copy_that_proved_a_lost_receipt_is_filed_and_heard_once(
    far: FakeMailServer, mail: Mail
) -> None:
    key = question(far)
    far.fail_next(Fault.LOST_RECEIPT)
    with pytest.raises(OutcomeUnknown):
        await mail.send(OutboundPost("x", reply_to_key=key), "delivery-1")
    assert far.folders["Sent"] == []
    assert await mail.find("delivery-1") is not None
    own = [post for post in (await mail.fetch("")).posts if post.own]
    assert [post.key for post in own] == [mail.expected_key("delivery-1")]
    assert len(far.folders["Sent"]) == 1
    assert len(far.folders["INBOX"]) == 1


async def test_a_forged_seal_is_a_strangers_mail(far: FakeMailServer, mail: Mail) -> None:
    await mail.send(OutboundPost("Our word.", reply_to_key=question(far)), "delivery-1")
    ((_, sent),) = to_others(far)
    head = f"From: {BRAND}\r\nMessage-ID: {sent['Message-ID']}\r\nX-Rapport: {sent['X-Rapport']}"
    far.arrives(f"{head}\r\n\r\nWe never said this.".encode())
    posts = {post.text: post for post in (await mail.fetch("")).posts}
    assert not posts["We never said this."].own
    assert posts["We never said this."].key != posts["Our word."].key


async def test_mail_sent_by_another_program_is_our_own(far: FakeMailServer, mail: Mail) -> None:
    raw = f"From: {BRAND}\r\nTo: {MARA}\r\nMessage-ID: <tb-1@brand.example>\r\n\r\nfrom my desk".encode()
    far.arrives(raw, "Sent")
    far.arrives(raw)  # a blind copy to ourselves
    (post,) = (await mail.fetch("")).posts
    assert post.own
    assert post.addressed_to == (MARA,)


async def test_a_server_that_files_by_itself_gets_no_copy(
    far: FakeMailServer, mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = question(far)
    monkeypatch.setattr("rapport.connectors.mail.sending.KEEPS_SENT_MAIL", ("127.0.0.1",))
    await mail.send(OutboundPost("x", reply_to_key=key), "delivery-1")
    assert [to for to, _ in far.delivered] == [MARA]
    assert far.folders["Sent"] == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("imap_host", ""),
        ("imap_host", "https://imap.example.org/"),
        ("imap_port", "99999"),
        ("smtp_port", "x"),
        ("smtp_security", "ssl"),
        ("address", "not an address"),
        ("address", "a@x.example\r\nRCPT TO:<b@x.example>"),
    ],
)
def test_settings_that_make_no_sense_say_which(
    far: FakeMailServer, setting: str, value: str
) -> None:
    with pytest.raises(Refused):
        Mail(far.access(**{setting: value}))


def test_a_password_is_never_sent_in_the_clear_over_a_network(far: FakeMailServer) -> None:
    with pytest.raises(Refused, match="Without TLS"):
        Mail(far.access(imap_host="imap.example.org"))


async def test_a_private_host_is_refused(
    far: FakeMailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RAPPORT_ALLOW_HOSTS")
    connector = Mail(far.access())
    with pytest.raises(Refused, match="private network"):
        await connector.check()


async def test_another_mailbox_foretells_other_keys(far: FakeMailServer, mail: Mail) -> None:
    other = Mail(replace(far.access(address="sales@brand.example")))
    assert other.expected_key("delivery-1") != mail.expected_key("delivery-1")
