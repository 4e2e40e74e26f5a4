"""Erasing a person, and keeping them erased."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.ledger.testing import facts
from rapport.people import actions, queries, registry, tombstones
from rapport.people.contract import SeenAuthor
from rapport.people.errors import NoSuchPerson
from rapport.people.models import Erasure, Handle, Person, Tombstone
from rapport.people.testing import make_handle
from rapport.workspace.errors import NotAllowed
from rapport.workspace.testing import NOON


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.RAPPORT_HOME = tmp_path / "home"
    return settings.RAPPORT_HOME


def erase(person, by, on_commit):
    with on_commit(execute=True):
        return actions.erase_person(person.pk, by=by, now=NOON)


def test_lena_may_erase_and_nothing_of_the_person_is_left(lena, django_capture_on_commit_callbacks):
    person = make_handle().person
    erase(person, lena, django_capture_on_commit_callbacks)
    assert not Person.objects.exists()
    assert not Handle.objects.exists()
    assert Erasure.objects.get().member_id == lena.pk


def test_alice_may_not_erase(alice):
    person = make_handle().person
    with pytest.raises(NotAllowed):
        actions.erase_person(person.pk, by=alice, now=NOON)
    assert Person.objects.exists()


def test_erasing_nobody_says_so(lena):
    with pytest.raises(NoSuchPerson):
        actions.erase_person(404, by=lena, now=NOON)


def test_an_erased_person_who_posts_again_is_not_stored_again(
    lena, django_capture_on_commit_callbacks
):
    erase(make_handle("kajsa").person, lena, django_capture_on_commit_callbacks)
    newcomers = [SeenAuthor("plaza", "plaza:kajsa", "kajsa"), SeenAuthor("plaza", "x", "other")]
    assert list(actions.meet(newcomers, NOON)) == [("plaza", "x")]
    assert Handle.objects.count() == 1


def test_the_tombstone_file_holds_digests_and_no_names(
    lena, home, django_capture_on_commit_callbacks
):
    erase(make_handle("kajsa").person, lena, django_capture_on_commit_callbacks)
    written = (home / "tombstones.jsonl").read_text()
    assert tombstones.digest("plaza", "plaza:kajsa") in written
    assert "kajsa" not in written
    assert (home / "tombstones.jsonl").stat().st_mode & 0o077 == 0


def test_a_restored_backup_cannot_bring_an_erased_person_back(
    lena, django_capture_on_commit_callbacks
):
    erase(make_handle("kajsa").person, lena, django_capture_on_commit_callbacks)
    # The backup knew kajsa and no tombstone.
    Tombstone.objects.all().delete()
    make_handle("kajsa")
    make_handle("other")
    assert actions.replay_tombstones(NOON) == 1
    assert [handle.name for handle in Handle.objects.all()] == ["other"]
    assert actions.replay_tombstones(NOON) == 0


def test_a_tombstone_lost_from_the_file_is_written_again_even_after_half_a_line(
    lena, home, django_capture_on_commit_callbacks
):
    erase(make_handle("kajsa").person, lena, django_capture_on_commit_callbacks)
    stone = (home / "tombstones.jsonl").read_text()
    (home / "tombstones.jsonl").write_text(stone[:30])
    assert actions.write_tombstones() == 1
    assert set(tombstones.read_file()) == {tombstones.digest("plaza", "plaza:kajsa")}
    assert actions.write_tombstones() == 0


def test_an_erasure_that_fails_half_way_erases_nothing_and_leaves_no_stone(
    lena, home, monkeypatch, django_capture_on_commit_callbacks
):
    def breaks(person_id, handle_ids):
        raise RuntimeError("half way")

    monkeypatch.setitem(registry._erasers, "x", registry.Eraser(("people.Handle",), breaks))
    person = make_handle().person
    with pytest.raises(RuntimeError):
        erase(person, lena, django_capture_on_commit_callbacks)
    assert Person.objects.filter(pk=person.pk).exists()
    assert not Tombstone.objects.exists()
    assert not (home / "tombstones.jsonl").exists()


def test_rooms_above_erase_before_rooms_below(monkeypatch):
    monkeypatch.setattr(registry, "_erasers", {})
    for model in ("listen.Message", "converse.Turn", "understand.Reading"):
        registry.eraser(model)(type(model, (), {"__call__": None}))
    order = [eraser.room for eraser in registry.erasers()]
    assert order == ["converse", "understand", "listen"]


def test_charlie_who_left_finds_nobody(charlie):
    person = make_handle().person
    assert list(queries.people_for(charlie)) == []
    with pytest.raises(NoSuchPerson):
        queries.person_for(charlie, person.pk)


def test_people_are_found_by_handle_and_name_and_our_own_accounts_are_not_people(gus):
    make_handle("kajsa.k", display_name="Kajsa Kron")
    make_handle("haldenrail", is_ours=True)
    assert [str(person) for person in queries.people_for(gus)] == ["Kajsa Kron"]
    assert queries.people_for(gus, search="@KAJSA").count() == 1
    assert queries.people_for(gus, search="kron").count() == 1
    assert queries.people_for(gus, search="nobody").count() == 0


def test_people_unseen_for_too_long_are_forgotten_without_a_tombstone(db):
    make_handle("old")
    make_handle("haldenrail", is_ours=True)
    recent = make_handle("recent", now=NOON + timedelta(days=700))
    before = NOON + timedelta(days=1)
    assert actions.forget_unseen(before, 500) == 1
    assert {handle.name for handle in Handle.objects.all()} == {"haldenrail", recent.name}
    assert not Tombstone.objects.exists()


def test_an_erasure_is_announced_by_its_id_alone(lena):
    person = make_handle("kajsa").person
    actions.erase_person(person.pk, by=lena, now=NOON)
    assert facts("people.person_erased") == [{"person_id": person.pk, "by_id": lena.pk}]


def test_a_tombstone_put_up_under_an_older_key_still_counts(lena, settings):
    actions.erase_person(make_handle("kajsa").person_id, by=lena, now=NOON)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new line on top of the key file, long enough for every check"
    assert actions.meet([SeenAuthor("plaza", "plaza:kajsa", "kajsa")], NOON) == {}
