"""What became of each time the check spoke up, and how sure and how loud it is meant to be."""

from __future__ import annotations

from django.db import models

from rapport.channels.models import Delivery
from rapport.people.models import Person
from rapport.voice.models.speaking import Statement
from rapport.workspace.models import Brand, Member


class Objection(models.Model):
    """One finding that somebody was asked about, or said not to be so, and what became of it."""

    class State(models.TextChoices):
        OPEN = "open", "Not sent yet"
        HEEDED = "heeded", "Changed before it was sent"
        SENT = "sent", "Sent as it was"
        NOT_SO = "not_so", "Said not to be so"

    class Reason(models.TextChoices):
        WRONG = "wrong", "The check is wrong here"
        OLD = "old", "What we say is out of date"
        EXCEPTION = "exception", "An exception I may make"

    class Verdict(models.TextChoices):
        RIGHT = "right", "The check was right"
        WRONG = "wrong", "The check was wrong"

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    delivery = models.ForeignKey(Delivery, null=True, on_delete=models.SET_NULL, related_name="+")
    statement = models.ForeignKey(Statement, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=20)
    severity = models.CharField(max_length=6)
    confidence = models.FloatField()
    # The words it was about, why, and what it rested on.
    passage = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=300, blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    reason = models.CharField(max_length=9, choices=Reason, blank=True)
    words = models.CharField(max_length=500, blank=True)
    verdict = models.CharField(max_length=5, choices=Verdict, blank=True)
    judged_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["member", "person"],
                name="voice_objection_open",
                condition=models.Q(state="open"),
            ),
            models.Index(fields=["kind", "-at"], name="voice_objection_kind"),
            models.Index(fields=["at"], name="voice_objection_at"),
        ]


class CheckSetting(models.Model):
    """How sure the check must be of a kind of finding to say it, and how loud at most. None of a kind: as it comes."""

    class Most(models.TextChoices):
        AS_IT_IS = "", "As the check means it"
        SECOND = "second", "Look again at most"
        NOTE = "note", "A note at most"
        OFF = "off", "Nothing"

    kind = models.CharField(max_length=20, unique=True)
    least_confidence = models.FloatField(default=0.0)
    most = models.CharField(max_length=6, choices=Most, blank=True, default=Most.AS_IT_IS)
    changed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
