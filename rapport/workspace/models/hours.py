"""When the organisation works."""

from __future__ import annotations

from django.db import models


class BusinessHours(models.Model):
    """When the organisation works. Without a row it is there day and night."""

    singleton = models.BooleanField(default=True, unique=True, editable=False)
    day_and_night = models.BooleanField(default=True)
    zone = models.CharField(max_length=64, blank=True)  # "" is the organisation's own
    # Seven days from Monday, each its blocks as `kit.business_time.blocks_told` reads them; "" is closed.
    week = models.JSONField(default=list)
    # Whose public holidays close: ISO 3166 and the part of it; "" closes on none.
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=60, blank=True)
    # Days of one's own, which outweigh all of that: {"2026-12-24": {"name": "Christmas Eve", "hours": "9:00-13:00"}}
    days = models.JSONField(default=dict)
    # What people are told while it is closed; {back} stands for when somebody is there again. "" is the usual sentence.
    closed_words = models.CharField(max_length=300, blank=True, default="")
    changed_at = models.DateTimeField(null=True)


class NamedHours(models.Model):
    """Hours of a team or a brand that differ from the organisation's; what counts in them names them."""

    name = models.CharField(max_length=80, unique=True)
    # As in `BusinessHours`, but for days of one's own: those are the organisation's alone.
    zone = models.CharField(max_length=64, blank=True)
    week = models.JSONField(default=list)
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
