"""Labels: what conversations are about, in the house's own words. They stand on conversations, never on people."""

from __future__ import annotations

from django.db import models

from rapport.converse.models.conversations import Conversation
from rapport.workspace.models import Member


class Label(models.Model):
    name = models.CharField(max_length=40)
    # The name as it is compared (`query.values.folded`), so that `label:` finds it and no two are alike.
    key = models.CharField(max_length=80, unique=True)
    hue = models.PositiveSmallIntegerField(default=5)  # one of the six colours faces have
    # Not offered any more; where it stands it stays, and `label:` still finds it.
    retired_at = models.DateTimeField(null=True)


class ConversationLabel(models.Model):
    """A label on a conversation, and who or which rule put it there."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="labelled"
    )
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="labelled")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    rule = models.ForeignKey(
        "converse.TriageRule", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "label"], name="converse_labelled_once")
        ]
        indexes = [models.Index(fields=["label", "-at"], name="converse_labelled")]
