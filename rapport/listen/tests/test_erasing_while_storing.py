"""Somebody is erased at the moment in which a post of theirs is being stored."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections, transaction

from rapport.channels.contract import Author, InboundPost, Page
from rapport.converse.testing import SmallWorld
from rapport.listen.actions import receive
from rapport.listen.models import Message
from rapport.people.actions import erase_person
from rapport.people.models import Handle, Person
from rapport.people.testing import make_handle
from rapport.workspace.testing import NOON


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["storing", "erasing"])
def test_whichever_comes_first_nothing_of_them_is_left(brand, lena, first, settings, tmp_path):
    settings.RAPPORT_HOME = tmp_path
    world = SmallWorld(brand)
    kajsa = make_handle("kajsa", network="echo", remote_id="echo:kajsa")
    author = Author(remote_id="echo:kajsa", handle="kajsa.new")
    post = InboundPost(key="1", author=author, text="Late", created_at=NOON, to_us=True)
    steps = {
        "storing": lambda: receive(world.account, Page(posts=(post,)), now=NOON),
        "erasing": lambda: erase_person(kajsa.person_id, by=lena, now=NOON),
    }
    second = "erasing" if first == "storing" else "storing"
    begun, failed = threading.Event(), []

    def other():
        try:
            begun.set()
            steps[second]()
        except Exception as error:  # told to the test's own thread
            failed.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        steps[first]()
        thread.start()
        begun.wait(10)
        # The other one cannot end before this transaction does; give it time to get as far as it can.
        thread.join(0.3)
        assert thread.is_alive()
    thread.join(20)
    connection.close()
    assert failed == []
    assert not Message.objects.exists()
    assert not Handle.objects.filter(remote_id="echo:kajsa").exists()
    assert not Person.objects.filter(pk=kajsa.person_id).exists()
