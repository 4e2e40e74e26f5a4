"""Where a draft says otherwise than a statement: numbers, dates, times, and yes or no."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from rapport.voice.checking.beside import names_differ
from rapport.voice.checking.clauses import Clause, Parsed, parse
from rapport.voice.checking.comparing import agree, comparability
from rapport.voice.checking.findings import Conflict, holds, since, surest
from rapport.voice.checking.plain import plain
from rapport.voice.checking.remedies import corrected, end_meant, reversed_claim
from rapport.voice.checking.subjects import strong, terms_of, weight
from rapport.voice.checking.value import Value
from rapport.voice.checking.weighed import weighed_conflicts
from rapport.voice.contract import Draft, Finding, StatementText

# Found by the sentences of the tests: below, unrelated texts begin to meet.
LEAST_MATCH = 0.45
LEAST_CLAIM_MATCH = 0.6
LEAST_OF_CLAIM = 0.5
LEAST_OF_TERM = 0.7
LEAST_CONFIDENCE = 0.5
# From here on the finding is asked about before it goes out.
SURE = 0.6
# Beneath this share of the best match, another statement's word for a value does not count.
SUPPORT = 0.75


@dataclass(frozen=True, slots=True)
class _Held:
    """A clause of a statement."""

    statement: StatementText
    topic: frozenset[str]
    clause: Clause
    parsed: Parsed
    about: frozenset[str]
    found_by: frozenset[str]


class _Library:
    """The clauses of all statements that hold today, found by the terms they are about."""

    def __init__(self, statements: Sequence[StatementText]) -> None:
        self._about: dict[str, list[_Held]] = {}
        for statement in statements:
            for held in _held(statement):
                for term in held.found_by:
                    self._about.setdefault(term, []).append(held)

    def near(self, terms: frozenset[str]) -> list[_Held]:
        """Every clause that shares a term that counts, each once, in the order of the statements."""
        near = {
            id(held): held for term in sorted(strong(terms)) for held in self._about.get(term, ())
        }
        return list(near.values())


@lru_cache(maxsize=64)
def _library(statements: tuple[StatementText, ...], today: date) -> _Library:
    return _Library([statement for statement in statements if holds(statement, today)])


@dataclass(frozen=True, slots=True)
class _Meeting:
    held: _Held
    value: Value
    match: float
    agrees: bool


def contradictions_in(
    draft: Draft, statements: Sequence[StatementText], *, today: date, weighs: bool = True
) -> list[Finding]:
    """At most one finding for each stretch of the draft, the surest; by the rules of subjects first, else as weighed."""
    found = [
        conflict
        for conflict in conflicts_in(draft, statements, today=today)
        if not names_differ(conflict.finding.evidence, draft.text, draft.message)
    ]
    if not weighs:
        return [conflict.finding for conflict in surest(found)]
    holding = tuple(statement for statement in statements if holds(statement, today))
    told = {conflict.finding.statement_id for conflict in found}
    more = [
        conflict
        for conflict in weighed_conflicts(draft, holding, today=today)
        if conflict.finding.statement_id not in told
    ]
    return [conflict.finding for conflict in surest([*found, *more])]


def conflicts_in(
    draft: Draft, statements: Sequence[StatementText], *, today: date
) -> list[Conflict]:
    """The same by the rules of subjects alone, with the words of the statement beside each finding."""
    library = _library(tuple(statements), today)
    parsed = parse(draft.text)
    asked = terms_of(plain(draft.message))
    found = [
        conflict
        for clause in parsed.clauses
        if clause.is_claim
        for conflict in (
            *_wrong_values(clause, parsed, asked, library, today=today),
            *_wrong_claims(clause, parsed, asked, library, today=today),
        )
    ]
    return surest(found)


def where_the_same(text: str, statement: StatementText, *, today: date) -> tuple[int, int] | None:
    """Where a text first gives a number, date or time of this statement as its own; yes and no are not compared."""
    library = _Library([statement])
    for clause in parse(text).clauses:
        near = library.near(clause.terms) if clause.is_claim and clause.values else []
        for value in clause.values if near else ():
            for meeting in _meetings(value, clause, clause.terms, near, today=today):
                if meeting.agrees and meeting.match >= LEAST_CONFIDENCE:
                    return value.start, value.end
    return None


def _held(statement: StatementText) -> Iterator[_Held]:
    parsed = parse(statement.text)
    topic, pieces = _pieces(statement.text, statement.topic)
    for clause, (about, found_by) in zip(parsed.clauses, pieces, strict=True):
        yield _Held(statement, topic, clause, parsed, about, found_by)


@lru_cache(maxsize=4_096)
def _pieces(
    text: str, topic: str
) -> tuple[frozenset[str], tuple[tuple[frozenset[str], frozenset[str]], ...]]:
    """The terms of the topic, and for each clause those it is about and those it is found by. Cached, as `parse` is."""
    about = terms_of(plain(topic))
    of_each = [_about(clause) for clause in parse(text).clauses]
    return about, tuple((terms, strong(terms | about)) for terms in of_each)


def _about(clause: Clause) -> frozenset[str]:
    """The clause's terms; a mere "until 12 hours before departure" is about what its sentence began with."""
    return clause.terms | clause.lead if len(strong(clause.own)) <= 1 else clause.terms


def _terms(clause: Clause, asked: frozenset[str]) -> frozenset[str]:
    """What a clause of the draft is about; where it names nothing, what the customer asked about."""
    return clause.terms if strong(clause.terms) else clause.terms | asked


def _match(terms: frozenset[str], held: _Held) -> float:
    """How surely two clauses speak of one subject, 0..1. Weak words alone never make a match."""
    theirs = held.about
    shared = terms & theirs
    on_topic = _on_topic(terms, held.topic)
    if not strong(shared) and not on_topic:
        return 0.0
    common = weight(shared | on_topic)
    of_ours = common / weight(theirs | on_topic)
    if not on_topic and of_ours < 0.5 and len(strong(shared)) < 2:
        return 0.0
    of_draft = common / weight(terms)
    # "The lift at Norrby" is not "the lift at Central", though both are about lifts.
    if strong(theirs - terms) and strong(terms - theirs - held.topic):
        return 0.75 * (0.5 * of_ours + 0.5 * of_draft)
    return min(1.0, 0.5 * of_ours + 0.5 * of_draft + (0.25 if on_topic else 0.0))


def _claim_match(terms: frozenset[str], held: _Held, *, by_term: bool) -> float:
    """Stricter than `_match`: yes and no stand beside nearly everything, so most of the statement must be met."""
    theirs = held.about
    common = weight(terms & theirs)
    of_ours = common / (weight(theirs) or 1.0)
    if of_ours < (LEAST_OF_TERM if by_term else LEAST_OF_CLAIM):
        return 0.0
    return 0.5 * of_ours + 0.5 * common / (weight(terms) or 1.0)


def _on_topic(terms: frozenset[str], topic: frozenset[str]) -> frozenset[str]:
    """A fare is not a penalty fare: more than half of the topic's words must be said."""
    said = strong(terms & topic)
    return said if said and weight(said) > 0.5 * weight(topic) else frozenset()


def _other_thing(clause: Clause, held: _Held) -> bool:
    """Line 4 is not line 6; and what is said of one line is not said of all."""
    ours, theirs = dict(held.clause.things), dict(clause.things)
    return any(
        noun not in ours or (noun, name) not in held.clause.things for noun, name in theirs.items()
    )


def _other_days(clause: Clause, held: _Held) -> bool:
    """Closed on Sunday says nothing against open on Saturday."""
    ours = frozenset[int]().union(*(value.days for value in held.clause.values))
    theirs = frozenset[int]().union(*(value.days for value in clause.values))
    return bool(ours) != bool(theirs) or (bool(ours) and not ours & theirs)


def _wrong_values(
    clause: Clause, parsed: Parsed, asked: frozenset[str], library: _Library, *, today: date
) -> Iterator[Conflict]:
    terms = _terms(clause, asked)
    beside = [
        other
        for each in parsed.clauses
        if each is clause or (each.sentence == clause.sentence and not strong(each.own))
        for other in each.values
    ]
    near = library.near(terms) if clause.values else []
    for value in clause.values:
        meetings = _meetings(value, clause, terms, near, today=today)
        if not meetings:
            continue
        best = max(meeting.match for meeting in meetings)
        if any(meeting.agrees and meeting.match >= SUPPORT * best for meeting in meetings):
            continue
        wrong = max(meetings, key=lambda meeting: meeting.match)
        if wrong.match >= LEAST_CONFIDENCE and not _said_beside(wrong, value, beside, today=today):
            finding = _value_finding(value, wrong, parsed, today=today)
            yield Conflict(finding, (wrong.value.start, wrong.value.end), wrong.value.kind)


def _meetings(
    value: Value, clause: Clause, terms: frozenset[str], near: list[_Held], *, today: date
) -> list[_Meeting]:
    meetings = []
    for each in near:
        comparable = [(ours, comparability(ours, value)) for ours in each.clause.values]
        if not any(sure for _, sure in comparable):
            continue
        match = _match(terms, each)
        if match < LEAST_MATCH or _other_thing(clause, each):
            continue
        ours, sure = max(
            comparable, key=lambda pair: (agree_or_not(pair[0], value, pair[1], today), pair[1])
        )
        if sure:
            meetings.append(_Meeting(each, ours, match * sure, agree(ours, value, today=today)))
    return meetings


def agree_or_not(ours: Value, theirs: Value, sure: float, today: date) -> bool:
    return bool(sure) and agree(ours, theirs, today=today)


def _said_beside(wrong: _Meeting, value: Value, beside: Sequence[Value], *, today: date) -> bool:
    """Our value is said in the same breath: "usually 3 days, at most 14 days" is no contradiction."""
    return any(
        other is not value
        and comparability(wrong.value, other) > 0
        and agree(wrong.value, other, today=today)
        for other in beside
    )


def _value_finding(value: Value, wrong: _Meeting, parsed: Parsed, *, today: date) -> Finding:
    wrong = replace(wrong, value=end_meant(wrong.held.parsed.text, wrong.value, value))
    statement = wrong.held.statement
    ours = _shown(wrong)
    confidence = round(min(0.99, wrong.match), 2)
    return Finding(
        kind="contradiction",
        severity="hold" if confidence >= SURE else "note",
        start=value.start,
        end=value.end,
        why=f"We say {ours}{since(statement, today)}",
        evidence=statement.text,
        statement_id=statement.id,
        confidence=confidence,
        remedy=corrected(parsed.text, value, wrong.held.parsed.text, wrong.value),
    )


def _shown(wrong: _Meeting) -> str:
    """Our value as it stands in the statement; all of the clause where the value alone would not be understood."""
    text, clause = wrong.held.parsed.text, wrong.held.clause
    value = wrong.value
    if value.unit == "*" or (value.kind == "count" and not value.unit):
        return f"“{text[clause.start : clause.end].strip(' .,;')}”"
    return text[value.start : value.end]


def _wrong_claims(
    clause: Clause, parsed: Parsed, asked: frozenset[str], library: _Library, *, today: date
) -> Iterator[Conflict]:
    terms = _terms(clause, asked)
    best: tuple[float, _Held, tuple[int, int], bool] | None = None
    for each in library.near(terms):
        opposed = _opposed(clause, each)
        if (
            opposed is None
            or _other_days(clause, each)
            or _other_thing(clause, each)
            or _is_excepted(terms, each)
        ):
            continue
        # What is said of one line or zone is less surely denied of all.
        start, end, by_term = opposed
        match = _claim_match(terms, each, by_term=by_term)
        match *= 0.85 if each.clause.things - clause.things else 1.0
        if match >= LEAST_CLAIM_MATCH and (best is None or match > best[0]):
            best = (match, each, (start, end), by_term)
    if best is None:
        return
    match, each, (start, end), by_term = best
    # "Not on the seats" is no word about coming along at all, but worth a look.
    beyond = strong(clause.own) - each.about - each.topic
    confidence = round(min(0.95, match * (0.72 if beyond else 0.9)), 2)
    statement = each.statement
    said = each.parsed.text[each.clause.start : each.clause.end].strip(" .,;")
    finding = Finding(
        kind="contradiction",
        severity="hold" if confidence >= SURE else "note",
        start=start,
        end=end,
        why=f"We say “{said}”{since(statement, today)}",
        evidence=statement.text,
        statement_id=statement.id,
        confidence=confidence,
        remedy=reversed_claim(parsed.text, start, end),
    )
    yield Conflict(
        finding, (each.clause.start, each.clause.end), "denial" if by_term else "yes or no"
    )


def _opposed(clause: Clause, held: _Held) -> tuple[int, int, bool] | None:
    """Where the clause says yes to our no, or no to our yes; and whether only a denied term tells it."""
    draft, ours = clause.claims, held.clause.claims
    if draft.is_conditional or ours.is_conditional:
        return None
    for one in draft.said:
        for other in ours.said:
            if one.predicate == other.predicate:
                return None if one.yes == other.yes else (one.start, one.end, False)
    for term, start, end in draft.denied:
        if term in held.clause.own and not ours.is_negative:
            return start, end, True
    for term, _, _ in ours.denied:
        if term in clause.own and not draft.is_negative:
            return clause.start, clause.end, True
    return None


def _is_excepted(terms: frozenset[str], held: _Held) -> bool:
    """The draft names what the statement excepts elsewhere: "not on Nordbuss"."""
    others = [
        other.own - held.clause.own
        for other in held.parsed.clauses
        if other is not held.clause and (other.claims.is_conditional or other.claims.is_negative)
    ]
    return any(strong(terms & other) for other in others)
