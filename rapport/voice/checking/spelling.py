"""Words that no dictionary knows and that one slip of the hand explains.

The dictionaries are those of pyspellchecker: words with how often films say them. They know no names, no brand's own words and little
British English, so most of what they do not know is right. Said is only what is one letter away from one common word, and only one.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Set
from functools import partial

from spellchecker import SpellChecker

# Dictionaries that know 99 in 100 of the words in our own cases. The Spanish one does not know "tiene", and is left out.
LANGUAGES = frozenset({"de", "en", "fr", "it", "nl", "pt"})
# Shorter words are one letter away from too many others.
LEAST_LETTERS = 5
# How often films say what is meant: so often, and so many times more often than the next that would explain it. On 1,401 replies of
# real agents this said "neagtive" and two wrong things, one of them a word that is one letter longer or shorter (looked at by hand).
LEAST_SEEN, LEAST_AHEAD = 2_000, 20
# In a text that is of no language at all every word is looked for.
MOST_LOOKED_FOR = 40

_WORD = re.compile(rf"(?<![\w@#'’/.&-])[^\W\d_]{{{LEAST_LETTERS},}}(?![\w'’@/-]|\.\w)")
# Spelt one way here and another there, and not in the dictionary.
_WAYS = (
    ("is", "iz"),
    ("ys", "yz"),
    ("our", "or"),
    ("ll", "l"),
    ("ogue", "og"),
    ("mme", "m"),
    ("ae", "e"),
    ("oe", "e"),
)
_BRITISH_END = re.compile("[bt]res?$")
_ready: dict[str, SpellChecker] = {}
_loading = threading.Lock()


def slips_of_spelling(
    text: str, *, language: str, known: Set[str], waits: bool
) -> Iterator[tuple[int, int, str]]:
    """Start, end, and the word that is meant. `known`: words in small letters that are right here, whatever a dictionary says.

    A dictionary takes half a second to load, once a process. Unless it `waits`, nothing is said until it is there.
    """
    dictionary = _dictionary(language, waits=waits)
    if dictionary is None:
        return
    looked_for = 0
    for found in _WORD.finditer(text):
        word = found.group()
        # With a capital it is a name or a noun, and nobody knows them all.
        if not word.islower() or word in known or word in dictionary:
            continue
        if looked_for == MOST_LOOKED_FOR:
            return
        looked_for += 1
        meant = _meant(word, dictionary)
        if meant is not None:
            yield (*found.span(), meant)


def _meant(word: str, dictionary: SpellChecker) -> str | None:
    near = dictionary.known(dictionary.edit_distance_1(word))
    # Nobody slips at the first letter and does not see it; a letter too many at the end is a plural.
    near = {one for one in near if one[0] == word[0]}
    ordered = sorted(near, key=lambda one: (-dictionary[one], one))[:2]
    if not ordered or dictionary[ordered[0]] < LEAST_SEEN:
        return None
    if len(ordered) == 2 and dictionary[ordered[0]] < LEAST_AHEAD * dictionary[ordered[1]]:
        return None
    best = ordered[0]
    is_ending = word.startswith(best) or best.startswith(word)
    # An apostrophe left out is a habit, no slip.
    is_habit = best.replace("'", "") == word
    is_british = _BRITISH_END.search(word) is not None or _one_way(best) == _one_way(word)
    return None if is_ending or is_habit or is_british else best


def _one_way(word: str) -> str:
    for here, there in _WAYS:
        word = word.replace(here, there)
    return word


def _dictionary(language: str, *, waits: bool) -> SpellChecker | None:
    if language not in LANGUAGES:
        return None
    if language not in _ready:
        if waits:
            _load(language)
        elif _loading.acquire(blocking=False):
            _loading.release()
            threading.Thread(target=partial(_load, language), daemon=True).start()
    return _ready.get(language)


def _load(language: str) -> None:
    with _loading:
        if language not in _ready:
            _ready[language] = SpellChecker(language=language, distance=1)
