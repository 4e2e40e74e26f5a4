"""By which words a fact on the board is known again in what people write, and how much each of them says.

Words are cut to their first six letters and lose a final s, so that "lifts" finds "lift" and "cancellation" finds
"cancelled": cutting does about as well as stemmers over the languages of Europe (McNamee, Nicholas, Mayfield:
Addressing morphological variation in alphabetic languages, SIGIR 2009). `STEM_SQL` does the same in the database.
A word says the more the fewer of the messages of late have it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from django.db import connection

from rapport.kit.text import fold, terms
from rapport.listen.models import BoardFact

STEM_SQL = "rtrim(left(ltrim(lexeme, '#'), 6), 's')"
_STEM_LENGTH = 6
_MOST_STEMS = 80
_LONGEST_LINE = 400
_MOST_TRANSLATIONS = 8
# How many of the latest messages tell what people speak of anyway.
_HEARD = 2_000
# So that with nothing heard yet a word weighs something, and not everything.
_UNHEARD = 50

_STOP_WORDS = (
    "a an and are as at be been but by can do does for from had has have he her his i if in into is it its me my no "
    "not now of off on or our out she so some still than that the their them then there they this to too until up us "
    "was we were what when where which who why will with you your please hi hello thanks thank again any all due more "
    "der die das den dem des ein eine einen einem einer und oder aber ist sind war wird werden hat haben nicht kein "
    "keine mit von zu zum zur im am an auf aus bei bis fur durch nach seit uber um unter vor wegen ich du er sie es "
    "wir ihr mein meine was wann wo warum wie bitte danke hallo noch nur auch schon "
    "le la les un une des du de et ou mais est sont ete pas plus avec dans par pour sur sous chez entre vers je tu il "
    "elle on nous vous ils mon ma mes votre quand quoi pourquoi comment bonjour merci encore "
    "el los las unos unas del al y o pero es esta estan fue no con en para por sin sobre entre hasta desde yo tu su "
    "mi que cuando donde hola gracias "
    "il lo gli i uno di da che e non per con su tra fra sono stato quando dove ciao grazie ancora "
    "de het een en of maar is zijn was niet geen met van naar in op aan bij tot voor door uit over ik je u we wij mijn "
    "wat wanneer waar waarom hoe hallo bedankt nog "
    "och eller men ar var inte ingen med av till fran i pa vid om for genom jag du han hon vi ni de min mitt mina "
    "vad nar varfor hur hej tack fortfarande det den ett en som har hade kan "
    "og er ikke ingen med av til fra ved gjennom jeg vi min mitt mine hva nar hvor hvorfor hvordan takk "
    "i a w z na do nie jest sa byl z od dla po przez jak co kiedy gdzie dlaczego "
    "o os as um uma e ou mas esta estao nao com em no na para por sem ate quando onde ola obrigado"
)


def stem(term: str) -> str:
    return term.lstrip("#")[:_STEM_LENGTH].rstrip("s")


# Each language's words as terms are folded; cut, so that they meet what is cut.
_STOP = frozenset(stem(fold(word)) for word in _STOP_WORDS.split())


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
