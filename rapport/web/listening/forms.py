"""What is written on the Listening pages, read from a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from rapport.query.parsing import MAX_LENGTH

NAME_AT_MOST = 80
# A little more than a query may have, so that one that is too long is told so and not cut in silence.
TEXT_AT_MOST = MAX_LENGTH + 1000
PAST_DAYS = 30


def written(request: HttpRequest, name: str, longest: int) -> str:
    return request.POST.get(name, "").replace("\0", "").strip()[:longest]


@dataclass(frozen=True, slots=True)
class QueryForm:
    """A query as somebody has it in front of them, saved or not."""

    name: str = ""
    text: str = ""
    brand: str = ""
    purpose: str = ""
    topic: str = ""
    is_listening: bool = True

    @classmethod
    def in_request(cls, request: HttpRequest) -> QueryForm:
        text = request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")
        return cls(
            name=written(request, "name", NAME_AT_MOST),
            text=text[:TEXT_AT_MOST],
            brand=written(request, "brand", 20),
            purpose=written(request, "purpose", 20),
            topic=written(request, "topic", NAME_AT_MOST),
            is_listening=request.POST.get("is_listening") == "yes",
        )


def number_in(text: str) -> int | None:
    """An id somebody wrote into a form; None for anything that cannot be one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def span_in(request: HttpRequest, *, now: datetime) -> tuple[datetime, datetime] | str:
    """From the beginning of one day to the end of another, in the organisation's time; or what is wrong."""
    first, last = (_day(request.POST.get(name, "")) for name in ("from", "to"))
    if first is None or last is None:
        return _("Write both days, as in 2026-11-20.")
    since = timezone.make_aware(datetime.combine(first, time.min))
    until = min(now, timezone.make_aware(datetime.combine(last, time.min)) + timedelta(days=1))
    if until <= since:
        return _("The last day lies before the first, or in the future. Choose other days.")
    if since < now - timedelta(days=PAST_DAYS + 1):
        return _("At most %(n)d days back can be read. Choose a later first day.") % {
            "n": PAST_DAYS
        }
    return since.astimezone(UTC), until.astimezone(UTC)


def _day(text: str) -> date | None:
    try:
        return parse_date(text.strip())
    except ValueError:
        return None
