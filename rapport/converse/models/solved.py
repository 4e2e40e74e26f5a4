"""That a thread may be told of what was solved in private, and in which words."""

from __future__ import annotations

from django.db import models

from rapport.channels.models import Delivery
from rapport.converse.models.conversations import Conversation
from rapport.workspace.models import Member


class SolvedInPublic(models.Model):
    """The customer agreed that we say in the thread that it is solved. `agreed_by` noted it; None: they ticked it."""

    # A line whose delivery is in one of these never reached the thread.
    NOT_SAID = (Delivery.State.UNDONE, Delivery.State.REFUSED)

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="solved_in_public"
    )
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    # Ticked on our form: nobody of ours takes that back.
    by_form = models.BooleanField(default=False)
    # When somebody pressed it, and what left then.
    said_at = models.DateTimeField(null=True)
    delivery = models.OneToOneField(
        Delivery, null=True, on_delete=models.SET_NULL, related_name="solved_in_public"
    )


class SolvedLine(models.Model):
    """What is said in a thread, in the organisation's own words. Without a row the usual sentence."""

    singleton = models.BooleanField(default=True, unique=True, editable=False)
    text = models.CharField(max_length=200, blank=True)
