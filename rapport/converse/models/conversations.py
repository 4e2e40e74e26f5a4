"""Conversations and their turns."""

from __future__ import annotations

from django.db import models

from rapport.channels.models import Account
from rapport.converse.models.alarms import next_alarm
from rapport.listen.models import Message, Thread
from rapport.people.models import Person
from rapport.workspace.models import Brand, Member, Team


class Conversation(models.Model):
    """An ordered exchange with one person on one account. At most one of a person and account is open."""

    class Status(models.TextChoices):
        OPEN = "open", "Needs an answer"
        WAITING = "waiting", "Their turn"
        RESOLVED = "resolved", "Resolved"
        QUIET = "quiet", "Needs no answer"
        PAST = "past", "Before Rapport"
        MERGED = "merged", "Part of another"

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="conversations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="conversations")
    status = models.CharField(max_length=8, choices=Status)
    assignee = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="conversations"
    )
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL)
    # Clocks. "first" of the current opening; a resolved conversation that reopens starts anew.
    opened_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)  # oldest unanswered customer message
    acknowledged_at = models.DateTimeField(null=True)
    first_answered_at = models.DateTimeField(null=True)  # of the current opening
    answered_at = models.DateTimeField(null=True)  # what waited last; None while something waits
    resolved_at = models.DateTimeField(null=True)
    acknowledge_due_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(null=True)  # the first response
    next_due_at = models.DateTimeField(null=True)  # to what they wrote after our first answer
    # Since when each of those three was counted. Kept when it is met or stops.
    acknowledge_from = models.DateTimeField(null=True)
    answer_from = models.DateTimeField(null=True)
    next_from = models.DateTimeField(null=True)
    resolve_from = models.DateTimeField(null=True)
    resolve_due_at = models.DateTimeField(null=True)  # None while it is paused
    # What waits asks for an answer; else a sign is enough.
    asks = models.BooleanField(db_default=False, default=False)
    # The policy its clocks were counted by (None: a default), and what is needed of it without looking it up.
    policy = models.ForeignKey(
        "converse.ClockPolicy", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Its clocks do not stop when the organisation closes: they run day and night, or in hours of the policy's own.
    runs_always = models.BooleanField(db_default=False, default=False)
    warn_minutes = models.PositiveIntegerField(db_default=10, default=10)
    # Up to when its clocks were told of; None since one of them was counted anew.
    alarmed_to = models.DateTimeField(null=True)
    # When the next of them warns or ends. By the database, so that nobody who writes a conversation can forget it.
    alarm_at = models.GeneratedField(
        expression=next_alarm(), output_field=models.DateTimeField(null=True), db_persist=True
    )
    # Why it was resolved, by the slug of a reason; "" where nobody said.
    resolved_because = models.CharField(max_length=20, blank=True, db_default="", default="")
    # Out of the lists until then, or until the customer writes. Its clocks run on, but silently.
    snoozed_until = models.DateTimeField(null=True)
    # The case in the desk the organisation has already, and where it is found there.
    case_number = models.CharField(max_length=100, blank=True, db_default="", default="")
    # The number as it is compared (`query.values.folded`), to be found by.
    case_key = models.CharField(max_length=100, blank=True, db_default="", default="")
    case_url = models.CharField(max_length=500, blank=True, db_default="", default="")
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="merged_from"
    )
    # Whose later part it was, until somebody made that a conversation of its own.
    split_from = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="split_into"
    )
    # What the list shows, written when it changes so that the page needs no joins for it.
    last_message = models.ForeignKey(
        Message, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    last_customer_message = models.ForeignKey(
        Message, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    thread = models.ForeignKey(
        Thread, null=True, on_delete=models.SET_NULL, related_name="conversations"
    )
    danger = models.BooleanField(default=False)
    sentiment = models.CharField(max_length=8, default="neutral")
    intent = models.CharField(max_length=20, blank=True)
    # Why our last answer could not be delivered, in a server's words; "" once another has left.
    came_back = models.CharField(max_length=200, blank=True, db_default="", default="")
    priority = models.PositiveSmallIntegerField(default=0)
    priority_parts = models.JSONField(default=list)  # [{"name", "points"}], their sum is `priority`
    # "JK is answering": a claim on the composer, renewed while typing.
    claimed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "account"],
                condition=models.Q(status__in=["open", "waiting", "quiet"]),
                name="converse_one_live_conversation",
            )
        ]
        indexes = [
            models.Index(
                fields=["-danger", "-priority", "waiting_since", "id"],
                name="converse_inbox",
                condition=models.Q(status="open"),
            ),
            models.Index(fields=["assignee", "status"], name="converse_mine"),
            models.Index(
                fields=["snoozed_until"],
                name="converse_snoozed",
                condition=models.Q(snoozed_until__isnull=False),
            ),
            models.Index(
                fields=["case_key"],
                name="converse_case",
                condition=~models.Q(case_key=""),
            ),
            models.Index(
                fields=["alarm_at"],
                name="converse_alarms",
                condition=models.Q(alarm_at__isnull=False),
            ),
            # What is over is paged through without end.
            models.Index(
                models.F("resolved_at").desc(nulls_last=True),
                models.F("id").desc(),
                name="converse_resolved",
                condition=models.Q(status="resolved"),
            ),
            models.Index(
                fields=["-opened_at", "-id"],
                name="converse_past",
                condition=models.Q(status="past"),
            ),
            models.Index(fields=["person", "opened_at"], name="converse_person"),
        ]


# It goes on: at most one of a person and account does.
LIVE_STATUSES = (
    Conversation.Status.OPEN,
    Conversation.Status.WAITING,
    Conversation.Status.QUIET,
)


class Turn(models.Model):
    """A message as part of a conversation. The audience's voices are the rest of the thread."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="turns")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="turn")
    at = models.DateTimeField()
    # When somebody brought it in: it was not said to us, and waits by that person's word.
    brought_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "at"], name="converse_turns"),
            # Search goes from the newest back.
            models.Index(fields=["-at", "-message"], name="converse_turns_latest"),
        ]
