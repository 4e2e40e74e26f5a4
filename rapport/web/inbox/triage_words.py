"""Labels and rules, as the timeline says them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

TRIAGED = ("labelled", "unlabelled", "rule_undone", "ruled")


def triage_words(code: str, *, who: str, names: Mapping[int, str], me: int) -> str:
    """`code`: as `converse.queries.triage_events` writes them."""
    what, _colon, rest = code.partition(":")
    if what == "ruled":
        return _ruled(json.loads(rest), names=names, me=me)
    said = {
        "labelled": _("%(who)s labelled this “%(name)s”"),
        "unlabelled": _("%(who)s took the label “%(name)s” off"),
        "rule_undone": _("%(who)s took back what the rule “%(name)s” did"),
    }
    return said[what] % {"who": who, "name": rest or _("gone")}


def _ruled(did: dict[str, object], *, names: Mapping[int, str], me: int) -> str:
    """ "Rule “Refunds”: labelled this “money”, gave it to Lena, told 2 colleagues"."""
    done = [_("labelled this “%(name)s”") % {"name": n or _("gone")} for n in _list(did["on"])]
    done += [_("took “%(name)s” off") % {"name": n or _("gone")} for n in _list(did["off"])]
    if did["given"]:
        done.append(_("gave it to %(whom)s") % {"whom": _whom(did, names=names, me=me)})
    if told := int(str(did["told"])):
        done.append(ngettext("told %(n)d colleague", "told %(n)d colleagues", told) % {"n": told})
    said = _("Rule “%(rule)s”: %(done)s")
    return said % {
        "rule": did["rule"] or _("gone"),
        "done": ", ".join(done) or _("nothing was left to do"),
    }


def _list(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _whom(did: dict[str, object], *, names: Mapping[int, str], me: int) -> str:
    to = int(str(did["to"]))
    if to:
        return _("you") if to == me else names.get(to, _("somebody who left"))
    return str(did["team"]) or _("a team that is gone")
