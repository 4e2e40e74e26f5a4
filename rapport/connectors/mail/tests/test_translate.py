"""Mail as programs write it becomes what the contract promises. The payloads are written by hand in their styles."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.channels.contract import InboundPost, Rejected
from rapport.connectors.mail.translate import Found, Translated, translated

PAYLOADS = Path(__file__).parent / "payloads"
BRAND = "support@brand.example"
RECEIVED = datetime(2026, 12, 1, tzinfo=UTC)


def read(raw: bytes, **changes: bool) -> Translated:
    return translated(Found(raw, RECEIVED, **changes), mailbox=BRAND)


def post_of(raw: bytes, **changes: bool) -> InboundPost:
    post = read(raw, **changes).post
    assert isinstance(post, InboundPost), post
    return post


def payload(name: str) -> InboundPost:
    return post_of((PAYLOADS / f"{name}.eml").read_bytes())


def letter(body: bytes, *headers: str) -> bytes:
    named = ("From: Mara <mara@x.example>", "Message-ID: <1@x.example>", *headers)
    return "\r\n".join(named).encode() + b"\r\n\r\n" + body


def test_a_reply_from_gmail_shows_the_words_and_keeps_the_quote_apart() -> None:
    post = payload("gmail_reply")
    assert post.text == "It still hasn’t arrived. Can you look again?"
    assert post.rest.startswith("On Mon, 2 Mar 2026 at 09:00")
    assert "It left our house on Friday." in post.rest
    assert post.title == "Re: Order 4711"
    assert post.parent_key == f"mail:{BRAND}/answer-1@brand.example"
    assert post.root_key == f"mail:{BRAND}/question-1@mail.gmail.example"
    assert post.addressed_to == ("support+Q7xT9k@brand.example", "support@brand.example")
    assert (post.kind, post.scope, post.to_us, post.own) == ("mail", "private", True, False)
    assert post.created_at == datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
    assert "tracker" not in post.html


def test_html_from_outlook_is_read_as_text_and_its_header_block_cut() -> None:
    post = payload("outlook_reply")
    assert post.text == "Die Rechnung enthält einen Fehler:\n\n100 € statt 10 €."
    assert post.rest.startswith("Von: Brand Support")
    assert post.language == "de-DE"
    assert post.author is not None
    assert post.author.name == "Holm, Jens"


def test_a_picture_from_apple_mail_comes_with_its_bytes_and_name() -> None:
    post = payload("apple_mail")
    assert (post.title, post.text) == ("Photo de la bouilloire 🫖", "Voici la photo.")
    assert post.rest == "Envoyé de mon iPhone"
    (picture,) = post.media
    assert (picture.kind, picture.mime, picture.name) == (
        "image",
        "image/png",
        "bouilloire cassée.png",
    )
    assert picture.content.startswith(b"\x89PNG")
    assert picture.url == f"{post.key}#cid=photo@icloud.example"
    assert "PNG" not in repr(post)


def test_answers_between_quotes_keep_what_they_answer() -> None:
    post = payload("thunderbird_inline")
    assert post.text == (
        "> Welche Farbe hat der Kessel?\n\n"
        "Rot. Und er ist so alt, dass ich die Rechnung nicht mehr finde.\n\n"
        "> Wann ging er kaputt?\n\nGestern."
    )
    assert post.rest.endswith("--\nAda Brandt\nMusterweg 1")


def test_a_bounce_from_exchange_answers_the_mail_it_returns() -> None:
    post = payload("exchange_dsn")
    assert post.automatic == "bounce"
    assert post.parent_key == f"mail:{BRAND}/answer-4@brand.example"
    assert post.root_key == f"mail:{BRAND}/question-4@firma.example"
    assert "couldn't be found" in post.text
    assert post.text.endswith("550 5.1.1 RESOLVER.ADR.RecipNotFound; not found")


def test_machines_and_lists_are_told_from_people() -> None:
    assert payload("out_of_office").automatic == "autoreply"
    assert payload("mailing_list").automatic == "list"
    assert payload("gmail_reply").automatic == ""


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Auto-Submitted: auto-replied; owner-email=x", "autoreply"),
        ("Auto-Submitted: no", ""),
        ("X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply", "autoreply"),
        ("X-Auto-Response-Suppress: DR", ""),
        ("Precedence: auto_reply", "autoreply"),
        ("Precedence: bulk", "list"),
        ("Return-Path: <>", "autoreply"),
        ("X-Rapport: hops=3; seal=0", "autoreply"),
        ("X-Rapport: hops=1; seal=0", ""),
        ("X-Failed-Recipients: gone@x.example", "bounce"),
        ("Subject: Out of office: back on Monday", "autoreply"),
        ("Subject: Réponse automatique : congés", "autoreply"),
        ("Subject: Out of office chairs?", ""),
        (
            "Content-Type: multipart/report; report-type=disposition-notification; boundary=x",
            "autoreply",
        ),
    ],
)
def test_each_sign_of_a_machine_is_known(header: str, expected: str) -> None:
    assert post_of(letter(b"x", header)).automatic == expected


def test_a_form_on_our_site_speaks_for_whoever_filled_it_in() -> None:
    post = payload("contact_form")
    assert post.author is not None
    assert (post.author.handle, post.author.name) == ("mara.lind@gmail.example", "Mara Lind")
    assert not post.own


def test_outlooks_own_format_is_left_out_with_a_note_and_names_hold_no_path() -> None:
    told = read((PAYLOADS / "winmail.eml").read_bytes())
    assert isinstance(told.post, InboundPost)
    (document,) = told.post.media
    assert (document.kind, document.name, document.content) == ("file", "plan.pdf", b"%PDF-1.4")
    assert any("winmail.dat" in note for note in told.notes)


@pytest.mark.parametrize(
    ("body", "charset", "expected"),
    [
        ("Grüße €".encode("cp1252"), "iso-8859-1", "Grüße €"),
        ("Grüße".encode(), "us-ascii", "Grüße"),
        ("Grüße".encode(), "iso-8859-1", "Grüße"),
        ("Grüße".encode("latin-1"), "utf-8", "Grüße"),
        ("Grüße".encode("latin-1"), "x-unknown", "Grüße"),
        ("你好".encode("gb18030"), "gb2312", "你好"),
        ("こんにちは".encode("iso-2022-jp"), "iso-2022-jp", "こんにちは"),
        ("Привет".encode("koi8-r"), "koi8-r", "Привет"),
        (b"aGk=", "punycode", "aGk="),
        ("Grüße und Größe".encode().decode("cp1252").encode(), "utf-8", "Grüße und Größe"),
    ],
)
def test_charsets_that_are_wrong_or_unknown_are_read_all_the_same(
    body: bytes, charset: str, expected: str
) -> None:
    assert post_of(letter(body, f"Content-Type: text/plain; charset={charset}")).text == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("=?utf-8?b?R3LDvMOfZQ==?=", "Grüße"),
        ("=?iso-8859-1?q?Gr=FC=DFe?= an =?utf-8?q?alle?=", "Grüße an alle"),
        ("=?nonsense?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?utf-8?b?abcde?=", "=?utf-8?b?abcde?="),
        ("folded\r\n over lines", "folded over lines"),
        ("=?utf-8?q?two=0D=0ABcc:_x@y?=", "two Bcc: x@y"),
    ],
)
def test_subjects_are_decoded_onto_one_line(raw: str, expected: str) -> None:
    assert post_of(letter(b"x", f"Subject: {raw}")).title == expected


def test_mail_without_a_message_id_has_a_key_that_stays() -> None:
    raw = b"From: m@x.example\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\n\r\nhi"
    assert post_of(raw).key == post_of(raw).key
    assert post_of(raw).key.startswith(f"mail:{BRAND}/none.20261201.")
    assert post_of(raw).key != post_of(raw.replace(b"10:00:00", b"10:00:01")).key


def test_an_endless_message_id_still_makes_a_short_key() -> None:
    one = post_of(b"From: m@x.example\r\nMessage-ID: <" + b"a" * 5000 + b"1@x>\r\n\r\nhi")
    two = post_of(b"From: m@x.example\r\nMessage-ID: <" + b"a" * 5000 + b"2@x>\r\n\r\nhi")
    assert one.key != two.key
    assert len(one.key) < 400


def test_the_same_subject_joins_no_thread() -> None:
    post = post_of(letter(b"x", "Subject: Re: Order 4711"))
    assert (post.parent_key, post.root_key) == ("", "")


def test_ten_thousand_recipients_are_read_in_time_and_ours_is_among_them() -> None:
    crowd = ", ".join(f"Person {n} <p{n}@crowd.example>" for n in range(10_000))
    began = time.process_time()
    post = post_of(letter(b"x", f"To: {crowd}, support+TOKEN@brand.example"))
    assert time.process_time() - began < 5
    assert post.addressed_to[0] == "support+TOKEN@brand.example"
    assert len(post.addressed_to) <= 500


def test_a_thousand_levels_of_nesting_are_read_as_their_beginning() -> None:
    levels = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(1000)
    )
    told = read(b"From: m@x.example\r\nMessage-ID: <1@x>\r\n" + levels + b"\r\nhi")
    assert isinstance(told.post, InboundPost)
    assert any("parts in parts" in note for note in told.notes)


def test_twenty_five_megabytes_are_read_in_time() -> None:
    line = b"QUFB" * 19 + b"\r\n"
    head = "Content-Type: application/pdf; name=big.pdf", "Content-Transfer-Encoding: base64"
    raw = letter(line * (25_000_000 // len(line)), *head)
    began = time.process_time()
    (medium,) = post_of(raw).media
    assert time.process_time() - began < 10
    assert len(medium.content) > 18_000_000


def test_a_text_too_long_to_show_is_cut_and_kept_whole_apart() -> None:
    told = read(letter(b"word " * 40_000))
    assert isinstance(told.post, InboundPost)
    assert len(told.post.text) == 90_000
    assert len(told.post.rest) == 199_999
    assert any("are shown" in note for note in told.notes)


def test_mail_from_nobody_is_kept_aside() -> None:
    assert isinstance(read(b"Subject: x\r\n\r\nhi").post, Rejected)
    assert isinstance(read(b"").post, Rejected)


def test_a_date_ahead_or_unreadable_becomes_the_servers() -> None:
    for date in ("Mon, 2 Mar 2099 10:00:00 +0000", "yesterday", "Mon, 99 Foo 2026 99:99:99 +9999"):
        assert post_of(letter(b"x", f"Date: {date}")).created_at == RECEIVED


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=2000), st.binary(max_size=300))
def test_no_bytes_whatsoever_raise(body: bytes, head: bytes) -> None:
    post = read(b"From: m@x.example\r\n" + head + b"\r\n\r\n" + body).post
    if isinstance(post, InboundPost):
        for text in (post.text, post.title, post.rest, post.html, post.key, *post.addressed_to):
            text.encode("utf-8")
            assert "\x00" not in text


def test_a_form_of_our_own_passes_on_what_a_person_wrote() -> None:
    raw = letter(b"Where is my order?", "Auto-Submitted: auto-generated", "Reply-To: kim@x.example")
    raw = raw.replace(b"From: Mara <mara@x.example>", f"From: Form <{BRAND}>".encode())
    assert post_of(raw).automatic == ""
    assert post_of(letter(b"I am away", "Auto-Submitted: auto-replied")).automatic == "autoreply"


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_a_report_that_nothing_failed_returns_nothing(action: str) -> None:
    raw = (PAYLOADS / "exchange_dsn.eml").read_bytes()
    assert post_of(raw.replace(b"Action: failed", f"Action: {action}".encode())).automatic == (
        "autoreply"
    )


def test_a_report_of_which_one_part_failed_is_a_bounce() -> None:
    raw = (PAYLOADS / "exchange_dsn.eml").read_bytes()
    late = b"Final-Recipient: rfc822;late@firma.example\nAction: delayed\n\nFinal-Recipient"
    assert post_of(raw.replace(b"Final-Recipient", late, 1)).automatic == "bounce"
