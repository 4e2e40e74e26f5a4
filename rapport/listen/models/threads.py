"""Threads that are read from their network, because we hold only a part of them."""

from __future__ import annotations

from django.db import models

from rapport.channels.models import Account
from rapport.listen.models.messages import Message


class ThreadReading(models.Model):
    """That the thread around a message is read, by which account and when next.

    It hangs on the message, not on the thread: a thread may turn out to be part of another.
    """

    message = models.OneToOneField(
        Message, primary_key=True, on_delete=models.CASCADE, related_name="thread_reading"
    )
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="thread_readings")
    planned_at = models.DateTimeField()
    # None: it is read no more.
    next_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    # Faults in a row; each makes the pause longer.
    faults = models.PositiveSmallIntegerField(default=0)
    # What the network said at the latest fault.
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["account", "next_at"],
                name="listen_thread_reading_due",
                condition=models.Q(next_at__isnull=False),
            )
        ]
