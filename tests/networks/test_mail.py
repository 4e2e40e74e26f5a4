"""The journey against real servers: Dovecot for IMAP, Exim for SMTP, on loopback and over TLS.

What stands there is read back from the Maildirs, never through the connector under test.
"""

from __future__ import annotations

import asyncio
import os
import smtplib
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rapport.channels.contract import (
    AccountAccess,
    InboundPost,
    OutboundImage,
    OutboundPost,
    Page,
)
from rapport.channels.errors import OutcomeUnknown, Refused, RetryLater, SignInAgain
from rapport.channels.testing import PIXEL
from rapport.connectors.mail.connector import Mail
from rapport.connectors.mail.server import PinnedSMTP
from tests.networks.mail.correspondent import Correspondent, until
from tests.networks.mail.server import MailServer, running

pytestmark = pytest.mark.networks


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    if os.environ.get("RAPPORT_TEST_NETWORKS") != "1":
        pytest.skip("the real mail servers run with RAPPORT_TEST_NETWORKS=1 (apt installs them)")
    with running() as server:
        yield server


@pytest.fixture(autouse=True)
def _the_server_may_be_reached(monkeypatch: pytest.MonkeyPatch, server: MailServer) -> None:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificates.authority))


@pytest.fixture
def brand(server: MailServer) -> Correspondent:
    """A mailbox of its own for each test, so that what stands there is what the test wrote."""
    return Correspondent.arrives(server, "support")


@pytest.fixture
def mara(server: MailServer) -> Correspondent:
    return Correspondent.arrives(server, "mara")


@pytest.fixture
async def mail(brand: Correspondent) -> AsyncIterator[Mail]:
    connector = Mail(access(brand))
    yield connector
    await connector.aclose()


def access(person: Correspondent, **settings: str) -> AccountAccess:
    ports = {"imap_port": str(person.server.imaps), "smtp_port": str(person.server.smtps)}
    hosts = {"imap_host": "localhost", "smtp_host": "localhost"}
    return AccountAccess(
        id=1,
        network="mail",
        handle=person.address,
        remote_id=person.address,
        settings={"address": person.address, "name": "The Brand", **hosts, **ports, **settings},
        secrets={"password": person.password},
    )


async def heard(
    stream: AsyncIterator[Page], is_it: Callable[[InboundPost], bool], *, seconds: float = 20
) -> InboundPost:
    async with asyncio.timeout(seconds):
        async for page in stream:
            for post in page.posts:
                if is_it(post):
                    return post
    raise AssertionError("the stream ended")


def with_id(message_id: str) -> Callable[[InboundPost], bool]:
    return lambda post: post.key.endswith(f"/{message_id}")


async def all_pages(first: Page, following: Callable[[str], object]) -> list[Page]:
    pages = [first]
    while pages[-1].more:
        assert len(pages) < 100
        pages.append(await following(pages[-1].cursor))  # type: ignore[misc]
    return pages


async def test_signing_in_says_who_we_are(mail: Mail, brand: Correspondent) -> None:
    info = await mail.check()
    assert (info.remote_id, info.handle, info.name) == (brand.address, brand.address, "The Brand")


async def test_starttls_serves_as_well(server: MailServer, brand: Correspondent) -> None:
    ports = {"imap_port": str(server.imap), "smtp_port": str(server.smtp)}
    ways = {"imap_security": "starttls", "smtp_security": "starttls"}
    connector = Mail(access(brand, **ports, **ways))
    assert (await connector.check()).handle == brand.address
    await connector.aclose()


async def test_a_wrong_password_asks_a_person_to_sign_in_again(brand: Correspondent) -> None:
    connector = Mail(replace(access(brand), secrets={"password": "not this one"}))
    with pytest.raises(SignInAgain, match="does not take the password"):
        await connector.check()
    await connector.aclose()


async def test_a_certificate_nobody_vouches_for_is_not_trusted(
    brand: Correspondent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    connector = Mail(access(brand))
    with pytest.raises(RetryLater, match="no certificate we can trust"):
        await connector.check()
    await connector.aclose()


async def test_a_private_host_is_refused_unless_the_operator_opens_it(
    brand: Correspondent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RAPPORT_ALLOW_HOSTS")
    connector = Mail(access(brand))
    with pytest.raises(Refused, match="private network"):
        await connector.check()
    await connector.aclose()


async def test_a_customers_mail_is_heard_within_two_seconds(
    mail: Mail, brand: Correspondent, mara: Correspondent
) -> None:
    stream = mail.stream("")
    await anext(stream)
    waiting = asyncio.create_task(heard(stream, lambda post: True))
    await asyncio.sleep(0.5)  # until the stream idles
    await asyncio.to_thread(mara.writes, brand.address, "Kessel kaputt 🫖", subject="Hilfe")
    handed_in = time.monotonic()
    post = await waiting
    assert time.monotonic() - handed_in < 2.0
    assert (post.title, post.text) == ("Hilfe", "Kessel kaputt 🫖")
    assert (post.kind, post.scope, post.to_us, post.own) == ("mail", "private", True, False)
    assert post.author is not None
    assert (post.author.handle, post.author.name) == (mara.address, "Mara Lind")
    await stream.aclose()


async def test_an_answer_stands_in_the_customers_thread_and_so_does_theirs(
    mail: Mail, brand: Correspondent, mara: Correspondent
) -> None:
    stream = mail.stream("")
    await anext(stream)
    asked = await asyncio.to_thread(mara.writes, brand.address, "What now?", subject="Kettle")
    question = await heard(stream, with_id(asked))
    image = OutboundImage(PIXEL, "image/png", "The new kettle", 1, 1)
    answer = OutboundPost(
        "A new one is on its way.\n.\n..dots", reply_to_key=question.key, images=(image,)
    )
    receipt = await mail.send(answer, "delivery-1")
    (got,) = await asyncio.to_thread(until, mara.got)
    assert got["Subject"] == "Re: Kettle"
    assert got["In-Reply-To"] == got["References"] == f"<{asked}>"
    assert got["From"] == f"The Brand <{brand.address}>"
    assert got["Auto-Submitted"] is None
    text, picture = got.get_payload()
    assert text.get_payload(
        decode=True
    ).decode() == "A new one is on its way.\r\n.\r\n..dots\r\n".replace("\r\n", "\n")
    assert picture.get_payload(decode=True) == PIXEL
    assert receipt.key == mail.expected_key("delivery-1")
    ours = await heard(stream, lambda post: post.own)
    assert (ours.key, ours.parent_key) == (receipt.key, question.key)
    assert [medium.alt for medium in ours.media] == ["The new kettle"]
    thanks = await asyncio.to_thread(mara.writes, brand.address, "Thanks!", answering=got)
    again = await heard(stream, with_id(thanks))
    assert (again.parent_key, again.root_key) == (receipt.key, question.key)
    thread = await mail.thread(again.key)
    assert [post.key for post in thread] == [question.key, receipt.key, again.key]
    await stream.aclose()


async def test_what_we_sent_lies_once_among_the_sent_mail_and_not_in_the_inbox(
    mail: Mail, brand: Correspondent, mara: Correspondent
) -> None:
    stream = mail.stream("")
    await anext(stream)
    question = await question_of(mail, stream, mara, brand)
    await mail.send(OutboundPost("Once.", reply_to_key=question), "delivery-1")
    await mail.send(OutboundPost("Once.", reply_to_key=question), "delivery-1")
    await heard(stream, lambda post: post.own)
    reading = asyncio.create_task(drained(stream))
    await asyncio.to_thread(until, lambda: len(brand.got()) == 1)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    assert len(brand.sent()) == 1
    assert len(mara.got()) == 1


async def test_a_send_killed_before_its_receipt_is_found_and_not_doubled(
    mail: Mail, brand: Correspondent, mara: Correspondent, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = mail.stream("")
    await anext(stream)
    question = await question_of(mail, stream, mara, brand)
    await stream.aclose()

    def cut(self: smtplib.SMTP) -> tuple[int, bytes]:
        answer = real(self)
        if answer[0] == 250 and b"id=" in answer[1]:
            raise OSError("killed between send and receipt")
        return answer

    real = PinnedSMTP.getreply
    with monkeypatch.context() as patch:
        patch.setattr(PinnedSMTP, "getreply", cut)
        with pytest.raises(OutcomeUnknown):
            await mail.send(OutboundPost("Did it arrive?", reply_to_key=question), "delivery-1")
    assert brand.sent() == []
    await asyncio.to_thread(until, lambda: len(brand.got()) == 2)
    restarted = Mail(access(brand))
    found = await restarted.find("delivery-1")
    assert found is not None
    again = await restarted.send(
        OutboundPost("Did it arrive?", reply_to_key=question), "delivery-1"
    )
    assert again.key == found.key == mail.expected_key("delivery-1")
    assert len(await asyncio.to_thread(until, mara.got)) == 1
    assert await restarted.find("delivery-2") is None
    # The stream files the copy that proved it.
    stream = restarted.stream("1:0 1:0")
    own = await heard(stream, lambda post: post.own)
    assert own.key == found.key
    assert len(brand.sent()) == 1
    assert len(brand.got()) == 1
    await stream.aclose()
    await restarted.aclose()


async def test_a_forged_copy_of_our_own_mail_is_a_strangers_mail(
    mail: Mail, brand: Correspondent, mara: Correspondent
) -> None:
    stream = mail.stream("")
    await anext(stream)
    question = await question_of(mail, stream, mara, brand)
    receipt = await mail.send(OutboundPost("Our word.", reply_to_key=question), "delivery-1")
    (got,) = await asyncio.to_thread(until, mara.got)
    forged = (
        f"From: {brand.address}\r\nTo: {brand.address}\r\nMessage-ID: {got['Message-ID']}\r\n"
        f"X-Rapport: {got['X-Rapport']}\r\nSubject: x\r\n\r\nWe never said this.\r\n"
    )
    await asyncio.to_thread(mara.hands_in, forged.encode(), brand.address)
    post = await heard(stream, lambda post: post.text == "We never said this.")
    assert not post.own
    assert post.key.startswith(receipt.key + "#")
    await stream.aclose()


async def test_a_refused_and_a_delayed_recipient_say_so_in_the_servers_words(
    mail: Mail, server: MailServer, brand: Correspondent
) -> None:
    stream = mail.stream("")
    await anext(stream)
    for first, error, words in (
        ("no", Refused, "550 no such person here"),
        ("busy", RetryLater, "451 greylisted, come back in 60 seconds"),
    ):
        person = Correspondent.arrives(server, first)
        question = await question_of(mail, stream, person, brand)
        with pytest.raises(error, match=words) as caught:
            await mail.send(OutboundPost("Hello.", reply_to_key=question), f"delivery-{first}")
        assert getattr(caught.value, "after", 60.0) == 60.0
        assert await mail.find(f"delivery-{first}") is None
    await stream.aclose()


async def test_a_real_bounce_and_a_real_automatic_answer_are_told_apart_from_people(
    mail: Mail, server: MailServer, brand: Correspondent
) -> None:
    stream = mail.stream("")
    await anext(stream)
    for first, automatic in (("gone", "bounce"), ("away", "autoreply")):
        person = Correspondent.arrives(server, first)
        question = await question_of(mail, stream, person, brand)
        receipt = await mail.send(
            OutboundPost("Hello.", reply_to_key=question), f"delivery-{first}"
        )
        post = await heard(stream, lambda post: bool(post.automatic))
        assert post.automatic == automatic
        assert post.parent_key == receipt.key
    with pytest.raises(Refused, match="machine"):
        await mail.send(OutboundPost("And now?", reply_to_key=post.key), "delivery-3")
    await stream.aclose()


async def test_a_restart_in_the_middle_of_idle_loses_nothing(
    mail: Mail, server: MailServer, brand: Correspondent, mara: Correspondent
) -> None:
    stream = mail.stream("")
    cursor = (await anext(stream)).cursor
    waiting = asyncio.create_task(anext(stream))
    await asyncio.sleep(0.5)  # until the stream idles
    await asyncio.to_thread(server.stop_dovecot)
    with pytest.raises(RetryLater):
        await asyncio.wait_for(waiting, 10)
    with pytest.raises(RetryLater):
        await mail.check()
    missed = await asyncio.to_thread(mara.writes, brand.address, "Anybody there?")
    await asyncio.to_thread(server.start_dovecot)
    again = mail.stream(cursor)
    await heard(again, with_id(missed))
    await again.aclose()


async def test_a_folder_counted_anew_is_read_again_with_the_same_keys(
    mail: Mail, brand: Correspondent, mara: Correspondent
) -> None:
    for number in range(3):
        await asyncio.to_thread(mara.writes, brand.address, f"question {number}")
    no_id = (
        f"From: {mara.address}\r\nTo: {brand.address}\r\nSubject: none\r\n\r\nNo Message-ID.\r\n"
    )
    await asyncio.to_thread(mara.hands_in, no_id.encode(), brand.address)
    await asyncio.to_thread(until, lambda: len(brand.got()) == 4)
    first = await mail.fetch("")
    await mail.aclose()
    await asyncio.to_thread(count_anew, brand)
    again = await mail.fetch(first.cursor)
    assert again.cursor.split()[0].partition(":")[0] != first.cursor.split()[0].partition(":")[0]
    assert sorted(post.key for post in again.posts) == sorted(post.key for post in first.posts)
    assert len(first.posts) == 4


async def test_two_hundred_mails_are_backfilled_and_counted(
    mail: Mail, brand: Correspondent, mara: Correspondent
) -> None:
    folder = brand.server.maildir(brand.address)
    await mail.check()  # makes the Maildir
    fill(folder, brand.address, count=200)
    pages = await all_pages(await mail.fetch(""), mail.fetch)
    assert len({post.key for page in pages for post in page.posts}) == 200
    now = datetime.now(UTC)
    since, until_ = now - timedelta(days=7), now - timedelta(days=1)

    async def following(cursor: str) -> Page:
        return await mail.past(since, until_, cursor)

    past = await all_pages(await following(""), following)
    found = [post for page in past for post in page.posts]
    # One each hour: six days of them.
    assert len(found) == len({post.key for post in found}) == past[-1].total == past[-1].done == 144


async def test_strange_mail_is_kept_aside_and_the_next_one_arrives(
    mail: Mail, brand: Correspondent, mara: Correspondent
) -> None:
    stream = mail.stream("")
    await anext(stream)
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(1000)
    )
    for raw in (
        b"Subject: nobody wrote this\r\n\r\nx\r\n",
        b"From: <" + mara.address.encode() + b">\r\n" + nested,
        b"From: "
        + mara.address.encode()
        + b"\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n\xff\xfe\r\n",
    ):
        await asyncio.to_thread(mara.hands_in, raw, brand.address)
    sane = await asyncio.to_thread(mara.writes, brand.address, "hello")
    posts, rejected = [], []
    async with asyncio.timeout(20):
        async for page in stream:
            posts += page.posts
            rejected += page.rejected
            if any(with_id(sane)(post) for post in posts):
                break
    assert len(posts) + len(rejected) == 4
    await stream.aclose()


async def test_mail_that_was_filed_away_can_still_be_answered(
    mail: Mail, brand: Correspondent, mara: Correspondent
) -> None:
    stream = mail.stream("")
    await anext(stream)
    question = await question_of(mail, stream, mara, brand)
    await stream.aclose()
    await mail.aclose()
    folder = brand.server.maildir(brand.address)
    (path,) = [p for part in ("new", "cur") for p in (folder / part).iterdir()]
    archive = folder / ".Archive"
    for target in (archive, archive / "new", archive / "tmp", archive / "cur"):
        target.mkdir()
        os.chown(target, folder.stat().st_uid, folder.stat().st_gid)
    path.rename(target / path.name)
    await mail.send(OutboundPost("Here you are.", reply_to_key=question), "delivery-1")
    assert len(await asyncio.to_thread(until, mara.got)) == 1


async def question_of(
    mail: Mail, stream: AsyncIterator[Page], person: Correspondent, brand: Correspondent
) -> str:
    asked = await asyncio.to_thread(person.writes, brand.address, "A question.")
    return (await heard(stream, with_id(asked))).key


async def drained(stream: AsyncIterator[Page]) -> None:
    async for _ in stream:
        pass


def count_anew(person: Correspondent) -> None:
    """As after a restore: the server's own notes about UIDs are gone. It counts validity in seconds."""
    person.server.stop_dovecot()
    for path in person.server.maildir(person.address).iterdir():
        if path.name.startswith("dovecot"):
            path.unlink()
    time.sleep(1.1)
    person.server.start_dovecot()


def fill(folder: Path, address: str, *, count: int) -> None:
    """Mail of the last days, one each hour, newest first."""
    now = time.time()
    for number in range(count):
        at = int(now - 3600 * number - 1800)
        date = datetime.fromtimestamp(at, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
        path = folder / "new" / f"{at}.M{number}P1.test"
        path.write_text(
            f"From: c{number}@elsewhere.example\nTo: {address}\nSubject: s{number}\nDate: {date}\n"
            f"Message-ID: <old-{number}@elsewhere.example>\n\nquestion {number}\n"
        )
        os.utime(path, (at, at))
        owner = folder.stat()
        os.chown(path, owner.st_uid, owner.st_gid)
