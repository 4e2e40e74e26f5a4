"""Which of the five languages a line of the world is written in, by its commonest words."""

from __future__ import annotations

import re
from functools import cache

from rapport.plaza.world.shapes import Language

_COMMON: dict[Language, str] = {
    "en": "the and is are was of to in it you i my this that for on with not a an at from what who"
    " how me we your our have has had will would can could they",
    "sv": "och är att det en ett jag på som för inte av med har den till om ni var från när sig vi"
    " man kan hur vad min mig igen så nu bara men idag",
    "de": "und ist der die das ein eine ich nicht mit auf für von zu den im des sie es dem wie wir"
    " hat sind man auch noch bei nur mein mich aber heute",
    "fr": "et est le la les un une je pas de des du en que qui pour avec dans sur il elle ce au mon"
    " ma vous nous on à plus depuis",
    "es": "y es el la los las un una que no de del en por con para se mi yo su al lo me como hoy"
    " más pero qué",
}
_WORDS = re.compile(r"[^\W\d_]+")


@cache
def language_of(text: str, among: tuple[Language, ...]) -> Language:
    """The likeliest of `among`; the first where the words do not say."""
    if len(among) == 1:
        return among[0]
    found = [word.lower() for word in _WORDS.findall(text)]
    scores = [sum(word in _COMMON[language].split() for word in found) for language in among]
    return among[scores.index(max(scores))]
