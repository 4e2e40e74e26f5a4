"""The page for the end of a shift, and the words the timeline has for it."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from rapport.channels.testing import EchoNetwork
from rapport.converse import actions
from rapport.converse.models import Conversation, HandoverOffer, Note
from rapport.converse.testing import SmallWorld
from rapport.voice.actions import record_promise
from rapport.workspace import actions as workspace
from rapport.workspace.models import Organisation
from rapport.workspace.testing import make_member


@pytest.fixture
def late_shift(brand, alice, bob, lena):
    """Alice is on for another quarter of an hour; then Bob, and Lena leads. Alice has four open."""
    now = timezone.now()
    ends = now + timedelta(minutes=15)
    add = workspace.restore_shift
    add(alice, starts_at=now - timedelta(hours=6), ends_at=ends, by=lena)
    add(bob, starts_at=ends, ends_at=ends + timedelta(hours=6), by=lena)
    add(lena, starts_at=ends, ends_at=ends + timedelta(hours=6), leads=True, by=lena)
    with EchoNetwork():
        world = SmallWorld(brand)
        world.now = now
        for who in ("ada", "ben", "cleo", "dan"):
            world.says(f"Where is my train, says {who}? I need help.", who=who)
        Conversation.objects.update(
            assignee=alice, acknowledged_at=now, answer_due_at=now + timedelta(hours=1)
        )
        late, promised = world.conversation("cleo"), world.conversation("ben")
        Conversation.objects.filter(pk=late.pk).update(answer_due_at=now - timedelta(minutes=9))
        tomorrow = now + timedelta(days=1)
        record_promise(promised.person, text="A call", due_at=tomorrow, by=alice, now=now)
        yield world


def whom(page):
    return re.findall(r'id="handover-\d+">\s*<div class="ho-words"><a class="b"[^>]*>(\w+)<', page)


def test_what_presses_stands_first_with_who_owes_what(client, late_shift, alice):
    client.force_login(alice)
    page = client.get("/handover/").content.decode()
    assert whom(page)[:2] == ["Cleo", "Ben"]
    assert "Four open: one late, one promised." in page
    assert "We owe an answer, late since" in page
    assert "We promised: A call, by tomorrow" in page
    assert "goes to Lena Lund" in page


def test_all_are_offered_to_the_next_shift_and_accepted_one_by_one(client, late_shift, alice, bob):
    client.force_login(alice)
    client.post("/handover/all/")
    assert HandoverOffer.objects.filter(to=bob).count() == 4  # who leads is asked last
    assert Conversation.objects.filter(assignee=alice).count() == 4
    client.force_login(bob)
    page = client.get("/handover/").content.decode()
    assert "You are asked to take over" in page
    mine = HandoverOffer.objects.filter(to=bob).order_by("pk")
    first, second = (one.conversation_id for one in mine[:2])
    client.post(f"/handover/{first}/accept/")
    client.post(f"/handover/{second}/decline/")
    assert Conversation.objects.get(pk=first).assignee == bob
    assert Conversation.objects.get(pk=second).assignee == alice
    assert HandoverOffer.objects.filter(to=bob).count() == 2


def test_one_is_offered_with_what_they_should_know(client, late_shift, alice, bob):
    pk = late_shift.conversation("ada").pk
    client.force_login(alice)
    client.post(f"/handover/{pk}/offer/", {"to": bob.pk, "summary": "She has a dog."})
    assert Note.objects.get().text == "She has a dog."
    assert "asked Bob Karlsson" in client.get("/handover/").content.decode()


def test_nothing_is_offered_to_a_guest(client, late_shift, alice, gus):
    pk = late_shift.conversation("ada").pk
    client.force_login(alice)
    answer = client.post(f"/handover/{pk}/offer/", {"to": gus.pk})
    assert answer.status_code == 422
    assert "cannot answer" in answer.content.decode()
    assert client.post(f"/handover/{pk}/offer/", {"to": "9" * 30}).status_code == 404
    assert client.post("/handover/999999/accept/").status_code == 404


def test_guests_have_nothing_to_hand_over(client, gus):
    client.force_login(gus)
    assert client.get("/handover/").status_code == 403


def test_an_empty_hand_says_so(client, alice):
    client.force_login(alice)
    assert "Nothing to hand over" in client.get("/handover/").content.decode()


def test_the_page_costs_the_same_however_much_is_open(
    client, late_shift, alice, django_assert_max_num_queries
):
    client.force_login(alice)
    with django_assert_max_num_queries(10):
        client.get("/handover/")


def test_the_timeline_says_why_it_changed_hands(client, late_shift, alice, bob, lena, olivia):
    now = timezone.now()
    pk = late_shift.conversation("ada").pk
    client.force_login(alice)
    client.post(f"/inbox/{pk}/assign/", {"to": bob.pk, "summary": "Only Swedish, please."})
    assert Note.objects.get().text == "Only Swedish, please."
    actions.offer(pk, to=lena, by=bob, now=now)
    actions.decline_offer(pk, by=lena, now=now)
    workspace.deactivate(bob, by=olivia)
    actions.pass_on_all(bob.pk, now=now)
    page = client.get(f"/inbox/{pk}/").content.decode()
    for words in (
        "You gave this to ",
        "to take this over",
        "did not take this over",
        "does not answer here any more",
    ):
        assert words in page, words


def offered_in(page):
    """What the first choice offers, by its groups: [("On next", ["Bob Karlsson"]), ...]."""
    (first, *_) = re.findall(r'<select class="input slim" name="to".*?</select>', page, re.S)
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', first, re.S)
    return [(label, re.findall(r"<option[^>]*>([^<]+)<", inside)) for label, inside in groups]


def test_who_is_on_next_stands_first_and_the_others_say_why_not(
    client, late_shift, alice, bob, lena, olivia
):
    today = timezone.localdate(timezone=ZoneInfo(Organisation.objects.get().timezone))
    away = make_member("Ina Berg")
    workspace.add_absence(away, first_day=today, last_day=today + timedelta(days=3), by=lena)
    client.force_login(alice)
    (first, then) = offered_in(client.get("/handover/").content.decode())
    assert first == ("On next", ["Bob Karlsson", "Lena Lund"])
    assert then[0] == "Not on then"
    assert any(re.match(r"Ina Berg \(away until \w+ \d+ \w+\)", name) for name in then[1])
    assert any(re.match(r"Olivia .*\(no shift planned\)", name) for name in then[1])


def test_who_is_away_is_not_proposed_though_the_rota_has_a_shift_for_them(
    client, late_shift, alice, bob, lena
):
    house = ZoneInfo(Organisation.objects.get().timezone)  # whose days these are
    begins = timezone.localdate(timezone.now() + timedelta(minutes=15), house)
    workspace.add_absence(bob, first_day=begins, last_day=begins, by=lena)
    client.force_login(alice)
    page = client.get("/handover/").content.decode()
    assert offered_in(page)[0] == ("On next", ["Lena Lund"])
    client.post("/handover/all/")
    assert not HandoverOffer.objects.filter(to=bob).exists()


def test_who_is_on_already_and_stays_is_proposed_before_who_comes_tomorrow(
    client, brand, alice, bob, lena
):
    now = timezone.now()
    add, hour = workspace.restore_shift, timedelta(hours=1)
    add(alice, starts_at=now - hour, ends_at=now + hour, by=lena)
    add(bob, starts_at=now - hour, ends_at=now + 3 * hour, by=lena)
    add(lena, starts_at=now + 20 * hour, ends_at=now + 24 * hour, by=lena)
    with EchoNetwork():
        world = SmallWorld(brand)
        world.says("Where is my train?")
        Conversation.objects.update(assignee=alice)
    client.force_login(alice)
    first, *_ = offered_in(client.get("/handover/").content.decode())
    assert first == ("On next", ["Bob Karlsson"])


def test_without_a_rota_nobody_is_proposed_and_one_chooses(client, brand, alice, bob):
    with EchoNetwork():
        world = SmallWorld(brand)
        world.says("Where is my train?")
        pk = Conversation.objects.get().pk
        Conversation.objects.update(assignee=alice)
    client.force_login(alice)
    page = client.get("/handover/").content.decode()
    assert "Choose whom" in page
    assert [label for label, _ in offered_in(page)] == ["Colleagues"]
    assert client.post(f"/handover/{pk}/offer/", {"to": ""}).status_code == 404
