"""The way from a public thread into private, where the network has none: a link to our own form, used once."""

from __future__ import annotations

from django.db import models

from rapport.converse.models.conversations import Conversation
from rapport.workspace.models import Member


class PrivateLink(models.Model):
    """Only a digest of its secret is kept; whoever holds the link may write to us once, until it expires."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="private_links"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    # They said it is solved.
    solved = models.BooleanField(default=False)
