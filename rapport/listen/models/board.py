"""What is going on, by sources that know and by hand, with who changed what; and webhook calls taken before."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rapport.channels.models import Account
from rapport.workspace.models import Brand, Member

LONGEST_WHAT = 5_000
LONGEST_WHERE = 2_000
LONGEST_CAUSE = 300
LONGEST_SAY = 500


class BoardFact(models.Model):
    """Something that is going on. A source replaces its own by the key; one written by hand has no `account`."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="board_facts")
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="board_facts"
    )
    key = models.CharField(max_length=500)
    what = models.TextField(max_length=LONGEST_WHAT)
    where = models.TextField(max_length=LONGEST_WHERE, blank=True)
    cause = models.CharField(max_length=LONGEST_CAUSE, blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)  # expected
    sayable = models.BooleanField(default=False)
    # The sentence to say, with "{end}" where the expected end stands; "" makes one of what and where.
    say = models.CharField(max_length=LONGEST_SAY, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=35, blank=True)
    translations = models.JSONField(default=dict)  # language -> what
    owner = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    # What its source told last: what it tells again in the same words changes nothing.
    told = models.CharField(max_length=64, blank=True)
    # By what it is known in a conversation: its words cut to stems, and how much each says (see board_words).
    stems = ArrayField(models.CharField(max_length=16), default=list)
    weights = ArrayField(models.FloatField(), default=list)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="listen_board_fact_once")
        ]
        indexes = [
            models.Index(
                fields=["brand", "ends_at"],
                name="listen_board_open",
                condition=models.Q(over_at=None),
            ),
            models.Index(fields=["over_at"], name="listen_board_over"),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def headline(self) -> str:
        """The first line of what is going on: some sources tell a whole page."""
        return headline(self.what)


class BoardFactVersion(models.Model):
    """What was changed, when, and by whom: a member, or the fact's source where there is none."""

    fact = models.ForeignKey(BoardFact, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    # Told by the source; false with no member: by somebody who left.
    by_source = models.BooleanField(default=False)
    at = models.DateTimeField()
    changes = models.JSONField(default=list)  # [{"field", "before", "after"}]; empty for the first

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fact", "number"], name="listen_board_version_once")
        ]


class SeenCall(models.Model):
    """A webhook call that was taken: sent again within its time, it changes nothing."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="seen_calls")
    call_id = models.CharField(max_length=200)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "call_id"], name="listen_seen_call_once")
        ]


def headline(what: str) -> str:
    return what.strip().partition("\n")[0].strip()
