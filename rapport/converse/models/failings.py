"""What went wrong for several people, whose it is to mend, and by when."""

from __future__ import annotations

from django.db import models

from rapport.converse.models.conversations import Conversation
from rapport.workspace.models import Brand, Member, Team


class Failing(models.Model):
    """A joined complaint. Its conversations are the evidence; its people are told once it is fixed."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="failings")
    title = models.CharField(max_length=200)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="failings")
    due_on = models.DateField(null=True)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    fixed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    fixed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on"],
                name="converse_failing_open",
                condition=models.Q(fixed_at__isnull=True),
            )
        ]


class FailingEvidence(models.Model):
    """A conversation in which somebody told us of it."""

    failing = models.ForeignKey(Failing, on_delete=models.CASCADE, related_name="evidence")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="failings"
    )
    added_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    # Told in another way than by an answer here (on the phone, at the desk).
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["failing", "conversation"], name="converse_failing_evidence_once"
            )
        ]
