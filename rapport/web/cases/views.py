"""`POST /api/cases/`: a desk tells which case a conversation has there.

Signed as every call to us is (Standard Webhooks), with a key of Settings, Case numbers. What nobody signed gets the
same answer after the same work, whether there is a key or not. Each case of a call stands for itself.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from rapport.channels.errors import CallRefused
from rapport.connectors.webhook.signing import new_secret, secret_keys, verified
from rapport.converse.actions import note_case_key_used, set_each
from rapport.converse.errors import CannotReadCases
from rapport.converse.queries import case_secrets, cases_in_json, plan_cases


@csrf_exempt
@never_cache
def cases(request: HttpRequest) -> JsonResponse:
    now = timezone.now()
    try:
        body = _body(request)
        note_case_key_used(_key_of(request, body, now=now), now=now)
        given = cases_in_json(body)
    except CallRefused as refusal:
        return _refused(refusal.reason, status=refusal.status)
    except CannotReadCases as refusal:
        return _refused(str(refusal), status=400)
    read = set_each(plan_cases(given, https_only=True), now=now)
    wrong = [{"line": line, "reason": why} for line, why in read.wrong]
    return JsonResponse({"set": read.set, "wrong": wrong})


def _body(request: HttpRequest) -> bytes:
    if request.method != "POST":
        raise CallRefused("Cases are sent with POST.", status=405)
    try:
        return request.body
    except RequestDataTooBig:
        raise CallRefused(
            "The call is larger than 1,000,000 bytes. Send less at once.", status=413
        ) from None


def _key_of(request: HttpRequest, body: bytes, *, now: datetime) -> int:
    """The key that signed the call. All are tried, whichever fits. Raises CallRefused."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    refusal, signed_by = CallRefused("No signature of the call fits a key.", status=401), None
    for key_id, secret in case_secrets() or [(0, new_secret())]:
        try:
            verified(secret_keys(secret), headers=headers, body=body, now=now)
        except CallRefused as error:
            refusal = error
        else:
            signed_by = key_id
    if signed_by is None:
        raise refusal
    return signed_by


def _refused(reason: str, *, status: int) -> JsonResponse:
    answer = JsonResponse({"error": reason}, status=status)
    if status == 405:
        answer["Allow"] = "POST"
    return answer
