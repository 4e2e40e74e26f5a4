"""When work is done: hours of the week in a time zone, closed days, and how long something takes in them.

Pure: no clock, no network, no tables. A moment is open exactly when the clock on the wall of the zone shows a minute
that belongs to a block. So an hour that daylight saving skips is never worked, and one that comes twice is worked
twice. Every moment given must know its zone; every moment returned is in UTC.
"""

from rapport.kit.business_time.counting import (
    Pause,
    due_at,
    is_open,
    last_opening,
    minutes_between,
    next_closing,
    next_opening,
    open_stretches,
    open_time,
)
from rapport.kit.business_time.errors import HoursError, NeverOpens, UnknownCountry
from rapport.kit.business_time.holidays import (
    countries,
    country_name,
    holidays_of,
    subdivision_name,
    subdivisions,
)
from rapport.kit.business_time.hours import (
    DAY_AND_NIGHT,
    WEEKDAYS,
    Block,
    Day,
    Hours,
    block,
    blocks_told,
    day_in_words,
    every_day,
)
from rapport.kit.business_time.openings import blocks_on

__all__ = [
    "DAY_AND_NIGHT",
    "WEEKDAYS",
    "Block",
    "Day",
    "Hours",
    "HoursError",
    "NeverOpens",
    "Pause",
    "UnknownCountry",
    "block",
    "blocks_on",
    "blocks_told",
    "countries",
    "country_name",
    "day_in_words",
    "due_at",
    "every_day",
    "holidays_of",
    "is_open",
    "last_opening",
    "minutes_between",
    "next_closing",
    "next_opening",
    "open_stretches",
    "open_time",
    "subdivision_name",
    "subdivisions",
]
