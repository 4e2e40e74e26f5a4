"""The keys of programs that set case numbers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from rapport.converse.models import CaseKey
from rapport.kit.hooks import new_secret
from rapport.kit.secrets import seal
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member, Organisation
from rapport.workspace.queries import can

KEYS_AT_MOST = 5
NAME_LENGTH = 80
# Often enough to see whether a program still calls, without a write for each call.
_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def make_case_key(name: str, *, by: Member, now: datetime) -> str:
    """The new secret, which is told to nobody again. Raises NotAllowed, InvalidEntry."""
    _demand_may(by)
    # Two people who make the last one at the same moment wait for each other.
    Organisation.objects.select_for_update().first()
    told = " ".join(name.split())
    if not told or len(told) > NAME_LENGTH or "\0" in told:
        raise InvalidEntry({"name": f"Name the program, in at most {NAME_LENGTH} letters."})
    if CaseKey.objects.filter(revoked_at=None).count() >= KEYS_AT_MOST:
        raise InvalidEntry({"name": f"{KEYS_AT_MOST} keys stand at most. Revoke one first."})
    secret = new_secret()
    CaseKey.objects.create(name=told, secret=seal({"secret": secret}), made_by=by, made_at=now)
    return secret


def revoke_case_key(key_id: int, *, by: Member, now: datetime) -> None:
    """It opens nothing from now on. Safe to repeat. Raises NotAllowed."""
    _demand_may(by)
    CaseKey.objects.filter(pk=key_id, revoked_at=None).update(revoked_at=now, secret=b"")


def note_case_key_used(key_id: int, *, now: datetime) -> None:
    CaseKey.objects.filter(pk=key_id).exclude(used_at__gt=now - _NOTED_EVERY).update(used_at=now)


def _demand_may(by: Member) -> None:
    if not can(by, "manage_accounts"):
        raise NotAllowed("manage_accounts")
