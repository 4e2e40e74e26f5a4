"""The words of what this room tells staff: promises, failings, and clocks that end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from rapport.converse.models import Failing, TriageRule
from rapport.converse.noticing import conversations_named
from rapport.workspace.models import Notice
from rapport.workspace.registry import register_notice

PROMISE_DUE = "converse.promise_due"
PROMISE_BROKEN = "converse.promise_broken"
PASSED_ON = "converse.passed_on"
FAILING_GIVEN = "converse.failing_given"
FAILING_FIXED = "converse.failing_fixed"
CLOCK_WARNING = "converse.clock_warning"
CLOCK_BREACHED = "converse.clock_breached"
CLOCK_ESCALATED = "converse.clock_escalated"
RULE_TELLS = "converse.rule_tells"


def register_words() -> None:
    register_notice(PROMISE_DUE, say=_due_words)
    register_notice(PROMISE_BROKEN, say=_broken_words)
    register_notice(PASSED_ON, say=_passed_on_words)
    register_notice(FAILING_GIVEN, say=_given_words)
    register_notice(FAILING_FIXED, say=_fixed_words)
    register_notice(CLOCK_WARNING, say=_warning_words)
    register_notice(CLOCK_BREACHED, say=_breached_words)
    register_notice(CLOCK_ESCALATED, say=_escalated_words)
    register_notice(RULE_TELLS, say=_rule_words)


def _due_words(found: Sequence[Notice]) -> Mapping[int, str]:
    return {
        pk: _("What we promised in %(where)s is due soon.") % {"where": where}
        for pk, where in _places(found).items()
    }


def _broken_words(found: Sequence[Notice]) -> Mapping[int, str]:
    return {
        pk: _("What we promised in %(where)s was not kept in time.") % {"where": where}
        for pk, where in _places(found).items()
    }


def _passed_on_words(found: Sequence[Notice]) -> Mapping[int, str]:
    """Nothing of what was said: whoever opens it decides to read it."""
    there = _places(found)
    return {n.pk: _("A colleague passed on hard words. They wait for somebody.") for n in found if n.pk in there}  # fmt: skip


def _given_words(found: Sequence[Notice]) -> Mapping[int, str]:
    titles = _titles(found)
    return {pk: _("Yours to mend: %(title)s") % {"title": title} for pk, title in titles.items()}


def _fixed_words(found: Sequence[Notice]) -> Mapping[int, str]:
    return {
        pk: _("Fixed: %(title)s. Those who spoke of it wait to be told.") % {"title": title}
        for pk, title in _titles(found).items()
    }


def _warning_words(found: Sequence[Notice]) -> Mapping[int, str]:
    said = {
        "acknowledge": _("A sign that we heard is due soon in %(where)s."),
        "answer": _("The first answer in %(where)s is due soon."),
        "next": _("The next answer in %(where)s is due soon."),
        "resolve": _("What %(where)s is about is to be resolved soon."),
    }
    return _of_clocks(found, said)


def _breached_words(found: Sequence[Notice]) -> Mapping[int, str]:
    said = {
        "acknowledge": _("The sign that we heard is late in %(where)s."),
        "answer": _("The first answer in %(where)s is late."),
        "next": _("The next answer in %(where)s is late."),
        "resolve": _("What %(where)s is about was not resolved in time."),
    }
    return _of_clocks(found, said)


def _escalated_words(found: Sequence[Notice]) -> Mapping[int, str]:
    said = {
        "acknowledge": _("Nobody has given a sign in time in %(where)s. Please see to it."),
        "answer": _("Nobody has answered in time in %(where)s. Please see to it."),
        "next": _("Nobody has answered again in time in %(where)s. Please see to it."),
        "resolve": _("Nobody has resolved in time what %(where)s is about. Please see to it."),
    }
    return _of_clocks(found, said)


def _of_clocks(found: Sequence[Notice], said: Mapping[str, str]) -> dict[int, str]:
    """Keys are "warning:answer:812:..."; the clock stands second."""
    clocks = {notice.pk: notice.key.split(":")[1] for notice in found}
    return {pk: said[clocks[pk]] % {"where": where} for pk, where in _places(found).items()}


def _rule_words(found: Sequence[Notice]) -> Mapping[int, str]:
    """Keys are "rule:12:...": the rule stands second."""
    rules = {notice.pk: int(notice.key.split(":")[1]) for notice in found}
    wanted = TriageRule.objects.filter(pk__in=set(rules.values()))
    names = dict(wanted.values_list("pk", "name"))
    return {
        pk: _("Rule “%(rule)s”: see %(where)s.")
        % {"rule": names.get(rules[pk], ""), "where": where}
        for pk, where in _places(found).items()
    }


def _titles(found: Sequence[Notice]) -> dict[int, str]:
    wanted = {notice.about_id for notice in found}
    titles = dict(Failing.objects.filter(pk__in=wanted).values_list("pk", "title"))
    return {n.pk: titles[n.about_id] for n in found if n.about_id in titles}


def _places(found: Sequence[Notice]) -> dict[int, str]:
    """Which conversation each notice is about, by the notice; without those that are gone. One statement."""
    named = conversations_named([notice.about_id for notice in found])
    return {n.pk: named[n.about_id] for n in found if n.about_id in named}
