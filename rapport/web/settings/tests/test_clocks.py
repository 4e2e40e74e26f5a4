"""The page of clock policies: their order, which wins, what is refused, and who may come."""

from __future__ import annotations

import pytest

from rapport.channels.testing import EchoNetwork
from rapport.converse.models import ClockPolicy
from rapport.converse.testing import SmallWorld

GIVEN = {
    "name": "Refunds",
    "condition": "refund",
    "acknowledge_minutes": "5",
    "first_response_minutes": "20",
    "next_response_minutes": "",
    "resolve_minutes": "480",
}


@pytest.fixture
def as_lena(client, lena):
    client.force_login(lena)
    return client


@pytest.mark.parametrize("who", ["alice", "gus"])
def test_nobody_but_leads_and_owners_comes_in(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/settings/clocks/").status_code == 403
    assert client.post("/settings/clocks/add/", GIVEN).status_code == 403
    assert not ClockPolicy.objects.exists()


def test_a_house_without_policies_reads_its_defaults(as_lena):
    page = as_lena.get("/settings/clocks/").content.decode()
    assert "Danger to life" in page
    assert "Everything else" in page


def test_a_policy_is_added_changed_moved_and_taken_away(as_lena):
    assert as_lena.post("/settings/clocks/add/", GIVEN).status_code == 302
    as_lena.post("/settings/clocks/add/", GIVEN | {"name": "Praise", "condition": "intent:praise"})
    refunds, praise = ClockPolicy.objects.order_by("position")
    page = as_lena.get("/settings/clocks/").content.decode()
    assert "mention refund" in page
    as_lena.post(f"/settings/clocks/{praise.pk}/move/", {"to": "up"})
    assert list(ClockPolicy.objects.order_by("position")) == [praise, refunds]
    as_lena.post(f"/settings/clocks/{refunds.pk}/", GIVEN | {"day_and_night": "on"})
    refunds.refresh_from_db()
    assert refunds.day_and_night
    as_lena.post(f"/settings/clocks/{praise.pk}/remove/")
    assert ClockPolicy.objects.get() == refunds
    assert as_lena.get(f"/settings/clocks/{praise.pk}/").status_code == 404


def test_a_condition_with_an_error_comes_back_with_place_and_remedy(as_lena):
    answer = as_lena.post("/settings/clocks/add/", GIVEN | {"condition": "(refund"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "At letter 1" in page
    assert "(refund" in page


def test_the_page_says_which_wins_and_what_is_never_reached(
    as_lena, brand, django_assert_max_num_queries
):
    for condition in ("refund", "train", "refund late"):
        as_lena.post("/settings/clocks/add/", GIVEN | {"name": condition, "condition": condition})
    with EchoNetwork():
        world = SmallWorld(brand)
        world.says("Where is the refund for my train?")
        world.says("Where is my train?", who="pelle")
    with django_assert_max_num_queries(10):
        page = as_lena.get("/settings/clocks/").content.decode()
    assert "1 open now. It fits 1 more, which stand above: “refund” wins 1." in page
    assert "Never reached: “refund” above it takes them all." in page
