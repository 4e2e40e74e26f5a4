"""The settings pages, and who may open them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from rapport.workspace import actions, queries
from rapport.workspace.models import Member, Organisation, RetentionRule
from rapport.workspace.testing import PASSWORD

OWNERS_PAGES = ("/settings/organisation/", "/settings/retention/")


@pytest.fixture
def as_member(client):
    def enter(member):
        client.force_login(member)
        return client

    return enter


@pytest.mark.parametrize("path", OWNERS_PAGES)
def test_olivia_who_owns_opens_every_page(as_member, olivia, path):
    assert as_member(olivia).get(path).status_code == 200


@pytest.mark.parametrize("path", OWNERS_PAGES)
@pytest.mark.parametrize("who", ["lena", "alice", "gus"])
def test_nobody_but_an_owner_opens_the_owners_pages(as_member, request, path, who):
    assert as_member(request.getfixturevalue(who)).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/settings/", "/settings/members/", "/purposes/", *OWNERS_PAGES])
def test_charlie_who_left_opens_nothing(as_member, charlie, path):
    assert as_member(charlie).get(path).status_code == 302


def test_gus_chooses_his_own_colours(as_member, gus):
    client = as_member(gus)
    client.post("/settings/", {"theme": "contrast", "density": "compact"})
    assert b'data-theme="contrast" data-density="compact"' in client.get("/settings/").content


def test_colours_nobody_offered_are_refused(as_member, gus):
    answer = as_member(gus).post("/settings/", {"theme": "pink", "density": "compact"})
    assert answer.status_code == 422
    gus.refresh_from_db()
    assert gus.theme == "system"


def test_olivia_makes_the_workspace_read_only_and_back(as_member, olivia):
    client = as_member(olivia)
    client.post("/settings/organisation/read-only/", {"read_only": "yes"})
    assert queries.is_read_only()
    assert b"only listens" in client.get("/settings/organisation/").content
    client.post("/settings/organisation/read-only/", {"read_only": "no"})
    assert not queries.is_read_only()


def test_lena_cannot_make_it_read_only(as_member, lena):
    answer = as_member(lena).post("/settings/organisation/read-only/", {"read_only": "yes"})
    assert answer.status_code == 403
    assert not queries.is_read_only()


def test_the_organisation_gets_another_name_and_zone(as_member, olivia):
    as_member(olivia).post(
        "/settings/organisation/", {"name": "Halden AB", "timezone": "Asia/Tokyo"}
    )
    house = Organisation.objects.get()
    assert (house.name, house.timezone) == ("Halden AB", "Asia/Tokyo")


def test_how_long_links_are_kept_is_the_owners_choice(as_member, olivia):
    client = as_member(olivia)
    days = dict.fromkeys(client.get("/settings/retention/").context["form"].fields, "90")
    client.post("/settings/retention/", days | {"links": "7"})
    assert RetentionRule.objects.get(kind="links").days == 7
    refused = client.post("/settings/retention/", days | {"links": "0"})
    assert refused.status_code == 422
    assert b"between 1 and 3650" in refused.content


def test_olivia_invites_nora_and_passes_the_link_on(as_member, client, olivia):
    page = as_member(olivia).post(
        "/settings/members/invite/", {"email": "nora@halden.example", "role": "agent"}
    )
    link = page.context["link"]
    assert link.startswith("http://testserver/invited/")
    client.logout()
    client.post(link, {"name": "Nora", "password": PASSWORD})
    assert Member.objects.get(email="nora@halden.example").role == "agent"


def test_an_invitation_to_a_member_is_refused_beside_the_field(as_member, olivia, alice):
    answer = as_member(olivia).post(
        "/settings/members/invite/", {"email": alice.email, "role": "agent"}
    )
    assert answer.status_code == 422
    assert b'id="id_email_error"' in answer.content


def test_an_invitation_is_withdrawn(as_member, olivia):
    actions.invite("nora@halden.example", role="agent", by=olivia, now=timezone.now())
    [invitation] = queries.open_invitations(timezone.now())
    as_member(olivia).post(f"/settings/members/invitations/{invitation.pk}/withdraw/")
    assert not queries.open_invitations(timezone.now())


def test_olivia_makes_alice_a_lead_and_deactivates_bob(as_member, olivia, alice, bob):
    client = as_member(olivia)
    client.post(f"/settings/members/{alice.pk}/role/", {"role": "lead"})
    client.post(f"/settings/members/{bob.pk}/deactivate/")
    alice.refresh_from_db()
    bob.refresh_from_db()
    assert (alice.role, bob.is_active) == ("lead", False)
    client.post(f"/settings/members/{bob.pk}/reactivate/")
    bob.refresh_from_db()
    assert bob.is_active


def test_the_only_owner_is_told_why_she_cannot_step_down(as_member, olivia):
    answer = as_member(olivia).post(
        f"/settings/members/{olivia.pk}/role/", {"role": "agent"}, follow=True
    )
    assert b"only owner" in answer.content
    olivia.refresh_from_db()
    assert olivia.role == "owner"


@pytest.mark.parametrize("step", ["role", "link", "deactivate", "reactivate"])
@pytest.mark.parametrize("who", ["lena", "alice", "gus"])
def test_only_an_owner_changes_members(as_member, request, olivia, who, step):
    member = request.getfixturevalue(who)
    answer = as_member(member).post(f"/settings/members/{member.pk}/{step}/", {"role": "owner"})
    assert answer.status_code == 403
    member.refresh_from_db()
    assert member.role != "owner"


def test_a_member_who_does_not_exist_is_nowhere(as_member, olivia):
    assert as_member(olivia).post("/settings/members/9999/deactivate/").status_code == 404


def test_alice_sees_her_colleagues_without_buttons_and_without_charlie(
    as_member, alice, bob, charlie
):
    page = as_member(alice).get("/settings/members/").content.decode()
    assert bob.name in page
    assert charlie.name not in page
    assert "Deactivate" not in page


def test_olivia_hands_alice_a_sign_in_link(as_member, client, olivia, alice):
    page = as_member(olivia).post(f"/settings/members/{alice.pk}/link/")
    client.logout()
    client.post(page.context["link"], {"password": "a whole new sentence"})
    assert client.get("/settings/").context["user"] == alice


def test_markup_in_a_members_name_stays_words(as_member, olivia):
    Member.objects.filter(pk=olivia.pk).update(name="<img src=x onerror=alert(1)>")
    page = as_member(olivia).get("/settings/members/").content.decode()
    assert "<img src=x" not in page


def test_olivia_names_another_brand_and_a_competitor(as_member, olivia, brand):
    client = as_member(olivia)
    client.post("/settings/organisation/brands/", {"name": "Halden Bus", "kind": "own"})
    client.post("/settings/organisation/brands/", {"name": "Nordbuss", "kind": "competitor"})
    assert [one.name for one in queries.own_brands()] == ["Halden Rail", "Halden Bus"]
    assert [one.name for one in queries.competitors()] == ["Nordbuss"]
    assert b"Nordbuss" in client.get("/settings/organisation/").content
    refused = client.post("/settings/organisation/brands/", {"name": " ", "kind": "own"})
    assert refused.status_code == 422


def test_olivia_makes_changes_and_dissolves_a_team(as_member, olivia, alice, bob):
    client = as_member(olivia)
    assert b"No team yet" in client.get("/settings/teams/").content
    client.post("/settings/teams/", {"name": "Late shift", "members": [alice.pk]})
    [team] = queries.teams()
    client.post(f"/settings/teams/{team.pk}/", {"name": "Night", "members": [alice.pk, bob.pk]})
    [team] = queries.teams()
    assert (team.name, set(team.members.all())) == ("Night", {alice, bob})
    client.post(f"/settings/teams/{team.pk}/dissolve/")
    assert not queries.teams()


def test_two_teams_cannot_have_one_name(as_member, olivia):
    client = as_member(olivia)
    client.post("/settings/teams/", {"name": "Late shift"})
    answer = client.post("/settings/teams/", {"name": "late SHIFT"})
    assert answer.status_code == 422
    assert queries.teams().count() == 1


@pytest.mark.parametrize("who", ["lena", "alice", "gus"])
def test_only_an_owner_makes_teams_and_brands(as_member, request, who):
    client = as_member(request.getfixturevalue(who))
    assert client.post("/settings/teams/", {"name": "Mine"}).status_code == 403
    brand = {"name": "Mine", "kind": "own"}
    assert client.post("/settings/organisation/brands/", brand).status_code == 403
    assert not queries.teams()
