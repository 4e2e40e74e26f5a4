"""The mirror of a past: reads its messages in a fixed number of statements and counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import fmean, median
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from rapport.converse.queries import usual_response_minutes
from rapport.kit.text import terms
from rapport.listen.models import ImportRun, Message
from rapport.measure import definitions as words
from rapport.measure.alike import Asked, candidates, question_terms, signs
from rapport.measure.contract import Mirror, Share, Times, Wait
from rapport.measure.differently import CANDIDATES_READ, told_differently
from rapport.measure.exchanges import Exchanges, Row, between_customers, follow
from rapport.measure.hours import heat
from rapport.people.models import Handle
from rapport.workspace.queries import organisation

_FETCH_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Texts:
    """What is kept of the texts of a past while counting: never a text itself."""

    for_us: frozenset[int]
    terms_of: dict[int, frozenset[str]]
    signs_of: dict[int, frozenset[str]]


def look_into(run: ImportRun) -> Mirror:
    """The past a run belongs to: all files read into its account, so that an answer in the next file counts."""
    rows = _rows(run)
    ours = _our_accounts(rows)
    aside = between_customers(rows)
    # Who answers whom is known without a text; only then is it known which texts are worth a look.
    rough = follow(rows, left_out=set())
    asked = _asked(rough.asked, rows)
    texts = _texts(asked, aside=aside, ours=frozenset(ours.values()))
    left_out = aside - texts.for_us
    exchanges = follow(rows, left_out=left_out) if left_out else rough
    return _mirror(run, rows, exchanges, ours=ours, left_out=left_out, asked=asked, texts=texts)


def past_of(run: ImportRun) -> QuerySet[Message]:
    """Every message that any import brought to the run's account."""
    return Message.objects.filter(
        sightings__account_id=run.account_id,
        sightings__import_run__isnull=False,
        deleted_at=None,
        author__isnull=False,
    )


def _rows(run: ImportRun) -> list[Row]:
    columns = (
        "pk",
        "thread_id",
        "parent_id",
        "author__person_id",
        "author_id",
        "is_own",
        "created_at",
        "reading__needs_answer",
        "reading__intent",
    )
    found = past_of(run).order_by("thread_id", "created_at", "pk").values_list(*columns)
    return [
        Row(pk, thread or 0, parent, person, handle, own, at.timestamp(), needs, _praise(intent))
        for pk, thread, parent, person, handle, own, at, needs, intent in found.iterator(
            _FETCH_ROWS
        )
    ]


def _praise(intent: str | None) -> bool | None:
    return None if intent is None else intent == "praise"


def _our_accounts(rows: Sequence[Row]) -> dict[int, str]:
    """The handles that wrote our messages, those that wrote most first."""
    wrote: dict[int, int] = {}
    for row in rows:
        if row.is_own:
            wrote[row.handle_id] = wrote.get(row.handle_id, 0) + 1
    names = dict(Handle.objects.filter(pk__in=list(wrote)).values_list("pk", "name"))
    order = sorted(names, key=lambda pk: (-wrote[pk], names[pk].casefold()))
    return {pk: names[pk] for pk in order}


def _asked(pairs: Sequence[tuple[int, int]], rows: Sequence[Row]) -> list[Asked]:
    by_id = {row.id: row for row in rows}
    return [
        Asked(question, answer, by_id[question].person_id, by_id[answer].handle_id)
        for question, answer in pairs
    ]


def _texts(asked: Sequence[Asked], *, aside: set[int], ours: frozenset[str]) -> Texts:
    """Answers first, since many state nothing; then only the questions whose answers do."""
    signs_of = {
        pk: found
        for pk, text in _streamed([one.answer_id for one in asked])
        if (found := signs(text))
    }
    questions = {one.question_id for one in asked if one.answer_id in signs_of}
    names = {name.casefold() for name in ours}
    for_us, terms_of = set(), {}
    for pk, text in _streamed(questions | aside):
        if pk in questions:
            terms_of[pk] = question_terms(text)
        if pk in aside and names & {term.lstrip("@") for term in terms(text)}:
            for_us.add(pk)
    return Texts(frozenset(for_us), terms_of, signs_of)


def _streamed(ids: Collection[int]) -> Iterator[tuple[int, str]]:
    found = Message.objects.filter(pk__in=list(ids)).values_list("pk", "text")
    return found.iterator(_FETCH_ROWS)


def _mirror(
    run: ImportRun,
    rows: Sequence[Row],
    exchanges: Exchanges,
    *,
    ours: dict[int, str],
    left_out: set[int],
    asked: Sequence[Asked],
    texts: Texts,
) -> Mirror:
    customer = exchanges.customer.values()
    target = _target(run)
    house = organisation()
    zone_name = house.timezone if house else "UTC"
    left = sorted(exchanges.unanswered, key=lambda row: -row.at)
    own = sum(row.is_own for row in rows)
    return Mirror(
        run_id=run.pk,
        account=run.account.name,
        files=ImportRun.objects.filter(account=run.account, taken__gt=0).count(),
        file_name=run.file_name,
        first_at=_when(min((row.at for row in rows), default=None)),
        last_at=_when(max((row.at for row in rows), default=None)),
        messages=len(rows),
        customer_messages=len(exchanges.customer),
        own_messages=own,
        between_customers=len(left_out),
        people=len({row.person_id for row in customer}),
        threads=exchanges.threads,
        our_accounts=tuple(ours.values()),
        unread=sum(row.needs_answer is None for row in customer),
        unanswered=Share(words.UNANSWERED, _ids(left), len(customer)),
        asking=Share(
            words.ASKING,
            _ids(row for row in left if row.needs_answer),
            sum(bool(row.needs_answer) for row in customer),
        ),
        acknowledge=_times(
            words.ACKNOWLEDGE, exchanges.firsts, never=exchanges.never_heard, target=target
        ),
        answer=_times(
            words.ANSWER, exchanges.turns, never=exchanges.never_answered_turns, target=target
        ),
        praise=Share(
            words.PRAISE,
            _ids(row for row in left if row.is_praise),
            sum(bool(row.is_praise) for row in customer),
        ),
        differently=told_differently(
            candidates(
                asked, terms_of=texts.terms_of, signs_of=texts.signs_of, limit=CANDIDATES_READ
            ),
            compared=len(texts.terms_of),
        ),
        hours=heat(
            customer,
            waited=exchanges.waited,
            target=target,
            zone=ZoneInfo(zone_name),
            zone_name=zone_name,
        ),
    )


def _ids(rows: Iterator[Row] | Sequence[Row]) -> tuple[int, ...]:
    return tuple(row.id for row in rows)


def _when(at: float | None) -> datetime | None:
    return None if at is None else datetime.fromtimestamp(at, UTC)


def _target(run: ImportRun) -> timedelta:
    return timedelta(minutes=usual_response_minutes() or words.ANSWER_TARGET_MINUTES)


def _times(
    definition: words.Definition, waits: Sequence[Wait], *, never: int, target: timedelta
) -> Times:
    longest_first = sorted(waits, key=lambda wait: (-wait.seconds, wait.message_id))
    seconds = [wait.seconds for wait in longest_first]
    if not seconds:
        return Times(definition, (), None, None, None, None, never, 0, target)
    return Times(
        definition,
        longest_first,
        median=timedelta(seconds=median(seconds)),
        mean=timedelta(seconds=fmean(seconds)),
        ninety=timedelta(seconds=seconds[len(seconds) // 10]),
        worst=timedelta(seconds=seconds[0]),
        never=never,
        in_target=sum(one <= target.total_seconds() for one in seconds),
        target=target,
    )
