"""Who is told, step by step, when a clock ran out and nobody does what it counts."""

from __future__ import annotations

from django.db import models

from rapport.workspace.models.members import Member, Team


class EscalationStep(models.Model):
    """One rung: a member, a team or everybody of a role. None set: the leads at once, the owners 30 minutes later."""

    position = models.PositiveSmallIntegerField(default=0)
    # After the step before it; the first after the clock ended.
    after_minutes = models.PositiveIntegerField(default=0)
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Member.Role, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(member__isnull=False, team=None, role="")
                | models.Q(member=None, team__isnull=False, role="")
                | (models.Q(member=None, team=None) & ~models.Q(role="")),
                name="workspace_step_tells_one",
            )
        ]
        indexes = [models.Index(fields=["position", "id"], name="workspace_step_order")]

    @property
    def whom(self) -> str:
        """ "member:3", "team:2", "role:lead": as a running escalation keeps it."""
        if self.member_id is not None:
            return f"member:{self.member_id}"
        return f"team:{self.team_id}" if self.team_id is not None else f"role:{self.role}"
