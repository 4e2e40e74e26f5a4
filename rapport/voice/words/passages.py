"""Words around a value or a yes and no that tell how it is meant: conditions, regrets, bounds, what it is counted by."""

from __future__ import annotations

# What somebody has or did: the customer's own case, no rule of the house.
OWN_CASE = (
    r"yours|you(?:'ve| have)? (?:asked|wrote|sent|uploaded|booked|bought|ordered|measured|added|used|taken|paid|handed|fed|"
    r"got|are|were|already|share|tapped|mention\w*)|with your|your \w+ (?:is|was|are|were|of|has)|ihre? \w+ (?:ist|war)|"
    r"du har|vous avez|ya has"
)
# From when a time is counted.
CAME_IN = r"we (?:got|received|have got)|it (?:came|reached us)|reached us|sie haben"
NEXT_WEEK = r"next week|nachsten woche|following week"
CONDITION = r"if|unless|in case|when|once|falls|wenn|si|om|als|hvis|as long as|provided"
EXCEPTION = r"except|exception|other than|apart from|unless|only|ausser|nur|sauf|excepto|utom|bara|behalve|alleen"
REGRET = r"unfortunately|sadly|afraid|alas|regret\w*|leider|malheureusement|lamentablemente|tyvarr|helaas|dessverre"
CONSENT = (
    r"yes|of course|certainly|no problem|don't worry|no need to worry|good news|happy to|gladly|welcome to|feel free|ja|"
    r"gerne?|naturlich|oui|bien sur|claro|sure"
)
# A statement that says both: "valid on city buses, not on the night bus".
BOTH_SIDES = r",\s(?:but\s)?(?:not|nicht|pas|inte|niet)\s|\sbut not\s"
# Up to "but", what follows is somebody else's, or only wished.
TOLD = (
    r"love to say yes|like to say yes|wish i could|nothing (?:that )?(?:stops|prevents) you from|"
    r"(?:you|they|he|she|people|colleague|website|page|leaflet|mail) (?:\w+ )?(?:said|say|says|wrote|read|heard|were told)"
    r"(?:(?! but | however ).){0,120}|told you(?:(?! but | however ).){0,120}"
)

AT_MOST = (
    r"at most|at best|up to|no (?:more|longer|larger|taller|higher|heavier|later|faster) than|not (?:more|larger|exceed)|"
    r"mustn't be \w+ than|max\w*|or less|or fewer|or under|hochstens|bis zu|au plus|como maximo|hogst|maximaal|hoyst|"
    r"at the (?:latest|most)"
)
AT_LEAST = (
    r"at least|no (?:fewer|less|smaller) than|min(?:imum|destens|st|imal\w*)?|or more|or over|and (?:up|over|more|above)|"
    r"upwards?|at the (?:least|minimum)|au moins|al menos|minst|minimaal"
)

# "12 euros a person" is counted by the person: word -> what it is counted by.
_RATES = {
    "person": "person persons head traveller passenger guest guests customer adult child user visitor patient kopf personne "
    "persona gast resident",
    "lot": "booking reservation room order household family group party claim case parcel bestellung haushalt haus hele whole",
    "day": "day night tag nacht jour nuit dia dag",
    "week": "week woche semaine semana vecka uke",
    "month": "month monat mois mes manad maned maand",
    "year": "year jahr annee ano ar jaar annum",
    "way": "way trip ride leg journey flight trayecto trajet fahrt",
}
RATE_OF = {word: rate for rate, words in _RATES.items() for word in words.split()}
PER = (
    r"\W{0,2}(?:\w+\W){0,3}?(?:per|a|an|each|every|pro|par|je|por|once a|for the|for your|om|i)\s(?:whole\s|single\s)?"
    r"(?P<what>[^\W\d_]+)"
)
# After these "a minute" is a time; after anything else it is what something is counted by.
BEFORE_LENGTHS = frozenset(
    "within in after for of about than takes take lasts last least most to only until is every once over under half dans "
    "apres pendant sous en pour i om efter inom binnen na voor".split()
)

ALL_DAY = r"around the clock|day and night|24/7|24 hours|at any (?:hour|time)|any hour|rund um die uhr|jour et nuit|dygnet runt"
RELATIVE_DAY = (
    r"(?P<next>tomorrow|morgen fruh|demain|manana|imorgon|i morgon|i morgen)|"
    r"(?P<now>today|tonight|this (?:morning|afternoon|evening)|heute|aujourd'hui|hoy|idag|i dag|vandaag)|"
    r"(?P<week>a week from today|in a week's time)"
)
# Written large in English without being the name of a place or a product.
NOT_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September "
    "October November December Christmas Easter New Year".split()
)
ENGLISH = r"the|is|are|of|and|you|to"
