"""By which ways a member is told, and what came of each notice on its way."""

from __future__ import annotations

from django.db import models

from rapport.workspace.models.members import Member
from rapport.workspace.models.notices import Notice


class NoticeWay(models.Model):
    """One way to a member outside the screen: their mail address, or a service they named."""

    class Kind(models.TextChoices):
        MAIL = "mail", "Mail"
        SERVICE = "service", "Service"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notice_ways")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=60)  # "Mail", "Slack", "ntfy"
    # The service's address holds its token: kit.secrets, about "way:<member id>". None for mail.
    sealed = models.BinaryField(null=True)
    is_on = models.BooleanField(default=True)
    worked_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, blank=True)  # "" while it works

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(kind="mail"), name="workspace_one_mail_way"
            )
        ]


class NoticeDelivery(models.Model):
    """A notice on one way. Sent once: what was under way when a worker died is not sent again, but at once-notices are."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "On its way"
        SENT = "sent", "Sent"
        SPARED = "spared", "Seen before it left"
        FAILED = "failed", "Failed"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    way = models.ForeignKey(NoticeWay, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "way"], name="workspace_notice_way_once")
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(state__in=["waiting", "sending"]),
                name="workspace_notices_due",
            )
        ]
