"""What somebody of us is to do."""

from __future__ import annotations

from django.db import models

from rapport.workspace.models.members import Member


class StaffTask(models.Model):
    """Something a member is to do, mostly about a conversation. Not a promise: nobody outside was told."""

    text = models.CharField(max_length=300)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="tasks")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    about = models.CharField(max_length=20, blank=True)  # "conversation", or "" for nothing else
    about_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["member", "due_at"],
                condition=models.Q(done_at=None),
                name="workspace_tasks_open",
            ),
            models.Index(
                fields=["due_at"],
                condition=models.Q(done_at=None, reminded_at=None),
                name="workspace_tasks_due",
            ),
            models.Index(fields=["about", "about_id"], name="workspace_tasks_about"),
        ]
