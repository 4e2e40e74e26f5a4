"""When a colleague reads a reply before it leaves, and what came of each time."""

from __future__ import annotations

from django.db import models

from rapport.channels.models import Delivery
from rapport.people.models import Person
from rapport.workspace.models import Brand, Member


class ApprovalRule(models.Model):
    """Replies that want approval: all that is set here must hold of a reply. The first rule that fits counts."""

    class Severity(models.TextChoices):
        ANY = "", "Whatever the check says"
        NOTE = "note", "The check says something"
        SECOND = "second", "The check asks to look again, or to wait"
        HOLD = "hold", "The check asks to wait"

    brand = models.ForeignKey(
        Brand, null=True, on_delete=models.CASCADE, related_name="approval_rules"
    )
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    # In the query language, of the conversation and what they wrote last; empty: every one.
    condition = models.CharField(max_length=2_000, blank=True)
    severity = models.CharField(max_length=6, choices=Severity, blank=True, default=Severity.ANY)
    public_only = models.BooleanField(default=False)
    # Of whoever has sent fewer replies than this; None: of everybody.
    newcomers_until = models.PositiveIntegerField(null=True)
    # Also of those who may approve: then somebody else does.
    leads_too = models.BooleanField(default=False)
    # Who is asked; nobody: all who may approve. And who is asked once the time is over.
    approver = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    deputy = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    minutes = models.PositiveIntegerField(default=10)


class Approval(models.Model):
    """One reply that a colleague is asked to read. Its delivery waits in the state "review"."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waits"
        APPROVED = "approved", "Approved"
        CHANGED = "changed", "Approved in other words"
        BACK = "back", "Sent back"
        WITHDRAWN = "withdrawn", "Taken back by its writer"

    class Asked(models.IntegerChoices):
        FIRST = 0, "Whom the rule names"
        DEPUTY = 1, "The deputy"
        ALL = 2, "Everybody who may approve"

    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="approval")
    rule = models.ForeignKey(ApprovalRule, null=True, on_delete=models.SET_NULL, related_name="+")
    rule_name = models.CharField(max_length=80)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    writer = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    # None: all who may approve.
    asked_of = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    deputy = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    asked = models.PositiveSmallIntegerField(choices=Asked, default=Asked.FIRST)
    minutes = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    # When the next is asked; None once everybody is.
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # What the writer wrote, where the approver changed it; and what the approver says to the writer.
    original = models.TextField(blank=True)
    note = models.CharField(max_length=1_000, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="voice_approval_waiting",
                condition=models.Q(state="waiting"),
            )
        ]

    @property
    def waits(self) -> bool:
        return self.state == self.State.WAITING
