"""Rules in words: when, if, then; what one did, and what it would have done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.converse.contract import Row
from rapport.converse.models import TriageRule
from rapport.converse.queries import AppliedLine, DryRun, RuleLine
from rapport.query.tree import Node
from rapport.query.words import in_words
from rapport.web.shell import wording

When = TriageRule.When


@dataclass(frozen=True, slots=True)
class LineShown:
    rule: TriageRule
    when: str
    condition: str
    does: str
    touched: str
    notes: Sequence[str]
    problems: Sequence[str]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class DidShown:
    id: int
    conversation_id: int
    when: str
    did: str
    undone: str


@dataclass(frozen=True, slots=True)
class TriedShown:
    words: str
    said: str
    changes: str
    find: str  # the query of an address that finds them all; "" where it holds of everything
    rows: Sequence[Row]
    rest: int
    more: str


def line_shown(line: RuleLine, number: int, count: int) -> LineShown:
    rule = line.rule
    touched = ngettext(
        "%(n)d conversation in 7 days", "%(n)d conversations in 7 days", line.touched
    )
    return LineShown(
        rule=rule,
        when=when_words(rule.when),
        condition=in_words(line.tree, translate=_) if line.tree else rule.condition,
        does=does_words(rule),
        touched=touched % {"n": line.touched},
        notes=_notes(line),
        problems=line.problems,
        is_first=number == 1,
        is_last=number == count,
    )


def when_words(when: str) -> str:
    return {
        When.OPENED.value: _("When a conversation begins"),
        When.MESSAGE.value: _("When they write"),
        When.ANSWER.value: _("When we answered"),
        When.WARNING.value: _("When a clock is about to end"),
        When.BREACH.value: _("When a clock ran out"),
    }[when]


def does_words(rule: TriageRule) -> str:
    """ "label “money”, give to Lena, tell 2 colleagues"."""
    done = [_("label “%(name)s”") % row for row in rule.label_rows]  # type: ignore[attr-defined]
    done += [_("take “%(name)s” off") % row for row in rule.unlabel_rows]  # type: ignore[attr-defined]
    whom = rule.gives_to or rule.gives_team
    if whom is not None:
        given = _("give to %(whom)s, also over an owner") if rule.takes_over else _("give to %(whom)s")  # fmt: skip
        done.append(given % {"whom": whom.name})
    told = len({*rule.tell_ids, *rule.team_tell_ids})  # type: ignore[attr-defined]
    if told:
        done.append(ngettext("tell %(n)d colleague", "tell %(n)d colleagues", told) % {"n": told})
    return ", ".join(done) or _("nothing")


def _notes(line: RuleLine) -> list[str]:
    notes = []
    if not line.rule.is_on:
        notes.append(_("Off."))
    if line.never is not None:
        notes.append(
            _("Never reached: “%(name)s” above it stops there.") % {"name": line.never.name}
        )
    elif line.first is not None:
        notes.append(
            _("Where both hold, “%(name)s” above it gives it away: the first wins.")
            % {"name": line.first.name}
        )
    if line.rule.stops:
        notes.append(_("No rule below it is asked where it held."))
    return notes


def did_shown(line: AppliedLine, *, now: datetime) -> DidShown:
    one = line.applied
    done = [_("labelled “%(name)s”") % {"name": name or _("gone")} for name in line.on]
    done += [_("took “%(name)s” off") % {"name": name or _("gone")} for name in line.off]
    if one.after:
        done.append(_("gave it to %(whom)s") % {"whom": line.to or line.team or _("gone")})
    if told := len(one.told):
        done.append(ngettext("told %(n)d colleague", "told %(n)d colleagues", told) % {"n": told})
    undone = ""
    if one.undone_at is not None:
        who = one.undone_by.name if one.undone_by else _("somebody who left")
        undone = _("put back by %(who)s") % {"who": who}
    return DidShown(
        id=one.pk,
        conversation_id=one.conversation_id,
        when=wording.moment_with_time(one.at, now=now),
        did=", ".join(done),
        undone=undone,
    )


def tried_shown(
    run: DryRun, *, tree: Node | None, condition: str, rows: Sequence[Row]
) -> TriedShown:
    changes = [
        (run.labelled, _("%(n)d labelled")),
        (run.unlabelled, _("%(n)d with a label less")),
        (run.given, _("%(n)d given away")),
    ]
    said = [words % {"n": n} for n, words in changes if n]
    if run.told and run.held:
        told = ngettext(
            "%(n)d colleague told each time", "%(n)d colleagues told each time", run.told
        )
        said.append(told % {"n": run.told})
    order = {pk: at for at, pk in enumerate(run.ids)}
    return TriedShown(
        words=_holds_of(tree),
        said=_("%(held)d of %(of)d conversations of the last 7 days, as they stand now.")
        % {"held": run.held, "of": run.looked_at},
        changes=wording.sentence(", ".join(said) or _("nothing would have changed")),
        find=urlencode({"find": condition, "scope": "all"}) if condition else "",
        rows=sorted(rows, key=lambda row: order.get(row.id, 0)),
        rest=max(0, run.held - len(rows)),
        more=_("Looked at the latest %(n)d.") % {"n": run.looked_at} if run.there_are_more else "",
    )


def _holds_of(tree: Node | None) -> str:
    if tree is None:
        return _("It holds of every conversation.")
    said = _("It holds of %(what)s, asked of what the customer said last.")
    return said % {"what": in_words(tree, translate=_)}
