"""How many follow our own profiles, as their networks say."""

from __future__ import annotations

from django.db import models

from rapport.channels.models import Account


class FollowerCount(models.Model):
    """The latest count of one account, and when it is asked for again."""

    account = models.OneToOneField(
        Account, primary_key=True, on_delete=models.CASCADE, related_name="follower_count"
    )
    # None: the network did not tell.
    followers = models.PositiveIntegerField(null=True)
    asked_at = models.DateTimeField()
    next_at = models.DateTimeField()
