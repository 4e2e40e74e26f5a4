"""Reading texts: what a message means, by the gear that is in place. Pure: no tables, no clock, no network."""

from rapport.understand.reading.rough import GEAR, read_texts

__all__ = ["GEAR", "read_texts"]
