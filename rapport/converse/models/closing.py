"""Why conversations are resolved, and what was done to many of them at once."""

from __future__ import annotations

from django.db import models

from rapport.converse.models.conversations import Conversation
from rapport.workspace.models import Member


class ResolveReason(models.Model):
    """A reason one may give when resolving, in the team's own words. Without rows the usual ones stand in."""

    slug = models.SlugField(max_length=20, unique=True)
    words = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    # One that was given stays readable where it was given.
    is_offered = models.BooleanField(default=True)


class ManyAtOnce(models.Model):
    """One act on many conversations, so that one press undoes all of it."""

    class Kind(models.TextChoices):
        ASSIGN = "assign", "Assigned"
        RESOLVE = "resolve", "Resolved"
        SNOOZE = "snooze", "Snoozed"
        LABEL = "label", "Labelled"

    kind = models.CharField(max_length=8, choices=Kind)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)


class OneOfMany(models.Model):
    """A conversation of such an act: what stood in its columns before, and its version after."""

    act = models.ForeignKey(ManyAtOnce, on_delete=models.CASCADE, related_name="ones")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField()
    # What stood in the same columns after it: where that has changed since, undo leaves it alone.
    after = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "conversation"], name="converse_one_of_many")
        ]
