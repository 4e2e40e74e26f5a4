"""An account that is not there: calls to it are verified against a secret nobody has."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from rapport.channels.models import Account
from rapport.connectors.webhook.manifest import MANIFEST
from rapport.connectors.webhook.signing import new_secret
from rapport.kit.secrets import seal


def nobody() -> Account:
    """Never stored. Its secret is sealed as that of any other account, since opening one takes its time too."""
    return Account(
        network=MANIFEST.slug,
        handle="nobody",
        remote_id="webhook:nobody",
        settings={"name": "nobody"},
        secret=_sealed(str(settings.RAPPORT_KEY_FILE), str(settings.RAPPORT_HOME)),
    )


@lru_cache(maxsize=2)
def _sealed(key_file: str, home: str) -> bytes:
    """One for each key of the installation."""
    return seal({"secret": new_secret()})
