"""What cases that were given would change, before anything is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapport.channels.registry import installed
from rapport.converse.cases import KEY_LENGTH, CaseGiven, tidy_case
from rapport.converse.errors import NoSuchCase
from rapport.converse.models import CaseKey, Conversation, Turn
from rapport.converse.queries.names import title
from rapport.converse.queries.shielding import is_shielded, said_covered
from rapport.kit.secrets import unseal
from rapport.listen.models import Message

# Of conversations made one, the case goes to where it went on; nobody makes more of them one after another.
_MERGES_FOLLOWED = 10
NO_CONVERSATION = "There is no such conversation (any more)."


@dataclass(frozen=True, slots=True)
class CasePlanned:
    """`before`: the number and address that stand there now. `title`: what they said last; hard words are covered."""

    line: int
    conversation_id: int
    title: str
    number: str
    url: str
    before: tuple[str, str]

    @property
    def changes(self) -> bool:
        return self.before != (self.number, self.url)


@dataclass(frozen=True, slots=True)
class CasesPlan:
    """`wrong`: (line, why), in its order."""

    right: tuple[CasePlanned, ...]
    wrong: tuple[tuple[int, str], ...]

    @property
    def changes(self) -> list[CasePlanned]:
        return [one for one in self.right if one.changes]


def plan_cases(given: Sequence[CaseGiven], *, https_only: bool = False) -> CasesPlan:
    """A few statements, however many there are."""
    by_message = _conversations_of_messages(given)
    wanted = {one.line: _conversation_of(one, by_message) for one in given}
    standing = _standing({pk for pk in wanted.values() if pk is not None})
    right: list[CasePlanned] = []
    wrong: list[tuple[int, str]] = []
    lines: dict[int, CasePlanned] = {}
    for one in given:
        try:
            planned = _planned(one, standing.get(wanted[one.line] or 0), https_only=https_only)
            _demand_one_case(planned, lines)
        except NoSuchCase as error:
            wrong.append((one.line, str(error)))
        else:
            right.append(planned)
    return CasesPlan(tuple(right), tuple(wrong))


def case_keys() -> list[CaseKey]:
    """Those that open the door, the oldest first."""
    return list(CaseKey.objects.filter(revoked_at=None).select_related("made_by").order_by("pk"))


def case_secrets() -> list[tuple[int, str]]:
    """(id, secret) of those keys."""
    return [(key.pk, str(unseal(bytes(key.secret))["secret"])) for key in case_keys()]


def _planned(one: CaseGiven, found: Conversation | None, *, https_only: bool) -> CasePlanned:
    if one.wrong:
        raise NoSuchCase(one.wrong)
    number, url = tidy_case(one.number, one.url, https_only=https_only)
    if one.conversation and _number(one.conversation) is None:
        raise NoSuchCase(f"“{one.conversation[:30]}” is no number of a conversation.")
    if found is None:
        said = "No conversation holds a message with that id." if one.message else NO_CONVERSATION
        raise NoSuchCase(said)
    last = found.last_customer_message
    return CasePlanned(
        line=one.line,
        conversation_id=found.pk,
        title=_begins(last) if last else "",
        number=number,
        url=url,
        before=(found.case_number, found.case_url),
    )


def _begins(message: Message) -> str:
    is_covered = is_shielded(getattr(message, "reading", None))
    return title(message.title if message.title and not is_covered else said_covered(message))


def _demand_one_case(planned: CasePlanned, lines: dict[int, CasePlanned]) -> None:
    """A conversation has one case: the same twice is no harm, two different ones are."""
    first = lines.setdefault(planned.conversation_id, planned)
    if (first.number, first.url) != (planned.number, planned.url):
        raise NoSuchCase(f"Line {first.line} gives the same conversation another case.")


def _conversation_of(one: CaseGiven, by_message: Mapping[tuple[str, str], int]) -> int | None:
    if one.message:
        return by_message.get((one.network, one.message))
    return _number(one.conversation)


def _number(told: str) -> int | None:
    digits = told.removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None


def _conversations_of_messages(given: Iterable[CaseGiven]) -> dict[tuple[str, str], int]:
    """By (network as it was given, the id of a message). An id that two networks use opens nothing by itself."""
    keys = {one.message for one in given if one.message and len(one.message) <= KEY_LENGTH}
    if not keys:
        return {}
    # Messages are kept by network and key; without a network the key is looked for on each.
    networks = {manifest.home for manifest in installed()} | {one.network for one in given}
    turns = Turn.objects.filter(
        message__identity__network__in=networks - {""}, message__identity__remote_key__in=keys
    )
    found: dict[tuple[str, str], int] = {}
    doubled: set[str] = set()
    columns = ("message__identity__network", "message__identity__remote_key", "conversation_id")
    for network, key, conversation_id in turns.values_list(*columns):
        found[network, key] = conversation_id
        if ("", key) in found:
            doubled.add(key)
        found["", key] = conversation_id
    return {place: pk for place, pk in found.items() if place[0] or place[1] not in doubled}


def _standing(ids: set[int]) -> dict[int, Conversation]:
    """The conversations by the numbers they were asked for, each where it went on."""
    found = _by_id(ids)
    for _ in range(_MERGES_FOLLOWED):
        merged = {pk: c.merged_into_id for pk, c in found.items() if c.merged_into_id is not None}
        if not merged:
            break
        into = _by_id({target for target in merged.values() if target is not None})
        for pk, target in merged.items():
            found[pk] = into.get(target or 0, found[pk])
    return found


def _by_id(ids: set[int]) -> dict[int, Conversation]:
    return Conversation.objects.select_related("last_customer_message__reading").in_bulk(ids)
