"""Numbers, units, months and weekdays in words: English, German, French, Spanish, Swedish, Dutch, Norwegian."""

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
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
    "zeventien achttien negentien twintig",
}
_TENS = {
    "en": "thirty forty fifty sixty seventy eighty ninety",
    "de": "dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    "fr": "trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "sv": "trettio fyrtio femtio sextio sjuttio attio nittio",
    "nl": "dertig veertig vijftig zestig zeventig tachtig negentig",
    "no": "tretti forti femti seksti sytti atti nitti",
}
# Norwegian "to" and "fire" are English words, and left out.
_NORWEGIAN = {
    "seks": 6,
    "sju": 7,
    "atte": 8,
    "elleve": 11,
    "tretten": 13,
    "fjorten": 14,
    "femten": 15,
    "tjue": 20,
}
_PARTS = {
    0.25: ("a quarter of an", "a quarter of a", "a quarter", "ein viertel", "un quart de"),
    0.5: (
        "half an",
        "half a",
        "a half",
        "half",
        "eine halbe",
        "ein halbes",
        "einen halben",
        "une demi",
        "un demi",
        "demi",
        "media",
        "medio",
        "en halv",
        "ett halvt",
        "et halvt",
        "een half",
        "een halve",
    ),
    0.75: ("three quarters of an", "three quarters of a", "three-quarters of an", "drei viertel"),
    1.5: (
        "one and a half",
        "anderthalb",
        "eineinhalb",
        "anderhalf",
        "anderhalve",
        "halvannen",
        "en och en halv",
    ),
    2.5: ("two and a half", "zweieinhalb"),
    3.5: ("three and a half", "dreieinhalb"),
    6: ("half a dozen", "ein halbes dutzend"),
}
_HUNDREDS = {
    "hundred": 100,
    "hundert": 100,
    "cent": 100,
    "cien": 100,
    "hundra": 100,
    "dozen": 12,
    "a dozen": 12,
    "a hundred": 100,
    "dutzend": 12,
}
# One only before a unit: "a day", but not "a refund".
ONES = "next nachsten volgende nasta a an one ein eine einem einen einer eines un une una en ett een et"


def _number_words() -> dict[str, float]:
    words: dict[str, float] = {**_HUNDREDS, **_NORWEGIAN}
    words.update({word: part for part, listed in _PARTS.items() for word in listed})
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
    (
        "minute",
        60,
    ): "minute minutes min mins minuten minuto minutos minut minuter minuut minutt minutter",
    (
        "hour",
        3600,
    ): "hour hours hr hrs h stunde stunden heure heures hora horas timme timmar tim uur uren timer",
    (
        "day",
        86400,
    ): "day days tag tage tagen tages jour jours dia dias dag dagar dygn dagen dager dogn",
    (
        "week",
        604800,
    ): "week weeks wk wks woche wochen semaine semaines semana semanas vecka veckor weken uke uker",
    (
        "month",
        2592000,
    ): "month months monat monate monaten mois mes meses manad manader maand maanden maned maneder",
    (
        "year",
        31536000,
    ): "year years yr yrs jahr jahre jahren jahres an ans annee annees ano anos ar jaar",
    ("quarter", 7776000): "quarter quartal trimestre kwartaal kvartal",
    ("fortnight", 1209600): "fortnight fortnights",
    ("decade", 315360000): "decade decades jahrzehnt decennie",
}
DURATIONS = {word: key for key, words in _SPANS.items() for word in words.split()}
# Working days in one word.
WORKING_DAYS = frozenset(
    "werktag werktage werktagen arbeitstag arbeitstage arbeitstagen arbetsdag arbetsdagar "
    "vardagar bankdagar vardag werkdag werkdagen weekdays virkedag virkedager arbeidsdager hverdager bankarbeitstage bankarbeitstagen bankdag".split()
)
WORKING_BEFORE = "working business bank banking week office"
WORKING_AFTER = "ouvres ouvrables laborables habiles"

CURRENCIES = {
    "EUR": "€ eur euro euros",
    "USD": "$ usd dollar dollars bucks",
    "GBP": "£ gbp pound pounds quid",
    "KR": "kr kronor kronorna krona sek nok dkk kroner",
    "CHF": "chf franken francs",
    "CENT": "cent cents ct ore pence",
}
CURRENCY = {word: code for code, words in CURRENCIES.items() for word in words.split()}
PERCENT = (
    "%",
    "percent",
    "per cent",
    "pct",
    "prozent",
    "pour cent",
    "por ciento",
    "procent",
    "prosent",
)

# Each in the smallest unit anybody names, so that every factor is a whole number.
_MEASURES = {
    "g": {
        1: "g gram grams gramm grammes gramos",
        1_000: "kg kgs kilo kilos kilogram kilograms kilogramm",
        1_000_000: "tonne tonnes tons tonnen",
    },
    "mm": {
        1: "mm millimetre millimetres millimeter millimeters",
        10: "cm centimetre centimetres centimeter centimeters zentimeter centimetros centimetres",
        1_000: "m metre metres meter meters metern metros",
        1_000_000: "km kilometre kilometres kilometer kilometers kilometern kilometros",
        1_609_344: "mile miles",
    },
    "ml": {
        1: "ml millilitre millilitres milliliter milliliters",
        10: "cl centilitre centilitres",
        1_000: "l litre litres liter liters litern litros",
    },
    "mb": {
        1: "mb megabyte megabytes",
        1_000: "gb gigabyte gigabytes gig gigs",
        1_000_000: "tb terabyte terabytes",
    },
    "mbit/s": {
        1: "mbit mbps mbit/s megabit megabits",
        8: "mb/s mbyte/s",
        1_000: "gbit gbps gbit/s gigabit gigabits",
    },
    "m/h": {1_000: "km/h kmh kph km/t", 1_609: "mph"},
    "w": {1: "watt watts", 1_000: "kw kilowatt kilowatts"},
    "wh": {1_000: "kwh"},
    "degree": {1: "degree degrees grad degres grados grader °c"},
}
MEASURES = {
    word: (unit, factor)
    for unit, scales in _MEASURES.items()
    for factor, words in scales.items()
    for word in words.split()
}

_MONTHS = (
    "january jan januar janvier enero januari janner",
    "february feb februar fevrier febrero februari feber",
    "march mar marz mars marzo maerz maart",
    "april apr avril abril",
    "may mai mayo maj mei",
    "june jun juni juin junio",
    "july jul juli juillet julio juli",
    "august aug aout agosto augusti augustus",
    "september sep sept septembre septiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez decembre diciembre",
)
MONTHS = {word: place for place, words in enumerate(_MONTHS, start=1) for word in words.split()}

_WEEKDAYS = (
    "monday mon mondays montag montags lundi lunes mandag mandagar mandagen maandag mandager",
    "tuesday tue tues tuesdays dienstag dienstags mardi martes tisdag tisdagar tisdagen dinsdag tirsdag tirsdager",
    "wednesday wed wednesdays mittwoch mittwochs mercredi miercoles onsdag onsdagar onsdagen woensdag onsdager",
    "thursday thu thurs thursdays donnerstag donnerstags jeudi jueves torsdag torsdagar torsdagen donderdag torsdager",
    "friday fri fridays freitag freitags vendredi viernes fredag fredagar fredagen vrijdag fredager",
    "saturday sat saturdays samstag samstags sonnabend samedi sabado sabados lordag lordagar lordagen zaterdag lordager",
    "sunday sun sundays sonntag sonntags dimanche domingo domingos sondag sondagar sondagen zondag sondager",
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
    "dagelijks": range(7),
    "daglig": range(7),
}

# Words for the role a quantity plays, before it. The nearest wins.
ROLES = {
    "limit": "within in inside binnen uiterlijk innen maximaal maximal hoogstens inden maximum max most by takes take taking innerhalb binnen hochstens spatestens dauert dans "
    "sous maximo dentro inom hogst senast till",
    "until": "until till til bis jusqu jusque hasta tills before vor avant antes innan fore",
    "from": "from na minst minstens minimaal minimal mindestens after least over minimum min than exceeding ab nach mindestens apres partir moins desde despues menos fran "
    "efter minst mer more longer ueber uber plus mas",
    "for": "for during fur wahrend pendant durante under i",
    "under": "under below unter younger jusqu",
    "every": "every each alle jede jeden toutes tous cada var varje",
    "ago": "hace past previous letzten letzte derniers dernieres ultimos ultimas senaste waited waiting wait waits",
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
    "no fewer than": "from",
    "no less than": "from",
    "not less than": "from",
    "a minimum of": "from",
    "more than": "from",
    "a maximum of": "limit",
    "once": "every",
    "einmal": "every",
    "une fois": "every",
    "no longer than": "limit",
    "a partir de": "from",
    "au moins": "from",
    "al menos": "from",
    "il y a": "ago",
    "the last": "ago",
    "the past": "ago",
    "der letzten": "ago",
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
