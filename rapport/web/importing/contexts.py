"""What the Import pages show: plain values."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator

from rapport.listen import queries
from rapport.listen.models import ImportRun
from rapport.web.importing.forms import ImportForm

PAST_RUNS = 30
LINES_A_PAGE = 100
# The demo's square offers a file to try; nothing of it is known here but its address.
SAMPLE = "/plaza/sample.csv"


def start_page(form: ImportForm) -> dict[str, Any]:
    return {
        "form": form,
        "runs": queries.import_runs()[:PAST_RUNS],
        "sample": SAMPLE if settings.DEMO else "",
    }


def report_page(run: ImportRun, *, page: str) -> dict[str, Any]:
    lines = Paginator(queries.quarantined(import_run=run), LINES_A_PAGE).get_page(page)
    return {
        "run": run,
        "lines": lines,
        "is_running": run.state == ImportRun.State.RUNNING,
        "seconds": (run.finished_at - run.started_at).total_seconds() if run.finished_at else None,
        "earlier": queries.earlier_import(run) if not run.taken else None,
    }
