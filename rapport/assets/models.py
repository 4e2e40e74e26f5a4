"""Pictures we hold."""

from __future__ import annotations

from django.db import models


class OutsidePicture(models.Model):
    """A picture, a sound or a video from outside.

    Most were named by address and are fetched on first view; pictures are decoded and encoded anew. What came with a
    message itself (`is_kept`) has no address to be fetched from: `url` is a name, and it lives as long as its message.
    """

    class Kind(models.TextChoices):
        IMAGE = "image", "Picture"
        AUDIO = "audio", "Sound"
        VIDEO = "video", "Video"
        FILE = "file", "File"

    class State(models.TextChoices):
        WANTED = "wanted", "Not fetched yet"
        READY = "ready", "Ready"
        REFUSED = "refused", "Refused"

    url_digest = models.CharField(max_length=64, unique=True)
    url = models.CharField(max_length=2000)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.IMAGE)
    # What we serve it as, by its bytes; "" is WebP, as pictures are encoded here.
    mime = models.CharField(max_length=60, blank=True)
    # What its sender calls it; hostile.
    name = models.CharField(max_length=200, blank=True)
    is_kept = models.BooleanField(default=False)
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
