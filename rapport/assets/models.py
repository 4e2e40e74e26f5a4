"""Pictures we hold."""

from __future__ import annotations

from django.db import models


class OutsidePicture(models.Model):
    """A picture somebody outside named by address; fetched, decoded and encoded anew on first view."""

    class State(models.TextChoices):
        WANTED = "wanted", "Not fetched yet"
        READY = "ready", "Ready"
        REFUSED = "refused", "Refused"

    url_digest = models.CharField(max_length=64, unique=True)
    url = models.CharField(max_length=2000)
    state = models.CharField(max_length=8, choices=State, default=State.WANTED)
    reason = models.CharField(max_length=300, blank=True)
    file = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)


class Asset(models.Model):
    """A picture of ours to be sent, with its alt text."""

    file = models.CharField(max_length=200)
    mime = models.CharField(max_length=60)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(max_length=2000, blank=True)
    uploaded_by_id = models.BigIntegerField(null=True)
    uploaded_at = models.DateTimeField()
