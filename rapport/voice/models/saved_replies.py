"""Words written once and said often, in as many languages as needed, with what is done beside them."""

from __future__ import annotations

from django.db import models

from rapport.workspace.models import Brand, Member


class SavedReply(models.Model):
    """A reply with a name. Where it does something too (give, label, note, snooze, resolve) it is a macro."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="saved_replies")
    name = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)
    # Done once the reply stands on the network, never before.
    gives_to = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    notes = models.TextField(max_length=2000, blank=True)
    resolves = models.BooleanField(default=False)
    # What the room of conversations calls labels, by their ids: this room knows none.
    label_ids = models.JSONField(default=list)
    snoozes_hours = models.PositiveSmallIntegerField(null=True)  # None: it is not put off
    changed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "name"], name="voice_saved_reply_name")
        ]

    @property
    def is_macro(self) -> bool:
        sorts = bool(self.label_ids) or self.snoozes_hours is not None
        return sorts or self.resolves or bool(self.notes) or self.gives_to_id is not None


class SavedReplyText(models.Model):
    """A saved reply in one language (ISO 639-1)."""

    reply = models.ForeignKey(SavedReply, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    text = models.TextField(max_length=5000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reply", "language"], name="voice_saved_text_language")
        ]
