"""Operations news by mail: lines become facts, from those who may tell them and prove who they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.channels.contract import InboundFact, InboundPost
from rapport.channels.errors import Refused
from rapport.connectors.mail.authentic import is_authentic
from rapport.connectors.mail.connector import Mail
from rapport.connectors.mail.mime import Head
from rapport.connectors.mail.news import Newsroom, Unreadable
from rapport.connectors.mail.tests.far import FakeMailServer
from rapport.connectors.mail.translate import Found, translated

BOX = "news@brand.example"
OPS = "desk@ops.example"
SETTINGS = {"news_from": f"{OPS}, late@ops.example", "news_checked_by": "mx.brand.example"}
PASSED = "mx.brand.example; dmarc=pass header.from=ops.example"
LIFT = (
    "what: Lift out of order\nWHERE: Halden Central\nCause: a broken door\nUntil: 18:30\nSay: yes"
)


def mail(
    body: str,
    *,
    sender: str = OPS,
    results: str = PASSED,
    subject: str = "Lift 7",
    kind: str = "text/plain",
    message_id: str = "one@ops.example",
    extra: str = "",
) -> bytes:
    head = (
        f"Authentication-Results: {results}\r\nFrom: Desk <{sender}>\r\nTo: {BOX}\r\nSubject: {subject}\r\n"
        f"Date: Mon, 2 Mar 2026 12:00:00 +0100\r\nMessage-ID: <{message_id}>\r\n{extra}"
        f"Content-Type: {kind}; charset=utf-8\r\n\r\n"
    )
    return head.encode() + body.encode()


def told(raw: bytes, **settings: str) -> InboundFact:
    newsroom = Newsroom.of(SETTINGS | settings)
    assert newsroom is not None
    post = translated(Found(raw, datetime(2026, 3, 2, 12, tzinfo=UTC)), mailbox=BOX).post
    assert isinstance(post, InboundPost)
    return newsroom.fact(Head.read(raw), post)


def test_lines_become_a_fact_whatever_their_case() -> None:
    fact = told(mail(LIFT))
    assert (fact.what, fact.where, fact.cause) == (
        "Lift out of order",
        "Halden Central",
        "a broken door",
    )
    assert fact.ends_at == datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
    assert fact.sayable
    assert fact.only == frozenset()


def test_the_subject_is_what_goes_on_and_nothing_else_need_be_said() -> None:
    fact = told(mail("Good evening"))
    assert (fact.what, fact.ends_at, fact.sayable) == ("Lift 7", None, False)


def test_html_alone_is_read_as_its_text() -> None:
    fact = told(mail("<p>What: Lift out of order</p><p>Say: yes</p>", kind="text/html"))
    assert (fact.what, fact.sayable) == ("Lift out of order", True)


@pytest.mark.parametrize(
    ("said", "end"),
    [
        ("18:30", datetime(2026, 3, 2, 17, 30, tzinfo=UTC)),
        ("01:15", datetime(2026, 3, 3, 0, 15, tzinfo=UTC)),
        ("2026-03-04 6:00", datetime(2026, 3, 4, 5, tzinfo=UTC)),
        ("unknown", None),
    ],
)
def test_until_is_a_time_where_it_was_written(said: str, end: datetime | None) -> None:
    assert told(mail(f"Until: {said}")).ends_at == end


def test_a_time_zone_of_the_account_goes_before_the_writers() -> None:
    fact = told(mail("Until: 18:30"), news_timezone="Europe/Helsinki")
    assert fact.ends_at == datetime(2026, 3, 2, 16, 30, tzinfo=UTC)


def test_a_later_mail_in_the_thread_changes_what_it_names() -> None:
    first = told(mail(LIFT))
    later = mail(
        "Until: 20:00",
        subject="Re: Lift 7",
        message_id="two@ops.example",
        extra="References: <one@ops.example>\r\n",
    )
    fact = told(later)
    assert fact.key == first.key
    assert fact.only == {"ends_at"}


@pytest.mark.parametrize("said", ["Over", "over.", "OVER: yes"])
def test_over_ends_it(said: str) -> None:
    raw = mail(said, message_id="three@ops.example", extra="In-Reply-To: <one@ops.example>\r\n")
    fact = told(raw)
    assert (fact.key, fact.over) == (told(mail(LIFT)).key, True)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (mail("Cause: none", subject=""), "does not say what"),
        (mail("Until: half past"), "is no time"),
        (mail("Until: 25:99"), "is no time"),
        (mail("Until: 2026-03-01 18:30"), "over before"),
        (mail("Over"), "of nothing"),
        (mail("Say: perhaps"), "neither yes nor no"),
        (mail(LIFT, sender="mara@x.example"), "may not tell"),
        (mail(LIFT, results="mx.brand.example; dmarc=fail header.from=ops.example"), "proves"),
        (mail(LIFT, extra="From: other@x.example\r\n"), "more than one"),
        (mail(LIFT, extra="Auto-Submitted: auto-replied\r\n"), "machine"),
        (
            mail("Thanks!", message_id="4@ops.example", extra="In-Reply-To: <one@ops.example>\r\n"),
            "changes nothing",
        ),
    ],
)
def test_what_is_no_news_says_why(raw: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        told(raw)


@pytest.mark.parametrize(
    ("results", "is_proof"),
    [
        (PASSED, True),
        ("MX.brand.example 1; spf=pass smtp.mailfrom=bounce@ops.example", True),
        ("mx.brand.example; dkim=pass (2048 bit) header.d=ops.example header.s=x", True),
        ("mx.brand.example; dkim=pass header.i=@ops.example header.s=x", True),
        ("mx.brand.example; dkim=pass header.i=@ops.example header.d=evil.example", False),
        ("mx.brand.example; spf=pass smtp.mailfrom=x@evil.example", False),
        ("mx.brand.example; dkim=pass header.d=sub.ops.example", False),
        (
            "mx.brand.example; dkim=fail header.d=ops.example; spf=pass smtp.mailfrom=e.example",
            False,
        ),
        ("mx.evil.example; dmarc=pass header.from=ops.example", False),
        ("mx.brand.example; none", False),
        (
            'mx.brand.example; spf=fail smtp.mailfrom="a; dmarc=pass header.from=ops.example"@e',
            False,
        ),
        ("mx.brand.example; spf=fail (; dmarc=pass header.from=ops.example) x", False),
        ('mx.brand.example; spf=fail smtp.mailfrom="a; dmarc=pass header.from=ops.example', False),
        ("mx.brand.example; dmarc=passed header.from=ops.example", False),
        ("", False),
    ],
)
def test_only_the_named_server_proves_a_sender(results: str, is_proof: bool) -> None:
    head = Head.read(mail("", results=results))
    assert is_authentic(head, sender=OPS, checked_by="mx.brand.example") is is_proof


def test_results_that_came_with_the_mail_prove_nothing() -> None:
    forged = mail(LIFT, results="mx.brand.example; dmarc=fail header.from=ops.example")
    forged = forged.replace(
        b"From: Desk", f"Authentication-Results: {PASSED}\r\nFrom: Desk".encode()
    )
    assert not is_authentic(Head.read(forged), sender=OPS, checked_by="mx.brand.example")


@given(st.text(max_size=300), st.text(max_size=200))
def test_nothing_a_stranger_writes_breaks_the_reading(body: str, results: str) -> None:
    printable = "".join(sign for sign in results if sign.isprintable())
    with pytest.raises(Unreadable):
        told(mail(body, sender="mara@x.example", results=printable))


def test_a_box_of_customers_mail_has_no_newsroom() -> None:
    assert Newsroom.of({}) is None


@pytest.mark.parametrize(
    "wrong",
    [{"news_from": "nobody"}, {"news_checked_by": ""}, {"news_timezone": "Mars/Base"}],
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(Refused):
        Newsroom.of(SETTINGS | wrong)


async def test_a_box_brings_facts_and_keeps_the_rest_aside(far: FakeMailServer) -> None:
    far.arrives(mail(LIFT))
    far.arrives(mail("hello", sender="mara@x.example", message_id="x@x.example"))
    connector = Mail(far.access(**SETTINGS))
    page = await connector.fetch("")
    await connector.aclose()
    assert [fact.what for fact in page.facts] == ["Lift out of order"]
    assert [one.where for one in page.rejected] == ["INBOX 2"]
    assert page.posts == ()
    assert replace(page.facts[0], key="") == replace(told(mail(LIFT)), key="")
