"""A department's own program is told of its failings: signed, at least once, under one key, and given up with a reason."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from rapport.connectors.webhook.signing import secret_keys, verified
from rapport.converse import actions, queries
from rapport.converse.models import Failing, FailingCall
from rapport.converse.testing import SmallWorld
from rapport.workspace import actions as workspace
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Brand, Member, Team, TeamHook

pytestmark = pytest.mark.django_db


class Far:
    """A department's program on loopback: keeps what it is told, answers with `status`."""

    def __init__(self) -> None:
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        far = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                far.calls.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(far.status)
                if far.status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_args: object) -> None:
                """Tests are quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/lifts"

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
def lifts(olivia: Member, bob: Member) -> Team:
    return workspace.add_team("Lifts", members=[bob], by=olivia)


@pytest.fixture
def secret(lifts: Team, far: Far, olivia: Member, world: SmallWorld) -> str:
    return workspace.set_team_hook(lifts, far.url, by=olivia, now=world.now)


def made(world: SmallWorld, brand: Brand, alice: Member, team: Team | None) -> Failing:
    world.says("The lift in Lund is out of order again.")
    return actions.make_failing(
        brand, title="Lift out of order in Lund", conversation_ids=[world.conversation().pk],
        team=team, due_on=date(2026, 6, 1), by=alice, now=world.now,
    )  # fmt: skip


def later(world: SmallWorld, **passed: float) -> datetime:
    return world.now + timedelta(**passed)


def test_it_is_told_what_fails_and_that_it_is_fixed_signed_by_its_secret(
    world: SmallWorld, brand: Brand, alice: Member, lifts: Team, far: Far, secret: str
) -> None:
    failing = made(world, brand, alice, lifts)
    assert actions.make_calls(world.now) == 1
    actions.fix_failing(failing, by=alice, now=world.now)
    assert actions.make_calls(world.now) == 1
    assert actions.make_calls(world.now) == 0
    for headers, body in far.calls:
        assert verified(secret_keys(secret), headers=headers, body=body, now=world.now)
    raised, fixed = (json.loads(body) for _headers, body in far.calls)
    assert (raised["type"], fixed["type"]) == ("failing.raised", "failing.fixed")
    assert raised["data"]["title"] == "Lift out of order in Lund"
    assert raised["data"]["due_on"] == "2026-06-01"
    assert raised["data"]["url"].endswith(f"/failings/{failing.pk}/")
    assert fixed["data"]["fixed_at"]
    said = json.dumps([raised, fixed]).lower()
    assert "kajsa" not in said
    assert "again" not in said


def test_what_is_not_taken_is_tried_again_later_under_the_same_key(
    world: SmallWorld, brand: Brand, alice: Member, lifts: Team, far: Far, secret: str
) -> None:
    failing = made(world, brand, alice, lifts)
    far.status = 500
    assert actions.make_calls(world.now) == 0
    assert actions.make_calls(later(world, seconds=29)) == 0
    assert len(far.calls) == 1
    (call,) = queries.calls_of(failing)
    assert (call.state, call.reason) == ("waiting", "It answered 500.")
    far.status = 200
    assert actions.make_calls(later(world, seconds=31)) == 1
    keys = {headers["webhook-id"] for headers, _body in far.calls}
    assert keys == {call.key}


def test_after_hours_it_is_given_up_with_its_reason(
    world: SmallWorld, brand: Brand, alice: Member, lifts: Team, far: Far, secret: str
) -> None:
    failing = made(world, brand, alice, lifts)
    far.status = 503
    for hour in range(20):
        actions.make_calls(later(world, hours=hour * 9))
    (call,) = queries.calls_of(failing)
    assert (call.state, call.reason, call.attempts) == ("given_up", "It answered 503.", 11)
    assert len(far.calls) == 11


@pytest.mark.parametrize(("status", "state"), [(410, "given_up"), (302, "waiting")])
def test_gone_is_gone_and_a_redirect_is_not_followed(
    world: SmallWorld, brand: Brand, alice: Member, lifts: Team, far: Far, secret: str,
    status: int, state: str,
) -> None:  # fmt: skip
    failing = made(world, brand, alice, lifts)
    far.status = status
    actions.make_calls(world.now)
    assert queries.calls_of(failing)[0].state == state
    assert len(far.calls) == 1


def test_a_worker_that_died_while_calling_calls_again(
    world: SmallWorld, brand: Brand, alice: Member, lifts: Team, far: Far, secret: str
) -> None:
    made(world, brand, alice, lifts)
    FailingCall.objects.update(state="calling", claimed_at=world.now, attempts=1)
    assert actions.make_calls(later(world, seconds=60)) == 0
    assert actions.make_calls(later(world, seconds=121)) == 1


def test_a_private_address_is_refused_unless_the_operator_allows_it(
    lifts: Team, olivia: Member, world: SmallWorld, brand: Brand, alice: Member,
    monkeypatch: pytest.MonkeyPatch, far: Far, secret: str,
) -> None:  # fmt: skip
    failing = made(world, brand, alice, lifts)
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "")
    for url in (
        "http://10.0.0.1/",
        "http://127.0.0.1/",
        "ftp://x.example/",
        "http://u:p@x.example/",
    ):
        with pytest.raises(InvalidEntry):
            workspace.set_team_hook(lifts, url, by=olivia, now=world.now)
    # It was allowed when it was set, and is not any more.
    actions.make_calls(world.now)
    (call,) = queries.calls_of(failing)
    assert call.state == "given_up"
    assert "RAPPORT_ALLOW_HOSTS" in call.reason or "port" in call.reason
    assert far.calls == []


def test_without_a_department_or_an_address_nothing_is_noted(
    world: SmallWorld, brand: Brand, alice: Member, lifts: Team
) -> None:
    made(world, brand, alice, None)
    made(world, brand, alice, lifts)
    assert not FailingCall.objects.exists()


def test_a_failing_given_to_another_department_is_new_to_it(
    world: SmallWorld, brand: Brand, alice: Member, lifts: Team, far: Far, secret: str
) -> None:
    failing = made(world, brand, alice, None)
    for _twice in range(2):
        actions.change_failing(
            failing, title="Lift", team=lifts, due_on=None, by=alice, now=world.now
        )
    assert actions.make_calls(world.now) == 1


def test_an_address_taken_away_is_called_no_more(
    world: SmallWorld,
    brand: Brand,
    alice: Member,
    olivia: Member,
    lifts: Team,
    far: Far,
    secret: str,
) -> None:
    failing = made(world, brand, alice, lifts)
    workspace.remove_team_hook(lifts, by=olivia)
    assert actions.make_calls(world.now) == 0
    assert queries.calls_of(failing)[0].state == "spared"
    assert far.calls == []


def test_the_secret_is_sealed_and_only_who_manages_members_sets_it(
    lifts: Team, lena: Member, world: SmallWorld, secret: str
) -> None:
    assert secret.encode() not in bytes(TeamHook.objects.get().sealed)
    with pytest.raises(NotAllowed):
        workspace.set_team_hook(lifts, "https://x.example/", by=lena, now=world.now)


def test_the_failing_shows_how_it_went(
    client: Any, world: SmallWorld, brand: Brand, alice: Member, lifts: Team, far: Far, secret: str
) -> None:
    failing = made(world, brand, alice, lifts)
    client.force_login(alice)
    far.status = 500
    actions.make_calls(world.now)
    page = client.get(f"/failings/{failing.pk}/").content.decode()
    assert "It answered 500." in page
    assert "tried again" in page


def test_an_owner_gives_a_department_its_address_and_sees_the_secret_once(
    client: Any, olivia: Member, lifts: Team, far: Far
) -> None:
    client.force_login(olivia)
    address = f"/settings/teams/{lifts.pk}/hook/"
    page = client.post(address, {"url": far.url}).content.decode()
    assert "whsec_" in page
    assert "whsec_" not in client.get(f"/settings/teams/{lifts.pk}/").content.decode()
    wrong = client.post(address, {"url": "gopher://x"})
    assert wrong.status_code == 422
    assert "Taken." in client.post(f"{address}try/", follow=True).content.decode()
    assert json.loads(far.calls[0][1])["type"] == "rapport.try"
    far.status = 404
    assert "It answered 404." in client.post(f"{address}try/", follow=True).content.decode()
    client.post(f"{address}remove/")
    assert not TeamHook.objects.exists()
