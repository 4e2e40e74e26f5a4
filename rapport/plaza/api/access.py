"""Who is calling, and how a refusal looks: `{"error": {"code", "message"}}` with a fitting status."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from rapport.plaza import queries
from rapport.plaza.api.trouble import lost_on_the_way, trouble_for
from rapport.plaza.errors import SquareError
from rapport.plaza.models import Citizen

BODY_LIMIT = 200_000


class BadRequest(SquareError):
    status = 400


def refusal(error: SquareError) -> JsonResponse:
    return JsonResponse(
        {"error": {"code": error.code, "message": error.message}}, status=error.status
    )


def holder_of_key(request: HttpRequest) -> Citizen | None:
    """Whom the request's bearer key speaks for."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return queries.key_holder(key.strip()) if scheme.lower() == "bearer" and key else None


def no_key() -> JsonResponse:
    response = refusal(SquareError("no_key", "Send a valid access key: Authorization: Bearer ..."))
    response.status_code = 401
    response.headers["WWW-Authenticate"] = 'Bearer realm="plaza"'
    return response


def with_key(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view of the interface, called with the key's holder: checks method, key and ordered trouble;

    turns refusals into JSON.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, **parts: str) -> HttpResponse:
            if request.method not in methods:
                return _wrong_method(methods)
            if trouble := trouble_for(request):
                return trouble
            caller = holder_of_key(request)
            if caller is None:
                return no_key()
            try:
                response = view(request, caller, **parts)
            except SquareError as error:
                response = refusal(error)
            return lost_on_the_way(request) or response

        return answer

    return decorate


def json_body(request: HttpRequest) -> dict[str, Any]:
    """The request's body as one JSON object. Raises BadRequest."""
    try:
        raw = request.body
    except RequestDataTooBig:
        raw = b" " * (BODY_LIMIT + 1)
    if len(raw) > BODY_LIMIT:
        raise BadRequest("too_large", f"A request has at most {BODY_LIMIT} bytes.")
    try:
        found = json.loads(raw or b"{}")
    except (ValueError, RecursionError) as error:
        raise BadRequest("bad_json", "The body is not JSON.") from error
    if not isinstance(found, dict):
        raise BadRequest("bad_json", "The body must be one JSON object.")
    return found


def text_field(body: dict[str, Any], name: str, *, limit: int | None = None) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRequest("bad_field", f"“{name}” must be text.")
    if limit is not None and "\x00" in value:
        raise BadRequest("bad_field", f"“{name}” holds a character nobody can read.")
    if limit is not None and len(value) > limit:
        raise BadRequest("bad_field", f"“{name}” has at most {limit} characters.")
    return value


def number_from(request: HttpRequest, name: str, *, default: int, most: int) -> int:
    given = request.GET.get(name, "")
    if not given:
        return default
    if not (given.isascii() and given.isdigit() and len(given) <= 18):
        raise BadRequest("bad_field", f"“{name}” must be a whole number.")
    return min(int(given), most)


def times_from(request: HttpRequest, since: str, until: str) -> tuple[datetime, datetime] | None:
    """Both moments, with their time zones, or None where neither is given. Raises BadRequest."""
    given = [request.GET.get(name, "") for name in (since, until)]
    if not any(given):
        return None
    try:
        first, last = (datetime.fromisoformat(value) for value in given)
    except ValueError as error:
        raise BadRequest("bad_field", f"“{since}” and “{until}” must be times.") from error
    if first.tzinfo is None or last.tzinfo is None:
        raise BadRequest("bad_field", f"“{since}” and “{until}” must say their time zone.")
    return first, last


def _wrong_method(methods: tuple[str, ...]) -> JsonResponse:
    allowed = ", ".join(methods)
    response = refusal(SquareError("wrong_method", f"Use {allowed} here."))
    response.status_code = 405
    response.headers["Allow"] = allowed
    return response
