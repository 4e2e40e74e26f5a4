"""Readings and corrections."""

from __future__ import annotations

from django.db import models

from rapport.listen.models import Message
from rapport.workspace.models import Member


class Reading(models.Model):
    """What a message means, as the machine read it or a person corrected it."""

    message = models.OneToOneField(
        Message, primary_key=True, on_delete=models.CASCADE, related_name="reading"
    )
    language = models.CharField(max_length=12)
    language_confidence = models.FloatField()
    covered = models.BooleanField()
    sentiment = models.CharField(max_length=8)
    probabilities = models.JSONField()  # [negative, neutral, positive]
    needs_answer = models.BooleanField()
    needs_answer_confidence = models.FloatField()
    intent = models.CharField(max_length=20)
    danger = models.BooleanField(default=False)
    urgency = models.PositiveSmallIntegerField(default=0)
    offensive = models.BooleanField(default=False)
    emotion = models.CharField(max_length=16, blank=True, default="", db_default="")
    reasons = models.JSONField(default=list)  # [{"kind", "start", "end", "text", "weight"}]
    gear = models.CharField(max_length=12)
    read_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["-message"],
                name="understand_hurried",
                condition=models.Q(gear="rough", language="en"),
            )
        ]


class Correction(models.Model):
    """A person's better answer to one field of a reading."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=20)
    machine_value = models.CharField(max_length=40)
    value = models.CharField(max_length=40)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()
