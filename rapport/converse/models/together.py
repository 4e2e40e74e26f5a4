"""Who follows a conversation without having it."""

from __future__ import annotations

from django.db import models

from rapport.converse.models.conversations import Conversation
from rapport.workspace.models import Member


class Watch(models.Model):
    """Told when somebody else answers, writes a note or resolves."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="watches")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="watches")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "member"], name="converse_watch_once")
        ]
