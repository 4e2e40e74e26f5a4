"""Mail addresses, bank accounts, cards and telephone numbers: personal by their form. Takes an unhidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.voice.checking.giving_away import GivenAway
from rapport.voice.checking.sentences_of_people import words
from rapport.voice.checking.unhiding import accentless
from rapport.voice.words.personal import AT, DOT, HOUSE_LINES, REFERENCES

_MAIL = re.compile(r"(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w@])")
_AT = rf"(?:\s?@\s?|,?\s(?:{AT}),\s|\s?[(\[{{<]\s?(?:{AT}|@|a)\s?[)\]}}>]\s?|\s(?:{AT})\s)"
_DOT = rf"(?:\s?\.\s?|\s?[(\[{{<]\s?(?:{DOT}|\.)\s?[)\]}}>]\s?|\s(?:{DOT})\s)"
# "ann at mail dot example": at and dot in words, or with spaces around them.
_SPELT_MAIL = re.compile(
    rf"(?<![\w.+@-])[\w+-]{{1,64}}(?:(?:\.|\s(?:{DOT})\s|_)[\w+-]{{1,64}}){{0,3}}{_AT}[\w-]{{2,63}}(?:{_DOT}[a-z][\w-]{{1,62}}){{1,3}}(?![\w@])",
    re.IGNORECASE,
)
_REALLY_SPELT = re.compile(
    rf"@\s*[\w-]+\s?(?:[(\[]|\s(?:{DOT})\s|\.[a-z])|\s@|,\s(?:{AT}),|[(\[{{<]\s?(?:{AT}|@|a\s?[)\]])|(?:\s|[)\]])(?:{DOT})(?:\s|[)\]])|[(\[]\s?(?:{DOT})",
    re.IGNORECASE,
)
# One sign at a time: "a n n @ m a i l . example".
_PARTED_MAIL = re.compile(
    r"(?<!\w)\w(?:[ ._-]{1,3}\w(?!\w)){1,40}\s?(?:@|[(\[]at[)\]])\s?\w(?:[ .]{1,3}\w(?!\w)){3,40}"
)
# "Good morning @anna. It ..." speaks to somebody.
_HANDLE = re.compile(r"\s@\w")
_GAP = r"[ \-._/·|\n]{0,2}"
_IBAN = re.compile(
    rf"(?<![^\W_])[A-Za-z]{_GAP}[A-Za-z]{_GAP}\d{_GAP}\d(?:{_GAP}[A-Za-z0-9]){{11,30}}"
)
# In groups, over lines, with a word between: "begins 4242 4242 and ends 4242 4242".
_DIGITS = re.compile(
    r"(?<![\d.,])\d(?:[^\w]{0,4}(?:(?<=\d{4}[ ,\n])(?:and|then|und|dann|et|puis|y|och|en)(?: (?:ends?|endet))?[ ])?\d){11,18}(?![\w]|[.,]\d)"
)
_IS_CARD = re.compile(r"(?i)card|karte|carte|tarjeta|kort|kaart")
_EXPIRY = re.compile(
    r"(?i)(?<!\w)(?:expir\w*|exp|valid (?:thru|until|through|to)|gultig bis|lauft ab|caduca\w*|valable jusqu|giltig\w*|geldig\w*)\W{1,3}(?:\w+\W{1,2}){0,3}?(?P<when>(?:0[1-9]|1[0-2])\s?/\s?(?:20)?\d\d)(?![\w/])"
)
_CARD_WORD = re.compile(r"(?i)card\W*$")
_PHONE = re.compile(
    r"(?<![\w.,/-])(?<!\d:)(?:\+\s?|00)?\(?\d(?:[ ./–()\n-]{0,3}\d){6,16}\)?(?![\w:]|[.,/-]\d)"
)
_SOCIAL = re.compile(r"(?<![\w-])\d{6}(?:\d\d)?[-+]\d{4}(?![\w-])")
_CALLED = re.compile(
    r"(?i)(?:phone|telephone|tel|mobile|cell|call|ring|rang|text|whatsapp|sms|number is|reach \w+ (?:on|at)|telefon\w*|handy|nummer|rufnummer|telefono|teléfono|móvil|"
    r"téléphone|portable|appel\w*|llam\w+|mobil\w*|mobiel|bel|bellen|ring\w*|numéro|número|numero|cellulare|電話)\W{0,3}(?:\w+\W{1,2}){0,3}$"
)
# Lengths of the IBAN registry (SWIFT, release 99).
_IBAN_LENGTH = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "CH": 21, "CY": 28,
    "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
    "GL": 18, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27, "KW": 30, "KZ": 20, "LB": 28,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15,
    "PK": 24, "PL": 28, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
    "TN": 24, "TR": 26, "UA": 29, "XK": 20,
}  # fmt: skip
# First digits and lengths of the card schemes (ISO/IEC 7812).
_CARD = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|(?:6011|65\d\d|64[4-9]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|(?:50|5[6-9]|6\d)\d{10,17}"
)
# Numbers nobody has at home: freephone, shared cost and premium ranges of the numbering plans (NANP, Ofcom,
# Bundesnetzagentur, Arcep, CNMC, PTS, ACM, Bakom, RTR).
_SERVICE = re.compile(
    r"(?:\+?1[ .-]?)?\(?8(?:00|33|44|55|66|77|88)\)?[ .-]?\d{3}[ .-]?\d{4}"
    r"|(?:\+44 ?|0)(?:800|808|30[0-9]|33[0-9]|34[0-5]|37[01]|84[345]|87[0-3])[ \d-]{6,9}"
    r"|(?:\+49 ?|0)(?:800|180\d?|137|900)[ /\d-]{5,12}|(?:\+33 ?|0)8(?:0[0-9]|[12]\d|9\d)(?: ?\d){6}|(?:\+34 ?)?90[0-2](?: ?\d){6}"
    r"|(?:\+46 ?|0)(?:20|77[0-9])-(?: ?\d){5,7}|(?:\+31 ?|0)(?:800|900|88)[ \d-]{4,9}|(?:\+4[13] ?|0)(?:8[0-9]0|84\d)[ \d-]{5,9}"
)
# Written with its area in a way only telephone numbers are: (555) 010-0199, 555-010-0199, 612 345 678.
_WRITTEN_AS_PHONE = re.compile(
    r"\(\d{3}\) ?\d{3}[ -.]\d{4}|\d{3}([-.])\d{3}\1\d{4}|[67]\d\d \d{3} \d{2}[1-9]|[67]\d\d(?: \d\d){3}"
)
_DATED = re.compile(
    r"(?:19|20)\d\d[-./ ]\d\d?[-./ ]\d\d?|\d\d?[./-]\d\d?[./-](?:19|20)\d\d|\d\d?[./]\d\d?[./]\d\d"
)
_NEAR = 60
_IS_YOURS = re.compile(
    r"(?i)(?<!\w)(?:you|your|dir|dein\w*|ihnen|ihre?n?|votre|vous|te|su|tu|dig|din|ditt|je|jou|uw|u)(?!\w)"
)
_OF_THE_HOUSE = re.compile(
    rf"(?i)(?<!\w)(?:our|their|the|unser\w*|notre|nuestr\w*|var|vart|onze|ons|your local|call(?:ing)? our)\s(?:[\w'-]+\s){{0,3}}?(?:{accentless(HOUSE_LINES)})(?!\w)[^.!?\n]{{0,40}}$"
    rf"|(?<!\w)(?:hotline|helpline|kundenservice|kundtjanst|klantenservice|service client)\W{{1,3}}(?:\w+\W{{1,2}}){{0,3}}$"
)
# "Customer number: 0301 234 567".
REACH_OF_REFERENCE = 25
_IS_REFERENCE = words(REFERENCES)
_SHORT_NUMBER = re.compile(r"\d{3}[-.]\d{4}")


def mails(text: str) -> Iterator[GivenAway]:
    for found in _MAIL.finditer(text):
        yield GivenAway(*found.span(), "A mail address", "hold", 0.95)
    for found in _PARTED_MAIL.finditer(text):
        yield GivenAway(*found.span(), "A mail address", "hold", 0.9)
    for found in _SPELT_MAIL.finditer(text):
        if _REALLY_SPELT.search(found.group()) and not _HANDLE.search(found.group()):
            yield GivenAway(*found.span(), "A mail address", "hold", 0.85)


def ibans(text: str) -> Iterator[GivenAway]:
    place = 0
    while found := _IBAN.search(text, place):
        start = found.start()
        place = start + 1
        # The groups may have swallowed the next word: give it back until the length fits.
        country = "".join(filter(str.isalpha, found.group()[:5]))[:2].upper()
        length = _IBAN_LENGTH.get(country, 0)
        at, code = start, ""
        while at < found.end() and len(code) < length:
            code += text[at] if text[at].isalnum() else ""
            at += 1
        # One in 97 stretches of the right length checks by chance; nobody writes one code in two sizes of letters.
        in_one_size = code.upper() == code or code.lower() == code
        if in_one_size and length and len(code) == length and _iban_checks(code.upper()):
            yield GivenAway(start, at, "A bank account", "hold", 0.99)
            place = at


def _iban_checks(code: str) -> bool:
    """ISO 7064, modulo 97."""
    turned = code[4:] + code[:4]
    return turned.isascii() and int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def cards(text: str) -> Iterator[GivenAway]:
    for found in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if _CARD.fullmatch(digits) and _luhn_checks(digits):
            named = _CARD_WORD.search(text, max(0, found.start() - 12), found.start())
            ending = f"ending {digits[-4:]}" if named else f"card ending {digits[-4:]}"
            yield GivenAway(*found.span(), "A card number", "hold", 0.98, ending)


def expiries(text: str) -> Iterator[GivenAway]:
    if _IS_CARD.search(text):
        for found in _EXPIRY.finditer(text):
            yield GivenAway(*found.span("when"), "When a card expires", "second", 0.8)


def _luhn_checks(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        double = int(digit) * (1 + place % 2)
        total += double - 9 if double > 9 else double
    return total % 10 == 0


def social_numbers(text: str) -> Iterator[GivenAway]:
    """Swedish, in ten or twelve digits, by their check digit."""
    for found in _SOCIAL.finditer(text):
        digits = re.sub(r"\D", "", found.group())[-10:]
        month, day = int(digits[2:4]), int(digits[4:6])
        if 1 <= month <= 12 and 1 <= day % 60 <= 31 and _luhn_checks(digits):
            yield GivenAway(*found.span(), "A personal identity number", "hold", 0.95)


def phones(text: str) -> Iterator[GivenAway]:
    for start, said in _telephone_like(text):
        digits = re.sub(r"\D", "", said)
        if _SERVICE.fullmatch(said) or _of_the_house(text, start):
            continue
        international = said.startswith(("+", "00")) and len(digits) >= 8
        national = said.startswith(("0", "(0")) and len(digits) >= 9
        yours = bool(_IS_YOURS.search(text, max(0, start - _NEAR), start + len(said) + 20))
        formed = bool(_WRITTEN_AS_PHONE.fullmatch(said)) or (
            yours and bool(_SHORT_NUMBER.fullmatch(said))
        )
        called = bool(_CALLED.search(text, max(0, start - _NEAR), start))
        is_reference = _IS_REFERENCE.search(text, max(0, start - REACH_OF_REFERENCE), start)
        if international or called or ((national or formed) and not is_reference):
            sure = 0.9 if international or called else 0.75
            yield GivenAway(start, start + len(said), "A phone number", "hold", sure)


def lines_of_the_house(text: str) -> list[tuple[int, int]]:
    """Where telephone numbers stand that are nobody's own: freephone, "our office is on"."""
    return [
        (start, start + len(said))
        for start, said in _telephone_like(text)
        if _SERVICE.fullmatch(said) or _of_the_house(text, start)
    ]


def _telephone_like(text: str) -> Iterator[tuple[int, str]]:
    for found in _PHONE.finditer(text):
        said = found.group().rstrip()
        if 7 <= len(re.sub(r"\D", "", said)) <= 15 and not _DATED.fullmatch(said):
            yield found.start(), said


def _of_the_house(text: str, start: int) -> bool:
    """ "Their office is on +44 ..."."""
    found = _OF_THE_HOUSE.search(text[max(0, start - 80) : start])
    return found is not None and not _IS_YOURS.search(found.group())
