"""How soon what is to happen."""

from __future__ import annotations

from django.db import models

from rapport.workspace.models import Brand


class ClockPolicy(models.Model):
    """Targets in minutes; the first that fits a conversation's intent ("" = any) counts."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="clock_policies")
    intent = models.CharField(max_length=20, blank=True)
    acknowledge_minutes = models.PositiveIntegerField(default=15)
    answer_minutes = models.PositiveIntegerField(null=True, default=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "intent"], name="converse_policy_intent")
        ]
