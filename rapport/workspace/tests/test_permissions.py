"""Who may do what."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from rapport.workspace.queries import ACTIONS, can


def allowed(member):
    return {action for action in ACTIONS if can(member, action)}


def test_olivia_the_owner_may_do_everything(olivia):
    assert allowed(olivia) == ACTIONS


def test_lena_the_lead_may_do_all_but_manage_members_and_settings(lena):
    assert ACTIONS - allowed(lena) == {"manage_members", "settings"}


def test_alice_the_agent_may_work_but_not_manage(alice):
    assert allowed(alice) == {
        "see",
        "answer",
        "assign",
        "note",
        "resolve",
        "correct",
        "import",
        "keep_board",
        "listen",
        "consult",
        "advise",
        "moderate",
    }


def test_gus_the_guest_may_only_look_and_answer_what_his_team_is_asked(gus):
    assert allowed(gus) == {"see", "advise"}


def test_charlie_who_left_may_do_nothing_although_he_led(charlie):
    assert allowed(charlie) == set()


def test_a_stranger_may_do_nothing():
    assert allowed(AnonymousUser()) == set()


def test_a_misspelt_action_fails_loudly_instead_of_passing_as_a_refusal(olivia):
    with pytest.raises(ValueError, match="anser"):
        can(olivia, "anser")
