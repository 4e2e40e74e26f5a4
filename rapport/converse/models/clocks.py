"""How soon what is to happen, and while a clock stands still."""

from __future__ import annotations

from django.db import models

from rapport.converse.models.conversations import Conversation
from rapport.workspace.models import NamedHours


class ClockPolicy(models.Model):
    """Targets in minutes of the hours it runs in; None: that clock does not run. The first that fits counts.

    `condition` is a query asked of `converse.documents`; "" fits every conversation.
    """

    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    condition = models.TextField(blank=True, max_length=2_000)
    acknowledge_minutes = models.PositiveIntegerField(null=True, default=15)
    first_response_minutes = models.PositiveIntegerField(null=True, default=60)
    next_response_minutes = models.PositiveIntegerField(null=True, default=60)
    resolve_minutes = models.PositiveIntegerField(null=True)
    # So long before a clock ends whoever has the conversation is told.
    warn_minutes = models.PositiveIntegerField(default=10)
    day_and_night = models.BooleanField(default=False)
    # Hours of a team or a brand; None: the organisation's.
    hours = models.ForeignKey(
        NamedHours, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["position", "id"], name="converse_policy_order")]


class Pause(models.Model):
    """While it lasts a conversation's resolve clock stands still. One of each why at a time."""

    class Why(models.TextChoices):
        CUSTOMER = "customer", "Their turn"
        DEPARTMENT = "department", "A department was asked"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="pauses")
    why = models.CharField(max_length=10, choices=Why)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "why"],
                condition=models.Q(until=None),
                name="converse_one_pause_of_a_kind",
            )
        ]
        indexes = [models.Index(fields=["conversation", "since"], name="converse_pauses")]
