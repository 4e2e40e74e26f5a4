"""What cannot be counted with.

HoursError (a ValueError)   hours that cannot be: the message says what is wrong and what to write instead
├── UnknownCountry          no public holidays are known for it
└── NeverOpens              nothing opens after the moment asked about, so nothing is ever due
"""


class HoursError(ValueError):
    """Base of everything the hours refuse."""


class UnknownCountry(HoursError):
    """It is no country, or no part of one, whose holidays are known."""

    def __init__(self, message: str, *, country_is_known: bool) -> None:
        super().__init__(message)
        self.country_is_known = country_is_known


class NeverOpens(HoursError):
    """Nothing opens any more."""
