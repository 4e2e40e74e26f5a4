"""What staff are told."""

from __future__ import annotations

from django.db import models

from rapport.workspace.models.members import Member


class Notice(models.Model):
    """One thing one member is told, once: that they were asked, given, named, or that a clock ran out.

    It holds codes and ids only; the room that sends a `kind` registers the words for it (`registry.register_notice`).
    """

    class Weight(models.TextChoices):
        LOOK = "look", "When you look"  # the bell alone
        SOON = "soon", "Soon"  # and by the ways the member chose
        NOW = "now", "At once"  # and whatever the quiet hours

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)  # "converse.mentioned"
    about = models.CharField(max_length=20)  # "conversation"
    about_id = models.BigIntegerField()
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    weight = models.CharField(max_length=4, choices=Weight, default=Weight.SOON)
    # What it is one notice of ("breach:answer:812"): the same key reaches a member once.
    key = models.CharField(max_length=120)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    # What it asks for is done, by whomever. None for good where it only tells.
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "key"], name="workspace_notice_once")
        ]
        indexes = [
            models.Index(fields=["member", "-at"], name="workspace_notices"),
            models.Index(
                fields=["member"],
                condition=models.Q(seen_at=None, done_at=None),
                name="workspace_notices_unseen",
            ),
            models.Index(
                fields=["kind"],
                condition=models.Q(done_at=None),
                name="workspace_notices_not_done",
            ),
        ]
