"""Network trouble on order, so that tests and the demo can show what Rapport does about it.

An order is a JSON object; what it does not name is as usual again.

    fail_next     so many requests are answered with `fail_status` before anything is done
    lose_next     of so many requests that write, everything is done and the answer is lost
    slow_seconds  every answer comes so much later
    garble        so many items nobody can read are told to whoever reads the square
    cut_streams   true: every open stream ends
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse

from rapport.plaza.actions import CHANNEL, CUT, tell
from rapport.plaza.errors import SquareError
from rapport.plaza.models import Event, SquarePost, SquareSetting

STATUSES = (400, 401, 403, 422, 429, 500, 502, 503, 504)
_MOST_SLOW_SECONDS = 20.0
_MOST = 1_000
_RETRY_AFTER_SECONDS = 2


def order_trouble(order: Mapping[str, Any], *, now: datetime) -> None:
    """Raises SquareError when the order cannot be understood."""
    counts = {name: _number(order, name) for name in ("fail_next", "lose_next", "garble")}
    status = order.get("fail_status", 503)
    if status not in STATUSES:
        raise SquareError("bad_order", f"fail_status is one of {', '.join(map(str, STATUSES))}.")
    with transaction.atomic():
        SquareSetting.objects.filter(pk=1).update(
            fail_next=int(counts["fail_next"]),
            lose_next=int(counts["lose_next"]),
            fail_status=status,
            slow_seconds=min(_number(order, "slow_seconds"), _MOST_SLOW_SECONDS),
        )
        last = SquarePost.objects.order_by("-at").values_list("key", flat=True).first()
        if counts["garble"] and last:
            tell(Event.Kind.GARBLED, [last] * int(counts["garble"]), now=now)
        if order.get("cut_streams") is True:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, CUT])


def trouble_for(request: HttpRequest) -> HttpResponse | None:
    """The failure this request was chosen for, if any; waits first when the network is slow."""
    if request.path.endswith("/trouble"):
        return None
    found = SquareSetting.objects.filter(pk=1).values_list(
        "fail_next", "fail_status", "slow_seconds"
    )
    for fail_next, status, slow in found:
        if slow:
            time.sleep(min(slow, _MOST_SLOW_SECONDS))
        if fail_next and _take_one("fail_next"):
            return _failure(status)
    return None


def lost_on_the_way(request: HttpRequest) -> HttpResponse | None:
    """What the caller sees in place of the answer when that answer is to be lost."""
    if request.method in ("GET", "HEAD") or request.path.endswith("/trouble"):
        return None
    return _failure(502) if _take_one("lose_next") else None


def _take_one(counter: str) -> bool:
    left = SquareSetting.objects.filter(pk=1, **{f"{counter}__gt": 0})
    return left.update(**{counter: F(counter) - 1}) == 1


def _number(order: Mapping[str, Any], name: str) -> float:
    value = order.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST:
        raise SquareError("bad_order", f"“{name}” is a number from 0 to {_MOST}.")
    return value


def _failure(status: int) -> JsonResponse:
    message = "Too many requests." if status == 429 else "Trouble on the network (on order)."
    response = JsonResponse({"error": {"code": "trouble", "message": message}}, status=status)
    if status in (429, 503):
        response.headers["Retry-After"] = str(_RETRY_AFTER_SECONDS)
    return response
