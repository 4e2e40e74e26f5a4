"""Two processes meet the same newcomers at the same moment."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections

from rapport.people.actions import meet
from rapport.people.contract import SeenAuthor
from rapport.people.models import Handle, Person
from rapport.workspace.testing import NOON


@pytest.mark.django_db(transaction=True)
def test_newcomers_met_twice_at_once_are_one_person_each_and_nobody_waits_for_ever():
    crowd = [SeenAuthor("plaza", f"id-{number}", f"name{number}") for number in range(200)]
    start, met, failed = threading.Barrier(4), [], []

    def process(authors):
        try:
            start.wait(10)
            met.append(meet(authors, NOON))
        except Exception as error:  # told to the test's own thread
            failed.append(error)
        finally:
            connections.close_all()

    # Each in another order: without sorted locks they would wait for each other.
    orders = [crowd, crowd[::-1], crowd[100:] + crowd[:100], crowd[::2] + crowd[1::2]]
    threads = [threading.Thread(target=process, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    connection.close()
    assert failed == []
    assert Handle.objects.count() == 200
    assert Person.objects.count() == 200
    ids = [{identity: handle.pk for identity, handle in one.items()} for one in met]
    assert all(one == ids[0] for one in ids)
    assert len(ids[0]) == 200
