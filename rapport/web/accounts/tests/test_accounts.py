"""The accounts page: how each fares, stopping what it sends, connecting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rapport.channels import actions
from rapport.channels.connections import KeptBudget
from rapport.channels.contract import AccountInfo, Author, InboundPost, Page
from rapport.channels.models import Account, Delivery
from rapport.channels.testing import EchoNetwork
from rapport.channels.testing.echo import PASSWORD
from rapport.converse import actions as converse
from rapport.converse.testing import SmallWorld
from rapport.kit.allowances import Allowance
from rapport.listen.actions import receive_live
from rapport.workspace.testing import NOON

KAJSA = Author(remote_id="sq:kajsa", handle="kajsa")


@pytest.fixture(autouse=True)
def echo(settings):
    settings.DEMO = True
    with EchoNetwork(starts_at=NOON) as network:
        yield network


@pytest.fixture
def world(brand):
    return SmallWorld(brand)


@pytest.fixture
def answered(world, alice, echo):
    """Alice's reply to kajsa, not gone yet."""
    world.says("Where is my train?", key=echo.says("Where is my train?", by="kajsa"))
    return converse.reply(world.conversation().pk, "It leaves at 18:40", by=alice, now=world.now)


def stop(client, account, reason="Wrong timetable"):
    return client.post(f"/connected/{account.pk}/stop/", {"reason": reason})


def test_an_empty_list_says_what_to_do(client, lena, brand):
    client.force_login(lena)
    page = client.get("/connected/").content.decode()
    assert "No account yet" in page
    assert "/connected/add/echo/" in page


def test_lena_stops_sending_and_the_page_lists_what_waits_and_why(client, lena, world, answered):
    client.force_login(lena)
    stop(client, world.account)
    answered.refresh_from_db()
    assert answered.state == "held"
    page = client.get("/connected/").content.decode()
    assert "Wrong timetable" in page
    assert "It leaves at 18:40" in page
    assert "1 answer waits" in page


def test_letting_it_send_again_lets_go_what_waited(client, lena, world, answered):
    client.force_login(lena)
    stop(client, world.account)
    answered.refresh_from_db()
    page = client.post(f"/connected/{world.account.pk}/lift/{answered.hold_id}/", follow=True)
    assert b"1 answer leaves" in page.content
    answered.refresh_from_db()
    assert answered.state == "queued"


def test_lifting_twice_says_somebody_was_quicker(client, lena, world, answered):
    client.force_login(lena)
    stop(client, world.account)
    answered.refresh_from_db()
    path = f"/connected/{world.account.pk}/lift/{answered.hold_id}/"
    client.post(path)
    assert b"already" in client.post(path, follow=True).content


def test_stopping_twice_makes_one_stop(client, lena, world):
    client.force_login(lena)
    stop(client, world.account)
    stop(client, world.account)
    assert client.get("/connected/").content.count(b"Let it send again") == 1


def test_what_waits_can_be_taken_back(client, lena, world, answered):
    client.force_login(lena)
    stop(client, world.account)
    client.post(f"/connected/{world.account.pk}/held/{answered.pk}/take-back/")
    answered.refresh_from_db()
    assert answered.state == "undone"
    assert client.post(f"/connected/{world.account.pk}/held/999/take-back/").status_code == 404


def test_an_account_that_must_sign_in_again_says_so_with_the_reason(client, lena, world):
    actions.set_account_state(
        world.account, state="sign_in", reason="The password was changed.", now=NOON
    )
    client.force_login(lena)
    page = client.get("/connected/").content.decode()
    assert "Sign in again" in page
    assert "The password was changed." in page
    path = f"/connected/{world.account.pk}/sign-in/"
    assert client.post(path, {"set_password": "wrong"}).status_code == 422
    client.post(path, {"set_password": PASSWORD})
    world.account.refresh_from_db()
    assert world.account.state == "active"


def test_a_sign_in_that_ends_soon_is_told_ahead_and_renewed_by_signing_in_again(
    client, lena, brand, echo
):
    client.force_login(lena)
    echo.sign_in_ends_at = timezone.now() + timedelta(days=6)
    client.post("/connected/add/echo/", {"brand": brand.pk, "set_password": PASSWORD})
    assert "The sign-in expires in 6 days." in client.get("/connected/").content.decode()
    assert "brand.echo: The sign-in expires in 6 days." in client.get("/pulse/").content.decode()

    echo.sign_in_ends_at = timezone.now() + timedelta(days=60)
    account = Account.objects.get()
    client.post(f"/connected/{account.pk}/sign-in/", {"set_password": PASSWORD})
    for path in ("/connected/", "/pulse/"):
        assert "The sign-in" not in client.get(path).content.decode()


@pytest.mark.parametrize("state", ["active", "fault"])
def test_an_expired_sign_in_is_no_disturbed_network(client, lena, world, state):
    """While the network is disturbed nobody can refuse a sign-in: that it is over is known all the same."""
    account = world.account
    reason = "The square cannot be reached." if state == "fault" else ""
    actions.set_account_state(account, state=state, reason=reason, now=NOON)
    Account.objects.filter(pk=account.pk).update(
        sign_in_ends_at=timezone.now() - timedelta(minutes=1)
    )
    client.force_login(lena)
    page = client.get("/connected/").content.decode()
    assert "The sign-in expired:" in page
    assert ("The square cannot be reached." in page) == (state == "fault")
    assert f"/connected/{account.pk}/sign-in/" in page


def test_an_account_that_was_refused_or_switched_off_is_not_told_twice(client, lena, world):
    ended = timezone.now() - timedelta(minutes=1)
    client.force_login(lena)
    for state in ("sign_in", "off"):
        actions.set_account_state(world.account, state=state, reason="", now=NOON)
        Account.objects.filter(pk=world.account.pk).update(sign_in_ends_at=ended)
        assert "The sign-in expired" not in client.get("/connected/").content.decode()


def test_the_form_is_made_from_the_manifest_and_the_password_is_sealed(client, lena, brand):
    client.force_login(lena)
    page = client.get("/connected/add/echo/").content.decode()
    assert 'type="password" name="set_password"' in page
    client.post("/connected/add/echo/", {"brand": brand.pk, "set_password": PASSWORD})
    account = Account.objects.get()
    assert account.owner == lena
    assert PASSWORD.encode() not in bytes(account.secret)
    assert PASSWORD not in str(account.settings)


def test_a_wrong_password_connects_nothing_and_is_not_shown_again(client, lena, brand):
    client.force_login(lena)
    answer = client.post("/connected/add/echo/", {"brand": brand.pk, "set_password": "Gu3ssed"})
    assert answer.status_code == 422
    assert b"Gu3ssed" not in answer.content
    assert not Account.objects.exists()


def test_a_network_that_is_not_installed_or_not_connectable_is_nowhere(client, lena, brand):
    client.force_login(lena)
    for network in ("nowhere", "file"):
        assert client.get(f"/connected/add/{network}/").status_code == 404


def test_the_demos_own_networks_are_offered_in_the_demo_only(client, lena, brand, settings):
    settings.DEMO = False
    client.force_login(lena)
    assert client.get("/connected/add/echo/").status_code == 404


def test_an_account_can_be_made_to_only_listen(client, lena, world):
    client.force_login(lena)
    client.post(f"/connected/{world.account.pk}/read-only/", {"read_only": "yes"})
    world.account.refresh_from_db()
    assert world.account.read_only


def test_each_account_says_how_late_it_hears(client, lena, world):
    now = timezone.now()
    post = InboundPost(
        key="live", author=KAJSA, text="Hm", created_at=now - timedelta(seconds=3), to_us=True
    )
    page, since = Page(posts=(post,)), now - timedelta(hours=1)
    receive_live(world.account, page, listened_since=since, now=now)
    client.force_login(lena)
    page = client.get("/connected/").content.decode()
    assert "Heard 3.0 s after it is written (one post)" in page


def test_each_account_says_what_its_network_still_allows(client, lena, brand):
    info = AccountInfo(remote_id="https://home.example/users/brand", handle="brand@home.example")
    given = {"settings": {}, "secrets": {}, "by": None, "now": NOON}
    account = actions.keep_account(brand, network="mastodon", info=info, **given)
    told = Allowance(12, 300, timezone.now() + timedelta(minutes=4))
    async_to_sync(KeptBudget(account.pk))("requests", told)
    client.force_login(lena)
    page = client.get("/connected/").content.decode()
    assert "questions: 12 of 300 left, kept for answers; full again at" in page
    async_to_sync(KeptBudget(account.pk))("requests", replace(told, resets_at=NOON))
    assert "questions:" not in client.get("/connected/").content.decode()


def test_the_page_takes_the_same_statements_however_many_accounts_there_are(
    client, lena, world, brand
):
    client.force_login(lena)
    stop(client, world.account)
    client.get("/connected/")
    counted = []
    for name in ("b", "c"):
        info = AccountInfo(remote_id=f"sq:{name}", handle=name)
        given = {"settings": {}, "secrets": {}, "by": None, "now": NOON}
        account = actions.keep_account(brand, network="echo", info=info, **given)
        stop(client, account)
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/connected/").content.count(b"Let it send again") > 1
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 10


@pytest.mark.parametrize("who", ["alice", "gus"])
def test_agents_and_guests_neither_see_nor_stop_accounts(client, request, who, world):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/connected/").status_code == 403
    assert client.get("/connected/add/echo/").status_code == 403
    assert stop(client, world.account).status_code == 403
    assert not Delivery.objects.exists()


def test_charlie_who_left_sees_no_account(client, charlie, world):
    client.force_login(charlie)
    assert client.get("/connected/").status_code == 302
    stop(client, world.account)
    assert actions.hold_over([f"account:{world.account.pk}"]) is None
