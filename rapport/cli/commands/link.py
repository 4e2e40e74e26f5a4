"""`rapport link`: a way in for somebody who locked themselves out."""

from __future__ import annotations

from typing import Annotated

import typer
from django.conf import settings

from rapport.cli.database import now
from rapport.cli.errors import CannotDo
from rapport.workspace.actions import sign_in_link
from rapport.workspace.models import Member


def link(email: Annotated[str, typer.Argument(help="The member's mail address.")]) -> None:
    """Print a link that signs this member in once, within fifteen minutes."""
    member = Member.objects.filter(email__iexact=email, is_active=True).first()
    if member is None:
        raise CannotDo(
            f"No active member has the mail address {email}. See Settings, Members for who is here."
        )
    typer.echo(f"{settings.RAPPORT_URL}/in/{sign_in_link(member, now=now())}")
