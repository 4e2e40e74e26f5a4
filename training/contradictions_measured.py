"""How well the reply check finds contradictions, and how often it speaks without need: figures alone, no texts.

    python training/contradictions_measured.py tests/hard_cases/contradictions-test.jsonl
    python training/contradictions_measured.py --threads ../shared/data/conversations/twcs_threads.csv

Cases: precision and recall of "any finding of kind contradiction" and of severity "hold" alone, and right answers by
kind. Threads: of the brands with 50 and more replies, the first half of the replies is what we said lately and the
second half is checked; the share of drafts with a hold and with a note.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from rapport.voice.checking import check_draft
from rapport.voice.checking.contradictions import contradictions_in
from rapport.voice.contract import Draft, Finding, StatementText

# A brand with fewer replies in the file says too little about it.
ENOUGH_REPLIES = 50
# What the reply check is given of our latest replies.
RECENT = 50


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("cases", type=Path, nargs="*")
    arguments.add_argument("--threads", type=Path)
    options = arguments.parse_args()
    for path in options.cases:
        measure_cases(path)
    if options.threads:
        measure_threads(options.threads)


def measure_cases(path: Path) -> None:
    cases = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    found = {case["id"]: findings_of(case) for case in cases}
    print(f"{path.name}: {len(cases)} cases")
    for name, severities in (("any", ("note", "second", "hold")), ("hold", ("hold",))):
        said = {key for key, each in found.items() if any(f.severity in severities for f in each)}
        print(f"  {name:5}", _line(cases, said))
    said = {key for key, each in found.items() if each}
    for kind in sorted({case["kind"] for case in cases}):
        of_kind = [case for case in cases if case["kind"] == kind]
        print(f"  {kind:20}", _line(of_kind, said))


def findings_of(case: dict[str, Any]) -> list[Finding]:
    """The contradictions found in one case."""
    since, until = (date.fromisoformat(case[k]) if case[k] else None for k in ("since", "until"))
    statement = StatementText(1, case["statement"], "", since, until)
    draft = Draft(case["draft"], case["message"])
    return contradictions_in(draft, [statement], today=date.fromisoformat(case["today"]))


def _line(cases: list[dict[str, Any]], said: set[str]) -> str:
    right = sum(case["contradicts"] and case["id"] in said for case in cases)
    wrong = sum(not case["contradicts"] and case["id"] in said for case in cases)
    all_of_them = sum(case["contradicts"] for case in cases)
    precision = right / (right + wrong) if right + wrong else float("nan")
    recall = right / all_of_them if all_of_them else float("nan")
    return f"precision {precision:.3f} recall {recall:.3f} ({right} right, {wrong} wrong, {all_of_them - right} missed)"


def measure_threads(path: Path) -> None:
    said_by: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    texts = {row["tweet_id"]: row["text"] for row in rows}
    for row in rows:
        if row["inbound"] == "False" and row["in_response_to_tweet_id"]:
            said_by[row["author_id"]].append(row)
    counts: Counter[str] = Counter()
    seconds = 0.0
    for replies in said_by.values():
        if len(replies) < ENOUGH_REPLIES:
            continue
        counts["brands"] += 1
        half = len(replies) // 2
        recent = tuple(row["text"] for row in replies[:half][-RECENT:])
        for row in replies[half:]:
            draft = Draft(row["text"], texts.get(row["in_response_to_tweet_id"], ""), recent=recent)
            started = time.perf_counter()
            found = check_draft(draft, (), today=date(2017, 11, 1))
            seconds += time.perf_counter() - started
            counts["drafts"] += 1
            for severity in {finding.severity for finding in found}:
                counts[severity] += 1
            counts["otherwise"] += any(finding.kind == "contradiction" for finding in found)
    drafts = counts["drafts"] or 1
    print(f"{path.name}: {counts['drafts']} drafts of {counts['brands']} brands")
    print(f"  hold {counts['hold'] / drafts:.3f}  note {counts['note'] / drafts:.3f}", end="  ")
    print(
        f"said otherwise {counts['otherwise'] / drafts:.3f}  {seconds / drafts * 1000:.1f} ms a draft"
    )


if __name__ == "__main__":
    main()
