"""Public holidays by country and part of it, from the library `holidays`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

import holidays

from rapport.kit.business_time.errors import UnknownCountry


@cache
def countries() -> tuple[str, ...]:
    """The codes (ISO 3166) of the countries whose public holidays are known."""
    return tuple(sorted(code for code in holidays.list_supported_countries() if len(code) == 2))


@cache
def subdivisions(country: str) -> tuple[str, ...]:
    """The codes of the parts of a country that have holidays of their own, as ISO 3166-2 without the country."""
    return tuple(sorted(holidays.list_supported_countries().get(country, ())))


# Of a country some years are asked about for each day of it: a few hundred dates at most.
@lru_cache(maxsize=256)
def holidays_of(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    """The public holidays of a year by date, named in the country's language. Raises UnknownCountry."""
    check_country(country, subdivision)
    return dict(holidays.country_holidays(country, subdiv=subdivision or None, years=year))


def check_country(country: str, subdivision: str = "") -> None:
    if country not in countries():
        raise UnknownCountry(
            f"No holidays are known for “{country}”. Give a country by its two letters, such as NO, or none."
        )
    if subdivision and subdivision not in subdivisions(country):
        raise UnknownCountry(
            f"No part of {country} is called “{subdivision}”. Known are: "
            f"{', '.join(subdivisions(country)) or 'none'}."
        )
