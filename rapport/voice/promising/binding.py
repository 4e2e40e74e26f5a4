"""Whether a sentence binds us: somebody of us will do something, or the reader will get it."""

from __future__ import annotations

import re

from rapport.voice.checking.alternatives import any_of

_US_EN = "we|i|somebody|someone|(?:my|our|the|a) (?:colleague|team|manager|department|driver|shop|office)s?"
_GETS_EN = "hear|get|receive|have|find|be (?:called|paid|refunded|contacted|sent)"
_WILL_EN = (
    r"(?:'ll|\swill|\sshall|\spromise to|\sam going to|\sare going to|'m going to|'re going to)"
)
DO_DE = any_of(
    [
        "werde",
        "werden",
        "melde",
        "melden",
        "rufe",
        "rufen",
        "schicke",
        "schicken",
        "sende",
        "senden",
        "erstatte",
        "erstatten",
        "uberweise",
        "uberweisen",
        "kummere",
        "kummern",
        "klare",
        "klaren",
        "prufe",
        "prufen",
        "gebe",
        "geben",
        "verspreche",
        "versprechen",
        "antworte",
        "antworten",
        "liefere",
        "liefern",
    ]
)
_GET_DE = any_of(
    [
        "erhalten",
        "erhaltst",
        "erhaltet",
        "bekommen",
        "bekommst",
        "bekommt",
        "horen",
        "horst",
        "hort",
    ]
)
DO_SV = any_of(
    [
        "kommer",
        "ska",
        "skall",
        "aterkommer",
        "hor",
        "ringer",
        "skickar",
        "betalar",
        "lovar",
        "atgardar",
        "fixar",
        "meddelar",
        "svarar",
        "levererar",
        "ser",
    ]
)
_GET_SV = any_of(["far", "hor", "kommer att fa"])
_BINDS = re.compile(
    rf"(?<!\w)(?:(?:{_US_EN}){_WILL_EN}|you(?:'ll|\swill|\sshall)\s(?:{_GETS_EN})"
    rf"|(?:wir|ich|jemand|ein kollege|eine kollegin)\s{DO_DE}|{DO_DE}\s(?:wir|ich)|(?:sie|du|ihr)\s{_GET_DE}|{_GET_DE}\s(?:sie|du|ihr)"
    rf"|(?:vi|jag|nagon|en kollega)\s{DO_SV}|{DO_SV}\s(?:vi|jag)|(?:du|ni)\s{_GET_SV}|{_GET_SV}\s(?:du|ni))(?!\w)"
)
# Within a few words of it, these turn a promise into its opposite.
_NOT = re.compile(r"^(?:\W+[\w']+){0,3}?\W+(?:not|never|nicht|kein\w*|niemals|inte|aldrig)(?!\w)")


def binds_us(said: str) -> bool:
    """Of one sentence, in plain letters. A question binds nobody."""
    if said.rstrip().endswith("?"):
        return False
    return any(not is_negated(said[found.end() :]) for found in _BINDS.finditer(said))


def speaks_of_us(said: str) -> bool:
    """Whether it says who of us does something, or does not."""
    return _BINDS.search(said) is not None


def is_negated(rest: str) -> bool:
    """Of what follows the words that bind."""
    return _NOT.match(rest) is not None
