"""What is told of one person: birth dates, homes, health, names, journeys. Takes an unhidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.voice.checking.giving_away import GivenAway
from rapport.voice.checking.sentences_of_people import (
    IS_YOURS,
    MOST_OF_SENTENCE,
    Sentence,
    sentences,
    words,
)
from rapport.voice.checking.unhiding import accentless
from rapport.voice.words.formulas import SIGN_OFFS
from rapport.voice.words.personal import (
    BIRTH,
    GENERAL,
    HEALTH,
    JOURNEYS,
    NAMED,
    NO_NAMES,
    OUR_PLACES,
    STREET_HEADS,
    STREET_TAILS,
    STREETS,
    SUGGESTED,
    TITLES,
)
from rapport.voice.words.quantities import MONTHS, WEEKDAYS

_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_ORDINAL = (
    r"(?:twenty[- ]|thirty[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|"
    r"seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_YEAR = (
    r"(?:,?\s(?:de\s)?(?:'?\d{4}|'\d\d|nineteen\s\w+(?:[- ]\w+)?|two thousand\w*(?:\s\w+){0,2}))?"
)
_DATE = re.compile(
    rf"(?i)(?<![\w.,/-])(?:\d\d \d\d (?:19|20)\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d|[0-3]\d(?:0[1-9]|1[0-2])(?:19|20)\d\d|\d{{1,2}}-[a-z]{{3}}-\d{{2,4}}|\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?(?:\d{{4}}|\d\d)?|\d{{4}}[-/.]\d\d[-/.]\d\d|(?:\d{{1,2}}(?:st|nd|rd|th|\.|er)?|{_ORDINAL})\s(?:of\s|de\s)?(?:{_MONTH})(?!\w){_YEAR}"
    rf"|(?:{_MONTH})\s(?:\d{{1,2}}(?:st|nd|rd|th)?|the (?:{_ORDINAL}))(?!\d){_YEAR}|(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日)(?!\w)"
)
_IS_BIRTH = words(BIRTH)
_OUR_BIRTH = re.compile(
    r"(?i)(?<!\w)(?:we were|our|unser\w*|notre|nuestr\w*|vart?|onze?|gift|company|founded)(?!\w)"
)
_CAP = r"[A-Z][\w'’-]{0,30}"
_CAPITAL = r"[A-Z][\w'’-]{0,3}[a-z][\w'’-]{0,30}"
_HOME = re.compile(
    rf"(?<![\w/])(?:\d{{1,4}}[A-Za-z]?,?\s(?:{_CAP}\s){{1,3}}(?i:{STREETS})(?!\w)\.?"
    rf"|(?:{_CAP}\s){{1,2}}(?i:street|road|lane|avenue|close|drive|grove|court|gardens|terrace|way|crescent|mews|hill|rise|boulevard|square|row|quay)\s(?:no\.?\s)?\d{{1,4}}[a-zA-Z]?(?!\w)"
    rf"|(?:[A-Z][\w-]{{2,30}}?\s?(?:{STREET_TAILS})|(?:{_CAP}\s){{1,2}}(?i:straße|strasse|weg|allee|gasse|platz|ring|gatan|vag|vagen|straat|laan|plein))\s(?:nr\.?\s?)?\d{{1,4}}\s?[a-zA-Z]?(?!\w)"
    rf"|(?:\d{{1,4}}(?:\s(?:bis|ter))?,?\s)?(?i:{STREET_HEADS})\s(?:(?:de|du|des|la|le|del|las|los|di|della|l'|d')\s?)*{_CAP}(?:\s{_CAP})*(?:,?\s(?:n[.º°]?\s?)?\d{{1,4}}(?!\d))?"
    # Streets of any name: where the town follows, or a flat, or a German preposition stands before.
    rf"|(?i:(?<=at )|(?<=to )|(?<=of )|(?<=is )|(?<=in )|(?<=an )|(?<=for )|(?<=from ))\d{{1,4}}[A-Za-z]?,?\s(?:The\s)?(?:{_CAP}\s?){{1,3}},\s{_CAP}"
    rf"|(?i:flat|apartment|apt\.?|unit|house|villa|wohnung|appartement|piso|lagenhet)\s(?:no\.?\s|number\s|nr\.?\s)?\d{{1,4}}[A-Za-z]?,?\s(?:at\s|in\s|of\s)?{_CAP}(?:\s{_CAP})*"
    rf"|(?:{_CAP}\s){{1,2}}(?:Cottage|House|Farm|Lodge|Villa|Court|Barn),\s{_CAP}(?:\s{_CAP}){{0,2}}"
    rf"|(?<=in )(?:{_CAP}\s){{1,2}}(?:Street|Road|Lane|Avenue|Close|Grove|Crescent|Terrace|Gardens|Mews)(?!\w)"
    rf"|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)\s(?:{_CAP}\s){{1,2}}(?i:{STREETS})(?!\w)"
    rf"|(?:Am|An der|An den|Auf dem|Auf der|Im|In der|Zur|Zum|Unter den|Hinter der|Alte|Alter|Neue|Neuer)\s(?:{_CAP}\s){{1,2}}\d{{1,4}}[a-z]?(?!\w))"
    r"(?:,?\s(?:(?:flat|apt\.?|apartment|unit|wohnung|lgh)\s\w{1,4},?\s)?(?:\d{4,5}\s?(?:[A-Z]{2}\s)?[A-Z][\w-]{1,30}|[A-Z][\w-]{1,30}(?:,?\s(?:[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}|[A-Z]{2}\s\d{5}|\d{5}))?|[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}))?"
)
_LIVES = words(
    "flat|house|home|door|doorstep|cottage|floor|lives?|living|neighbours?|neighbors?|address|porch|gate|letterbox|wohn\\w*|haus|tur|habit\\w*|bor|woon\\w*|keys?"
)
_NUMBERED = re.compile(
    r"\d|^(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty)\s"
)
_POSTCODE = re.compile(
    r"(?<!\w)(?:[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}|\d{5} [A-Z][a-z]+\w*|\d{4} ?[A-Z]{2}(?= [A-Z][a-z])|\d{3} \d\d [A-Z][a-z]+)(?!\w)"
    r"|〒?\d{3}-\d{4}\s?[一-鿿]{2}|[一-鿿]{2,3}[都道府県][^\s。、]{2,30}\d"
)
_IS_OUR_PLACE = words(OUR_PLACES)
# "Halden Returns, 14 Elm Grove": a house has a name, a home has a number.
_NAME_BEFORE = re.compile(rf"(?:{_CAP}\s){{1,3}}{_CAP},\s$")
_IS_HEALTH = words(HEALTH)
_IS_GENERAL = words(GENERAL)
_NAME = rf"(?!(?i:{TITLES})[.\s]){_CAPITAL}\s(?:(?:van|de|der|von|la|den)\s){{0,2}}{_CAPITAL}"
_NO_NAME = words(NO_NAMES, 0)
_NAMES = tuple(
    re.compile(accentless(pattern))
    for pattern in (
        rf"(?<!\w)(?i:{NAMED})\s?:?\s(?:(?i:{TITLES})\.?\s)?(?P<name>{_NAME})(?!\w)",
        rf"(?<!\w)(?P<name>(?i:{TITLES})\.?\s{_NAME})(?!\w)",
        # Spoken to: at the beginning, between commas, before the end.
        rf"(?:^|[.!?]\s)\W*(?:@\w+\s)*(?:(?i:hi|hello|hey|dear|thanks|thank you|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|bonjour|merci|hola|gracias|hej|tack|hoi|beste|dag|danke),?\s)?(?P<name>{_NAME})\s?(?:[,!:–-]|\.$)",
        rf"(?:^|[.!?]\s)\W*(?i:hi|hello|hey|dear|hallo|liebe[rs]?|bonjour|hola|hej|hoi|beste)\s(?P<name>{_NAME})(?!\w)",
        rf",\s(?P<name>{_NAME})\s?[.!?]",
        rf"(?<!\w)(?i:thanks|thank you|danke|merci|gracias|tack|dank)\s(?P<name>{_NAME})\s(?i:for|fur|pour|por|voor)(?!\w)",
        rf"(?:^|[.!?]\s)\W*(?P<name>{_NAME})\s(?i:is|are|ist|est|es|ar)\s(?i:the|on|in|der|die|le|la|el)\s(?i:name|holder|account|booking|passenger|guest|list|file|policy|contract)",
        r"(?P<name>[一-鿿]{1,3}[ 　][一-鿿ぁ-んァ-ヶ]{1,4}|[一-鿿]{4,5})\s?(?:様|さま|さん)",
        # "You are on the booking as Jonas Lindqvist".
        rf"(?<!\w)(?i:name|booking|account|order|reservation|profile|handle|policy|contract|membership|member|patient|appointment|parcel|delivery|passenger|guest|you)(?!\w)[^.!?\n]{{0,60}}\s(?i:under|as|is|are|from|with|and|of|to)\s(?P<name>{_NAME})(?=[,.!?;:)]|\s[a-z(]|'s)",
        rf"(?<!\w)(?P<name>{_NAME})'s?\s(?i:booking|account|order|reservation|policy|contract|membership|appointment|parcel|delivery|ticket|phone|address|address|bill|card|seat|room)",
        rf"(?<!\w)(?i:you|your|ihr\w*|sie|vous|votre|du|dein\w*)(?!\w)[^.!?\n]{{0,80}},\s(?P<name>{_NAME}),",
    )
)
_MIDST = re.compile(
    rf"(?<=[a-z,:;(-]\s)(?P<name>(?!(?i:{accentless(TITLES)})[.\s]){_CAPITAL}\s{_CAPITAL})(?=[,.!?;:)'’]|\s[a-z(-]|$)"
)
# What is "the", "our" or "to" something is a thing or a place; "our chef" is one of us.
_NO_PERSON_BEFORE = re.compile(
    r"(?i)(?<!\w)(?:the|your|my|this|at|in|near|via|to|new|on|an?|any|using|der|die|das|zum|zur|im|am|le|la|les|el|los|de|det|den|het|een|(?:our|unser\w*|notre|nuestr\w*|vart?|onze?)(?:\s\w+){0,3})\s$"
    r"|(?:^|\s)(?-i:[A-Z])[\w'’.-]*\s$"
)
_SIGNED = re.compile(rf"(?i)(?<!\w)(?:{accentless(SIGN_OFFS)})[\s,.!–—-]{{0,6}}$|[\^*/~|-]\s?$")
_IS_JOURNEY = words(JOURNEYS)
_IS_SUGGESTED = words(SUGGESTED)
_DAY = "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))
_DETAILS = (
    re.compile(
        r"(?<!\w)(?:from|vom|du|del|fran|van) (?:the )?\d{1,2}(?:st|nd|rd|th|\.)?(?: \w{3,9})? (?:to|until|till|bis|au|al|til|tot)(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\w)at (?:six|seven|eight|nine|ten|eleven|noon|midnight|five|four|\d{1,2})(?![\w:.])|half past \w+|(?<![\w.,:/-])(?:\d{1,2}[:.h]\d\d|\d{1,2}h)(?:\s?(?:am|pm|uhr))?(?!\w)|(?<!\w)\d{1,2}\s?(?:am|pm|uhr)(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\w)(?:(?:on |next |am |le |el |pa |op )?(?:{_DAY})(?!\w)|tomorrow|tonight|morgen|demain|manana|imorgon|i morgon)(?!\w)|{_DATE.pattern.replace('(?i)', '')}"
        rf"|(?:until|on|and|back|for|from|by) the \d{{1,2}}(?:st|nd|rd|th)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\w)(?:(?i:to|from|for|into|via|nach|nach|von|aus|pour|vers|a|para|till|fran|naar|van|in)\s|at\s(?:the\s)?)(?!I\b)[A-Z][a-z]\w+"
    ),
    re.compile(
        r"(?<!\w)(?i:seat|seats|sitz|sitzplatz|platz|place|siege|asiento|plats|stoel)\s\d{1,3}\s?[A-K]?(?!\w)|(?<!\w)(?i:room|suite|cabin|zimmer|chambre|habitacion|rum|kamer|coach|carriage|wagen|voiture|vagn)\s(?i:number |nr\.? )?\d{1,4}(?!\w)"
        r"|(?<!\w)\d{1,2}[A-K](?!\w)"
    ),
    re.compile(r"(?<![\w-])(?!(?:UK|EU|US|ID|NO|TV)\s)[A-Z][A-Z0-9]\s?\d{2,4}(?![\w-])"),
)
LEAST_DETAILS = 2
# Whoever is away until a day has an empty home.
_AWAY = re.compile(
    rf"(?i)(?<!\w)(?:away|abroad|on holiday|out of town|empty|verreist|im urlaub|en vacances|absente?s?|de vacaciones|bortresta?|op vakantie)\s(?:from|until|till|on|bis|ab|vom|jusqu'au|du|hasta|desde|till|tot)\s(?:the\s)?(?:(?:{_DAY})(?!\w)|\d)"
)
_WHERE = _DETAILS[-3:]


def births(text: str) -> Iterator[GivenAway]:
    for sentence in sentences(text):
        ours = sentence.said(_OUR_BIRTH) and not sentence.said(IS_YOURS)
        if ours or not sentence.said(_IS_BIRTH):
            continue
        for found in _DATE.finditer(text, sentence.start, sentence.end):
            near = sentence.before(_IS_BIRTH, found.start(), reach=60)
            if near is None:
                near = sentence.after(_IS_BIRTH, found.end(), reach=40)
            if near is not None:
                yield GivenAway(*found.span(), "A date of birth", "second", 0.85)


def homes(text: str) -> Iterator[GivenAway]:
    """A street with its number, unless the sentence says that it is where everybody may go."""
    for sentence in sentences(text):
        for found in _HOME.finditer(text, sentence.start, sentence.end):
            start, end = found.span()
            lives = sentence.before(_LIVES, start, reach=60) is not None
            is_home = lives or _NUMBERED.search(found.group())
            if is_home and not _is_our_place(sentence, start, end):
                end = len(text[:end].rstrip(" ,"))
                yield GivenAway(start, end, "A home address", "second", 0.75)
        for found in _POSTCODE.finditer(text, sentence.start, sentence.end):
            british = found.group()[-1:].isupper() and " " in found.group()
            yours = british or sentence.before(IS_YOURS, found.start(), reach=80) is not None
            if yours and not _is_our_place(sentence, *found.span()):
                yield GivenAway(*found.span(), "A home address", "second", 0.6)


def _is_our_place(sentence: Sentence, start: int, end: int) -> bool:
    ours = sentence.before(_IS_OUR_PLACE, start, reach=60)
    yours = sentence.before(IS_YOURS, start, reach=60)
    if ours is not None:
        return yours is None or ours < yours
    if _NAME_BEFORE.search(sentence.text[max(sentence.start, start - 60) : start]):
        return True
    return yours is None and sentence.after(_IS_OUR_PLACE, end, reach=60) is not None


def health(text: str) -> Iterator[GivenAway]:
    for sentence in sentences(text):
        for found in _IS_HEALTH.finditer(text, sentence.start, sentence.end):
            if sentence.before(_IS_GENERAL, found.start(), reach=40) is not None:
                continue
            before = sentence.before(IS_YOURS, found.start(), reach=100)
            after = sentence.after(IS_YOURS, found.end(), reach=40)
            if before is not None or after is not None:
                yield GivenAway(*found.span(), "Somebody's health", "second", 0.6)


def names(text: str) -> Iterator[GivenAway]:
    """First and last name; not of whoever signs, nor of things that are written like names."""
    for pattern, sure in (*((pattern, 0.6) for pattern in _NAMES), (_MIDST, 0.5)):
        for found in pattern.finditer(text):
            before = text[max(0, found.start("name") - 40) : found.start("name")]
            no_person = pattern is _MIDST and _NO_PERSON_BEFORE.search(before)
            if not (no_person or _SIGNED.search(before) or _NO_NAME.search(found["name"])):
                yield GivenAway(*found.span("name"), "A full name", "second", sure)


def journeys(text: str) -> Iterator[GivenAway]:
    """Two details of a journey or a stay that is somebody's; a train that anybody may take is none."""
    # Where and when often stand in two sentences of one short reply.
    whole = [Sentence(text, 0, len(text))] if len(text) <= MOST_OF_SENTENCE else sentences(text)
    for sentence in whole:
        away = _AWAY.search(text, sentence.start, sentence.end)
        if away and sentence.said(IS_YOURS):
            yield GivenAway(*away.span(), "Where somebody travels or stays", "second", 0.6)
        if not _is_somebodys_journey(sentence):
            continue
        spans = [
            found.span()
            for pattern in _DETAILS
            if (found := pattern.search(text, sentence.start, sentence.end))
        ]
        if len(spans) >= LEAST_DETAILS:
            start, end = min(a for a, _ in spans), max(b for _, b in spans)
            yield GivenAway(start, end, "Where somebody travels or stays", "second", 0.6)


def _is_somebodys_journey(sentence: Sentence) -> bool:
    cue = _IS_JOURNEY.search(sentence.text, sentence.start, sentence.end)
    if cue and sentence.said(IS_YOURS):
        return sentence.before(_IS_SUGGESTED, cue.start(), reach=14) is None
    # Without a word of travelling: "See you in room 12 on Friday".
    where = any(sentence.said(pattern) for pattern in _WHERE)
    return where and sentence.said(IS_YOURS) and not sentence.said(_IS_SUGGESTED)
