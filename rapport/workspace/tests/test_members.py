"""Members come, change and leave."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.workspace import actions, queries
from rapport.workspace.errors import InvalidEntry, LastOwner, LinkSpent, NotAllowed, NotThere
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON, PASSWORD


def test_an_invitation_makes_a_member_once(olivia):
    secret = actions.invite("nora@halden.example", role="agent", by=olivia, now=NOON)
    nora = actions.accept_invitation(secret, name="Nora Nord", password=PASSWORD, now=NOON)
    assert (nora.role, nora.email) == ("agent", "nora@halden.example")
    with pytest.raises(LinkSpent):
        actions.accept_invitation(secret, name="Nora Again", password=PASSWORD, now=NOON)


def test_an_invitation_ends_after_a_week_and_when_a_newer_one_is_made(olivia):
    old = actions.invite("nora@halden.example", role="agent", by=olivia, now=NOON)
    new = actions.invite("NORA@halden.example", role="lead", by=olivia, now=NOON)
    assert queries.invitation_of(old, NOON) is None
    assert queries.invitation_of(new, NOON) is not None
    assert queries.invitation_of(new, NOON + timedelta(days=8)) is None


def test_a_weak_password_leaves_the_invitation_open(olivia):
    secret = actions.invite("nora@halden.example", role="agent", by=olivia, now=NOON)
    with pytest.raises(InvalidEntry) as refused:
        actions.accept_invitation(secret, name="Nora", password="1234567890", now=NOON)
    assert "password" in refused.value.fields
    assert queries.invitation_of(secret, NOON) is not None


def test_the_same_mail_address_in_other_letters_is_the_same_member(olivia, alice):
    with pytest.raises(InvalidEntry, match="exists already"):
        actions.add_member(alice.email.upper(), name="Alice", role="agent")


def test_lena_who_leads_may_not_invite_change_roles_or_deactivate(lena, alice):
    for attempt in (
        lambda: actions.invite("nora@halden.example", role="owner", by=lena, now=NOON),
        lambda: actions.set_role(lena, role="owner", by=lena),
        lambda: actions.deactivate(alice, by=lena),
        lambda: actions.handed_link(alice, by=lena, now=NOON),
        lambda: actions.set_read_only(True, by=lena),
        lambda: actions.set_retention("messages", days=1, by=lena),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_the_last_owner_can_neither_step_down_nor_be_deactivated(olivia, lena):
    with pytest.raises(LastOwner):
        actions.set_role(olivia, role="agent", by=olivia)
    with pytest.raises(LastOwner):
        actions.deactivate(olivia, by=olivia)
    actions.set_role(lena, role="owner", by=olivia)
    actions.set_role(olivia, role="agent", by=lena)
    assert list(Member.objects.filter(role="owner")) == [lena]


def test_a_sign_in_link_works_once_and_not_too_late(alice):
    link = actions.sign_in_link(alice, now=NOON)
    assert actions.use_sign_in_link(link, now=NOON) == alice
    with pytest.raises(LinkSpent):
        actions.use_sign_in_link(link, now=NOON)
    late = actions.sign_in_link(alice, now=NOON, minutes=15)
    with pytest.raises(LinkSpent):
        actions.use_sign_in_link(late, now=NOON + timedelta(minutes=16))


def test_a_sign_in_link_dies_with_the_members_place_here(olivia, alice):
    link = actions.sign_in_link(alice, now=NOON)
    actions.deactivate(alice, by=olivia)
    with pytest.raises(LinkSpent):
        actions.use_sign_in_link(link, now=NOON)


def test_only_an_owner_finds_those_who_left(olivia, alice, charlie):
    assert queries.member_for(olivia, charlie.pk) == charlie
    with pytest.raises(NotThere):
        queries.member_for(alice, charlie.pk)
    with pytest.raises(NotThere):
        queries.member_for(charlie, alice.pk)


def test_two_brands_of_one_name_get_two_slugs(organisation):
    assert [actions.add_brand("Nordbuss").slug for _ in range(2)] == ["nordbuss", "nordbuss-2"]
    assert actions.add_brand("北欧").slug == "brand"


def test_a_handed_link_makes_a_new_password_and_a_weak_one_does_not_spend_it(olivia, alice):
    link = actions.handed_link(alice, by=olivia, now=NOON)
    with pytest.raises(InvalidEntry):
        actions.use_handed_link(link, password="short", now=NOON)
    assert actions.use_handed_link(link, password="a whole new sentence", now=NOON) == alice
    alice.refresh_from_db()
    assert alice.check_password("a whole new sentence")
    with pytest.raises(LinkSpent):
        actions.use_handed_link(link, password="a whole new sentence", now=NOON)


def test_a_handed_link_does_not_work_as_one_that_signs_in_on_opening(olivia, alice):
    link = actions.handed_link(alice, by=olivia, now=NOON)
    with pytest.raises(LinkSpent):
        actions.use_sign_in_link(link, now=NOON)


def test_somebody_verified_elsewhere_joins_only_when_invited(olivia):
    with pytest.raises(LinkSpent):
        actions.join_by_invitation("nora@halden.example", name="Nora", now=NOON)
    actions.invite("nora@halden.example", role="lead", by=olivia, now=NOON)
    nora = actions.join_by_invitation("Nora@halden.example", name="Nora", now=NOON)
    assert nora.role == "lead"
    assert not nora.has_usable_password()
