"""Facts and the timeline."""

from __future__ import annotations

from django.db import models


class StoredFact(models.Model):
    """One thing that happened. `payload` holds ids and plain values only, never text or names."""

    kind = models.CharField(max_length=80)
    payload = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="ledger_fact_at")]


class TimelineEntry(models.Model):
    """A fact as it stands on the timeline of one subject, such as "conversation:12"."""

    subject = models.CharField(max_length=80)
    fact = models.ForeignKey(StoredFact, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "at", "id"], name="ledger_timeline_subject")]


class Tick(models.Model):
    """When each ticking duty ran last, so that it runs once however many workers there are."""

    name = models.CharField(max_length=80, primary_key=True)
    ran_at = models.DateTimeField()
