"""Whatever happens in whatever order: nothing leaves twice, nothing is lost, nothing is silent."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.channels.actions import deliver, keep_account, sign_in_again, stop_sending
from rapport.channels.contract import AccountInfo, OutboundOrder
from rapport.channels.errors import OutcomeUnknown, RetryLater, SignInAgain
from rapport.channels.models import Account, Delivery
from rapport.channels.testing import EchoNetwork
from rapport.channels.testing.driving import drain_until_done
from rapport.channels.testing.echo_connector import PASSWORD
from rapport.channels.testing.troubled import Point, TroubledNetwork
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db
State = Delivery.State
_NUMBERS = count()
_CALLERS = (Point.BEFORE_INTENT, Point.AFTER_INTENT)
POINTS = st.sampled_from([point for point in Point if point not in _CALLERS])
often = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def an_account(brand: Brand) -> Account:
    number = next(_NUMBERS)
    info = AccountInfo(remote_id=f"echo:laws{number}", handle=f"laws{number}", name="Halden Rail")
    return keep_account(
        brand, network="echo", info=info, settings={}, secrets={"password": PASSWORD}, by=None,
        now=timezone.now(),
    )  # fmt: skip


def order(account: Account, member: Member, text: str) -> Delivery:
    now = timezone.now() - timedelta(minutes=1)
    return deliver(
        OutboundOrder(account.pk, origin="member", member_id=member.pk, text=text), now=now
    )


@often
@given(plans=st.lists(st.lists(POINTS, max_size=3), min_size=1, max_size=4))
def test_after_up_to_three_faults_each_every_order_stands_once_in_its_turn(
    brand: Brand, alice: Member, plans: list[list[Point]]
) -> None:
    texts = {f"Answer {number}": plan for number, plan in enumerate(plans)}
    network = TroubledNetwork(texts)
    with network, network.losing_commits():
        account = an_account(brand)
        rows = [order(account, alice, text) for text in texts]
        drain_until_done([account.pk])
    assert network.stood == dict.fromkeys(texts, 1)
    assert {row.state for row in Delivery.objects.filter(pk__in=[r.pk for r in rows])} == {
        State.SENT
    }


@often
@given(plan=st.lists(POINTS, min_size=4, max_size=24))
def test_however_much_goes_wrong_nothing_is_doubled_and_what_did_not_leave_says_why(
    brand: Brand, alice: Member, plan: list[Point]
) -> None:
    network = TroubledNetwork({"Answer": plan})
    with network, network.losing_commits():
        account = an_account(brand)
        row = order(account, alice, "Answer")
        drain_until_done([account.pk], rounds=40)
    row.refresh_from_db()
    assert network.stood["Answer"] <= 1
    assert row.state in (State.SENT, State.REFUSED, State.UNKNOWN)
    if row.state == State.SENT:
        assert network.stood["Answer"] == 1
    else:
        assert row.reason
    if row.state == State.REFUSED:
        assert network.stood["Answer"] == 0, "what is called refused may be sent again by a press"


def test_what_may_stand_is_never_called_refused(brand: Brand, alice: Member) -> None:
    with EchoNetwork() as echo:
        account = an_account(brand)
        row = order(account, alice, "It stands.")
        echo.lose_receipt()
        echo.fail_next(RetryLater("Too many requests."), on="find", times=20)
        drain_until_done([account.pk], rounds=12)
    row.refresh_from_db()
    assert (row.state, row.waits_for_a_decision) == (State.UNKNOWN, True)
    assert row.reason == "Look on the network whether it stands, then decide here."


def test_what_is_looked_for_and_does_not_stand_meets_a_stop_placed_meanwhile(
    brand: Brand, alice: Member, lena: Member
) -> None:
    with EchoNetwork() as echo:
        account = an_account(brand)
        row = order(account, alice, "Not now.")
        echo.fail_next(OutcomeUnknown("No answer."))
        drain_until_done([account.pk], rounds=1)
        stop_sending(account, reason="A storm", by=lena, now=timezone.now())
        drain_until_done([account.pk])
    row.refresh_from_db()
    assert (row.state, row.reason, echo.texts) == (State.HELD, "A storm", [])


def test_a_sign_in_that_ends_while_we_look_doubles_nothing_after_the_next(
    brand: Brand, alice: Member
) -> None:
    network = TroubledNetwork({"Once.": [Point.LOST_ANSWER]})
    with network:
        account = an_account(brand)
        row = order(account, alice, "Once.")
        drain_until_done([account.pk], rounds=1)
        network.fail_next(SignInAgain("The password was changed."), on="find")
        drain_until_done([account.pk], rounds=1)
        account.refresh_from_db()
        row.refresh_from_db()
        assert (account.state, row.state) == (Account.State.SIGN_IN, State.UNKNOWN)
        sign_in_again(account, secrets={"password": PASSWORD}, now=timezone.now())
        drain_until_done([account.pk])
    row.refresh_from_db()
    assert (row.state, network.stood["Once."]) == (State.SENT, 1)
