"""A query too costly to listen with is set aside with its figures, and asked of the stored past when it goes on."""

from __future__ import annotations

import pytest

from rapport.channels.contract import Page
from rapport.channels.models import Account
from rapport.ledger.testing import facts
from rapport.listen import actions
from rapport.listen.matching import LISTENING
from rapport.listen.models import Mention, Query
from rapport.listen.tests.test_listening import listen, place, post
from rapport.query.matching import Overrun
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON

__all__ = ["place"]
pytestmark = pytest.mark.django_db


def hear_beside_an_overrun(
    place: Account, query: Query, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    overrun = Overrun(share=0.62, microseconds=840.0)
    with monkeypatch.context() as patch:
        patch.setattr(LISTENING, "overruns", lambda: {query.pk: overrun})
        actions.receive(place, Page(posts=(post(key, "late refund"),)), now=NOON)


def test_it_stops_with_the_next_page_and_the_others_go_on(
    place: Account, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    costly = listen("late", by=alice, name="Costly")
    plain = listen("refund", by=alice, name="Plain")
    hear_beside_an_overrun(place, costly, monkeypatch, "a")
    hear_beside_an_overrun(place, costly, monkeypatch, "b")
    actions.receive(place, Page(posts=(post("c", "late refund"),)), now=NOON)
    kept = Mention.objects.order_by("message__remote_key", "query_id")
    heard = kept.values_list("message__remote_key", "query_id")
    assert list(heard) == [("a", costly.pk), *((key, plain.pk) for key in "abc")]
    costly.refresh_from_db()
    assert not costly.is_listening
    assert (costly.set_aside_at, costly.set_aside_share) == (NOON, 0.62)
    assert costly.set_aside_microseconds == 840
    # Written down once, however many collectors found it.
    changes = [f for f in facts("listen.query_changed") if f["query_id"] == costly.pk]
    assert len(changes) == 2


def test_mended_it_listens_again_and_is_asked_of_what_was_stored_meanwhile(
    place: Account,
    alice: Member,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    costly = listen("late", by=alice, name="Costly")
    listen("refund", by=alice, name="Plain")
    hear_beside_an_overrun(place, costly, monkeypatch, "a")
    actions.receive(place, Page(posts=(post("b", "late refund"),)), now=NOON)
    assert Mention.objects.filter(query=costly).count() == 1
    costly.refresh_from_db()
    asked: list[int] = []
    monkeypatch.setattr("rapport.listen.actions.stored_queries.rerun_soon", asked.append)
    mended = actions.keep_query("late", name="Costly", query=costly, by=alice, now=NOON)
    assert (mended.set_aside_at, mended.is_listening) == (None, True)
    assert asked == [costly.pk]
    assert actions.listen_again_to_the_past(costly.pk, now=NOON) == 2


def test_it_can_be_let_go_on_as_it_is(
    place: Account, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    costly = listen("late", by=alice)
    hear_beside_an_overrun(place, costly, monkeypatch, "a")
    actions.set_listening(costly.pk, is_listening=True, by=alice, now=NOON)
    actions.receive(place, Page(posts=(post("b", "late"),)), now=NOON)
    assert Mention.objects.filter(query=costly, message__remote_key="b").exists()
    costly.refresh_from_db()
    assert costly.set_aside_at is None
