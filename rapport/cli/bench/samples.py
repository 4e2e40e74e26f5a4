"""Messages to measure with: made from a seed, our own words, the shape of customer service."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

_ASKS = (
    "my order {n} has not arrived and it was promised for Friday, where is it",
    "the app signs me out every time I open the ticket page, please help",
    "I was charged twice for booking {n}, can I have one of them back",
    "how long do I have to return the shoes I bought in your shop on Monday",
    "no hot water since the morning and nobody answers the phone, this is not good enough",
    "lovely service at the desk today, thank you for waiting with my mother",
    "does the 17:42 stop at the small station this week or only at the weekend",
)
_ANSWERS = (
    "sorry to read this. Could you send us the number of the order, then we look at once",
    "thank you for telling us. It is a fault on our side and will be mended tonight",
    "you can return it within {n} days, with or without the box",
    "we have written to you with the details, it takes two working days",
)
_COLUMNS = (
    "tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id",
    "in_response_to_tweet_id",
)  # fmt: skip
_BEGIN = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)


def write_threads(path: Path, *, rows: int, seed: int = 7) -> None:
    """A customer-support CSV of exactly so many rows: questions, answers, and some second turns."""
    rng = Random(seed)
    now = _BEGIN
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(_COLUMNS)
        number, parent, inbound, who = 0, 0, True, ""
        while number < rows:
            number += 1
            now += timedelta(seconds=rng.randrange(5, 400))
            if not parent:
                inbound, who = True, f"customer{rng.randrange(rows // 3 + 1)}"
            words = rng.choice(_ASKS if inbound else _ANSWERS).format(n=rng.randrange(5, 60))
            author = who if inbound else "brand_help"
            text = f"@{'brand_help' if inbound else who} {words}."
            at = now.strftime("%a %b %d %H:%M:%S +0000 %Y")
            out.writerow([number, author, inbound, at, text, "", parent or ""])
            goes_on = rng.random() < (0.75 if inbound else 0.35)
            parent, inbound = (number, not inbound) if goes_on else (0, True)
