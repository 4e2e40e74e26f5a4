"""The one address programs call: verified by the account's connector, stored once, answered in a word.

The address holds the account's id and is no secret: it is written into other systems, their logs and tickets. The
signature is the lock. What nobody signed gets the same answer after the same work, whether the account is there or not.
"""

from __future__ import annotations

from asgiref.sync import async_to_sync
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from rapport.channels.connections import access_to
from rapport.channels.contract import Ability, Page, RawRequest
from rapport.channels.errors import CallRefused
from rapport.channels.models import Account
from rapport.channels.queries import account as account_of
from rapport.channels.registry import abilities_of, connector_for
from rapport.listen.actions import receive_webhook
from rapport.web.hooks.nobody import nobody

NOTED_AT_MOST = 20


@csrf_exempt
@never_cache
def hook(request: HttpRequest, account_id: str) -> HttpResponse:
    found = account_of(int(account_id))
    receives = found is not None and Ability.RECEIVE in abilities_of(found.network)
    account = found if found is not None and receives else nobody()
    try:
        page = async_to_sync(_verified)(account, _raw(request))
    except CallRefused as refusal:
        return _refused(refusal)
    if account.pk is None or account.state == Account.State.OFF:
        return HttpResponse(
            "This webhook is switched off.\n", status=410, content_type="text/plain; charset=utf-8"
        )
    received = receive_webhook(account, page, call_id=page.call_id, now=timezone.now())
    return JsonResponse({"known": True} if received is None else _report(page))


def _raw(request: HttpRequest) -> RawRequest:
    try:
        body = request.body
    except RequestDataTooBig:
        raise CallRefused(
            "The call is larger than 1,000,000 bytes. Send less at once.", status=413
        ) from None
    return RawRequest(
        method=request.method or "",
        path=request.path,
        headers=dict(request.headers),
        body=body,
        query=request.GET.dict(),
    )


async def _verified(account: Account, call: RawRequest) -> Page:
    connector = connector_for(access_to(account))
    try:
        return await connector.receive(call)
    finally:
        await connector.aclose()


def _refused(refusal: CallRefused) -> HttpResponse:
    answer = HttpResponse(
        f"{refusal.reason}\n", status=refusal.status, content_type="text/plain; charset=utf-8"
    )
    if refusal.status == 405:
        answer["Allow"] = "POST"
    return answer


def _report(page: Page) -> dict[str, object]:
    """What the sender may know: what was read, and why something was not. Its texts are the sender's own."""
    return {
        "messages": len(page.posts),
        "facts": len(page.facts),
        "rejected": [
            {"where": one.where, "reason": one.reason} for one in page.rejected[:NOTED_AT_MOST]
        ],
        "noted": [{"where": one.where, "what": one.what} for one in page.noted[:NOTED_AT_MOST]],
    }
