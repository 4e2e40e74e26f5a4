"""What everybody is to know before they write, for as long as it stands."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rapport.voice.models.speaking import Statement
from rapport.workspace.models import Member


class Caution(models.Model):
    """Something is going on: whatever would carry one of the keys wants a second look, and is not held."""

    keys = ArrayField(models.CharField(max_length=80))
    reason = models.CharField(max_length=300)
    # The holding statement: what may be said while nothing more is known.
    statement = models.ForeignKey(
        Statement, null=True, on_delete=models.SET_NULL, related_name="cautions"
    )
    placed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    placed_at = models.DateTimeField()
    # When it ends by itself; None: when somebody lifts it.
    until = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["placed_at"],
                name="voice_caution_standing",
                condition=models.Q(lifted_at=None),
            )
        ]
