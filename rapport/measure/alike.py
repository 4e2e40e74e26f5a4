"""The same question answered differently: likeness of questions by shared rare words, claims of answers.

Pure, and made for a hundred thousand messages: a question is kept as a few numbers, an answer as its claims.
Only answers that state something checkable (a number with its unit, yes or no) are compared at all.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapport.kit.text import terms
from rapport.measure.contract import Pair, Told

# Words of a question that are kept: more adds nothing to its meaning, and costs memory.
_TERMS_KEPT = 24
# A word in more questions than this says little and would make every question a neighbour of every other.
_COMMON_FROM = 200
# Below this two questions are not alike enough to be laid side by side. Chosen by reading the pairs of 5,000
# real messages: at 0.45 about half ask the same thing, below 0.35 nearly none do.
LEAST_LIKENESS = 0.45
_LEAST_SHARED_TERMS = 2

_UNITS = {
    "day": "days", "days": "days", "hour": "hours", "hours": "hours", "hr": "hours", "hrs": "hours",
    "minute": "minutes", "minutes": "minutes", "min": "minutes", "mins": "minutes", "week": "weeks",
    "weeks": "weeks", "month": "months", "months": "months", "year": "years", "years": "years",
    "%": "%", "percent": "%", "am": "o'clock", "pm": "o'clock", "£": "£", "$": "$", "€": "€",
    "kr": "kr", "sek": "kr", "tage": "days", "tagen": "days", "dagar": "days", "jours": "days",
    "días": "days", "stunden": "hours", "timmar": "hours", "heures": "hours", "horas": "hours",
}  # fmt: skip
_NUMBER = r"\d{1,6}(?:[.,:]\d{1,2})?(?:\s?(?:-|–|to)\s?\d{1,6})?"
_WORDS = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?P<before>[£$€])\s?(?P<money>{_NUMBER})"
    rf"|(?<![\w.,])(?P<number>{_NUMBER})[\s-]?(?:working |business )?(?P<unit>{_WORDS})(?!\w)",
    re.IGNORECASE,
)
_GREETING = r"^(?:@\w+[\s:,]*)*(?:(?:hi|hey|hello|hej|hallo|bonjour)\b[^.,!?-]{0,30}[.,!?-]+\s*)?"
_YES = re.compile(_GREETING + r"(?P<yes>yes|yep|yeah|ja|oui|sí)\b[,.! ]", re.IGNORECASE)
_NO = re.compile(
    _GREETING
    + r"(?P<no>no(?! (?:problem|worries|need|one|doubt))\b[,.! ]|unfortunately,? (?:we|it|this|that|not)\b"
    r"|nej[,.! ]|nein[,.! ]|non[,.! ])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Something an answer states: of one `kind` ("days", "£", "yes or no"), its value, the words it stood in."""

    kind: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the claims of its answer. `account` is who answered, `person` who asked."""

    question_id: int
    answer_id: int
    person: int
    account: int


def claims(answer: str) -> tuple[Claim, ...]:
    """What a text states that another could contradict; one claim a kind and value."""
    found: dict[tuple[str, str], Claim] = {}
    for match in _AMOUNT.finditer(answer):
        kind = _UNITS[(match["before"] or match["unit"]).lower()]
        value = re.sub(r"\s", "", (match["money"] or match["number"]).lower().replace("–", "-"))
        value = value.replace("to", "-").replace(",", ".")
        if kind == "o'clock":
            value += match["unit"].lower()
        found.setdefault((kind, value), Claim(kind, value, match.group().strip()))
    if said := _YES.match(answer):
        found["yes or no", "yes"] = Claim("yes or no", "yes", said["yes"].strip())
    elif said := _NO.match(answer):
        found["yes or no", "no"] = Claim("yes or no", "no", said["no"].strip(" ,.!"))
    return tuple(found.values())


def question_terms(text: str) -> frozenset[str]:
    """The words a question is known by: no names of accounts, no addresses, no lone digits."""
    kept = [
        t for t in terms(text) if len(t) > 2 and not t.startswith(("@", "http")) and "/" not in t
    ]
    return frozenset(kept[:_TERMS_KEPT])


def differing_pairs(
    asked: Iterable[Asked],
    *,
    terms_of: Mapping[int, frozenset[str]],
    claims_of: Mapping[int, tuple[Claim, ...]],
    limit: int,
) -> list[Pair]:
    """The `limit` most alike pairs in which one account told two people different things."""
    pairs = [one for one in asked if claims_of.get(one.answer_id) and terms_of.get(one.question_id)]
    spread = Counter(term for one in pairs for term in terms_of[one.question_id])
    weight = {term: math.log(1 + len(pairs) / count) for term, count in spread.items()}
    norm = [math.sqrt(sum(weight[t] ** 2 for t in terms_of[one.question_id])) for one in pairs]
    found: list[Pair] = []
    holders: dict[tuple[int, str], list[int]] = {}
    for place, one in enumerate(pairs):
        shared: Counter[int] = Counter()
        score: dict[int, float] = {}
        for term in terms_of[one.question_id]:
            if spread[term] > _COMMON_FROM:
                continue
            held = holders.setdefault((one.account, term), [])
            for other in held:
                shared[other] += 1
                score[other] = score.get(other, 0.0) + weight[term] ** 2
            held.append(place)
        for other, points in score.items():
            likeness = points / (norm[place] * norm[other])
            if likeness < LEAST_LIKENESS or shared[other] < _LEAST_SHARED_TERMS:
                continue
            pair = _pair(pairs[other], one, claims_of, likeness)
            if pair is not None:
                found.append(pair)
    found.sort(key=lambda pair: (-pair.likeness, pair.one.question_id))
    return found[:limit]


def _pair(
    one: Asked, other: Asked, claims_of: Mapping[int, tuple[Claim, ...]], likeness: float
) -> Pair | None:
    """The two sides, where they state different values of one kind and agree on none of it."""
    if one.person == other.person:
        return None
    for mine in claims_of[one.answer_id]:
        same_kind = [c for c in claims_of[other.answer_id] if c.kind == mine.kind]
        ours = {c.value for c in claims_of[one.answer_id] if c.kind == mine.kind}
        if same_kind and not ours & {c.value for c in same_kind}:
            return Pair(
                round(min(likeness, 1.0), 3),
                Told(one.question_id, one.answer_id, mine.words),
                Told(other.question_id, other.answer_id, same_kind[0].words),
            )
    return None
