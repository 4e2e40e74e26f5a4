"""The board, one fact with its versions and whom it was told, writing, changing and ending."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.listen import actions, queries
from rapport.listen.errors import CannotBoard, NoSuchFact
from rapport.listen.models import BoardFact
from rapport.listen.queries import BOARD_AT_MOST
from rapport.web.access import may, member_of
from rapport.web.board.contexts import SHOWN_AT_FIRST, board_page, fact_page
from rapport.web.board.forms import FactForm

# What a bigint holds.
_LARGEST_ID = 2**63 - 1


@may("see")
def board(request: HttpRequest) -> HttpResponse:
    most = BOARD_AT_MOST if "all" in request.GET else SHOWN_AT_FIRST
    context = board_page(member_of(request), now=timezone.now(), most=most)
    return render(request, "board/page.html", context)


@may("see")
def fact(request: HttpRequest, fact_id: int) -> HttpResponse:
    context = fact_page(_fact(fact_id), member_of(request), now=timezone.now())
    return render(request, "board/fact.html", context)


@may("keep_board")
def add(request: HttpRequest) -> HttpResponse:
    form = FactForm(request.POST or None)
    if form.is_valid():
        try:
            actions.write_fact(
                form.written(),
                brand=form.cleaned_data["brand"],
                by=member_of(request),
                now=timezone.now(),
            )
        except CannotBoard as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("On the board. It stands beside what people write about it."))
            return redirect("board")
    return _form(request, form)


@may("keep_board")
def change(request: HttpRequest, fact_id: int) -> HttpResponse:
    found = _fact(fact_id)
    form = FactForm(request.POST or None, fact=found)
    if form.is_valid():
        try:
            actions.change_fact(
                fact_id,
                form.written(),
                seen_version=_number(request.POST.get("seen_version", "")),
                by=member_of(request),
                now=timezone.now(),
            )
        except CannotBoard as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("board_fact", fact_id)
    return _form(request, form, found)


@may("keep_board")
@require_POST
def end(request: HttpRequest, fact_id: int) -> HttpResponse:
    try:
        actions.end_fact(fact_id, by=member_of(request), now=timezone.now())
    except NoSuchFact as error:
        raise Http404(str(error)) from error
    return redirect("board_fact", fact_id)


@may("keep_board")
@require_POST
def go_on(request: HttpRequest, fact_id: int) -> HttpResponse:
    try:
        actions.go_on_with_fact(fact_id, by=member_of(request), now=timezone.now())
    except NoSuchFact as error:
        raise Http404(str(error)) from error
    return redirect("board_fact", fact_id)


def _fact(fact_id: int) -> BoardFact:
    found = queries.board_fact(fact_id) if fact_id <= _LARGEST_ID else None
    if found is None:
        raise Http404("This is not on the board any more.")
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _form(request: HttpRequest, form: FactForm, found: BoardFact | None = None) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "board/form.html", {"form": form, "fact": found}, status=status)
