"""What speaks for and against a passage of a draft contradicting a statement that is about the same: named features."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from rapport.voice.checking.clauses import Clause, Parsed
from rapport.voice.checking.equal import (
    DAY,
    ends,
    day_of_year,
    same_time,
    says_the_same,
    worked_out,
)
from rapport.voice.checking.plain import plain
from rapport.voice.checking.subjects import strong, term_of
from rapport.voice.checking.theme import Themed, Themes, nearness
from rapport.voice.checking.value import Value
from rapport.voice.words.claims import NO_NEGATION, ONE_CASE, OWN_ACTS
from rapport.voice.words.opposites import RELATIONS

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """`start..end` of the draft may contradict `ours` of the statement; `wrong` and `right` are its values, if it is about values."""

    start: int
    end: int
    ours: tuple[int, int]
    wrong: Value | None
    right: Value | None
    features: Features


_FACTS = re.compile(
    r"(?<!\w)(?:yours|you(?:'ve| have)? (?:asked|wrote|sent|uploaded|booked|bought|ordered|measured|added|used|taken|paid|handed|fed|got|are|were|already|share|tapped|mention\w*)|"
    r"with your|your \w+ (?:is|was|are|were|of|has)|ihre? \w+ (?:ist|war)|du har|vous avez|ya has)(?!\w)"
)
_GOT = re.compile(
    r"(?<!\w)(?:we (?:got|received|have got)|it (?:came|reached us)|reached us|sie haben)(?!\w)"
)
_IF = re.compile(
    r"(?<!\w)(?:if|unless|in case|when|once|falls|wenn|si|om|als|hvis|as long as|provided)(?!\w)"
)
_BUT = re.compile(
    r"(?<!\w)(?:except|exception|other than|apart from|unless|only|ausser|nur|sauf|excepto|utom|bara|behalve|alleen)(?!\w)"
)
_SORRY = re.compile(
    r"(?<!\w)(?:unfortunately|sadly|afraid|alas|regret\w*|leider|malheureusement|lamentablemente|tyvarr|helaas|dessverre)(?!\w)"
)
_GLADLY = re.compile(
    r"(?<!\w)(?:yes|of course|certainly|no problem|don't worry|no need to worry|good news|happy to|gladly|welcome to|feel free|ja|gerne?|naturlich|oui|bien sur|claro|gladly|sure)(?!\w)"
)
_PER = re.compile(
    r"\W{0,2}(?:\w+\W){0,3}?(?:per|a|an|each|every|pro|par|je|por|once a|for the|for your|om|i)\s(?:whole\s|single\s)?(?P<what>[^\W\d_]+)"
)
_RATES = {
    "person": "person persons head traveller passenger guest guests customer adult child user visitor patient kopf personne persona gast resident",
    "lot": "booking reservation room order household family group party claim case parcel bestellung haushalt haus hele whole",
    "day": "day night tag nacht jour nuit dia dag",
    "week": "week woche semaine semana vecka uke",
    "month": "month monat mois mes manad maned maand",
    "year": "year jahr annee ano ar jaar annum",
    "way": "way trip ride leg journey flight trayecto trajet fahrt",
}
_RATE_OF = {word: rate for rate, words in _RATES.items() for word in words.split()}
_NAME = re.compile(r"(?<=[a-z,;] )([A-Z][a-z]{2,}(?: [A-Z][a-z]+)?)")
_ENGLISH = re.compile(r"\b(?:the|is|are|of|and|you|to)\b")
_NOT_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December "
    "Christmas Easter New Year".split()
)
_AT_MOST = re.compile(
    r"(?<!\w)(?:at most|at best|up to|no (?:more|longer|larger|taller|higher|heavier|later|faster) than|not (?:more|larger|exceed)|mustn't be \w+ than|max\w*|or less|or fewer|or under|hochstens|bis zu|au plus|como maximo|hogst|maximaal|hoyst|at the (?:latest|most))(?!\w)"
)
_AT_LEAST = re.compile(
    r"(?<!\w)(?:at least|no (?:fewer|less|smaller) than|min(?:imum|destens|st|imal\w*)?|or more|or over|and (?:up|over|more|above)|upwards?|at the (?:least|minimum)|au moins|al menos|minst|minimaal)(?!\w)"
)
_ALL_DAY = re.compile(
    r"(?<!\w)(?:around the clock|day and night|24/7|24 hours|at any (?:hour|time)|any hour|rund um die uhr|jour et nuit|dygnet runt)(?!\w)"
)
_TOMORROW = re.compile(
    r"(?<!\w)(?:(?P<next>tomorrow|morgen fruh|demain|manana|imorgon|i morgon|i morgen)|(?P<now>today|tonight|this (?:morning|afternoon|evening)|heute|aujourd'hui|hoy|idag|i dag|vandaag)|(?P<week>a week from today|in a week's time))(?!\w)"
)
_BEFORE_LENGTHS = frozenset(
    "within in after for of about than takes take lasts last least most to only until is every once over under half dans apres pendant sous en pour i om efter "
    "inom binnen na voor".split()
)
_IDLE = re.compile(
    rf"(?<!\w)(?:{NO_NEGATION}|i (?:can|do|have|could|did)(?:'t|not| not|n't) (?:{'|'.join(sorted(OWN_ACTS))})|i can't (?:{'|'.join(sorted(OWN_ACTS))}))(?!\w)"
)
_BOTH = re.compile(r",\s(?:but\s)?(?:not|nicht|pas|inte|niet)\s|\sbut not\s")
_ONE_CASE = re.compile(rf"(?<!\w)(?:{ONE_CASE})(?!\w)")
_QUOTED = re.compile(r"[\"“„«”][^\"“”„«»\n]{2,400}[\"”“»]")
_SAYS = re.compile(
    r"(?<!\w)(?:love to say yes|like to say yes|wish i could|nothing (?:that )?(?:stops|prevents) you from|(?:you|they|he|she|people|colleague|website|page|leaflet|mail) (?:\w+ )?(?:said|say|says|wrote|read|heard|were told)(?:(?! but | however ).){0,120}|told you(?:(?! but | however ).){0,120})"
)
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?")
_PAST_DAY = re.compile(
    r"(?<!\w)(?:asked|wrote|sent|uploaded|ordered|handed|fed|reported|got|received|in|on|am|of)(?!\w)"
)
_COMPILED = {
    relation: tuple(re.compile(rf"(?<![\w'-])(?:{said})(?![\w'])") for said in both)
    for relation, both in RELATIONS.items()
}
# Kinds that other kinds are said instead of.
_CROSSED = {frozenset(("money", "percent"))}


def candidates(
    draft: Parsed, asked: Parsed, themed: Themed, themes: Themes, *, today: date
) -> list[Candidate]:
    """Everything in a draft that may contradict one statement."""
    view = _View(draft, asked, themed, themes, today)
    if view.names_differ:
        return []
    return [*_of_values(view), *_all_day(view), *_of_relations(view)]


class _View:
    """A draft beside a statement."""

    def __init__(
        self, draft: Parsed, asked: Parsed, themed: Themed, themes: Themes, today: date
    ) -> None:
        self.draft, self.asked, self.themed, self.themes, self.today = (
            draft,
            asked,
            themed,
            themes,
            today,
        )
        self.low = plain(draft.text)
        self.masked = _masked(self.low)
        self.ours = plain(themed.statement.text)
        self.said_terms = frozenset().union(*(c.own for c in draft.clauses))
        self.asked_terms = frozenset().union(*(c.own for c in asked.clauses))
        self.near = nearness(self.said_terms, self.asked_terms, themed, themes)
        self.claims = [
            c for c in draft.clauses if c.is_claim or _IF.match(self.low[c.start : c.end].strip())
        ]
        self.things = frozenset().union(*(c.things for c in themed.parsed.clauses))
        self.values = [
            (c, v)
            for c in self.claims
            if c.is_claim and not self._other_thing(c)
            for v in c.values
            if v.role not in ("ago", "delay")
        ]
        self.values = [(c, end) for c, v in self.values for end in _ends(self.low, v)]
        self.asked_values = [v for c in asked.clauses for v in c.values]
        self.numbers = [
            float(found.group().replace(",", "."))
            for text in (self.low, plain(asked.text))
            for found in _NUMBER.finditer(text)
        ]
        self.agreeing_values = sum(
            any(_meets(ours, v) and says_the_same(ours, v, today=today) for _, v in self.values)
            for held in themed.parsed.clauses
            for ours in held.values
        )
        self.names_differ = _names_differ(themed.statement.text, draft.text, asked.text)

    def sentence(self, clause: Clause) -> tuple[int, int]:
        same = [c for c in self.draft.clauses if c.sentence == clause.sentence]
        return same[0].start, same[-1].end

    def about(self, clause: Clause) -> Features:
        """What both sorts of candidate have in common."""
        same = [c for c in self.draft.clauses if c.sentence == clause.sentence]
        terms = frozenset().union(*(c.own for c in same))
        text = self.low[same[0].start : same[-1].end]
        known = self.themed.terms | self.asked_terms
        novel = len(strong(terms - known))
        return {
            "near": self.near,
            "near_sentence": nearness(terms, frozenset(), self.themed, self.themes),
            "no_theme": float(not strong(self.themed.terms & (self.said_terms | self.asked_terms))),
            "novel": min(novel, 5) / 5,
            "values_agree": min(self.agreeing_values, 2) / 2,
            "first": float(clause.sentence == self.draft.clauses[0].sentence),
            "other_days": float(self._other_days(same)),
            "conditional": float(bool(_IF.search(text))),
            "facts": float(bool(_FACTS.search(self.low[clause.start : clause.end]))),
            "we_except": float(bool(_BUT.search(self.ours))),
            "they_except": float(bool(_BUT.search(text))),
            "sorry": float(bool(_SORRY.search(text))),
            "gladly": float(bool(_GLADLY.search(text))),
        }

    def _other_thing(self, clause: Clause) -> bool:
        """Line 6 is not line 4, nor all lines."""
        return bool(clause.things) and not clause.things & self.things

    def _other_days(self, same: Sequence[Clause]) -> bool:
        ours = frozenset[int]().union(
            *(v.days for c in self.themed.parsed.clauses for v in c.values)
        )
        theirs = frozenset[int]().union(*(v.days for c in same for v in c.values))
        return bool(ours and theirs) and not ours & theirs


def _masked(low: str) -> str:
    """Spaces in place of what is quoted, told of somebody else, or no denial of anything ("not only")."""
    for pattern in (_QUOTED, _SAYS, _IDLE):
        low = pattern.sub(lambda found: " " * len(found.group()), low)
    return low


def _names_differ(ours: str, draft: str, asked: str) -> bool:
    """ "Mill Gate" is not "Harbour Street". Not told where most nouns are written large."""
    if not (_ENGLISH.search(ours) and _ENGLISH.search(draft)):
        return False
    mine = {name for name in _NAME.findall(ours) if name not in _NOT_NAMES}
    theirs = {name for name in _NAME.findall(draft) if name not in _NOT_NAMES}
    if not mine or len(mine) > 2:
        return False
    everything = draft + " " + asked
    return bool(theirs - mine) and all(name.split()[0] not in everything for name in mine)


def _of_values(view: _View) -> Iterator[Candidate]:
    for held in view.themed.parsed.clauses:
        for ours in held.values:
            if not _is_rate(view.ours, ours):
                for end in _ends(view.ours, ours):
                    yield from _against(end, held, view)


def _ends(text: str, value: Value) -> tuple[Value, ...]:
    """Of "9:00 to 18:00" the beginning and the end, each on its own; of "22:00 to 6:00" as well."""
    if value.kind != "time" or value.low == value.high:
        return (value,)
    said = re.search(r"\d+", text[value.start : value.end])
    over_night = (
        bool(said) and int(said.group()) % 12 == value.high // 60 % 12 != value.low // 60 % 12
    )
    first, last = (value.high, value.low) if over_night else (value.low, value.high)
    return (
        replace(value, low=first, high=first, role="from"),
        replace(value, low=last, high=last, role="until"),
    )


def _is_rate(text: str, value: Value) -> bool:
    """ "A minute costs 19 cents", "three times a day": what something is counted by, no quantity of its own."""
    said = text[value.start : value.end]
    if value.kind != "duration" or not said.startswith(("a ", "an ", "per ", "une ", "un ", "en ")):
        return False
    before = text[: value.start].split()[-1:]
    return not before or before[0] not in _BEFORE_LENGTHS


def _against(ours: Value, held: Clause, view: _View) -> Iterator[Candidate]:
    if ours.kind == "duration" and ours.role == "before":
        if _lead_agrees(ours, view):
            return
        yield from _lead(ours, view)
    meeting = [(clause, theirs) for clause, theirs in view.values if _meets(ours, theirs)]
    same = [
        (clause, theirs)
        for clause, theirs in meeting
        if frozenset((ours.kind, theirs.kind)) not in _CROSSED
        and says_the_same(ours, theirs, today=view.today)
    ]
    of_kind = [v.high for _, v in view.values if v.kind == ours.kind and v.unit == ours.unit]
    if same:
        yield from _same_number_otherwise(ours, held, same, view)
        return
    said = [*of_kind, *(v.high for v in view.asked_values if v.kind == ours.kind), *view.numbers]
    sums = ours.kind in ("money", "percent", "count") and worked_out(ours, said, view.numbers)
    for clause, theirs in meeting:
        if _is_rate(view.low, theirs):
            continue
        features = view.about(clause)
        features["sums"] = float(sums)
        features[f"allowed_{ours.kind}"] = float(
            ours.kind == theirs.kind and _allowed(ours, theirs)
        )
        features.update(_compared(ours, theirs, held, clause, view))
        features["many"] = min(len(meeting) - 1, 3) / 3
        yield Candidate(theirs.start, theirs.end, (ours.start, ours.end), theirs, ours, features)
    if ours.kind == "date" and not meeting:
        yield from _relative(ours, view)
    if not meeting and ours.kind == "duration" and ours.high < 60 * DAY and ours.high >= DAY:
        yield from _due(ours, view)


def _meets(ours: Value, theirs: Value) -> bool:
    kinds = frozenset((ours.kind, theirs.kind))
    if len(kinds) == 2:
        return kinds in _CROSSED or (kinds == {"weekday", "date"})
    if ours.kind == "money":
        return ours.unit == theirs.unit or "*" in (ours.unit, theirs.unit) or True
    if ours.kind == "measure":
        return ours.unit == theirs.unit
    if ours.kind == "time":
        return not (ours.role and theirs.role and ours.role != theirs.role)
    if ours.kind == "duration":
        return "per" not in (ours.role, theirs.role)
    return True


def _allowed(ours: Value, theirs: Value) -> bool:
    """Times and days inside what we say: come at three where we are open from nine to six."""
    if ours.kind == "time":
        return _time_allowed(ours, theirs)
    if ours.kind == "date":
        return _date_allowed(ours, theirs)
    # "Within a week" holds what takes three to five days.
    loose = ours.kind == "duration" and ours.low < ours.high and theirs.role == "limit"
    return loose and ours.high <= theirs.high <= 1.5 * ours.high


def _time_allowed(ours: Value, theirs: Value) -> bool:
    if ours.low != ours.high:
        return theirs.low == theirs.high and ours.low < theirs.low < ours.high and not theirs.role
    if ours.role == "until":
        return theirs.high < ours.high and theirs.role != "until"
    if ours.role == "from":
        return theirs.low > ours.low and theirs.role != "from"
    return False


def _date_allowed(ours: Value, theirs: Value) -> bool:
    if ours.role == "until":
        return day_of_year(theirs.high) < day_of_year(ours.low) and theirs.role != "until"
    if ours.role == "from":
        return day_of_year(theirs.low) > day_of_year(ours.high) and theirs.role != "from"
    return False


def _compared(ours: Value, theirs: Value, held: Clause, clause: Clause, view: _View) -> Features:
    crossed = "cross" if "money" in (ours.kind, theirs.kind) else "day_date"
    kind = (
        crossed
        if ours.kind != theirs.kind
        else "free"
        if "*" in (ours.unit, theirs.unit)
        else ours.kind
    )
    features: Features = {f"kind_{kind}": 1.0}
    if ours.kind == "money" and ours.unit != theirs.unit and kind == "money":
        features["currency"] = 1.0
    features["role_same"] = float(ours.role == theirs.role)
    features["role_clash"] = float(
        bool(ours.role) and bool(theirs.role) and ours.role != theirs.role
    )
    features["echoed"] = float(
        any(v.kind == theirs.kind and v.low == theirs.low for v in view.asked_values)
    )
    features["threshold"] = float(
        ours.role in ("from", "under") and ours.kind in ("money", "count", "measure", "percent")
    )
    features["inside"] = float(_inside(ours, theirs))
    if kind == "count":
        same = term_of(ours.unit) == term_of(theirs.unit) and bool(term_of(ours.unit))
        features["noun_same"] = float(same)
        features["noun_other"] = float(not same and bool(ours.unit and theirs.unit))
    return features


def _inside(ours: Value, theirs: Value) -> bool:
    """Shorter than at most, more than at least, a part of our range."""
    if ours.low != ours.high:
        return ours.low <= theirs.low and theirs.high <= ours.high
    if ours.role in ("limit", "under", "until"):
        return theirs.high < ours.low
    return ours.role == "from" and theirs.low > ours.high


def _same_number_otherwise(
    ours: Value, held: Clause, same: Sequence[tuple[Clause, Value]], view: _View
) -> Iterator[Candidate]:
    """ "12 euros a person" is not "12 euros for the room", at most eight not at least eight."""
    mine = _rate(view.ours, ours)
    rates = [(clause, theirs, _rate(view.low, theirs)) for clause, theirs in same]
    for clause, theirs, rate in rates:
        other_rate = bool(mine and rate and mine != rate)
        other_bound = _bound(view.ours, ours) * _bound(view.low, theirs) < 0
        if other_rate or other_bound:
            features = view.about(clause)
            features["rate"], features["bound"] = float(other_rate), float(other_bound)
            features["many"] = min(len(same) - 1, 3) / 3
            yield Candidate(
                theirs.start, theirs.end, (ours.start, ours.end), theirs, ours, features
            )


def _bound(text: str, value: Value) -> int:
    """1 for at most, -1 for at least, 0 where nothing tells; looked for right around the value."""
    around = text[max(0, value.start - 28) : value.end + 16]
    most, least = bool(_AT_MOST.search(around)), bool(_AT_LEAST.search(around))
    return most - least


def _lead_agrees(ours: Value, view: _View) -> bool:
    return any(abs(gap - ours.high / 60 % 720) < 1 for gap in _gaps(view))


def _gaps(view: _View) -> set[float]:
    """Minutes between any two times that are named."""
    every = [v.low for _, v in view.values if v.kind == "time"] + [
        v.low for v in view.asked_values if v.kind == "time"
    ]
    return {abs(a - b) % 720 for a in every for b in every}


def _lead(ours: Value, view: _View) -> Iterator[Candidate]:
    """ "45 minutes before take-off" against "for the 16:00 until half past three"."""
    times = [(clause, v) for clause, v in view.values if v.kind == "time"]
    if not times or len(_gaps(view)) < 2:
        return
    clause, value = next(((c, v) for c, v in times if v.role == "until"), times[-1])
    features = view.about(clause)
    features["kind_lead"] = 1.0
    yield Candidate(value.start, value.end, (ours.start, ours.end), None, None, features)


def _relative(ours: Value, view: _View) -> Iterator[Candidate]:
    """ "Tomorrow", where we name another day."""
    if ours.low != ours.high or ours.role in ("until", "from"):
        return
    for clause in view.claims:
        for found in _TOMORROW.finditer(view.low, clause.start, clause.end):
            ahead = 1 if found["next"] else 7 if found["week"] else 0
            if day_of_year((view.today + timedelta(days=ahead)).toordinal()) == day_of_year(
                ours.low
            ):
                return
            if found["next"]:
                features = view.about(clause)
                features["kind_tomorrow"] = 1.0
                yield Candidate(*found.span(), (ours.start, ours.end), None, None, features)


def _all_day(view: _View) -> Iterator[Candidate]:
    if not _ALL_DAY.search(view.ours) or _ALL_DAY.search(view.low):
        return
    for clause, value in view.values:
        if value.kind == "time" and value.role:
            features = view.about(clause)
            features["kind_all_day"] = 1.0
            yield Candidate(value.start, value.end, (0, len(view.ours)), None, None, features)


def _rate(text: str, value: Value) -> str:
    found = _PER.match(text, value.end, min(len(text), value.end + 40))
    return _RATE_OF.get(found["what"], "") if found else ""


def _due(ours: Value, view: _View) -> Iterator[Candidate]:
    """ "By Thursday", where we say two working days after Friday."""
    low, high = ours.low / DAY, ours.high / DAY
    starts, dues = [view.today], []
    for clause, value in view.values:
        if value.kind == "weekday" and len(value.days) == 1:
            before = view.low[max(0, value.start - 14) : value.start]
            text = view.low[clause.start : clause.end]
            if _FACTS.search(text) or _GOT.search(text) or "today" in before:
                starts.append(_last(view.today, min(value.days)))
                continue
            later = 7 * bool(
                re.search(
                    r"next week|nachsten woche|following week",
                    view.low[value.start - 14 if value.start > 14 else 0 : value.end + 22],
                )
            )
            dues.append((clause, value, min(value.days), later))
        elif value.kind == "date" and value.low == value.high:
            dues.append((clause, value, -1, 0))
    for clause, value, weekday, later in dues:
        for start in starts[-1:]:
            due = _coming(start, weekday, later) if weekday >= 0 else _this_year(value, start)
            days = (due - start).days
            working = sum((start + timedelta(days=d)).weekday() < 5 for d in range(1, days + 1))
            took = working if ours.unit == "working" else days
            limit = ours.role in ("limit",)
            early = took < low * 0.6 and not limit
            if days <= 0 or days > 90 or not (took > high + 1 or early):
                continue
            features = view.about(clause)
            features["kind_due"] = 1.0
            features["many"] = min(len(dues) - 1, 3) / 3
            yield Candidate(value.start, value.end, (ours.start, ours.end), None, None, features)


def _last(today: date, weekday: int) -> date:
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _coming(start: date, weekday: int, later: int) -> date:
    ahead = (weekday - start.weekday()) % 7 or 7
    if later:
        monday = start + timedelta(days=7 - start.weekday())
        return monday + timedelta(days=weekday)
    return start + timedelta(days=ahead)


def _this_year(value: Value, start: date) -> date:
    day = date.fromordinal(int(value.low))
    try:
        return date(start.year, day.month, day.day)
    except ValueError:
        return start


@dataclass(frozen=True, slots=True)
class _Sign:
    yes: bool
    start: int
    end: int


@lru_cache(maxsize=8_192)
def _signs(text: str) -> dict[str, _Sign]:
    """What a sentence says yes or no to; a no outweighs a yes."""
    found = {}
    for relation, (yes, no) in _COMPILED.items():
        match = no.search(text)
        if match:
            found[relation] = _Sign(False, *match.span())
        elif match := yes.search(text):
            found[relation] = _Sign(True, *match.span())
    return found


def _own(view: _View, clause: Clause) -> frozenset[str]:
    return frozenset().union(*(c.own for c in view.draft.clauses if c.sentence == clause.sentence))


def _of_relations(view: _View) -> Iterator[Candidate]:
    # "Valid on city buses, not on the night bus" says both.
    ours = {} if _BOTH.search(view.ours) else _signs(view.ours)
    sentences = {c.sentence: c for c in view.claims}
    said = [
        (clause, _signs(view.masked[slice(*view.sentence(clause))]))
        for clause in sentences.values()
    ]
    for relation, mine in ours.items():
        agreeing = sum(relation in each and each[relation].yes == mine.yes for _, each in said)
        for clause, each in said:
            sign = each.get(relation)
            if sign is None or sign.yes == mine.yes:
                continue
            start, end = view.sentence(clause)
            features = view.about(clause)
            if _ONE_CASE.search(view.low, start, end):
                continue
            sign_of_ours = "yes" if mine.yes else "no"
            features[f"{relation}_{sign_of_ours}"] = 1.0
            features[f"sorry_{sign_of_ours}"] = features.pop("sorry")
            features[f"gladly_{sign_of_ours}"] = features.pop("gladly")
            for name in ("near_sentence", "values_agree", "conditional", "novel", "we_except"):
                features[f"said_{name}"] = features.pop(name)
            features["distance"] = float(not strong(_own(view, clause) & view.themed.terms))
            features["agreeing"] = min(agreeing, 3) / 3
            features["opposed_too"] = (
                sum(
                    other != relation and other in each and each[other].yes != ours[other].yes
                    for other in ours
                )
                / 2
            )
            features["we_if"] = float(bool(_IF.search(view.ours)))
            yield Candidate(start, end, (0, len(view.ours)), None, None, features)
