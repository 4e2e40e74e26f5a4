"""Where the railway goes, when its trains leave, and what goes wrong with them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

TIMEZONE = "Europe/Stockholm"
ZONE = ZoneInfo(TIMEZONE)

HUB = "Halden Central"
LINES: dict[str, tuple[str, ...]] = {
    "1": (HUB, "Harbour", "Almvik", "Torsund"),
    "2": (HUB, "University", "Ekholt", "Grenby", "Norrmark"),
    "3": (HUB, "Hospital", "Skogsund"),
    "4": (HUB, "Lindal", "Staverup", "Kornby", "Sundvik"),
    "5": (HUB, "Brohult", "Airport", "Hedlunda"),
    "6": (HUB, "Lindal", "Mossebo", "Källvik"),
}
WEIGHT_OF_LINE = {"1": 1.2, "2": 1.6, "3": 1.0, "4": 3.4, "5": 1.1, "6": 0.8}
EVERY_MINUTES = {"4": 20}
FIRST_MINUTE, LAST_MINUTE = 5 * 60 + 2, 23 * 60 + 32

CAUSES: tuple[dict[str, str], ...] = (
    {
        "en": "a signal fault at {where}",
        "sv": "ett signalfel i {where}",
        "de": "eine Signalstörung in {where}",
        "fr": "une panne de signaux à {where}",
        "es": "una avería de señales en {where}",
    },
    {
        "en": "a points failure at {where}",
        "sv": "ett växelfel i {where}",
        "de": "eine defekte Weiche in {where}",
        "fr": "un aiguillage bloqué à {where}",
        "es": "un cambio de vía averiado en {where}",
    },
    {
        "en": "a broken-down train at {where}",
        "sv": "ett trasigt tåg i {where}",
        "de": "ein liegen gebliebener Zug in {where}",
        "fr": "un train en panne à {where}",
        "es": "un tren averiado en {where}",
    },
    {
        "en": "a tree on the line near {where}",
        "sv": "ett träd på spåret vid {where}",
        "de": "ein Baum im Gleis bei {where}",
        "fr": "un arbre sur la voie près de {where}",
        "es": "un árbol en la vía cerca de {where}",
    },
    {
        "en": "a freight train running late ahead of us at {where}",
        "sv": "ett försenat godståg framför vid {where}",
        "de": "ein verspäteter Güterzug vor {where}",
        "fr": "un train de fret en retard devant {where}",
        "es": "un mercancías con retraso antes de {where}",
    },
    {
        "en": "a door that would not lock at {where}",
        "sv": "en dörr som inte gick att låsa i {where}",
        "de": "eine Tür, die in {where} nicht schloss",
        "fr": "une porte qui ne fermait plus à {where}",
        "es": "una puerta que no cerraba en {where}",
    },
    {
        "en": "a power cut between {where} and the depot",
        "sv": "ett strömavbrott mellan {where} och depån",
        "de": "ein Stromausfall zwischen {where} und dem Depot",
        "fr": "une coupure de courant entre {where} et le dépôt",
        "es": "un corte de luz entre {where} y el depósito",
    },
    {
        "en": "a driver taken ill at {where}",
        "sv": "en förare som blev sjuk i {where}",
        "de": "ein in {where} erkrankter Fahrer",
        "fr": "un conducteur tombé malade à {where}",
        "es": "un maquinista enfermo en {where}",
    },
    {
        "en": "a level crossing stuck open at {where}",
        "sv": "bommar som inte gick ner i {where}",
        "de": "eine offene Schranke in {where}",
        "fr": "un passage à niveau bloqué à {where}",
        "es": "un paso a nivel bloqueado en {where}",
    },
)


def local(at: datetime) -> datetime:
    return at.astimezone(ZONE)


def clock(at: datetime) -> str:
    return f"{at.hour:02d}:{at.minute:02d}"


def last_departure(line: str, station: str, before: datetime) -> datetime:
    """The newest departure from `station` not after `before` (local time)."""
    stations = LINES[line]
    every = every_minutes(line)
    offset = (int(line) * 7 + stations.index(station) * 8) % every
    minutes = before.hour * 60 + before.minute
    departure = (minutes - offset) // every * every + offset
    departure = min(max(departure, FIRST_MINUTE), LAST_MINUTE)
    midnight = before.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(minutes=departure)


def every_minutes(line: str) -> int:
    return EVERY_MINUTES.get(line, 30)


def lines_at(station: str) -> tuple[str, ...]:
    return tuple(line for line, stations in LINES.items() if station in stations)
