"""Webhook calls for one account: what is refused before it is read, and what is made of the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from rapport.channels.contract import (
    AccountAccess,
    AccountInfo,
    Connector,
    Page,
    RawRequest,
)
from rapport.channels.errors import CallRefused, Refused, SignInAgain
from rapport.connectors.webhook.manifest import MANIFEST
from rapport.connectors.webhook.signing import UnusableSecret, secret_keys, verified
from rapport.connectors.webhook.translate import Origin, page_of

LARGEST_BODY_BYTES = 1_000_000


class Webhook(Connector):
    manifest = MANIFEST
    clock: Callable[[], datetime] = staticmethod(lambda: datetime.now(UTC))

    def __init__(self, account: AccountAccess) -> None:
        super().__init__(account)
        self._name = account.settings.get("name", "").strip() or account.handle

    async def check(self) -> AccountInfo:
        try:
            secret_keys(self.account.secrets.get("secret", ""))
        except UnusableSecret as error:
            raise SignInAgain(str(error)) from error
        return AccountInfo(remote_id=self._remote_id(), handle=self._name, name=self._name)

    async def receive(self, request: RawRequest) -> Page:
        """The messages and facts of a signed call; `call_id` is its webhook-id.

        Safe to repeat: the same call gives the same keys. Raises CallRefused: 405 for another method, 413 for
        a body over 1 MB (before anything is computed over it), 415, 401 (signature, age), 400 for what is no
        JSON of ours. Nothing of the body is read before its signature fits.
        """
        headers = {name.lower(): value for name, value in request.headers.items()}
        _refuse_by_its_looks(request, headers.get("content-type", ""))
        try:
            keys = secret_keys(self.account.secrets.get("secret", ""))
        except UnusableSecret as error:
            # Ours to mend; the sender is right to come again.
            raise CallRefused("This webhook has no usable secret.", status=503) from error
        now = self.clock()
        call_id = verified(keys, headers=headers, body=request.body, now=now)
        origin = Origin(
            account=self.account.remote_id or self._remote_id(), call_id=call_id, now=now
        )
        return page_of(request.body, origin)

    def _remote_id(self) -> str:
        slug = re.sub(r"[\W_]+", "-", self._name.casefold()).strip("-")
        if not slug:
            raise Refused("Give the webhook a name with a letter or digit in it.")
        return f"webhook:{slug[:100]}"


def _refuse_by_its_looks(request: RawRequest, content_type: str) -> None:
    if request.method.upper() != "POST":
        raise CallRefused("A webhook is called with POST.", status=405)
    if len(request.body) > LARGEST_BODY_BYTES:
        raise CallRefused(
            f"The call is larger than {LARGEST_BODY_BYTES:,} bytes. Send fewer messages at once.",
            status=413,
        )
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise CallRefused("The call must be application/json.", status=415)


CONNECTOR = Webhook
