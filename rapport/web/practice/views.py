"""The list of cases, one case with its composer, the comments while one writes, and beginning again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse.queries import hue_of, initials_of, network_name
from rapport.web.access import hours_of, may, member_of
from rapport.web.practice.case import Case
from rapport.web.practice.cases import BY_LANGUAGE, case_after, case_called, cases_for
from rapport.web.practice.comments import Comments, comments_on, language_name
from rapport.workspace import actions
from rapport.workspace import queries as workspace

TEXT_LENGTH = 5_000


@may("answer")
def practice(request: HttpRequest) -> HttpResponse:
    given, cases = workspace.practice_answers(member_of(request)), _cases(request)
    lines = [
        {
            "case": case,
            "network": network_name(case.network),
            "answer": given.get(case.slug),
            "ticked": len(given[case.slug].points) if case.slug in given else 0,
            # Said where it is not the only one.
            "language": language_name(case.language)
            if len({c.language for c in cases}) > 1
            else "",
        }
        for case in cases
    ]
    following = next((case for case in cases if case.slug not in given), None)
    done = sum(case.slug in given for case in cases)
    context = {
        "lines": lines,
        "next": following,
        "done": done,
        "all": len(cases),
        "other_languages": _languages_beside(cases),
    }
    return render(request, "practice/list.html", context)


@may("answer")
def case(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, _case_or_404(slug))


@may("answer")
@require_POST
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """The comments alone, while one writes. Nothing is kept."""
    found = _case_or_404(slug)
    return render(request, "practice/comments.html", {"comments": _comments(request, found)})


@may("answer")
@require_POST
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Kept for the learner alone. There is nobody it could be sent to."""
    found, text = _case_or_404(slug), _typed(request)
    if not text.strip():
        return _page(request, found, error=_("Write what you would answer."))
    if len(text) > TEXT_LENGTH:
        return _page(request, found, error=_("Please keep this under 5,000 characters."))
    actions.answer_practice(member_of(request), slug, text=text, now=timezone.now())
    return redirect("practice_case", slug)


@may("answer")
@require_POST
def points(request: HttpRequest, slug: str) -> HttpResponse:
    _case_or_404(slug)
    ticked = [int(one) for one in request.POST.getlist("point") if one in ("0", "1", "2")]
    actions.tick_points(member_of(request), slug, ticked)
    following = case_after(slug, _cases(request))
    if request.POST.get("then") == "next" and following is not None:
        return redirect("practice_case", following.slug)
    return redirect("practice")


@may("answer")
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    actions.begin_practice_again(member_of(request))
    messages.info(request, _("Begun again. Nothing of what you wrote is left."))
    return redirect("practice")


def _page(request: HttpRequest, found: Case, *, error: str = "") -> HttpResponse:
    cases = _cases(request)
    given = workspace.practice_answers(member_of(request)).get(found.slug)
    is_answered = given is not None and "again" not in request.GET and request.method == "GET"
    text = _typed(request) if request.method == "POST" else given.text if given else ""
    context: dict[str, Any] = {
        "case": found,
        "number": cases.index(found) + 1 if found in cases else 0,
        "all": len(cases),
        "network": network_name(found.network),
        "turns": [
            {"said": one, "initials": initials_of(one.who), "hue": hue_of(sum(map(ord, one.who)))}
            for one in found.turns
        ],
        "answer": given if is_answered else None,
        "text": text,
        "error": error,
        "comments": _comments_on(request, found, text),
        "points": list(enumerate(found.points)),
        "next": case_after(found.slug, cases),
        "before": given,
    }
    return render(request, "practice/case.html", context, status=422 if error else 200)


def _comments(request: HttpRequest, found: Case) -> Comments:
    return _comments_on(request, found, _typed(request)[:TEXT_LENGTH])


def _comments_on(request: HttpRequest, found: Case, text: str) -> Comments:
    brand_id = workspace.own_brands().values_list("pk", flat=True).first() or 0
    hours, now = hours_of(request), timezone.now()
    return comments_on(found, text, brand_id=brand_id, hours=hours, now=now)


def _languages_beside(cases: Sequence[Case]) -> str:
    """ "German, French and Italian": those of the cases that are not shown."""
    shown = {case.language for case in cases if case in BY_LANGUAGE.get(case.language, ())}
    names = [language_name(code) for code in BY_LANGUAGE if code not in shown]
    if len(names) < 2:
        return "".join(names)
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}


def _cases(request: HttpRequest) -> tuple[Case, ...]:
    return cases_for(member_of(request).languages)


def _typed(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")


def _case_or_404(slug: str) -> Case:
    found = case_called(slug)
    if found is None:
        raise Http404("There is no such case.")
    return found
