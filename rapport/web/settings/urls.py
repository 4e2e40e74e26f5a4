from __future__ import annotations

from datetime import date

from django.urls import path, register_converter

from rapport.web.settings import (
    account_steps,
    approvals,
    automatic,
    case_keys,
    check,
    clocks,
    escalation,
    hours,
    labels,
    members,
    moderation,
    named_hours,
    reasons,
    routing,
    rules,
    saved_replies,
    skills,
    solved_line,
    teams,
    views,
    ways,
)


class IsoDate:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(IsoDate, "iso_date")

urlpatterns = [
    path("settings/", views.mine, name="settings"),
    path("settings/ways/", ways.add_service, name="add_service"),
    path("settings/ways/mail/", ways.set_mail, name="set_mail"),
    path("settings/ways/quiet/", ways.set_quiet_hours, name="set_quiet_hours"),
    path("settings/ways/<int:way_id>/remove/", ways.remove_way, name="remove_way"),
    path("settings/ways/<int:way_id>/try/", ways.try_way, name="try_way"),
    path("settings/skills/", skills.mine, name="settings_skills"),
    path("settings/members/<int:member_id>/skills/", skills.of_member, name="member_skills"),
    path("settings/organisation/", views.organisation, name="settings_organisation"),
    path("settings/organisation/read-only/", views.read_only, name="settings_read_only"),
    path("settings/organisation/brands/", views.add_brand, name="add_brand"),
    path("settings/automatic/", automatic.replies, name="automatic_replies"),
    path("settings/automatic/<int:account_id>/", automatic.reply, name="automatic_reply"),
    path("settings/hours/", hours.hours, name="settings_hours"),
    path("settings/hours/other/", named_hours.add, name="add_hours"),
    path("settings/hours/other/<int:hours_id>/", named_hours.change, name="change_hours"),
    path("settings/hours/other/<int:hours_id>/remove/", named_hours.remove, name="remove_hours"),
    path("settings/hours/closed/", hours.closed_words, name="set_closed_words"),
    path("settings/hours/days/", hours.set_day, name="set_own_day"),
    path("settings/hours/days/<iso_date:on>/remove/", hours.remove_day, name="remove_own_day"),
    path("settings/moderation/", moderation.moderation, name="settings_moderation"),
    path("settings/moderation/<int:rule_id>/", moderation.change, name="moderation_rule"),
    path("settings/moderation/<int:rule_id>/retire/", moderation.retire, name="retire_rule"),
    path("settings/check/", check.check, name="settings_check"),
    path("settings/check/going-on/", check.add_caution, name="add_caution"),
    path("settings/check/going-on/<int:caution_id>/lift/", check.lift_caution, name="lift_caution"),
    path("settings/check/found/<int:objection_id>/", check.judge, name="judge_objection"),
    path("settings/check/<slug:kind>/", check.kind, name="settings_check_kind"),
    path("settings/approvals/", approvals.approvals, name="settings_approvals"),
    path("settings/approvals/add/", approvals.add, name="add_approval_rule"),
    path("settings/approvals/<int:rule_id>/", approvals.change, name="approval_rule"),
    path("settings/approvals/<int:rule_id>/move/", approvals.move, name="move_approval_rule"),
    path("settings/approvals/<int:rule_id>/remove/", approvals.remove, name="remove_approval_rule"),
    path("settings/reasons/", reasons.reasons, name="settings_reasons"),
    path("settings/labels/", labels.labels, name="settings_labels"),
    path("settings/labels/<int:label_id>/", labels.change, name="label"),
    path("settings/labels/<int:label_id>/retire/", labels.retire, name="retire_label"),
    path("settings/labels/<int:label_id>/merge/", labels.merge, name="merge_labels"),
    path("settings/rules/", rules.rules, name="settings_rules"),
    path("settings/rules/add/", rules.add, name="add_rule"),
    path("settings/rules/<int:rule_id>/", rules.change, name="rule"),
    path("settings/rules/<int:rule_id>/did/", rules.did, name="rule_did"),
    path("settings/rules/<int:rule_id>/undo/", rules.undo, name="undo_rule"),
    path("settings/rules/<int:rule_id>/turn/", rules.turn, name="turn_rule"),
    path("settings/rules/<int:rule_id>/move/", rules.move, name="move_rule"),
    path("settings/rules/<int:rule_id>/remove/", rules.remove, name="remove_rule"),
    path("settings/clocks/", clocks.clocks, name="settings_clocks"),
    path("settings/clocks/add/", clocks.add, name="add_policy"),
    path("settings/clocks/<int:policy_id>/", clocks.change, name="policy"),
    path("settings/clocks/<int:policy_id>/move/", clocks.move, name="move_policy"),
    path("settings/clocks/<int:policy_id>/remove/", clocks.remove, name="remove_policy"),
    path("settings/escalation/", escalation.escalation, name="settings_escalation"),
    path("settings/escalation/<int:step_id>/", escalation.change, name="escalation_step"),
    path("settings/escalation/<int:step_id>/move/", escalation.move, name="move_step"),
    path("settings/escalation/<int:step_id>/remove/", escalation.remove, name="remove_step"),
    path("settings/teams/", teams.teams, name="teams"),
    path("settings/teams/<int:team_id>/", teams.team, name="team"),
    path("settings/teams/<int:team_id>/hook/", teams.set_hook, name="set_team_hook"),
    path("settings/teams/<int:team_id>/hook/try/", teams.try_hook, name="try_team_hook"),
    path("settings/teams/<int:team_id>/hook/remove/", teams.remove_hook, name="remove_team_hook"),
    path("settings/teams/<int:team_id>/dissolve/", teams.dissolve, name="dissolve_team"),
    path("settings/replies/", saved_replies.replies, name="saved_replies"),
    path("settings/cases/", case_keys.keys, name="settings_case_keys"),
    path("settings/cases/<int:key_id>/revoke/", case_keys.revoke, name="revoke_case_key"),
    path("settings/replies/solved/", solved_line.line, name="settings_solved_line"),
    path("settings/replies/<int:reply_id>/", saved_replies.reply, name="saved_reply"),
    path("settings/replies/<int:reply_id>/up/", saved_replies.up, name="saved_reply_up"),
    path(
        "settings/replies/<int:reply_id>/remove/", saved_replies.remove, name="saved_reply_remove"
    ),
    path("settings/accounts/steps/", account_steps.account_steps, name="settings_account_steps"),
    path(
        "settings/accounts/<int:account_id>/steps/",
        account_steps.steps_of,
        name="account_steps_of",
    ),
    path("settings/routing/", routing.routing, name="settings_routing"),
    path("settings/retention/", views.retention, name="settings_retention"),
    path("settings/members/", members.members, name="members"),
    path("settings/members/invite/", members.invite, name="invite"),
    path(
        "settings/members/invitations/<int:invitation_id>/withdraw/",
        members.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("settings/members/<int:member_id>/role/", members.set_role, name="set_role"),
    path("settings/members/<int:member_id>/link/", members.sign_in_link, name="sign_in_link"),
    path("settings/members/<int:member_id>/deactivate/", members.deactivate, name="deactivate"),
    path("settings/members/<int:member_id>/reactivate/", members.reactivate, name="reactivate"),
]
