"""What the settings pages show."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.workspace.models import Member
from rapport.workspace.queries import can


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    url: str
    is_here: bool


def tabs_for(member: Member, path: str) -> list[Tab]:
    """The settings pages this member may open."""
    pages = [
        (_("You"), "settings", "see"),
        (_("Members"), "members", "see"),
        (_("Teams"), "teams", "manage_members"),
        (_("Organisation"), "settings_organisation", "settings"),
        (_("Hours"), "settings_hours", "settings"),
        (_("Clocks"), "settings_clocks", "manage_clocks"),
        (_("Escalation"), "settings_escalation", "manage_clocks"),
        (_("Account steps"), "settings_account_steps", "manage_clocks"),
        (_("Danger"), "settings_danger", "see"),
        (_("Labels"), "settings_labels", "manage_triage"),
        (_("Rules"), "settings_rules", "manage_triage"),
        (_("Morning mail"), "settings_morning", "manage_clocks"),
        (_("Approvals"), "settings_approvals", "manage_approvals"),
        (_("Automatic replies"), "automatic_replies", "manage_automatic"),
        (_("The check"), "settings_check", "manage_approvals"),
        (_("Saved replies"), "saved_replies", "manage_saved_replies"),
        (_("Moderation"), "settings_moderation", "manage_moderation"),
        (_("Reasons"), "settings_reasons", "settings"),
        (_("Case numbers"), "settings_case_keys", "manage_accounts"),
        (_("Routing"), "settings_routing", "settings"),
        (_("How long things are kept"), "settings_retention", "settings"),
    ]
    return [
        Tab(name=name, url=reverse(url_name), is_here=path == reverse(url_name))
        for name, url_name, needs in pages
        if can(member, needs)
    ]
