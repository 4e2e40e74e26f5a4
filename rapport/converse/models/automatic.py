"""What an account answers by itself, in private, in words a lead wrote."""

from __future__ import annotations

from django.db import models

from rapport.channels.models import Account
from rapport.workspace.models import Member


class AutomaticReply(models.Model):
    """Off until a lead writes it. One an account."""

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, related_name="automatic_reply"
    )
    is_on = models.BooleanField(default=False)
    text = models.TextField(max_length=2_000)
    # Only while nobody is there, by the organisation's hours.
    only_closed = models.BooleanField(default=True)
    written_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    # It fell silent by itself: it had spoken too often.
    stopped_at = models.DateTimeField(null=True)
