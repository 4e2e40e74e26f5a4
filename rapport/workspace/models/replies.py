"""Answers of staff by mail."""

from __future__ import annotations

from django.db import models

from rapport.workspace.models.members import Member


class ReplyToken(models.Model):
    """Lets one member answer one thing by mail, once, until it expires. Only its digest is kept."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="reply_tokens")
    digest = models.CharField(max_length=64, unique=True)
    about = models.CharField(max_length=20)  # as of a notice
    about_id = models.BigIntegerField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_key = models.CharField(
        max_length=64, blank=True
    )  # digest of the key of the mail that used it
    # What was answered, until the room that asked has taken it.
    text = models.TextField(blank=True, max_length=100_000)

    class Meta:
        indexes = [models.Index(fields=["about", "about_id"], name="workspace_reply_about")]
