"""What every figure means: one definition each, shown beside the number. The words of docs/words.md."""

from __future__ import annotations

from dataclasses import dataclass

# A period with fewer cases says so beside its figures.
FEW_CASES = 20
# An hour of the week with fewer messages says nothing about who covers it.
LEAST_MESSAGES_AN_HOUR = 3
# Where no clock policy says otherwise.
ANSWER_TARGET_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Definition:
    """`formula` is the figure's; `here` is what holds where it is taken from a file."""

    slug: str
    title: str
    formula: str
    here: str
    is_rough: bool = False


UNANSWERED = Definition(
    "unanswered",
    "Without an answer",
    "customer messages to us after which nothing of ours to that person stands in the thread / "
    "all customer messages to us",
    "Only this file counts: an answer given elsewhere is not seen. Messages between customers that "
    "name none of our accounts are left out.",
)
ASKING = Definition(
    "asking",
    "Asked, and no answer",
    "those of them that need an answer / all customer messages that need one",
    "A rough model decides which messages need an answer.",
    is_rough=True,
)
ACKNOWLEDGE = Definition(
    "acknowledge",
    "Time to acknowledge",
    "first human sign visible to the customer − first customer message, for each person in each thread",
    "A file holds no likes, so the first sign is our first message to that person. "
    "Whoever never heard from us is not in it.",
)
ANSWER = Definition(
    "answer",
    "Time to answer",
    "human answer − oldest unanswered customer message, for every turn",
    "A file does not tell an automatic reply from a person's, so every message of ours counts.",
)
PRAISE = Definition(
    "praise",
    "Praise never thanked",
    "praise after which nothing of ours to that person stands in the thread / all praise",
    "A rough model decides what is praise.",
    is_rough=True,
)
DIFFERENTLY = Definition(
    "differently",
    "The same question, answered differently",
    "pairs of people who asked one account of ours alike, and whose answers cannot both be right",
    "Likeness is counted from shared words, and a disagreement from numbers, dates, yes and no: "
    "read both before you judge.",
    is_rough=True,
)
HOURS = Definition(
    "hours",
    "Hours nobody covered",
    f"hours of the week with {LEAST_MESSAGES_AN_HOUR} or more customer messages, none of them "
    "answered within the target",
    "Every week of the file is laid over the others.",
)

DEFINITIONS = {
    one.slug: one for one in (UNANSWERED, ASKING, ACKNOWLEDGE, ANSWER, PRAISE, DIFFERENTLY, HOURS)
}

# By which a purpose can be judged, by `Purpose.Measure`: shares of the time since the morning before.
OF_PURPOSES = {
    "acknowledged": Definition(
        "acknowledged",
        "Acknowledged in time",
        "first human sign within the acknowledge clock / conversations opened whose clock is decided",
        "Open and not yet due is left out, open and late is in.",
    ),
    "answered": Definition(
        "answered_in_time",
        "Answered in time",
        "first human answer within the answer clock / conversations opened whose clock is decided",
        "Open and not yet due is left out, open and late is in.",
    ),
    "promises": Definition(
        "promises",
        "Promises kept",
        "promises kept / promises that fell due, without those no longer owed",
        "A promise kept late counts as kept; the list shows when.",
    ),
}
