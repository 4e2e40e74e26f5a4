"""Statements and promises."""

from __future__ import annotations

from django.db import models

from rapport.listen.models import Message
from rapport.people.models import Person
from rapport.workspace.models import Brand, Member


class Statement(models.Model):
    """Something the brand holds to be true and may say. Changing one makes a new version."""

    class Audience(models.TextChoices):
        """Whom it may be said to. What may not be said is held true all the same: replies are checked against it."""

        EVERYBODY = "everybody", "Everybody"
        PRIVATE = "private", "In private only"
        INSIDE = "inside", "Nobody outside"

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="statements")
    text = models.TextField(max_length=1000)
    topic = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    source = models.CharField(max_length=300, blank=True)
    audience = models.CharField(max_length=9, choices=Audience, default=Audience.EVERYBODY)
    # A holding statement: approved first words, true and said only while something is going on that names them.
    is_holding = models.BooleanField(default=False)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.SET_NULL, related_name="replaced_by"
    )
    created_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class Promise(models.Model):
    """Something told a person that would happen, with a date."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        KEPT = "kept", "Kept"
        RELEASED = "released", "No longer owed"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="promises")
    message = models.ForeignKey(
        Message, null=True, on_delete=models.SET_NULL, related_name="promises"
    )
    text = models.CharField(max_length=500)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    settled_at = models.DateTimeField(null=True)
    # When it comes back to be kept, and when it did; when it was told to be broken.
    remind_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    broken_told_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="voice_promise_due", condition=models.Q(state="open")
            )
        ]
