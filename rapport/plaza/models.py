"""What stands on the square, and what its engine must remember across a restart."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

TEXT_GRAPHEMES = 500


class Citizen(models.Model):
    """Somebody who posts. `remote_id` never changes; `hue` colours the face."""

    class Side(models.TextChoices):
        PUBLIC = "public", "A member of the public"
        BRAND = "brand", "The brand"
        COMPETITOR = "competitor", "A competitor"

    remote_id = models.CharField(max_length=80, unique=True)
    handle = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    bio = models.CharField(max_length=500, blank=True)
    followers = models.PositiveIntegerField(default=0)
    hue = models.PositiveSmallIntegerField(default=0)
    side = models.CharField(max_length=10, choices=Side, default=Side.PUBLIC)
    # The person of the seeded world this is; "" for somebody a visitor made up.
    slug = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("handle"), name="plaza_citizen_handle")]

    def __str__(self) -> str:
        return f"@{self.handle}"


class SquarePost(models.Model):
    """One post. The root of a thread is its own `root`. A removed post keeps its place, not its text."""

    class Origin(models.TextChoices):
        HISTORY = "history", "The seeded past"
        LIVE = "live", "The live engine"
        VISITOR = "visitor", "A visitor of the page"
        API = "api", "The HTTP interface"

    key = models.CharField(max_length=60, primary_key=True)
    author = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="posts")
    text = models.TextField(blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="answers")
    root = models.ForeignKey("self", on_delete=models.CASCADE, related_name="thread")
    at = models.DateTimeField()
    likes = models.PositiveIntegerField(default=0)
    replies = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.HISTORY)
    removed_at = models.DateTimeField(null=True)
    # Null, not "", where there is none: only nulls may repeat.
    idempotency_key = models.CharField(max_length=200, null=True)
    # What its author meant; known to the engine only.
    intent = models.CharField(max_length=12, blank=True)
    topic = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=8, blank=True)
    # A screenshot shows what the brand answered.
    screenshot_of = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="screenshots"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "idempotency_key"], name="plaza_post_idempotency"
            )
        ]
        indexes = [
            models.Index(fields=["-at", "-key"], name="plaza_post_newest"),
            models.Index(fields=["root", "at"], name="plaza_post_thread"),
        ]

    def __str__(self) -> str:
        return self.key


class Concern(models.Model):
    """That a thread concerns somebody with an access key: it names them, or they wrote in it."""

    root = models.ForeignKey(SquarePost, on_delete=models.CASCADE, related_name="concerns")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["citizen", "root"], name="plaza_concern_once")
        ]


class Event(models.Model):
    """One thing that happened. Sequences become visible in their order (`actions.tell` locks)."""

    class Kind(models.TextChoices):
        POSTED = "posted", "Posted"
        # An earlier post of a thread that concerns somebody only now; the page ignores it.
        RECALLED = "recalled", "Recalled"
        REMOVED = "removed", "Removed"
        LIKED = "liked", "Liked"
        # An item nobody can read, on order: see `api.trouble`.
        GARBLED = "garbled", "Garbled"

    sequence = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind)
    post = models.ForeignKey(SquarePost, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()


class Like(models.Model):
    post = models.ForeignKey(SquarePost, on_delete=models.CASCADE)
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "citizen"], name="plaza_like_once")]


class AccessKey(models.Model):
    """Lets a machine speak as one citizen. Only the digest is kept."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()


class SquareSetting(models.Model):
    """The one row: which world stands here, how fast it lives, and the trouble it was asked to make."""

    class Pace(models.TextChoices):
        PAUSED = "paused", "Paused"
        SLOW = "slow", "Slow"
        NORMAL = "normal", "Normal"
        BUSY = "busy", "Busy"

    seed = models.BigIntegerField()
    world_end = models.DateTimeField()
    pace = models.CharField(max_length=8, choices=Pace, default=Pace.NORMAL)
    # The square's own clock, in demo seconds since it was seeded, and when it was last moved on.
    clock = models.FloatField(default=0.0)
    clock_at = models.DateTimeField(null=True)
    next_chatter = models.FloatField(default=0.0)
    # The last event the engine has looked at.
    seen_sequence = models.BigIntegerField(default=0)
    # Network trouble, for tests and for showing what Rapport does: see `api.trouble`.
    fail_next = models.PositiveIntegerField(default=0)
    fail_status = models.PositiveSmallIntegerField(default=503)
    lose_next = models.PositiveIntegerField(default=0)
    slow_seconds = models.FloatField(default=0.0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="plaza_one_square")]


class PileOn(models.Model):
    """One pile-on that was asked for. `opening` is set when the engine has started it."""

    asked_at = models.DateTimeField()
    opening = models.ForeignKey(SquarePost, null=True, on_delete=models.CASCADE)
    people = models.PositiveIntegerField(default=0)


class Strand(models.Model):
    """Somebody who wrote to the brand and what they do next. `due` is in demo seconds."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for an answer"
        DONE = "done", "At rest"

    post = models.OneToOneField(SquarePost, primary_key=True, on_delete=models.CASCADE)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due = models.FloatField(null=True)
    waiting_since = models.FloatField(default=0.0)
    follow_ups = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["due"], name="plaza_strand_due", condition=models.Q(state="waiting")
            )
        ]


class PlannedPost(models.Model):
    """A post that will be made: `due` in demo seconds, or `due_at` on the wall clock (a pile-on)."""

    due = models.FloatField(null=True)
    due_at = models.DateTimeField(null=True)
    author = models.ForeignKey(Citizen, on_delete=models.CASCADE)
    text = models.TextField()
    parent = models.ForeignKey(SquarePost, on_delete=models.CASCADE, related_name="+")
    screenshot_of = models.ForeignKey(
        SquarePost, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    intent = models.CharField(max_length=12)
    topic = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=8, blank=True)
    pile_on = models.ForeignKey(PileOn, null=True, on_delete=models.CASCADE, related_name="planned")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due=None, due_at__isnull=False)
                | models.Q(due__isnull=False, due_at=None),
                name="plaza_planned_has_one_time",
            )
        ]
