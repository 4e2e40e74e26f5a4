"""Published rules, and what was done to messages and people under them."""

from __future__ import annotations

from django.db import models

from rapport.channels.models import Account, Delivery
from rapport.converse.models.conversations import Conversation
from rapport.listen.models import Message
from rapport.people.models import Handle
from rapport.workspace.models import Member


class ModerationRule(models.Model):
    """One version of a rule the organisation published. Never changed: a change is a new version, and this one retired."""

    class Kind(models.TextChoices):
        ABUSE = "abuse", "Abuse"
        SPAM = "spam", "Spam"
        PRIVATE = "private", "Private data"

    kind = models.CharField(max_length=7, choices=Kind)
    text = models.CharField(max_length=1000)
    # Where the organisation published it; "" where nowhere on the web.
    url = models.CharField(max_length=500, blank=True)
    since = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    # The first version of the same rule; none for that itself.
    first = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="versions")
    published_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "version"], name="converse_rule_version_once")
        ]

    @property
    def number(self) -> int:
        """What all its versions are known by."""
        return self.first_id or self.pk


class ModerationAct(models.Model):
    """That a message was hidden or reported, or somebody muted or blocked, under a version of a published rule."""

    class Kind(models.TextChoices):
        HIDE = "hide", "Hide"
        MUTE = "mute", "Mute"
        BLOCK = "block", "Block"
        REPORT = "report", "Report"

    class State(models.TextChoices):
        ASKED = "asked", "On its way"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        UNDOING = "undoing", "Being taken back"
        UNDONE = "undone", "Taken back"

    # In these it holds, or may hold on the network.
    STANDING = (State.ASKED, State.DONE, State.UNDOING)
    # In these what they write waits for nobody.
    QUIET = (State.ASKED, State.DONE)

    kind = models.CharField(max_length=6, choices=Kind)
    state = models.CharField(max_length=7, choices=State, default=State.ASKED)
    rule = models.ForeignKey(ModerationRule, on_delete=models.PROTECT, related_name="acts")
    # The account that did it.
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    handle = models.ForeignKey(Handle, on_delete=models.CASCADE, related_name="moderation_acts")
    # What gave rise to it. A mute outlives the message and the conversation.
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    conversation = models.ForeignKey(
        Conversation, null=True, on_delete=models.SET_NULL, related_name="moderation_acts"
    )
    # The words that break the rule, where somebody was asked for them: offsets in code points of the message's text.
    passage_start = models.PositiveIntegerField(null=True)
    passage_end = models.PositiveIntegerField(null=True)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    # Why it failed, or could not be taken back, in the network's words.
    reason = models.CharField(max_length=500, blank=True)
    # None where Rapport alone does it: a mute on a network that has none.
    delivery = models.OneToOneField(
        Delivery, null=True, on_delete=models.SET_NULL, related_name="moderation"
    )
    undo_delivery = models.OneToOneField(
        Delivery, null=True, on_delete=models.SET_NULL, related_name="moderation_undone"
    )
    undone_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "message", "account"],
                name="converse_message_moderated_once",
                condition=models.Q(
                    kind__in=["hide", "report"], state__in=["asked", "done", "undoing"]
                ),
            ),
            models.UniqueConstraint(
                fields=["kind", "handle", "account"],
                name="converse_person_moderated_once",
                condition=models.Q(
                    kind__in=["mute", "block"], state__in=["asked", "done", "undoing"]
                ),
            ),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="converse_moderation_latest")]
