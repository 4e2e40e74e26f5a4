"""Public holidays by country and part of it, from the library `holidays`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from rapport.kit.business_time.errors import UnknownCountry

_LANGUAGE = "en_US"


def _library() -> Any:
    # A tenth of a second and some memory in every process; only who keeps holidays needs it.
    import holidays  # noqa: PLC0415

    return holidays


@cache
def countries() -> tuple[str, ...]:
    """The codes (ISO 3166) of the countries whose public holidays are known."""
    return tuple(sorted(code for code in _library().list_supported_countries() if len(code) == 2))


@cache
def subdivisions(country: str) -> tuple[str, ...]:
    """The codes of the parts of a country that have holidays of their own, as ISO 3166-2 without the country."""
    return tuple(sorted(_library().list_supported_countries().get(country, ())))


def country_name(country: str) -> str:
    """In English, as the time zone database calls it (iso3166.tab); its code where that names none."""
    return _country_names().get(country, country)


@cache
def _country_names() -> dict[str, str]:
    table = files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text("utf-8")
    lines = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {line[0]: line[1] for line in lines}


@cache
def subdivision_name(country: str, subdivision: str) -> str:
    """In the country's own words; its code where the library knows none."""
    names = _library().country_holidays(country).get_subdivision_aliases().get(subdivision, ())
    return next((name for name in names if name), subdivision)


# Of a country some years are asked about for each day of it: a few hundred dates at most.
@lru_cache(maxsize=256)
def holidays_of(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    """The public holidays of a year by date, named in English where they have such a name. Raises UnknownCountry."""
    check_country(country, subdivision)
    # Named, since the library would else take the language of the machine's own settings.
    found = _library().country_holidays(
        country, subdiv=subdivision or None, years=year, language=_LANGUAGE
    )
    return {at: name for at, name in found.items() if at.year == year}


def check_country(country: str, subdivision: str = "") -> None:
    if country not in countries():
        raise UnknownCountry(
            f"No holidays are known for “{country}”. Give a country by its two letters, such as NO, or none.",
            country_is_known=False,
        )
    if subdivision and subdivision not in subdivisions(country):
        raise UnknownCountry(
            f"No part of {country} is called “{subdivision}”. Known are: "
            f"{', '.join(subdivisions(country)) or 'none'}.",
            country_is_known=True,
        )
