"""The words of what this room tells staff: promises, failings, and clocks that end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from rapport.channels.models import Account
from rapport.converse import asking
from rapport.converse.models import Failing, TriageRule
from rapport.converse.noticing import conversations_named, people_named
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
FELL_SILENT = "converse.fell_silent"


def register_words() -> None:
    register_notice(PROMISE_DUE, say=_due_words, stands=asking.is_owed)
    register_notice(PROMISE_BROKEN, say=_broken_words, stands=asking.is_owed)
    register_notice(PASSED_ON, say=_passed_on_words, stands=asking.nobody_has_it)
    register_notice(FAILING_GIVEN, say=_given_words, stands=asking.is_to_mend)
    register_notice(FAILING_FIXED, say=_fixed_words)
    register_notice(CLOCK_WARNING, say=_warning_words, stands=asking.clock_runs)
    register_notice(CLOCK_BREACHED, say=_breached_words, stands=asking.is_late)
    register_notice(CLOCK_ESCALATED, say=_escalated_words, stands=asking.is_late)
    register_notice(RULE_TELLS, say=_rule_words, stands=asking.waits)
    register_notice(FELL_SILENT, say=_silent_words)


def _silent_words(found: Sequence[Notice]) -> Mapping[int, str]:
    handles = dict(
        Account.objects.filter(pk__in={notice.about_id for notice in found}).values_list(
            "pk", "handle"
        )
    )
    said = _(
        "%(account)s answers nobody by itself any more: it had spoken too often within an hour."
    )
    return {
        notice.pk: said % {"account": handles[notice.about_id]}
        for notice in found
        if notice.about_id in handles
    }


def _due_words(found: Sequence[Notice]) -> Mapping[int, str]:
    return {
        pk: _("%(where)s: what we promised is due soon.") % {"where": where}
        for pk, where in people_named(found).items()
    }


def _broken_words(found: Sequence[Notice]) -> Mapping[int, str]:
    return {
        pk: _("%(where)s: what we promised was not kept in time.") % {"where": where}
        for pk, where in people_named(found).items()
    }


def _passed_on_words(found: Sequence[Notice]) -> Mapping[int, str]:
    """Nothing of what was said: whoever opens it decides to read it."""
    there = conversations_named(found)
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
        "acknowledge": _("%(where)s: show them soon that we heard."),
        "answer": _("%(where)s: the first answer is due soon."),
        "next": _("%(where)s: the next answer is due soon."),
        "resolve": _("%(where)s: to be resolved soon."),
    }
    return _of_clocks(found, said)


def _breached_words(found: Sequence[Notice]) -> Mapping[int, str]:
    said = {
        "acknowledge": _("%(where)s: we have not shown in time that we heard."),
        "answer": _("%(where)s: the first answer is late."),
        "next": _("%(where)s: the next answer is late."),
        "resolve": _("%(where)s: not resolved in time."),
    }
    return _of_clocks(found, said)


def _escalated_words(found: Sequence[Notice]) -> Mapping[int, str]:
    said = {
        "acknowledge": _("%(where)s: nobody has given a sign in time. Please see to it."),
        "answer": _("%(where)s: nobody has answered in time. Please see to it."),
        "next": _("%(where)s: nobody has answered again in time. Please see to it."),
        "resolve": _("%(where)s: nobody has resolved it in time. Please see to it."),
    }
    return _of_clocks(found, said)


def _of_clocks(found: Sequence[Notice], said: Mapping[str, str]) -> dict[int, str]:
    """Keys are "warning:answer:812:..."; the clock stands second."""
    clocks = {notice.pk: notice.key.split(":")[1] for notice in found}
    return {pk: said[clocks[pk]] % {"where": where} for pk, where in people_named(found).items()}


def _rule_words(found: Sequence[Notice]) -> Mapping[int, str]:
    """Keys are "rule:12:...": the rule stands second."""
    rules = {notice.pk: int(notice.key.split(":")[1]) for notice in found}
    wanted = TriageRule.objects.filter(pk__in=set(rules.values()))
    names = dict(wanted.values_list("pk", "name"))
    return {
        pk: _("Rule “%(rule)s”: see %(where)s.")
        % {"rule": names.get(rules[pk], ""), "where": where}
        for pk, where in conversations_named(found).items()
    }


def _titles(found: Sequence[Notice]) -> dict[int, str]:
    wanted = {notice.about_id for notice in found}
    titles = dict(Failing.objects.filter(pk__in=wanted).values_list("pk", "title"))
    return {n.pk: titles[n.about_id] for n in found if n.about_id in titles}
