"""What a member answered in practice. Theirs alone: nobody is ranked by it."""

from __future__ import annotations

from django.db import models

from rapport.workspace.models.members import Member


class PracticeAnswer(models.Model):
    """Their answer to one recorded case, and which points of a good answer they ticked off for themself."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    case = models.SlugField(max_length=40)
    text = models.TextField(max_length=5_000)
    points = models.JSONField(default=list)  # numbers of the points ticked, from 0
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "case"], name="workspace_practice_once_a_case"
            )
        ]
