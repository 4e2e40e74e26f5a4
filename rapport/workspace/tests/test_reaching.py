"""Notices that leave the house: once, together, in quiet hours only what cannot wait, and never without a trace."""

from __future__ import annotations

import json
import smtplib
import threading
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from hypothesis import given
from hypothesis import strategies as st

from rapport.ledger.testing import run_duties
from rapport.workspace import actions, queries
from rapport.workspace.actions.reaching import send_at_once, send_soon
from rapport.workspace.errors import InvalidEntry, NotThere
from rapport.workspace.models import Member, NoticeDelivery, NoticeWay
from rapport.workspace.reaching.quiet import leaves_at
from rapport.workspace.registry import may_name, register_notice
from rapport.workspace.testing import NOON, make_member, make_organisation

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Far:
    """A gotify server on loopback: keeps what it is told, or refuses with `status`."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.status = 200
        far = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if far.status == 200:
                    far.told.append(json.loads(body))
                self.send_response(far.status)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_args: object) -> None:
                """Tests are quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    @property
    def url(self) -> str:
        return f"gotify://127.0.0.1:{self.server.server_port}/AbCdEfGhIjKlMnO"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def far() -> Iterator[Far]:
    far = Far()
    yield far
    far.close()


@pytest.fixture
def mails(settings: Any) -> list[Any]:
    settings.RAPPORT_MAIL_FROM = "rapport@halden.example"
    return mail.outbox


@pytest.fixture
def ann(db: None) -> Member:
    make_organisation()
    register_notice(
        "workspace.tried", say=lambda found: {n.pk: f"Said {n.about_id}." for n in found}
    )
    return make_member("Ann")


def tell(member: Member, *, number: int = 1, weight: str = "soon", at: datetime = NOON) -> None:
    actions.notify(
        "workspace.tried",
        to=[member.pk],
        about=("conversation", number),
        key=f"tried:{number}",
        weight=weight,
        now=at,
    )


def test_what_is_told_within_a_minute_is_one_mail_with_its_links(
    ann: Member, mails: list[Any]
) -> None:
    tell(ann, number=1)
    tell(ann, number=2, at=NOON + timedelta(seconds=50))
    assert send_soon(NOON + timedelta(seconds=55)) == 0
    assert send_soon(NOON + MINUTE) == 2
    assert send_soon(NOON + 2 * MINUTE) == 0
    (letter,) = mails
    assert letter.to == ["ann@halden.example"]
    assert letter.subject == "2 notices"
    assert "Said 1." in letter.body
    assert letter.body.count("/notices/") == 2


def test_a_service_is_told_without_names_and_mail_with_them(
    ann: Member, mails: list[Any], far: Far
) -> None:
    register_notice(
        "workspace.tried",
        say=lambda found: {n.pk: "Kajsa waits." if may_name() else "One waits." for n in found},
    )
    actions.add_service(ann, far.url)
    tell(ann)
    assert send_soon(NOON + MINUTE) == 2
    assert "Kajsa" not in json.dumps(far.told)
    assert [one.subject for one in mails] == ["Kajsa waits."]


def test_what_was_seen_on_the_screen_meanwhile_is_not_mailed(ann: Member, mails: list[Any]) -> None:
    tell(ann)
    actions.see_notices(ann, now=NOON)
    assert send_soon(NOON + MINUTE) == 0
    assert mails == []
    assert NoticeDelivery.objects.get().state == "spared"


def test_what_is_for_at_once_leaves_at_once_even_if_seen_and_in_quiet_hours(
    ann: Member, mails: list[Any]
) -> None:
    actions.set_quiet_hours(ann, begin=time(0, 0), end=time(23, 59))
    tell(ann, number=1, weight="now")
    tell(ann, number=2)
    actions.see_notices(ann, now=NOON)
    assert send_at_once(NOON) == 1
    assert send_soon(NOON + 5 * MINUTE) == 0
    assert [one.subject for one in mails] == ["Said 1."]


def test_what_is_only_for_the_bell_makes_no_delivery(ann: Member, mails: list[Any]) -> None:
    tell(ann, weight="look")
    assert not NoticeDelivery.objects.exists()


def test_who_wants_no_mail_gets_none_and_who_left_gets_none(ann: Member, mails: list[Any]) -> None:
    actions.set_mail(ann, is_on=False)
    ben = make_member("Ben")
    tell(ann)
    tell(ben)
    Member.objects.filter(pk=ben.pk).update(is_active=False)
    assert send_soon(NOON + MINUTE) == 0
    assert mails == []


def test_without_a_mail_server_the_bell_alone_rings(ann: Member) -> None:
    tell(ann)
    assert not NoticeDelivery.objects.exists()
    assert not queries.mail_is_set_up()


def test_a_service_is_told_and_its_address_is_sealed(ann: Member, far: Far) -> None:
    way = actions.add_service(ann, far.url)
    assert b"AbCdEfGhIjKlMnO" not in bytes(way.sealed or b"")
    assert actions.try_way(ann, way.pk, now=NOON) == ""
    tell(ann, weight="now")
    assert send_at_once(NOON) == 1
    assert [one["title"] for one in far.told] == ["A try from Rapport", "Said 1."]


def test_a_service_that_fails_is_asked_again_later_and_given_up_after_five_times(
    ann: Member, far: Far
) -> None:
    way = actions.add_service(ann, far.url)
    far.status = 500
    tell(ann, weight="now")
    at = NOON
    for _attempt in range(8):
        send_at_once(at)
        at += 5 * MINUTE
    delivery = NoticeDelivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("failed", 5)
    assert delivery.reason == "Gotify did not take it (500)."
    assert [one.pk for one in queries.failing_ways()] == [way.pk]
    far.status = 200
    assert actions.try_way(ann, way.pk, now=at) == ""
    assert queries.failing_ways() == []


def test_a_service_that_refuses_for_good_is_not_asked_again(ann: Member, far: Far) -> None:
    actions.add_service(ann, far.url)
    far.status = 401
    tell(ann, weight="now")
    send_at_once(NOON)
    assert NoticeDelivery.objects.get().state == "failed"


def test_a_worker_that_died_while_sending_tells_danger_again_and_nothing_else_twice(
    ann: Member, mails: list[Any]
) -> None:
    tell(ann, number=1)
    tell(ann, number=2, weight="now")
    NoticeDelivery.objects.update(state="sending", claimed_at=NOON, attempts=1)
    later = NOON + 6 * MINUTE
    send_soon(later)
    send_at_once(later)
    states = dict(NoticeDelivery.objects.values_list("notice__key", "state"))
    assert states == {"tried:1": "failed", "tried:2": "sent"}
    assert len(mails) == 1


@pytest.mark.parametrize(
    "url",
    [
        "syslog://",
        "dbus://",
        "gnome://",
        "windows://",
        "macosx://",
        "json://example.org/x",
        "xml://example.org",
        "form://example.org",
        "mailto://u:p@example.org",
        "rsyslog://10.0.0.1",
        "mqtt://10.0.0.1/topic",
        "matrix://u:p@10.0.0.1/#room",
        "https://example.org/anything",
        "file:///etc/passwd",
        "slack://",
        "not an address",
        "",
    ],
)
def test_what_is_not_among_the_services_is_refused(ann: Member, url: str) -> None:
    with pytest.raises(InvalidEntry):
        actions.add_service(ann, url)
    assert not NoticeWay.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "gotify://10.1.2.3/AbCdEfGhIjKlMnO",
        "ntfy://192.168.1.7/topic",
    ],
)
def test_a_service_in_a_private_network_needs_the_operators_word(ann: Member, url: str) -> None:
    with pytest.raises(InvalidEntry, match=r"private network|a web server"):
        actions.add_service(ann, url)


def test_an_address_that_became_private_is_not_used(
    ann: Member, far: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.add_service(ann, far.url)
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "")
    tell(ann, weight="now")
    send_at_once(NOON)
    assert far.told == []
    assert NoticeDelivery.objects.get().state == "failed"


def test_nobody_tries_or_takes_away_the_way_of_another(ann: Member, far: Far) -> None:
    way = actions.add_service(ann, far.url)
    ben = make_member("Ben")
    with pytest.raises(NotThere):
        actions.try_way(ben, way.pk, now=NOON)
    actions.remove_way(ben, way.pk)
    assert NoticeWay.objects.filter(pk=way.pk).exists()


TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), TIMES, TIMES)  # noqa: DTZ001
def test_nothing_leaves_in_quiet_hours_and_nothing_waits_a_day(
    at: datetime, begin: time, end: time
) -> None:
    aware = at.replace(tzinfo=NOON.tzinfo)
    leaves = leaves_at(aware, quiet=(begin, end), zone="UTC")
    wall = leaves.time()
    inside = begin <= wall < end if begin < end else wall >= begin or wall < end
    assert begin == end or not inside
    assert timedelta() <= leaves - aware < timedelta(days=1)


class Refusing(BaseEmailBackend):
    """A mail server that answers with `error`."""

    error: OSError

    def send_messages(self, email_messages: Any) -> int:
        raise self.error


@pytest.mark.parametrize(
    ("error", "words", "state"),
    [
        (
            smtplib.SMTPRecipientsRefused({"ann@halden.example": (550, b"no")}),
            "does not take mail for",
            "failed",
        ),
        (smtplib.SMTPAuthenticationError(535, b"no"), "refused the password", "waiting"),
        (smtplib.SMTPDataError(451, b"later"), "did not take it (451)", "waiting"),
        (ConnectionRefusedError(), "could not be reached", "waiting"),
        (TimeoutError(), "could not be reached", "waiting"),
    ],
)
def test_a_mail_server_that_refuses_is_named_with_its_reason(
    ann: Member,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    words: str,
    state: str,
) -> None:
    settings.RAPPORT_MAIL_FROM = "rapport@halden.example"
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    monkeypatch.setattr(Refusing, "error", error, raising=False)
    tell(ann, weight="now")
    assert send_at_once(NOON) == 0
    delivery = NoticeDelivery.objects.get()
    assert words in delivery.reason
    assert delivery.state == state


def test_the_worker_of_the_way_out_sends_and_calls(ann: Member, mails: list[Any]) -> None:
    tell(ann, weight="now")
    run_duties(NOON, queue="out")
    assert [one.subject for one in mails] == ["Said 1."]
