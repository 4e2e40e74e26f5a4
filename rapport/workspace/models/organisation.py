"""The organisation, its brands and purposes, and how long it keeps what."""

from __future__ import annotations

from django.db import models


class Organisation(models.Model):
    """The one organisation this installation serves."""

    singleton = models.BooleanField(default=True, unique=True, editable=False)
    name = models.CharField(max_length=200)
    timezone = models.CharField(max_length=64, default="UTC")
    # A read-only workspace hears and reads but cannot send; held at the door (channels).
    read_only = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class Brand(models.Model):
    """A brand of ours, or a named competitor."""

    class Kind(models.TextChoices):
        OWN = "own", "Ours"
        COMPETITOR = "competitor", "Competitor"

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OWN)

    def __str__(self) -> str:
        return self.name


class Purpose(models.Model):
    """What the team wants to achieve, in its own words. Without a measure it is "not measured yet"."""

    class Measure(models.TextChoices):
        """Shares of a period, each defined in `measure.definitions`."""

        ACKNOWLEDGED = "acknowledged", "Acknowledged in time"
        ANSWERED = "answered", "Answered in time"
        PROMISES = "promises", "Promises kept"

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="purposes")
    sentence = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    # By which number it is judged, and what that is to reach, in percent.
    measure = models.CharField(
        max_length=24, choices=Measure, blank=True, db_default="", default=""
    )
    target = models.PositiveSmallIntegerField(null=True)


class RetentionRule(models.Model):
    """How many days a kind of record is kept, where the owner changed the default (see `retention`)."""

    kind = models.CharField(max_length=60, primary_key=True)
    days = models.PositiveIntegerField()
