"""Nothing of a person is left: held by the models' foreign keys, and by reading the whole database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from rapport.assets import files
from rapport.assets.models import OutsidePicture
from rapport.channels.contract import Author, InboundPost, Media, Page, Rejected
from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions as converse
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.listen.actions import receive
from rapport.listen.models import Message, Quarantined, Thread
from rapport.people.actions import erase_person
from rapport.people.models import Person
from rapport.people.registry import covered_models
from rapport.understand import actions as understand
from rapport.voice import actions as voice
from rapport.workspace import retention
from rapport.workspace.registry import retained_kinds
from rapport.workspace.testing import NOON

# What a person is known by. Every model that leads to one of these needs an eraser.
ROOTS = {"people.Person", "people.Handle", "listen.Message", "listen.Identity"}
# Models without such a key that still hold what somebody wrote or is called: named by hand.
BY_HAND = {"listen.Quarantined"}
# Why something that leads to a person needs no eraser of its own.
EXEMPT = {"people.Person": "erase_person deletes it last"}


def leads_to_a_person(model, *, seen=frozenset()):
    """Whether a foreign key of the model, or of what it points to, ends at a person."""
    if model._meta.label in ROOTS:
        return True
    targets = {
        field.related_model
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is not None
    }
    return any(
        leads_to_a_person(target, seen=seen | {model}) for target in targets - seen - {model}
    )


def ours():
    return [model for model in apps.get_models() if model.__module__.startswith("rapport.")]


def test_every_model_that_leads_to_a_person_has_an_eraser():
    needed = {model._meta.label for model in ours() if leads_to_a_person(model)} | BY_HAND
    without = needed - covered_models() - set(EXEMPT)
    assert not without, (
        f"{sorted(without)} lead to a person and no eraser names them. "
        "Write one in the room's erasing.py: see rapport/people/registry.py."
    )


def test_every_eraser_names_models_that_exist():
    labels = {model._meta.label for model in ours()}
    assert covered_models() <= labels


@pytest.mark.parametrize("model", ["voice.Promise", "converse.Note", "understand.Reading"])
def test_the_walk_over_foreign_keys_finds_what_it_should(model):
    assert leads_to_a_person(apps.get_model(model))


@pytest.mark.parametrize("model", ["workspace.Member", "voice.Statement", "channels.Account"])
def test_the_walk_over_foreign_keys_leaves_out_what_has_no_person(model):
    assert not leads_to_a_person(apps.get_model(model))


def test_every_kind_of_record_has_a_retention_default():
    kinds = {kind.kind: kind.default_days for kind in retained_kinds()}
    assert kinds == {
        "objections": 365,
        "acts_on_many": 30,
        "approvals": 365,
        "alarms": 730,
        "audits": 400,
        "board": 365,
        "conversations": 730,
        "deliveries": 730,
        "drafts": 30,
        "failings": 730,
        "facts": 730,
        "links": 30,
        "messages": 730,
        "mornings": 90,
        "moderation": 730,
        "notices": 90,
        "people": 730,
        "pictures": 30,
        "practice": 365,
        "promises": 730,
        "quarantine": 30,
        "reply_tokens": 30,
        "rules_applied": 90,
        "tasks": 365,
        "shifts": 400,
    }


# --- The whole journey of one person, and then the whole database -------------------------------------------

# Each word below stands somewhere else: a name, an address, a text of hers, a text about her.
MARKS = (
    "kajsa",
    "zebrafink",
    "avatars.example",
    "photos.example",
    "quarantine-mark",
    "about-her",
    "promised-mark",
    "half-written-mark",
    "answered-mark",
)


@pytest.fixture
def home(settings, tmp_path):
    settings.RAPPORT_HOME = settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def world(brand, home):
    with EchoNetwork(starts_at=NOON):
        yield SmallWorld(brand)


def everything_known():
    """Every row of every table of this database, as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = {}
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608
            rows[table] = "\n".join(row[0] for row in cursor.fetchall()).lower()
    return rows


def live_a_little(world, alice):
    """Kajsa writes, is read, corrected, noted about, promised, answered; others reply to her."""
    kajsa = Author(
        remote_id="echo:kajsa",
        handle="kajsa.k",
        name="Kajsa Kron",
        avatar_url="https://avatars.example/k.png",
    )
    other = Author(remote_id="echo:other", handle="other.person", name="Other Person")
    photo = Media(kind="image", url="https://photos.example/ramp.png", alt="zebrafink")
    world.receive(
        InboundPost(
            key="at://echo:kajsa/post-1",
            author=kajsa,
            text="The ramp is broken, zebrafink",
            created_at=world.now,
            media=(photo,),
            to_us=True,
        )
    )
    world.receive(
        InboundPost(
            key="at://other/reply-1",
            author=other,
            text="Same here at Lund",
            created_at=world.now,
            kind="reply",
            parent_key="at://echo:kajsa/post-1",
            root_key="at://echo:kajsa/post-1",
            to_us=True,
        )
    )
    receive(
        world.account,
        Page(rejected=(Rejected("no date", '{"did": "echo:kajsa", "x": "quarantine-mark"}'),)),
        now=world.now,
    )
    message = Message.objects.get(remote_key="at://echo:kajsa/post-1")
    person = message.author.person
    conversation = world.conversation("kajsa.k")
    understand.correct(message, field="sentiment", value="positive", by=alice, now=world.now)
    converse.note(conversation.pk, "about-her: her brother called", by=alice, now=world.now)
    converse.save_draft(conversation.pk, "half-written-mark", by=alice, now=world.now)
    voice.record_promise(
        person, text="promised-mark", due_at=world.now, by=alice, now=world.now, message=message
    )
    delivery = converse.reply(
        conversation.pk, "@kajsa.k answered-mark", by=alice, now=world.now, answer_over=True
    )
    voice.record_spoken(delivery, person=person, answered=message, now=world.now)
    converse.save_draft(conversation.pk, "half-written-mark", by=alice, now=world.now)
    avatar = OutsidePicture.objects.get(url=kajsa.avatar_url)
    files.write("pictures/aa/face.webp", b"a face")
    OutsidePicture.objects.filter(pk=avatar.pk).update(file="pictures/aa/face.webp", state="ready")
    return person


def test_after_an_erasure_the_whole_database_knows_nothing_of_the_person(
    world, alice, lena, home, django_capture_on_commit_callbacks
):
    person = live_a_little(world, alice)
    before = "\n".join(everything_known().values())
    assert [mark for mark in MARKS if mark not in before] == [], "the story lost a mark"

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person.pk, by=lena, now=world.now)
    run_jobs()

    found = {
        f"{table}: {mark}"
        for table, rows in everything_known().items()
        for mark in MARKS
        if mark in rows
    }
    assert found == set()
    assert not (home / "pictures/aa/face.webp").exists()


def test_what_others_wrote_stays_and_no_longer_names_her(world, alice, lena):
    person = live_a_little(world, alice)
    erase_person(person.pk, by=lena, now=world.now)
    left = Message.objects.get(text="Same here at Lund")
    assert (left.parent, left.parent_key) == (None, "")
    assert Thread.objects.get().root_key.startswith("erased:")
    assert [str(one) for one in Person.objects.filter(handles__is_ours=False)] == ["Other Person"]


def test_an_answer_on_its_way_to_her_does_not_leave_any_more(world, alice, lena):
    person = live_a_little(world, alice)
    erase_person(person.pk, by=lena, now=world.now)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.text) == ("undone", "")


def test_posting_again_after_an_erasure_leaves_no_trace(world, alice, lena):
    person = live_a_little(world, alice)
    erase_person(person.pk, by=lena, now=world.now)
    kajsa = Author(remote_id="echo:kajsa", handle="kajsa.k", name="Kajsa Kron")
    world.receive(
        InboundPost(key="again", author=kajsa, text="zebrafink", created_at=world.now, to_us=True)
    )
    assert "zebrafink" not in "\n".join(everything_known().values())


def test_after_two_years_of_silence_the_daily_sweep_leaves_nothing_either(world, alice):
    live_a_little(world, alice)
    Delivery.objects.update(state="sent")
    retention.sweep_all(world.now + timedelta(days=731))
    known = "\n".join(everything_known().values())
    assert [mark for mark in MARKS if mark in known] == []
    assert not Message.objects.exists()
    assert not Quarantined.objects.exists()
