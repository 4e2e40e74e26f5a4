"""What members write in a conversation, and what of it went out."""

from __future__ import annotations

from django.db import models

from rapport.channels.models import Delivery
from rapport.converse.models.conversations import Conversation
from rapport.listen.models import BoardFact, Message
from rapport.voice.models import SavedReply
from rapport.workspace.models import Member


class Note(models.Model):
    """Internal, never sent."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notes")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL)
    text = models.TextField(max_length=10_000)
    at = models.DateTimeField()


class ReplyDraft(models.Model):
    """What a member was writing; kept through lost sessions, collisions and refusals."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="drafts")
    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    text = models.TextField(max_length=100_000)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "member"], name="converse_draft_once")
        ]


class Answer(models.Model):
    """A delivery made from a conversation: a reply, an acknowledgement, or what the account says by itself."""

    class Kind(models.TextChoices):
        REPLY = "reply", "Reply"
        ACKNOWLEDGEMENT = "acknowledgement", "Acknowledgement"
        AUTOMATIC = "automatic", "Automatic reply"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="answers")
    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="answer")
    kind = models.CharField(max_length=16, choices=Kind)
    answered = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    # What it promises, written down once it stands: [{"text", "due_at"}]
    promises = models.JSONField(default=list)
    # The macro it was written with; what that does is done once the answer stands.
    macro = models.ForeignKey(SavedReply, null=True, on_delete=models.SET_NULL, related_name="+")
    macro_done_at = models.DateTimeField(null=True)
    # What stood before, so that undo puts it back: {"status", "waited": whether something waited for us, "stopped"}
    before = models.JSONField(default=dict)
    # Findings of the check that stood when it was sent: [{"kind", "severity", "statement_id"}]
    findings = models.JSONField(default=list)


class ToldFact(models.Model):
    """That somebody was told of a fact on the board, and which end. When the end moves, they know an old one."""

    fact = models.ForeignKey(BoardFact, on_delete=models.CASCADE, related_name="told_to")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="told_facts"
    )
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="told_facts")
    end_told = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fact", "delivery"], name="converse_told_fact_once")
        ]
        indexes = [
            models.Index(fields=["fact", "conversation", "-at"], name="converse_told_fact_latest")
        ]
