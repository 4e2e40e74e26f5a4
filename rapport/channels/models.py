"""Accounts, deliveries, holds."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rapport.channels.rates import SLUG_LENGTH
from rapport.channels.registry import home_of
from rapport.workspace.models import Brand, Member

# How far away a delivery is put whose outcome only a person can find out, so that no drain takes it up again.
PARKED_FOR = timedelta(days=3650)
# Long enough for whoever holds the password to come back from a holiday.
SIGN_IN_TOLD_BEFORE = timedelta(days=14)


class Account(models.Model):
    """One connected profile, page or mailbox. `secret` is sealed (kit.secrets)."""

    class State(models.TextChoices):
        ACTIVE = "active", "Listening"
        FAULT = "fault", "A passing fault"  # the network, not the token
        SIGN_IN = "sign_in", "Sign in again"
        OFF = "off", "Switched off"

    class Rule(models.TextChoices):
        ANSWER = "answer", "Answer"
        ACKNOWLEDGE = "acknowledge", "Acknowledge"
        LISTEN = "listen", "Listen only"

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="accounts")
    network = models.CharField(max_length=40)
    handle = models.CharField(max_length=300)
    remote_id = models.CharField(max_length=500)
    name = models.CharField(max_length=200, blank=True)
    settings = models.JSONField(default=dict)
    secret = models.BinaryField(null=True)
    session = models.BinaryField(null=True)
    owner = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL)
    # A place listened to without being ours: what it brings is kept where a query matches.
    is_place = models.BooleanField(default=False)
    # What is to be done at this touchpoint, by its owner's word.
    rule = models.CharField(max_length=12, choices=Rule, default=Rule.ANSWER)
    # Where it is asked again and again: how long it waits now, and when it was asked last.
    poll_seconds = models.FloatField(null=True)
    polled_at = models.DateTimeField(null=True)
    # Up to when, by the network's clock, everything has been read.
    reached_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    state_reason = models.CharField(max_length=500, blank=True)
    state_since = models.DateTimeField()
    # By the network's word; none where it does not end by itself.
    sign_in_ends_at = models.DateTimeField(null=True)
    read_only = models.BooleanField(default=False)
    cursor = models.TextField(blank=True)
    cursor_at = models.DateTimeField(null=True)
    backfilled_at = models.DateTimeField(null=True)
    # Which collector reads it now, and until when it may without saying so again.
    lease_owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "remote_id"], name="channels_account_identity"
            )
        ]

    def __str__(self) -> str:
        return self.handle

    def sign_in_is_ending(self, *, now: datetime) -> bool:
        """It expires soon, or did, and nobody signed in again; one that was refused says so by its state."""
        listens = self.state in (self.State.ACTIVE, self.State.FAULT)
        ends_at = self.sign_in_ends_at
        return listens and ends_at is not None and ends_at - now <= SIGN_IN_TOLD_BEFORE

    @property
    def known_as(self) -> str:
        """What people call it: an account by its handle, a place by its name, for a place's handle is our own invention."""
        return self.name if self.is_place and self.name else self.handle

    @property
    def home(self) -> str:
        """The network whose posts it brings: one post is one message, however it was heard."""
        return home_of(self.network)


class RateBudget(models.Model):
    """What a network said last is left of an endpoint's requests, for the screens (channels.rates decides by it)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="rate_budgets")
    endpoint = models.CharField(max_length=SLUG_LENGTH)
    left = models.PositiveIntegerField()
    # None where the network does not say how many there are in all.
    limit = models.PositiveIntegerField(null=True)
    resets_at = models.DateTimeField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "endpoint"], name="channels_rate_budget_once"
            )
        ]


class Delivery(models.Model):
    """One thing to be sent, from the press of Send to the network's receipt."""

    class State(models.TextChoices):
        REVIEW = "review", "Waits for approval"
        QUEUED = "queued", "Queued"
        HELD = "held", "Held"
        SENDING = "sending", "Sending"
        SENT = "sent", "Sent"
        REFUSED = "refused", "Refused"
        UNKNOWN = "unknown", "Outcome unknown"
        UNDONE = "undone", "Undone"

    class Kind(models.TextChoices):
        POST = "post", "Post"
        LIKE = "like", "Like"
        HIDE = "hide", "Hide"
        UNHIDE = "unhide", "Show again"
        MUTE = "mute", "Mute"
        UNMUTE = "unmute", "Unmute"
        BLOCK = "block", "Block"
        UNBLOCK = "unblock", "Unblock"
        REPORT = "report", "Report"

    class Origin(models.TextChoices):
        MEMBER = "member", "A member"
        RULE = "rule", "A rule"
        AUTOMATIC = "automatic", "Automatic"
        API = "api", "The API"
        INCIDENT = "incident", "An incident"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="deliveries")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.POST)
    origin = models.CharField(max_length=10, choices=Origin)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL)
    text = models.TextField(blank=True)
    reply_to_key = models.CharField(max_length=500, blank=True)
    root_key = models.CharField(max_length=500, blank=True)
    scope = models.CharField(max_length=8, default="public")
    # Of an act of moderation: what kind of rule was broken.
    category = models.CharField(max_length=7, blank=True, db_default="", default="")
    asset_ids = ArrayField(models.BigIntegerField(), default=list)
    # What it is about, as keys a hold can name: "conversation:12", "thread:7", "account:1".
    keys = ArrayField(models.CharField(max_length=80), default=list)
    idempotency_key = models.UUIDField(unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    reason = models.CharField(max_length=500, blank=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # The stop that holds it; none when it is held because the account must sign in again.
    hold = models.ForeignKey(
        "Hold", null=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    remote_key = models.CharField(max_length=500, blank=True)
    remote_url = models.CharField(max_length=2000, blank=True)
    # Refused, and somebody put it aside.
    given_up_at = models.DateTimeField(null=True)
    given_up_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["-created_at"],
                name="channels_delivery_lost",
                condition=models.Q(state__in=["held", "refused", "unknown"]),
            ),
            models.Index(
                fields=["due_at"],
                name="channels_delivery_due",
                condition=models.Q(state__in=["queued", "sending", "unknown"]),
            ),
            models.Index(fields=["account", "remote_key"], name="channels_delivery_remote"),
            models.Index(
                fields=["account", "created_at"],
                name="channels_delivery_machine",
                condition=models.Q(origin__in=["rule", "automatic"]),
            ),
        ]

    @property
    def waits_for_a_decision(self) -> bool:
        """Nobody knows whether it stands and no connector can look: a person says so (delivering parks it years away)."""
        return self.state == self.State.UNKNOWN and self.due_at > self.created_at + PARKED_FOR / 2


class Hold(models.Model):
    """A stop on what matches by overlap: `keys` of the delivery meet `keys`, and none of `exempt_keys`."""

    keys = ArrayField(models.CharField(max_length=80))
    exempt_keys = ArrayField(models.CharField(max_length=80), default=list)
    reason = models.CharField(max_length=300)
    placed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    lifted_at = models.DateTimeField(null=True)
