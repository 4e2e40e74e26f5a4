"""How messages come: files read in, pasts read back, days counted, and what could not be read."""

from __future__ import annotations

from django.db import models

from rapport.channels.models import Account
from rapport.listen.models.queries import Query
from rapport.workspace.models import Member


class Quarantined(models.Model):
    """An item that could not be read, with its reason, until it is replayed or thrown away."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="quarantined")
    import_run = models.ForeignKey(
        "ImportRun", null=True, on_delete=models.CASCADE, related_name="quarantined"
    )
    reason = models.CharField(max_length=500)
    where = models.CharField(max_length=120, blank=True)
    raw = models.TextField(blank=True)
    at = models.DateTimeField()
    replayed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "at"], name="listen_quarantined_account")]


class ImportRun(models.Model):
    """One reading-in of a file, with its report."""

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=300)
    # Where an uploaded file lies until it is read, below the files folder.
    stored_as = models.CharField(max_length=300, blank=True)
    # How it is read: {"speed", "ours", "timezone"}, as the file connector's settings.
    options = models.JSONField(default=dict)
    started_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    reason = models.CharField(max_length=500, blank=True)
    taken = models.PositiveIntegerField(default=0)
    doubled = models.PositiveIntegerField(default=0)
    edited = models.PositiveIntegerField(default=0)
    quarantined_count = models.PositiveIntegerField(default=0)
    # What was taken although something had to be set right: [{"what", "where"}], the first of them.
    noted = models.JSONField(default=list)
    noted_count = models.PositiveIntegerField(default=0)
    # Where reading goes on, written with the messages it follows.
    cursor = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    bytes_done = models.BigIntegerField(default=0)
    bytes_total = models.BigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    @property
    def rows(self) -> int:
        """Everything the file held so far, whatever became of it."""
        return self.taken + self.edited + self.doubled + self.quarantined_count

    @property
    def percent(self) -> int:
        return 100 * self.bytes_done // self.bytes_total if self.bytes_total else 0


class Backfill(models.Model):
    """A past being read back from a network, hour by hour; it can be paused, left and gone on with."""

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        PAUSED = "paused", "Paused"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="backfills")
    # For whom it is read; none: for every query that listens.
    query = models.ForeignKey(Query, null=True, on_delete=models.CASCADE, related_name="backfills")
    since = models.DateTimeField()
    until = models.DateTimeField()
    # Up to when everything has been read, and where the connector goes on.
    reached_at = models.DateTimeField()
    cursor = models.TextField(blank=True)
    heard = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    reason = models.CharField(max_length=500, blank=True)
    started_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    # Whoever reads it says so again and again; silent for long, another collector takes it up.
    worked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["worked_at"],
                name="listen_backfill_running",
                condition=models.Q(state="running"),
            )
        ]

    @property
    def percent(self) -> int:
        whole = (self.until - self.since).total_seconds()
        done = (self.reached_at - self.since).total_seconds()
        return max(0, min(100, round(100 * done / whole))) if whole > 0 else 100

    @property
    def hours(self) -> int:
        """How many hours are to be read, rounded up."""
        return -int(-(self.until - self.since).total_seconds() // 3600)

    @property
    def hours_done(self) -> int:
        return int((self.reached_at - self.since).total_seconds() // 3600)
