"""Founding the organisation with the token from the console."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.workspace import actions, queries
from rapport.workspace.errors import AlreadySetUp, InvalidEntry, LinkSpent
from rapport.workspace.models import Member, Organisation, SetupToken
from rapport.workspace.testing import NOON, PASSWORD

pytestmark = pytest.mark.django_db

ENTRIES = {
    "organisation": "Halden Rail AB",
    "brand": "Halden Rail",
    "owner_name": "Olivia Owens",
    "email": "olivia@halden.example",
    "password": PASSWORD,
    "purpose": "Nobody stranded is left without a word for 15 minutes",
    "timezone": "Europe/Stockholm",
}


def found(token, *, now=NOON, **changed):
    return actions.set_up(token, **(ENTRIES | changed), now=now)


def test_the_token_makes_organisation_brand_purpose_and_owner():
    owner = found(actions.setup_token(NOON))
    assert owner.role == Member.Role.OWNER
    assert owner.check_password(PASSWORD)
    assert queries.organisation().name == "Halden Rail AB"
    assert [brand.slug for brand in queries.own_brands()] == ["halden-rail"]
    assert [purpose.sentence for purpose in queries.purposes()] == [ENTRIES["purpose"]]
    assert queries.is_set_up()


def test_once_there_is_an_owner_no_token_is_made_and_none_works():
    first, second = actions.setup_token(NOON), actions.setup_token(NOON)
    found(first)
    assert actions.setup_token(NOON) is None
    with pytest.raises(AlreadySetUp):
        found(second, email="eve@elsewhere.example")


def test_a_made_up_token_founds_nothing():
    with pytest.raises(LinkSpent):
        found("made-up")
    assert not Organisation.objects.exists()


def test_a_token_is_too_old_after_a_day():
    token = actions.setup_token(NOON)
    with pytest.raises(LinkSpent):
        found(token, now=NOON + timedelta(hours=25))


def test_only_a_digest_of_the_token_is_kept():
    token = actions.setup_token(NOON)
    assert not SetupToken.objects.filter(digest__contains=token).exists()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("organisation", "  ", "fill this in"),
        ("brand", "x" * 121, "under 120"),
        ("purpose", "", "fill this in"),
        ("owner_name", "", "fill this in"),
        ("email", "olivia", "mail address"),
        ("password", "short", "too short"),
        ("password", "olivia@halden.example", "similar"),
        ("timezone", "Mars/Olympus", "no time zone"),
    ],
)
def test_what_cannot_be_taken_is_named_beside_its_field_and_nothing_is_half_done(
    field, value, says
):
    token = actions.setup_token(NOON)
    with pytest.raises(InvalidEntry) as refused:
        found(token, **{field: value})
    assert list(refused.value.fields) == [field]
    assert says in refused.value.fields[field]
    assert not Organisation.objects.exists()
    assert found(token).email == ENTRIES["email"]
