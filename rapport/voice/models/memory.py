"""What was said, to whom, and what it asserted: the memory that the check and the pages of statements ask."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from rapport.channels.models import Delivery
from rapport.listen.models import Message, Thread
from rapport.people.models import Person
from rapport.workspace.models import Brand, Member


class Spoken(models.Model):
    """Our own record of what was said to whom: kept when a delivery is sent, or heard where a colleague wrote elsewhere."""

    # One of the two: what left by our door, or an own message that was sent outside of it.
    delivery = models.OneToOneField(Delivery, null=True, on_delete=models.CASCADE)
    message = models.OneToOneField(
        Message, null=True, on_delete=models.CASCADE, related_name="spoken_outside"
    )
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    answered = models.ForeignKey(
        Message, null=True, on_delete=models.SET_NULL, related_name="spoken_to"
    )
    # Where onlookers read it beside our other replies.
    thread = models.ForeignKey(Thread, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    # Near-copies share one of these (`checking.copies.signature`).
    bands = ArrayField(models.BigIntegerField(), default=list)
    # Findings that stood when it was sent: [{"kind", "severity", "statement_id"}]
    findings = models.JSONField(default=list)
    at = models.DateTimeField()
    # By which rules its claims were drawn out (`memory.RULES`); 0: not yet.
    drawn_by = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(delivery__isnull=False) | models.Q(message__isnull=False),
                name="voice_spoken_somehow",
            )
        ]
        indexes = [
            models.Index(fields=["person", "at"], name="voice_spoken_person"),
            models.Index(fields=["thread", "at"], name="voice_spoken_thread"),
            models.Index(fields=["drawn_by"], name="voice_spoken_drawn"),
            # What waits in a list to be put into such an index is read whole by every check: nine of its ten milliseconds.
            GinIndex(fields=["bands"], name="voice_spoken_bands", fastupdate=False),
        ]


class Claim(models.Model):
    """One thing that a reply asserted: `spoken.text[start:end]`, in code points."""

    class Kind(models.TextChoices):
        AMOUNT = "amount", "An amount"
        SHARE = "share", "A share"
        DEADLINE = "deadline", "A length of time"
        DATE = "date", "A date"
        TIME = "time", "A time of day"
        QUANTITY = "quantity", "A number of things"
        ENTITLEMENT = "entitlement", "Yes or no"
        CAUSE = "cause", "A cause"
        APOLOGY = "apology", "An apology"
        PROMISE = "promise", "A promise"

    spoken = models.ForeignKey(Spoken, on_delete=models.CASCADE, related_name="claims")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    # What it is about, as the check compares subjects (`checking.subjects`).
    terms = ArrayField(models.TextField(), default=list)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            GinIndex(fields=["terms"], name="voice_claim_terms", fastupdate=False),
            models.Index(fields=["brand", "at"], name="voice_claim_brand"),
        ]
