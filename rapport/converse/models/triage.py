"""Triage rules: when, if, then; and each time one was applied."""

from __future__ import annotations

from django.db import models

from rapport.converse.models.conversations import Conversation
from rapport.converse.models.labels import Label
from rapport.workspace.models import Member, Team


class TriageRule(models.Model):
    """Labels, assigns and tells colleagues. There is nothing here that speaks in public, or puts anything off."""

    class When(models.TextChoices):
        OPENED = "opened", "A conversation begins"
        MESSAGE = "message", "The customer writes"
        ANSWER = "answer", "We answered"
        WARNING = "warning", "A clock is about to end"
        BREACH = "breach", "A clock ran out"

    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    is_on = models.BooleanField(default=True)
    when = models.CharField(max_length=8, choices=When, default=When.OPENED)
    # A query asked of `converse.documents`; "" holds of every conversation.
    condition = models.TextField(blank=True, max_length=2_000)
    labels = models.ManyToManyField(Label, related_name="put_by", blank=True)
    unlabels = models.ManyToManyField(Label, related_name="taken_by", blank=True)
    gives_to = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    gives_team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    # Also where somebody has it already.
    takes_over = models.BooleanField(default=False)
    tells = models.ManyToManyField(Member, related_name="+", blank=True)
    tells_team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    # No rule below it is asked of a conversation it held of.
    stops = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
    # Taken away; what it did stays readable.
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["position", "id"], name="converse_rule_order")]


class RuleApplied(models.Model):
    """A rule held of a conversation when something happened, and what that changed."""

    rule = models.ForeignKey(TriageRule, on_delete=models.CASCADE, related_name="applied")
    rule_version = models.PositiveIntegerField()
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="rules_applied"
    )
    # What happened, as "message:812": of one thing a rule applies to a conversation once, whatever comes twice.
    cause = models.CharField(max_length=60)
    at = models.DateTimeField()
    labelled = models.JSONField(default=list)  # ids of labels that were not there before
    unlabelled = models.JSONField(default=list)  # ids of labels that were there before
    # {"assignee_id": ..., "team_id": ...} before and after; empty where nobody was given it.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    told = models.JSONField(default=list)  # ids of members
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "conversation", "cause"], name="converse_rule_once_a_cause"
            )
        ]
        indexes = [
            models.Index(fields=["rule", "-at"], name="converse_rule_applied"),
            models.Index(fields=["at"], name="converse_rules_applied_at"),
        ]
