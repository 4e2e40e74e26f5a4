"""Who is on when: weekly shifts, single ones, and days somebody is away."""

from __future__ import annotations

from django.db import models

from rapport.workspace.models.members import Member, Team


class ShiftPattern(models.Model):
    """A shift that comes back every week, by the clock on the wall of its zone.

    Minutes count from the midnight of `weekday`; past 1440 it runs into the next day (`kit.business_time.Block`).
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="shift_patterns")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=64, blank=True)  # "" is the organisation's own
    leads = models.BooleanField(default=False)
    # Public holidays and days the house closes: no shift, unless somebody has to be there.
    on_holidays = models.BooleanField(default=False)
    # Dates on which it does not run, as ISO: ["2026-12-24"].
    skips = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6)
                & models.Q(starts__lt=1440)
                & models.Q(ends__gt=models.F("starts"))
                & models.Q(ends__lte=models.F("starts") + 1440),
                name="workspace_pattern_is_a_block",
            )
        ]


class Shift(models.Model):
    """One shift, beside what comes back every week."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="shifts")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    leads = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="workspace_shift_lasts",
            )
        ]
        indexes = [models.Index(fields=["starts_at"], name="workspace_shifts")]


class Absence(models.Model):
    """Days on which no shift of a member begins. Why is nobody's business here."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="workspace_absence_lasts",
            )
        ]
