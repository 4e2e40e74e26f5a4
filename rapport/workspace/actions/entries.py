"""What may be typed, and who may type it: shared by the actions of this room."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from rapport.workspace.errors import NotAllowed
from rapport.workspace.models import Member
from rapport.workspace.queries import can


def demand(by: Member, action: str) -> None:
    if not can(by, action):
        raise NotAllowed(action)


def blank_entries(**entries: str) -> dict[str, str]:
    limits = {"sentence": 300, "purpose": 300, "organisation": 200}
    wrong = {}
    for name, value in entries.items():
        limit = limits.get(name, 120)
        if not value.strip():
            wrong[name] = "Please fill this in."
        elif len(value.strip()) > limit or "\x00" in value:
            wrong[name] = f"Please keep this under {limit} characters."
    return wrong


def wrong_email(email: str) -> dict[str, str]:
    try:
        validate_email(email.strip())
    except ValidationError:
        return {"email": "This does not look like a mail address."}
    if Member.objects.filter(email__iexact=email.strip()).exists():
        return {"email": "A member with this mail address exists already."}
    return {}


def wrong_member(
    *, email: str, name: str, password: str | None, name_field: str = "name"
) -> dict[str, str]:
    wrong = wrong_email(email)
    if blank := blank_entries(name=name):
        wrong[name_field] = blank["name"]
    if password is not None:
        wrong |= wrong_password(password, Member(email=email.strip(), name=name))
    return wrong


def new_member(*, email: str, name: str, role: str, password: str | None) -> Member:
    member = Member(email=email.strip(), name=name.strip(), role=role)
    member.set_password(password)
    member.save()
    return member


def wrong_password(password: str, member: Member) -> dict[str, str]:
    try:
        validate_password(password, member)
    except ValidationError as error:
        return {"password": " ".join(error.messages)}
    return {}
