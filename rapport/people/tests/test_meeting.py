"""Authors become persons and handles."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.people.actions import meet, set_wants_silence
from rapport.people.contract import SeenAuthor
from rapport.people.models import Handle, Person
from rapport.people.testing import make_handle
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db


def crowd(size, **fields):
    return [
        SeenAuthor("plaza", f"id-{number}", f"name{number}", **fields) for number in range(size)
    ]


def test_a_newcomer_becomes_a_person_with_one_handle():
    author = SeenAuthor("bluesky", "did:plc:1", "kajsa.k", display_name="Kajsa", followers=12)
    handle = meet([author], NOON)["bluesky", "did:plc:1"]
    assert (handle.name, handle.followers, handle.person.name) == ("kajsa.k", 12, "Kajsa")
    assert handle.person.first_seen_at == NOON


def test_meeting_again_changes_what_changed_and_makes_nobody_new():
    meet([SeenAuthor("bluesky", "did:plc:1", "kajsa.k", display_name="Kajsa")], NOON)
    again = SeenAuthor("bluesky", "did:plc:1", "kajsa.new", followers=3)
    handle = meet([again], NOON)["bluesky", "did:plc:1"]
    assert (handle.name, handle.display_name, handle.followers) == ("kajsa.new", "Kajsa", 3)
    assert Person.objects.count() == 1


def test_a_name_is_kept_as_names_are_compared_and_follows_it():
    met = meet([SeenAuthor("plaza", "1", "@FjordHélp")], NOON)["plaza", "1"]
    assert Handle.objects.get(pk=met.pk).folded_name == "fjordhelp"
    meet([SeenAuthor("plaza", "1", "")], NOON)
    assert Handle.objects.get(pk=met.pk).folded_name == "fjordhelp"
    meet([SeenAuthor("plaza", "1", "Baltic_Line")], NOON)
    assert Handle.objects.get(pk=met.pk).folded_name == "baltic_line"


def test_the_same_id_on_two_networks_is_two_people():
    met = meet([SeenAuthor("bluesky", "7", "kajsa"), SeenAuthor("mastodon", "7", "kajsa")], NOON)
    assert len({handle.person_id for handle in met.values()}) == 2


def test_an_author_twice_in_one_batch_is_one_person_and_the_last_word_counts():
    met = meet([SeenAuthor("plaza", "1", "old"), SeenAuthor("plaza", "1", "new")], NOON)
    assert [handle.name for handle in met.values()] == ["new"]
    assert Person.objects.count() == 1


@pytest.mark.parametrize("known", [0, 250, 500])
def test_500_authors_cost_a_fixed_number_of_statements(known, django_assert_max_num_queries):
    meet(crowd(known), NOON)
    # Six statements, and the two of the savepoint the test itself makes necessary.
    with django_assert_max_num_queries(8):
        met = meet(crowd(500, display_name="Changed"), NOON + timedelta(days=1))
    assert len(met) == 500
    assert Handle.objects.filter(display_name="Changed").count() == 500


def test_an_author_seen_again_within_the_hour_is_not_rewritten():
    before = meet(crowd(1), NOON)["plaza", "id-0"]
    after = meet(crowd(1), NOON + timedelta(minutes=59))["plaza", "id-0"]
    assert after.seen_at == before.seen_at
    later = meet(crowd(1), NOON + timedelta(minutes=61))["plaza", "id-0"]
    assert later.seen_at == NOON + timedelta(minutes=61)


def test_hostile_fields_are_cut_to_what_can_be_kept():
    author = SeenAuthor(
        "plaza",
        "1",
        "n\x00ul" + "x" * 400,
        display_name="\u0301" * 10_000,
        avatar_url="javascript:alert(1)",
        url="https://example.org/" + "a" * 3000,
        followers=10**15,
    )
    handle = meet([author], NOON)["plaza", "1"]
    assert handle.name.startswith("nulx")
    assert (len(handle.name), len(handle.display_name)) == (300, 300)
    assert (handle.avatar_url, handle.url, handle.followers) == ("", "", 2**31 - 1)


@pytest.mark.parametrize("remote_id", ["", "x" * 501, "a\x00b"])
def test_an_author_without_a_usable_identity_is_absent(remote_id):
    assert meet([SeenAuthor("plaza", remote_id, "nobody")], NOON) == {}
    assert not Person.objects.exists()


def test_a_handle_once_ours_stays_ours():
    make_handle("haldenrail", remote_id="us", is_ours=True)
    assert meet([SeenAuthor("plaza", "us", "haldenrail")], NOON)["plaza", "us"].is_ours


def test_the_first_wish_for_silence_counts():
    person = make_handle().person
    set_wants_silence(person, now=NOON)
    set_wants_silence(person, now=NOON + timedelta(days=1))
    person.refresh_from_db()
    assert person.wants_silence_since == NOON


def test_when_somebody_wrote_last_is_kept_and_an_older_post_does_not_turn_it_back():
    def post(days):
        return SeenAuthor("plaza", "1", "kajsa", wrote_at=NOON - timedelta(days=days))

    meet([post(9), post(3), post(5)], NOON)
    assert Handle.objects.get().wrote_at == NOON - timedelta(days=3)
    meet([post(400)], NOON)
    assert Handle.objects.get().wrote_at == NOON - timedelta(days=3)
    meet([post(1)], NOON)
    assert Handle.objects.get().wrote_at == NOON - timedelta(days=1)


def test_a_profile_without_a_post_says_nothing_about_writing():
    meet([SeenAuthor("plaza", "1", "kajsa")], NOON)
    assert Handle.objects.get().wrote_at is None
