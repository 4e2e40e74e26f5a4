"""By which words a fact on the board is known again in what people write, and how much each of them says.

Words are cut to their first six letters and lose a final s, so that "lifts" finds "lift" and "cancellation" finds
"cancelled": cutting does about as well as stemmers over the languages of Europe (Mayfield and others:
Addressing morphological variation in alphabetic languages, SIGIR 2009). `STEM_SQL` does the same in the database.
A word says the more the fewer of the messages of late have it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from django.db import connection

from rapport.kit.text import fold, terms
from rapport.listen.models import BoardFact
from rapport.listen.words.board import STOP_WORDS

STEM_SQL = "rtrim(left(ltrim(lexeme, '#'), 6), 's')"
_STEM_LENGTH = 6
_MOST_STEMS = 80
_LONGEST_LINE = 400
_MOST_TRANSLATIONS = 8
# How many of the latest messages tell what people speak of anyway.
_HEARD = 2_000
# So that with nothing heard yet a word weighs something, and not everything.
_UNHEARD = 50


def stem(term: str) -> str:
    return term.lstrip("#")[:_STEM_LENGTH].rstrip("s")


# Each language's words as terms are folded; cut, so that they meet what is cut.
_STOP = frozenset(stem(fold(word)) for word in STOP_WORDS.split())


def stems_of(fact: BoardFact) -> list[str]:
    """The significant stems of what is going on and where, in every language it is told in; in order, once each."""
    told = [fact.what, *list(fact.translations.values())[:_MOST_TRANSLATIONS]]
    lines = [text.strip().partition("\n")[0][:_LONGEST_LINE] for text in told]
    found: dict[str, None] = {}
    for line in [fact.where[:_LONGEST_LINE], *lines]:
        found.update(dict.fromkeys(s for term in terms(line) if (s := stem(term)) and _says(s)))
    return list(found)[:_MOST_STEMS]


def _says(stem: str) -> bool:
    # A letter alone is a platform or a list; a sign of Chinese or Japanese is a word, a digit a line.
    return stem not in _STOP and not (len(stem) == 1 and stem.isascii() and stem.isalpha())


def know_by_words(facts: Iterable[BoardFact]) -> None:
    """Set the stems of facts and what each weighs now. One statement for all of them; saves nothing."""
    facts = list(facts)
    for fact in facts:
        fact.stems = stems_of(fact)
    heard, messages = _heard({stem for fact in facts for stem in fact.stems})
    for fact in facts:
        fact.weights = [
            round(math.log((messages + _UNHEARD) / (heard.get(stem, 0) + 1)), 3)
            for stem in fact.stems
        ]


def _heard(stems: set[str]) -> tuple[dict[str, int], int]:
    """In how many of the latest messages each stem stands, and how many those are."""
    with connection.cursor() as cursor:
        cursor.execute(_HEARD_SQL, [_HEARD, sorted(stems)])
        rows = dict(cursor.fetchall())
    return rows, rows.pop(None, 0)


_HEARD_SQL = f"""
WITH latest AS (SELECT terms FROM listen_searchdocument ORDER BY created_at DESC LIMIT %s)
SELECT stem, count(*) FROM latest
    CROSS JOIN LATERAL (SELECT DISTINCT {STEM_SQL} AS stem FROM unnest(latest.terms)) AS said
    WHERE stem = ANY(%s) GROUP BY stem
UNION ALL SELECT NULL, count(*) FROM latest
"""  # noqa: S608  our own expression
