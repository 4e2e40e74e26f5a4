"""Numbers, units, months and weekdays in words: English, German, French, Spanish, Swedish."""

from __future__ import annotations

_UNTIL_TWENTY = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "de": "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn "
    "siebzehn achtzehn neunzehn zwanzig",
    "fr": "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve veinte",
    "sv": "noll ett tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton arton "
    "nitton tjugo",
}
_TENS = {
    "en": "thirty forty fifty sixty seventy eighty ninety",
    "de": "dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    "fr": "trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "sv": "trettio fyrtio femtio sextio sjuttio attio nittio",
}
_HUNDREDS = {"hundred": 100, "hundert": 100, "cent": 100, "cien": 100, "hundra": 100, "dozen": 12}
# One only before a unit: "a day", but not "a refund".
ONES = "a an one ein eine einem einen einer un une una en ett"


def _number_words() -> dict[str, float]:
    words: dict[str, float] = dict(_HUNDREDS)
    for listed in _UNTIL_TWENTY.values():
        words.update({word: float(value) for value, word in enumerate(listed.split()) if value > 1})
    for listed in _TENS.values():
        words.update({word: 30.0 + 10 * place for place, word in enumerate(listed.split())})
    english = _UNTIL_TWENTY["en"].split()[1:10]
    german = ["ein", *_UNTIL_TWENTY["de"].split()[2:10]]
    swedish = _UNTIL_TWENTY["sv"].split()[1:10]
    tens = {"en": ["twenty", *_TENS["en"].split()], "de": ["zwanzig", *_TENS["de"].split()]}
    tens["sv"] = ["tjugo", *_TENS["sv"].split()]
    for unit in range(9):
        for place, ten in enumerate(tens["en"]):
            words[f"{ten}-{english[unit]}"] = words[f"{ten} {english[unit]}"] = (
                21.0 + 10 * place + unit
            )
        for place, ten in enumerate(tens["de"]):
            words[f"{german[unit]}und{ten}"] = 21.0 + 10 * place + unit
        for place, ten in enumerate(tens["sv"]):
            words[f"{ten}{swedish[unit]}"] = 21.0 + 10 * place + unit
    return words


NUMBERS = _number_words()

# word -> (unit, seconds)
_SPANS = {
    (
        "second",
        1,
    ): "second seconds sec secs sekunde sekunden seconde secondes segundo segundos sekund sekunder",
    ("minute", 60): "minute minutes min mins minuten minuto minutos minut minuter",
    ("hour", 3600): "hour hours hr hrs h stunde stunden heure heures hora horas timme timmar tim",
    ("day", 86400): "day days tag tage tagen jour jours dia dias dag dagar dygn",
    ("week", 604800): "week weeks wk wks woche wochen semaine semaines semana semanas vecka veckor",
    ("month", 2592000): "month months monat monate monaten mois mes meses manad manader",
    ("year", 31536000): "year years yr yrs jahr jahre jahren an ans annee annees ano anos ar",
    ("fortnight", 1209600): "fortnight fortnights",
}
DURATIONS = {word: key for key, words in _SPANS.items() for word in words.split()}
# Working days in one word.
WORKING_DAYS = frozenset(
    "werktag werktage werktagen arbeitstag arbeitstage arbeitstagen arbetsdag arbetsdagar "
    "vardagar bankdagar".split()
)
WORKING_BEFORE = "working business bank"
WORKING_AFTER = "ouvres ouvrables laborables habiles"

CURRENCIES = {
    "EUR": "€ eur euro euros",
    "USD": "$ usd dollar dollars bucks",
    "GBP": "£ gbp pound pounds quid",
    "KR": "kr kronor kronorna krona sek nok dkk kroner",
    "CHF": "chf franken francs",
}
CURRENCY = {word: code for code, words in CURRENCIES.items() for word in words.split()}
PERCENT = ("%", "percent", "per cent", "pct", "prozent", "pour cent", "por ciento", "procent")

MEASURES = {
    word: unit
    for unit, words in {
        "kg": "kg kilo kilos kilogram kilograms",
        "g": "g gram grams gramm grammes",
        "km": "km kilometre kilometres kilometer kilometers",
        "m": "m metre metres meter meters",
        "cm": "cm centimetre centimetres centimeter centimeters zentimeter",
        "l": "l litre litres liter liters",
        "gb": "gb gigabyte gigabytes",
        "mb": "mb megabyte megabytes",
    }.items()
    for word in words.split()
}

_MONTHS = (
    "january jan januar janvier enero januari",
    "february feb februar fevrier febrero februari",
    "march mar marz mars marzo maerz",
    "april apr avril abril",
    "may mai mayo maj",
    "june jun juni juin junio",
    "july jul juli juillet julio",
    "august aug aout agosto augusti",
    "september sep sept septembre septiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez decembre diciembre",
)
MONTHS = {word: place for place, words in enumerate(_MONTHS, start=1) for word in words.split()}

_WEEKDAYS = (
    "monday mon mondays montag montags lundi lunes mandag mandagar mandagen",
    "tuesday tue tues tuesdays dienstag dienstags mardi martes tisdag tisdagar tisdagen",
    "wednesday wed wednesdays mittwoch mittwochs mercredi miercoles onsdag onsdagar onsdagen",
    "thursday thu thurs thursdays donnerstag donnerstags jeudi jueves torsdag torsdagar torsdagen",
    "friday fri fridays freitag freitags vendredi viernes fredag fredagar fredagen",
    "saturday sat saturdays samstag samstags sonnabend samedi sabado sabados lordag lordagar lordagen",
    "sunday sun sundays sonntag sonntags dimanche domingo domingos sondag sondagar sondagen",
)
WEEKDAYS = {word: place for place, words in enumerate(_WEEKDAYS) for word in words.split()}
WEEKDAY_SETS = {
    "weekdays": range(5),
    "weekday": range(5),
    "werktags": range(5),
    "weekend": (5, 6),
    "weekends": (5, 6),
    "wochenende": (5, 6),
    "helger": (5, 6),
    "daily": range(7),
    "taglich": range(7),
    "dagligen": range(7),
}

# Words for the role a quantity plays, before it. The nearest wins.
ROLES = {
    "limit": "within in inside maximum max most by takes take taking innerhalb binnen hochstens spatestens dauert dans "
    "sous maximo dentro inom hogst senast till",
    "until": "until till til bis jusqu jusque hasta tills before vor avant antes innan fore",
    "from": "from after least over minimum min than exceeding ab nach mindestens apres partir moins desde despues menos fran "
    "efter minst mer more longer ueber uber plus mas",
    "for": "for during fur wahrend pendant durante under i",
    "under": "under below unter younger jusqu",
    "every": "every each alle jede jeden toutes tous cada var varje",
    "ago": "hace last past previous letzten letzte derniers dernieres ultimos ultimas senaste waited waiting wait waits",
}
ROLE_OF = {word: role for role, words in ROLES.items() for word in words.split()}
ROLE_PHRASES = {
    "up to": "limit",
    "at most": "limit",
    "no later than": "limit",
    "not later than": "limit",
    "less than": "limit",
    "no more than": "limit",
    "not more than": "limit",
    "bis zu": "limit",
    "au plus": "limit",
    "como maximo": "limit",
    "hasta un maximo de": "limit",
    "dentro de": "limit",
    "at least": "from",
    "a partir de": "from",
    "au moins": "from",
    "al menos": "from",
    "il y a": "ago",
    "seit": "ago",
    "depuis": "ago",
    "sedan": "ago",
}
AFTER_ROLES = {
    "ago": "ago",
    "already": "ago",
    "sedan": "ago",
    "late": "delay",
    "delay": "delay",
    "delayed": "delay",
    "verspatung": "delay",
    "verspatet": "delay",
    "retard": "delay",
    "retraso": "delay",
    "forsening": "delay",
    "before": "before",
    "prior": "before",
    "beforehand": "before",
    "in advance": "before",
    "vorher": "before",
    "vor": "before",
    "avant": "before",
    "antes": "before",
    "innan": "before",
    "fore": "before",
}
