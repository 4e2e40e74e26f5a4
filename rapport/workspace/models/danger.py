"""Danger to life: who is called in which order, and each time they were."""

from __future__ import annotations

from django.db import models

from rapport.workspace.models.members import Member, Team


class PhoneTree(models.Model):
    """How the organisation meets danger to life. At most one row; what it does not say has a default."""

    singleton = models.BooleanField(default=True, unique=True, editable=False)
    step_seconds = models.PositiveSmallIntegerField(default=60)
    script = models.TextField(max_length=10_000, blank=True)
    changed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()


class PhoneTreeStep(models.Model):
    """A member or a team, called at once; the next when nobody took it."""

    position = models.PositiveSmallIntegerField()
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(member__isnull=True) ^ models.Q(team__isnull=True),
                name="workspace_phone_step_one",
            )
        ]
        ordering = ["position", "pk"]


class PhoneRun(models.Model):
    """The tree at work, with the plan as it stood when it began."""

    about = models.CharField(max_length=20, blank=True)  # "conversation"; "" for a practice
    about_id = models.BigIntegerField(null=True)
    is_practice = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    steps = models.JSONField(default=list)  # [[member ids], ...], frozen
    step_seconds = models.PositiveSmallIntegerField()
    told_steps = models.PositiveSmallIntegerField(default=0)  # of all rounds together
    next_at = models.DateTimeField(null=True)  # None: nobody else is called
    taken_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # taken, or over

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about", "about_id"],
                condition=models.Q(ended_at=None, is_practice=False),
                name="workspace_one_phone_run",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=models.Q(ended_at=None),
                name="workspace_phone_next",
            ),
            models.Index(fields=["about", "about_id"], name="workspace_phone_about"),
        ]


class PhoneCall(models.Model):
    """Somebody was told in a run, and when they answered."""

    run = models.ForeignKey(PhoneRun, on_delete=models.CASCADE, related_name="calls")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    step = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "member"], name="workspace_phone_call_once")
        ]
