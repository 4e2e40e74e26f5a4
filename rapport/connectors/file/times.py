"""Dates and times as files write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rapport.connectors.file.errors import UnreadableFile, UnreadableRecord

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
# "Tue Oct 31 22:10:47 +0000 2017", the API format of the customer-support set.
_TWITTER = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\w{3}) (\d{1,2}) (\d\d):(\d\d):(\d\d) (\S+) (\d{4,5})"
)
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")
_ZONE_AT_END = re.compile(r"^(.*\d)\s*\[?([A-Za-z][A-Za-z0-9_+\-/]*)\]?$")
_YEAR_FIRST_SLASHES = re.compile(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(.*)$")
_DAY_DOTS = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+|T)?(.*)$")
_DAY_SLASHES = re.compile(r"^\d{1,2}/\d{1,2}/\d{2,4}\b")
_SPACE_BEFORE_OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")
_HALF_DAY = re.compile(r"\b(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AaPp])\.?[Mm]\b\.?")
_DIGITS = re.compile(r"^-?\d+(?:\.\d+)?$")
# RFC 2822, section 4.3.
_MAIL_ZONES = {"UT", "UTC", "GMT", "Z", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"}
# Seconds since 1970 reach this in the year 5138; anything above is milliseconds.
_MILLISECONDS_FROM = 1e11
# Clocks differ; what claims to be written later than this was not.
_AHEAD = timedelta(days=1)
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


def zone(name: str) -> tzinfo:
    """The time zone of that name for a whole file. Raises UnreadableFile."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnreadableFile(
            f"The time zone {name[:60]!r} is not known. Use a name such as Europe/Berlin, or UTC."
        ) from error


def read_time(value: object, *, default_zone: tzinfo, now: datetime) -> datetime:
    """An aware time in UTC, between 1970 and tomorrow. Raises UnreadableRecord with the reason.

    Understands ISO 8601 (with an offset, `Z` or a zone's name), RFC 2822, the support format's
    `Tue Oct 31 22:10:47 +0000 2017`, seconds or milliseconds since 1970, `31.10.2017 22:10`.
    `03/04/2017` is refused: it names two days.
    """
    try:
        moment = _parse(value, default_zone)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=default_zone)
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise UnreadableRecord(f"The date {_shown(value)} is outside any calendar.") from None
    if moment > now + _AHEAD:
        raise UnreadableRecord(f"The date {_shown(value)} lies in the future.")
    if moment < _EARLIEST:
        raise UnreadableRecord(f"The date {_shown(value)} lies before 1970.")
    return moment


def _parse(value: object, default_zone: tzinfo) -> datetime:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise UnreadableRecord(f"The date {_shown(value)} is neither a text nor a number.")
    text = str(value).strip()
    if not text:
        raise UnreadableRecord("The date is empty.")
    if match := _TWITTER.fullmatch(text):
        return _twitter(match, text)
    if _DIGITS.match(text) and len(text.split(".")[0]) > 8:
        seconds = float(text)
        if abs(seconds) >= _MILLISECONDS_FROM:
            seconds /= 1000
        return _from_seconds(seconds, text)
    if match := _YEAR_FIRST_SLASHES.match(text):
        text = f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}{match[4]}"
    elif match := _DAY_DOTS.match(text):
        text = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d} {match[4]}".strip()
    elif _DAY_SLASHES.match(text):
        raise UnreadableRecord(
            f"The date {_shown(value)} can be read as two days. Write it as 2017-04-03."
        )
    text = _HALF_DAY.sub(_whole_day, _SPACE_BEFORE_OFFSET.sub("", text))
    return _iso(text) or _named_zone(text) or _mail(text, value)


def _whole_day(match: re.Match[str]) -> str:
    hour = int(match[1]) % 12 + (12 if match[4] in "Pp" else 0)
    return f"{hour:02d}:{match[2]}:{match[3] or '00'}"


def _from_seconds(seconds: float, text: str) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OSError):
        raise OverflowError(text) from None


def _twitter(match: re.Match[str], text: str) -> datetime:
    month, offset = _MONTHS.get(match[1]), _OFFSET.fullmatch(match[6])
    if offset is None and match[6] not in {"UTC", "GMT", "Z"}:
        raise UnreadableRecord(f"The time zone {_shown(match[6])} is not known.")
    if month is None or len(match[7]) > 4:
        raise UnreadableRecord(f"The date {_shown(text)} cannot be read.")
    digits = f"{offset[1]}{offset[2]}:{offset[3]}" if offset else "+00:00"
    parsed = _iso(
        f"{match[7]}-{month:02d}-{int(match[2]):02d}T{match[3]}:{match[4]}:{match[5]}{digits}"
    )
    if parsed is None:
        raise UnreadableRecord(f"The date {_shown(text)} cannot be read.")
    return parsed


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _named_zone(text: str) -> datetime | None:
    """`2024-03-01 10:00 Europe/Berlin`; None where no ISO time stands before the name."""
    match = _ZONE_AT_END.match(text)
    moment = _iso(match[1].strip()) if match else None
    if match is None or moment is None:
        return None
    try:
        return moment if moment.tzinfo else moment.replace(tzinfo=zone(match[2]))
    except UnreadableFile:
        raise UnreadableRecord(
            f"The time zone {_shown(match[2])} is not known. "
            "Use a name such as Europe/Berlin, or an offset such as +01:00."
        ) from None


def _mail(text: str, value: object) -> datetime:
    try:
        moment, last = parsedate_to_datetime(text), text.split()[-1]
    except (ValueError, TypeError, IndexError):
        raise UnreadableRecord(
            f"The date {_shown(value)} cannot be read. Write it as 2017-10-31T22:10:47Z."
        ) from None
    # The library reads a zone it does not know as UTC; that would move the time in silence.
    if last.isalpha() and last not in _MAIL_ZONES:
        raise UnreadableRecord(f"The time zone {_shown(last)} is not known.")
    return moment


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return f"“{text[:40]}”" + ("…" if len(text) > 40 else "")
