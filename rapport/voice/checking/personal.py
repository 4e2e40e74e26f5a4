"""Personal data in what everybody would read: cards, bank accounts, mail addresses, phone numbers, references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapport.voice.checking.plain import MOST_CHARACTERS
from rapport.voice.contract import Finding, Remedy, Severity

HIDDEN = "[…]"


class _Found(NamedTuple):
    start: int
    end: int
    what: str
    severity: Severity
    confidence: float
    replacement: str


_MAIL = re.compile(r"(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w@])")
_IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{2,4}){3,8}(?!\w)")
_DIGITS = re.compile(r"(?<![\w.,-])\d(?:[ -]?\d){11,18}(?![\w-]|[.,]\d)")
_CARD_WORD = re.compile(r"(?i)card\W*$")
_PHONE = re.compile(
    r"(?<![\w.,/:-])(?:\+|00)?\(?\d{1,4}\)?(?:[ ./-]?\(?\d{1,5}\)?){1,7}(?![\w:]|[.,/-]\d)"
)
_CALLED = re.compile(
    r"(?i)(?:phone|telephone|tel|mobile|cell|call|ring|text|whatsapp|number is|reach \w+ (?:on|at)|telefon\w*|handy|nummer|telefono|"
    r"téléphone|portable|appel\w*|llam\w+|mobil)\W{0,3}(?:\w+\W{1,2}){0,3}$"
)
_REFERENCE = re.compile(
    r"(?i)(?<!\w)(?:booking|reservation|reference|confirmation|order|customer|ticket|case|claim|pnr|buchung\w*|bestell\w*|auftrags\w*|kunden\w*|réservation|"
    r"commande|reserva|pedido|boknings\w*|order\w*|kund\w*)(?:[ -]?(?:number|code|reference|ref|no|id|nr|nummer|numéro|número|#))?\.?\s?(?:is|ist|est|es|är|[:#])?\s{0,2}"
    r"(?P<code>(?-i:[A-Z0-9](?:-?[A-Z0-9]){4,14}))(?!\w)"
)
# The lengths of IBANs of the countries that send us most of them (SWIFT registry, release 99).
_IBAN_LENGTH = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
    "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "TR": 26,
    "UA": 29,
}  # fmt: skip
# First digits and lengths of the card schemes (ISO/IEC 7812).
_CARD = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|(?:6011|65\d\d|64[4-9]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|(?:50|5[6-9]|6\d)\d{10,17}"
)


def personal_data_in(text: str, *, allowed: Sequence[str] = ()) -> list[Finding]:
    """`allowed` are texts we publish ourselves: contacts that stand in them may be said."""
    text = text[:MOST_CHARACTERS]
    ours = "\n".join(allowed).lower()
    taken: list[_Found] = []
    for finder in (_mails, _ibans, _cards, _references, _phones):
        for found in finder(text):
            said = text[found.start : found.end]
            if any(found.start < other.end and other.start < found.end for other in taken):
                continue
            if not _is_ours(said, ours):
                taken.append(found)
    return [_finding(found, text) for found in sorted(taken)]


def _finding(found: _Found, text: str) -> Finding:
    return Finding(
        kind="personal_data",
        severity=found.severity,
        start=found.start,
        end=found.end,
        why=f"{found.what}, and everybody can read this",
        evidence=text[found.start : found.end],
        statement_id=None,
        confidence=found.confidence,
        remedy=Remedy("Take it out", found.start, found.end, found.replacement),
    )


def _is_ours(said: str, ours: str) -> bool:
    if "@" in said:
        return re.search(rf"(?<![\w.+-]){re.escape(said.lower())}(?![\w-])", ours) is not None
    digits = _bare(said)
    return len(digits) >= 5 and any(digits in _bare(line) for line in ours.splitlines())


def _bare(text: str) -> str:
    """Digits and letters of a number, its country prefix made one: "+46 (0)70" and "0070" meet at the end."""
    return re.sub(r"[^0-9a-z]", "", text.lower()).removeprefix("00")


def _mails(text: str) -> Iterator[_Found]:
    for found in _MAIL.finditer(text):
        yield _Found(*found.span(), "A mail address", "hold", 0.95, HIDDEN)


def _ibans(text: str) -> Iterator[_Found]:
    for found in _IBAN.finditer(text):
        # The groups may have swallowed the next word: give it back until the length fits.
        start = found.start()
        country = found.group()[:2].upper()
        length = _IBAN_LENGTH.get(country, 0)
        place, code = start, ""
        while place < found.end() and len(code) < length:
            code += text[place] if text[place].isalnum() else ""
            place += 1
        if length and len(code) == length and _iban_checks(code.upper()):
            yield _Found(start, place, "A bank account", "hold", 0.99, HIDDEN)


def _iban_checks(code: str) -> bool:
    """ISO 7064, modulo 97."""
    turned = code[4:] + code[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def _cards(text: str) -> Iterator[_Found]:
    for found in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if _CARD.fullmatch(digits) and _luhn_checks(digits):
            named = _CARD_WORD.search(text, max(0, found.start() - 12), found.start())
            ending = f"ending {digits[-4:]}" if named else f"card ending {digits[-4:]}"
            yield _Found(*found.span(), "A card number", "hold", 0.98, ending)


def _luhn_checks(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        double = int(digit) * (1 + place % 2)
        total += double - 9 if double > 9 else double
    return total % 10 == 0


def _phones(text: str) -> Iterator[_Found]:
    for found in _PHONE.finditer(text):
        said = found.group()
        digits = re.sub(r"\D", "", said)
        if not 7 <= len(digits) <= 15 or re.fullmatch(
            r"(?:19|20)\d\d[-./ ]\d\d?[-./ ]\d\d?|\d\d?[./-]\d\d?[./-](?:19|20)\d\d", said
        ):
            continue
        international = said.startswith(("+", "00"))
        national = said.startswith(("0", "(0")) and len(digits) >= 9
        called = bool(_CALLED.search(text, max(0, found.start() - 60), found.start()))
        if international or national or called:
            yield _Found(
                *found.span(),
                "A phone number",
                "hold",
                0.9 if international or called else 0.75,
                HIDDEN,
            )


def _references(text: str) -> Iterator[_Found]:
    for found in _REFERENCE.finditer(text):
        code = found["code"]
        if any(char.isdigit() for char in code) or len(code) == 6:
            yield _Found(
                *found.span("code"), "A booking or customer reference", "second", 0.7, HIDDEN
            )
