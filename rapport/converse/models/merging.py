"""Conversations that were made one, and what is needed to part them again."""

from __future__ import annotations

from django.db import models

from rapport.converse.models.conversations import Conversation
from rapport.workspace.models import Member


class Merging(models.Model):
    """`merged` became part of `into`."""

    into = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    merged = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    # Ids by kind of what moved, and how the work on both stood before and on the one after.
    moved = models.JSONField(default=dict)
    into_before = models.JSONField(default=dict)
    into_after = models.JSONField(default=dict)
    merged_before = models.JSONField(default=dict)
