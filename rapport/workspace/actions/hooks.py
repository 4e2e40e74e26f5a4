"""Where a department's own program is told of its failings."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rapport.kit.hooks import NotTaken, call, new_key, new_secret
from rapport.kit.http import FetchError, check_address, public_addresses
from rapport.kit.secrets import SecretsError, seal
from rapport.workspace import queries
from rapport.workspace.actions.entries import demand
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.models import Member, Team, TeamHook

URL_LENGTH = 500


def set_team_hook(team: Team, url: str, *, by: Member, now: datetime) -> str:
    """Returns the secret its calls are signed with from now on: shown once, sealed ever after.

    Looks up the host: call outside a transaction. Raises InvalidEntry.
    """
    demand(by, "manage_members")
    url = url.strip()
    if not url or len(url) > URL_LENGTH or "\x00" in url:
        raise InvalidEntry({"url": _("Give an address of at most 500 characters.")})
    try:
        public_addresses(*check_address(url))
    except FetchError as error:
        raise InvalidEntry({"url": str(error)}) from error
    secret = new_secret()
    sealed = seal({"secret": secret}, about=f"team_hook:{team.pk}")
    TeamHook.objects.update_or_create(
        team=team, defaults={"url": url, "sealed": sealed, "created_at": now}
    )
    return secret


def try_team_hook(team: Team, *, by: Member, now: datetime) -> str:
    """Call it now with nothing to tell; returns why that failed, "" where it was taken. Outside a transaction."""
    demand(by, "manage_members")
    hook = queries.hooks_of_teams([team.pk]).get(team.pk)
    if hook is None:
        return _("There is no address to call.")
    payload = {"type": "rapport.try", "timestamp": now.isoformat(), "data": {}}
    try:
        call(hook.url, payload, secret=queries.hook_secret(hook), key=new_key(), at=now)
    except (NotTaken, SecretsError) as trouble:
        return str(trouble)
    return ""


@transaction.atomic
def remove_team_hook(team: Team, *, by: Member) -> None:
    """Nothing is told there any more. Safe to repeat."""
    demand(by, "manage_members")
    TeamHook.objects.filter(team=team).delete()
