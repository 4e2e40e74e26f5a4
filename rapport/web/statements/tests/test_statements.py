"""The statements pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from rapport.voice import actions, queries
from rapport.voice.models import Statement
from rapport.workspace.testing import NOON


@pytest.fixture
def refunds(brand):
    return actions.add_statement(brand, text="Refunds take 14 days", by=None, now=NOON)


def typed(brand, **changed):
    return {"brand": brand.pk, "text": "Refunds take 14 days", "topic": "refunds", **changed}


def test_an_empty_list_says_why_statements_matter(client, alice, brand):
    client.force_login(alice)
    page = client.get("/statements/").content.decode()
    assert "No statement yet" in page
    assert "Add the first" not in page, "an agent cannot add one"


def test_lena_adds_a_statement_with_owner_and_validity(client, lena, alice, brand):
    client.force_login(lena)
    client.post(
        "/statements/add/",
        typed(brand, owner=alice.pk, valid_from="2026-03-01", valid_until="2099-12-31"),
    )
    made = queries.statements().get()
    assert (made.owner, made.created_by, str(made.valid_from)) == (alice, lena, "2026-03-01")
    page = client.get("/statements/").content.decode()
    assert "until 31 Dec 2099" in page
    assert alice.name in page


def test_a_validity_that_ends_before_it_begins_is_refused_and_nothing_typed_is_lost(
    client, lena, brand
):
    client.force_login(lena)
    answer = client.post(
        "/statements/add/", typed(brand, valid_from="2026-03-01", valid_until="2026-02-01")
    )
    assert answer.status_code == 422
    assert b"before it begins" in answer.content
    assert b"Refunds take 14 days" in answer.content
    assert not Statement.objects.exists()


def test_what_says_otherwise_than_we_do_already_is_asked_about_before_it_is_added(
    client, lena, brand, refunds
):
    client.force_login(lena)
    other = typed(brand, text="Refunds take 30 days <at most>")
    answer = client.post("/statements/add/", other)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "We say otherwise already" in page
    assert "Refunds take 14 days" in page
    assert "Refunds take 30 days &lt;at most&gt;" in page
    assert Statement.objects.get() == refunds
    assert client.post("/statements/add/", other | {"both": "1"}).status_code == 302
    assert Statement.objects.count() == 2
    # Revised, it is compared with the others, and not with what it was.
    assert client.post(f"/statements/{refunds.pk}/revise/", typed(brand)).status_code == 422
    added = Statement.objects.exclude(pk=refunds.pk).get()
    actions.withdraw_statement(added, by=lena, now=NOON)
    again = typed(brand, text="Refunds take 10 days")
    assert client.post(f"/statements/{refunds.pk}/revise/", again).status_code == 302


def test_revising_makes_a_version_and_the_old_one_stays_readable(client, lena, brand, refunds):
    client.force_login(lena)
    answer = client.post(
        f"/statements/{refunds.pk}/revise/", typed(brand, text="Refunds take 10 days"), follow=True
    )
    page = answer.content.decode()
    assert "Refunds take 10 days" in page
    assert "Refunds take 14 days" in page
    assert [one.text for one in queries.statements()] == ["Refunds take 10 days"]


def test_who_revises_what_somebody_else_revised_is_told(client, lena, brand, refunds):
    client.force_login(lena)
    path = f"/statements/{refunds.pk}/revise/"
    client.post(path, typed(brand, text="Refunds take 10 days"))
    second = client.post(path, typed(brand, text="Refunds take 12 days"), follow=True)
    assert b"changed or withdrawn meanwhile" in second.content
    assert [one.text for one in queries.statements()] == ["Refunds take 10 days"]


def test_withdrawing_takes_it_off_the_list(client, lena, refunds):
    client.force_login(lena)
    client.post(f"/statements/{refunds.pk}/withdraw/")
    assert not queries.statements().exists()
    assert b"withdrawn" in client.get(f"/statements/{refunds.pk}/").content


def test_a_statement_that_is_over_or_not_yet_true_says_so(client, alice, brand):
    today = timezone.localdate()
    for text, begins, ends in (
        ("Summer tickets", None, today - timedelta(days=1)),
        ("Winter tickets", today + timedelta(days=30), None),
    ):
        actions.add_statement(
            brand, text=text, valid_from=begins, valid_until=ends, by=None, now=NOON
        )
    client.force_login(alice)
    page = client.get("/statements/").content.decode()
    assert "ended" in page
    assert "from" in page


@pytest.mark.parametrize("who", ["alice", "gus"])
def test_only_a_lead_changes_what_we_hold_true(client, request, who, brand, refunds):
    client.force_login(request.getfixturevalue(who))
    assert b"Refunds take 14 days" in client.get("/statements/").content
    for path in ("add", f"{refunds.pk}/revise", f"{refunds.pk}/withdraw"):
        assert client.post(f"/statements/{path}/", typed(brand)).status_code == 403
    assert queries.statements().count() == 1


def test_charlie_who_left_reads_nothing(client, charlie, refunds):
    client.force_login(charlie)
    assert client.get("/statements/").status_code == 302
    assert client.get(f"/statements/{refunds.pk}/").status_code == 302


def test_a_statement_nobody_wrote_is_nowhere(client, alice, brand):
    client.force_login(alice)
    assert client.get("/statements/404/").status_code == 404
