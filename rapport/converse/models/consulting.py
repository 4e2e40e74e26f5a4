"""Asking another department while keeping the conversation."""

from __future__ import annotations

from django.db import models

from rapport.converse.models.conversations import Conversation
from rapport.workspace.models import Member, Team


class Consultation(models.Model):
    """A question to a department about a conversation, and its answer. Nothing of either goes outside."""

    class State(models.TextChoices):
        OPEN = "open", "Asked"
        ANSWERED = "answered", "Answered"
        WITHDRAWN = "withdrawn", "Withdrawn"

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="consultations"
    )
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    team_name = models.CharField(max_length=120)  # as it was asked, should the team be dissolved
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    question = models.TextField(max_length=2_000)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    answer = models.TextField(blank=True, max_length=10_000)
    answered_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    # When it was answered or withdrawn: what was asked is no reason to wait any more.
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["team", "due_at"],
                condition=models.Q(state="open"),
                name="converse_asked_open",
            ),
        ]


class SharedAnswer(models.Model):
    """An answer of a department that holds for another conversation too. A person still writes each reply."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="shared")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="shared_answers"
    )
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "conversation"], name="converse_shared_answer_once"
            )
        ]
