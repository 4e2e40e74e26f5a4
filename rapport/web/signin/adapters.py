"""Where django-allauth asks us: nobody signs up alone, and signing out ends the open event streams."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from rapport.kit.secrets import seal, unseal
from rapport.ledger.actions import notify_browsers
from rapport.workspace import actions, queries
from rapport.workspace.models import Member


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Members come by set-up or invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def logout(self, request: HttpRequest) -> None:
        member_id = request.user.pk
        super().logout(request)
        if member_id:
            notify_browsers("session", [member_id])


class SealingMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of authenticator apps and recovery codes are sealed at rest, like all secrets here."""

    def encrypt(self, text: str) -> str:
        return b64encode(seal({"text": text}, about="second factor")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return str(unseal(b64decode(encrypted_text), about="second factor")["text"])


class InvitedOnlyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on lets in members, and those invited, whose address the provider has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        email = _verified_email(sociallogin)
        return bool(email) and queries.is_invited(email, now=timezone.now())

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Note that a member's address is verified: an owner vouched for it, and now the provider has.

        allauth would otherwise take the password for that of a stranger who came first, and wipe it.
        """
        email = _verified_email(sociallogin)
        if email and sociallogin.is_existing:
            EmailAddress.objects.update_or_create(
                user=sociallogin.user, email=email, defaults={"verified": True, "primary": True}
            )

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Member:
        email = _verified_email(sociallogin)
        name = sociallogin.user.name or email.partition("@")[0]
        sociallogin.user = actions.join_by_invitation(email, name=name, now=timezone.now())
        sociallogin.save(request)
        member: Member = sociallogin.user
        return member

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Member:
        member: Member = sociallogin.user
        member.email = data.get("email") or ""
        member.name = str(data.get("name") or "").strip()[:120]
        return member


def _verified_email(sociallogin: Any) -> str:
    return next((str(one.email) for one in sociallogin.email_addresses if one.verified), "")
